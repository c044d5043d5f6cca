"""Attributions of a corpus laid over the words of our sentences."""

from __future__ import annotations

import re

from training.polnear import Read, told_by_sentence

TEXT = "Aides said rain fell. They have made it clear."


def sentence(start: int, end: int, upos: list[str], heads: list[int]) -> Read:
    found = [m for m in re.finditer(r"\w+|[^\w\s]", TEXT) if start <= m.start() < end]
    words = [m.group() for m in found]
    return Read(
        article="x",
        passage=0,
        offset=0,
        first=0,
        words=words,
        spans=[[m.start(), m.end()] for m in found],
        lemmas=[w.lower() for w in words],
        upos=upos,
        deprels=["dep"] * len(words),
        heads=heads,
    )


READS = [
    sentence(0, 21, ["NOUN", "VERB", "NOUN", "VERB", "PUNCT"], [1, -1, 3, 1, 1]),
    sentence(22, 99, ["PRON", "AUX", "VERB", "PRON", "ADJ", "PUNCT"], [2, 2, -1, 2, 2, 2]),
]


def attribution(source: str, cue: str, content: str) -> dict[str, list[list[int]]]:
    def place(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]] if words else []

    return {"source": place(source), "cue": place(cue), "content": place(content)}


def test_spans_become_words_of_the_cues_sentence() -> None:
    (told,) = told_by_sentence(READS, [attribution("Aides", "said", "rain fell")])[0].values()
    assert (told.anchor, told.source, told.content) == (1, {0}, {2, 3})


def test_the_chief_word_of_a_cue_is_its_verb() -> None:
    (told,) = told_by_sentence(READS, [attribution("They", "have made it clear", "")])[1].values()
    assert (told.anchor, told.cue) == (2, {1, 2, 3, 4})


def test_of_two_attributions_with_one_cue_the_fuller_counts() -> None:
    given = [attribution("Aides", "said", "fell"), attribution("Aides", "said", "rain fell")]
    (told,) = told_by_sentence(READS, given)[0].values()
    assert told.content == {2, 3}
