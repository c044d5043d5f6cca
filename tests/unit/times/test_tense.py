"""Tense of a clause, with and without a tree."""

from __future__ import annotations

import pytest

from communique.records import Sentence, Span
from communique.stages.times.tense import clause_tense

Word = tuple[str, str, str, int, str]


def _tree(*words: Word) -> Sentence:
    """A sentence from (form, upos, xpos, head, relation); words one space apart."""
    starts = [sum(len(w[0]) + 1 for w in words[:i]) for i in range(len(words))]
    spans = tuple(Span(s, s + len(w[0])) for s, w in zip(starts, words, strict=True))
    return Sentence(
        span=Span(0, spans[-1].end),
        segment=0,
        spans=spans,
        words=tuple(w[0] for w in words),
        lemmas=tuple(w[0].lower() for w in words),
        upos=tuple(w[1] for w in words),
        xpos=tuple(w[2] for w in words),
        feats=("",) * len(words),
        heads=tuple(w[3] for w in words),
        deprels=tuple(w[4] for w in words),
    )


SAID_WOULD = _tree(
    ("Officials", "NOUN", "NNS", 1, "nsubj"), ("said", "VERB", "VBD", -1, "root"),
    ("talks", "NOUN", "NNS", 6, "nsubj"), ("on", "ADP", "IN", 4, "case"),
    ("Friday", "PROPN", "NNP", 2, "nmod"), ("would", "AUX", "MD", 6, "aux"),
    ("resume", "VERB", "VB", 1, "ccomp"),
)  # fmt: skip
MANAGED_TO_MEET = _tree(
    ("Envoys", "NOUN", "NNS", 1, "nsubj"), ("managed", "VERB", "VBD", -1, "root"),
    ("to", "PART", "TO", 3, "mark"), ("meet", "VERB", "VB", 1, "xcomp"),
    ("on", "ADP", "IN", 5, "case"), ("Friday", "PROPN", "NNP", 3, "obl"),
)  # fmt: skip
TALKS_PLANNED = _tree(
    ("Talks", "NOUN", "NNS", 5, "nsubj:pass"), ("planned", "VERB", "VBN", 0, "acl"),
    ("for", "ADP", "IN", 3, "case"), ("Friday", "PROPN", "NNP", 1, "obl"),
    ("were", "AUX", "VBD", 5, "aux:pass"), ("cancelled", "VERB", "VBN", -1, "root"),
)  # fmt: skip
HEADLINE = _tree(
    ("Ministers", "NOUN", "NNS", 2, "nsubj"), ("to", "PART", "TO", 2, "mark"),
    ("meet", "VERB", "VB", -1, "root"), ("Friday", "PROPN", "NNP", 2, "obl:tmod"),
)  # fmt: skip
COPULA = _tree(
    ("Friday", "PROPN", "NNP", 3, "nsubj"), ("was", "AUX", "VBD", 3, "cop"),
    ("a", "DET", "DT", 3, "det"), ("meeting", "NOUN", "NN", -1, "root"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "word", "tense"),
    [
        (SAID_WOULD, 4, "future"),
        (MANAGED_TO_MEET, 5, "past"),
        (TALKS_PLANNED, 3, "future"),
        (HEADLINE, 3, "future"),
        (COPULA, 0, "past"),
    ],
)
def test_tree_decides(sentence: Sentence, word: int, tense: str) -> None:
    assert clause_tense(sentence, word) == tense


@pytest.mark.parametrize(
    ("text", "word", "tense"),
    [
        ("He said Friday it would end", "Friday", "past"),
        ("On Friday the cabinet decided to resign", "Friday", "past"),
        ("The cabinet decided to resign on Friday", "Friday", "future"),
        ("The pact will be signed on Friday", "Friday", "future"),
        ("The two are to meet on Friday", "Friday", "future"),
        ("Envoys to meet Friday", "Friday", "future"),
        ("A grey Friday", "Friday", "present"),
        ("The president says on Friday", "Friday", "present"),
    ],
)
def test_words_decide_without_a_tree(text: str, word: str, tense: str, parse_for_tests) -> None:
    sentence = parse_for_tests(text).sentences[0]
    assert clause_tense(sentence, sentence.words.index(word)) == tense
