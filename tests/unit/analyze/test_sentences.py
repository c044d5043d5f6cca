from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.codebook.resources import load_toml
from communique.records import Act, Provenance, Segment, Sentence, Span
from communique.runtime.core import LanguageCore, Passage, Reading, shipped_core
from communique.stages.analyze import analyze
from communique.stages.analyze.starts import sure_starts
from communique.stages.analyze.tokens import split_tokens

GLUED, SPACE = 1, 2


def sentences(text: str) -> tuple[Sentence, ...]:
    given_text = Provenance(stage="test", rule="given")
    body = Segment(kind="body", span=Span(0, len(text)), provenance=given_text)
    return analyze(text, (body,), shipped_core(1)).sentences


def tokens(text: str) -> list[str]:
    return [s.of(text) for s in split_tokens(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "count"), load_toml("patterns/sentences/splitting.toml")["examples"]
)
def test_listed_examples(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_hard_wrapped_lines_are_one_sentence_and_blank_lines_end_one() -> None:
    assert len(sentences("The talks went\non all night.\n\nA second paragraph")) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("can't", ["ca", "n't"]),
        ("Oslo’s", ["Oslo", "’s"]),
        ("US-Russia talks", ["US", "-", "Russia", "talks"]),
        ("pro-Russian", ["pro-Russian"]),
        ("UN-backed", ["UN", "-", "backed"]),
        ("the U.S. and", ["the", "U.S.", "and"]),
        ("on 2014-03-04.", ["on", "2014-03-04", "."]),
        ("Mr. Lee", ["Mr.", "Lee"]),
        ("fell ill. Talks", ["fell", "ill", ".", "Talks"]),
        ("$1.5bn", ["$", "1.5bn"]),
        ("at 7:30pm", ["at", "7:30", "pm"]),
        ("25%", ["25", "%"]),
        ("Stop!!!", ["Stop", "!!!"]),
        ("AT&T", ["AT&T"]),
        ("cannot", ["can", "not"]),
        ("713-853-3989", ["713-853-3989"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text(max_size=300))
@settings(deadline=None)
def test_offsets_are_exact_and_in_order(text: str) -> None:
    last = 0
    for sentence in sentences(text):
        assert sentence.span.start >= last
        last = sentence.span.end
        inside = sentence.spans
        assert all(sentence.span.contains(t) for t in inside)
        assert all(a.end <= b.start for a, b in pairwise(inside))
        covered = "".join(t.of(text) for t in inside)
        assert "".join(covered.split()) == "".join(sentence.span.of(text).split())


@pytest.mark.parametrize(
    ("words", "glued", "starts"),
    [
        (["peace", ".", "”", "Kyiv", "left"], {1, 2}, {3}),
        (["peace", ",", "”", "Kyiv", "said"], {1, 2}, set()),
        (["they", "left", ".", '"', "Yes", '"'], {2, 4, 5}, {3}),
        (["peace", ".", '"', "Kyiv", "left"], {1, 2}, {3}),
        (["the", "U.S.", "The", "talks"], set(), {2}),
        (["the", "U.S.", "Senate", "voted"], set(), set()),
        (["by", "Acme", "Inc.", "It", "failed"], set(), {3}),
    ],
)
def test_sure_starts(words: list[str], glued: set[int], starts: set[int]) -> None:
    gaps = [GLUED if i in glued else SPACE for i in range(len(words))]
    assert sure_starts(words, gaps) == starts


def test_marks_of_treebanks_are_words_and_read_as_what_they_stand_for() -> None:
    text = "TRIPOLI -LRB- Reuters -RRB- - `` Libya 's army and\\/or police left , '' he said ."
    assert tokens(text)[1:6] == ["-LRB-", "Reuters", "-RRB-", "-", "``"]
    assert {"'s", "\\/", "''"} <= set(tokens(text))
    (sentence,) = sentences("`` Libya 's army left , '' he said .")
    plain = sentences('" Libya \'s army left , " he said .')[0]
    assert (sentence.heads, sentence.deprels) == (plain.heads, plain.deprels)
    assert sentence.words[0] == "``"


def test_an_opening_single_mark_is_no_clitic() -> None:
    assert tokens("He said 'some left'.")[2:4] == ["'", "some"]


class ActsLaidOver(LanguageCore):
    """The shipped core with one act in the last sentence, its sides named in those before."""

    def __init__(self) -> None:
        self._core = shipped_core(1)
        self.name, self.reporter, self.act_reader = self._core.name, None, "given"

    def read(self, passages: Sequence[Passage]) -> Reading:
        """The core's reading with the act."""
        reading = self._core.read(passages)
        last = len(reading.sentences) - 1
        act = Act(
            anchor=0, share=0.9, types=(("ACCUSE", 0.9),), codes=(), sources=(), targets=(),
            sources_before=((last - 1, 0, 0.8), (0, 0, 0.6)),
        )  # fmt: skip
        return replace(reading, acts=(*[()] * last, (act,)))


def test_words_before_are_counted_without_sentences_of_mere_marks() -> None:
    text = "Rain fell.\n\n***\n\nIt stopped."
    given_text = Provenance(stage="test", rule="given")
    body = Segment(kind="body", span=Span(0, len(text)), provenance=given_text)
    analysis = analyze(text, (body,), ActsLaidOver())
    assert len(analysis.sentences) == 2
    (act,) = analysis.acts[1]
    assert act.sources_before == ((0, 0, 0.6),)
