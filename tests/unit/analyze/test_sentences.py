from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.codebook.resources import load_toml
from communique.records import Span
from communique.stages.analyze.sentences import split_sentences
from communique.stages.analyze.tokens import split_tokens


def sentences(text: str) -> list[str]:
    return [s.of(text) for s in split_sentences(text, Span(0, len(text)))]


def tokens(text: str) -> list[str]:
    return [s.of(text) for s in split_tokens(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "count"), load_toml("patterns/sentences/splitting.toml")["examples"]
)
def test_listed_examples(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_hard_wrapped_lines_are_one_sentence_and_blank_lines_end_one() -> None:
    assert len(sentences("The talks went\non all night\n\nA second paragraph")) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("can't", ["ca", "n't"]),
        ("Oslo’s", ["Oslo", "’s"]),
        ("US-Russia talks", ["US", "-", "Russia", "talks"]),
        ("pro-Russian", ["pro-Russian"]),
        ("the U.S. and", ["the", "U.S.", "and"]),
        ("on 2014-03-04.", ["on", "2014-03-04", "."]),
        ("Mr. Lee", ["Mr.", "Lee"]),
        ("$1.5bn", ["$", "1.5bn"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text(max_size=300))
def test_offsets_are_exact_and_in_order(text: str) -> None:
    last = 0
    for sentence in split_sentences(text, Span(0, len(text))):
        assert sentence.start >= last
        last = sentence.end
        inside = split_tokens(text, sentence)
        assert all(sentence.contains(t) for t in inside)
        assert all(a.end <= b.start for a, b in pairwise(inside))
        covered = "".join(t.of(text) for t in inside)
        assert "".join(covered.split()) == "".join(sentence.of(text).split())
