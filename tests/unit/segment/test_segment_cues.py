"""Every entry of data/segments finds its examples and leaves its counter-examples alone."""

from __future__ import annotations

import re

import pytest

from communique.stages.segment.cues import Cue, load_cues


def finds(cue: Cue, words: str) -> bool:
    if cue.scope == "prefix":
        return cue.head(words) is not None
    if cue.scope == "suffix":
        return cue.tail(words) is not None
    if cue.scope == "signature":
        return cue.pattern is not None and cue.pattern.search(words) is not None
    return cue.fits(words, cue.after) and cue.marks(words)


EXAMPLES = [(cue, words) for cue in load_cues() for words in cue.examples]
NOT_EXAMPLES = [(cue, words) for cue in load_cues() for words in cue.not_examples]


@pytest.mark.parametrize(("cue", "words"), EXAMPLES, ids=lambda v: getattr(v, "id", None))
def test_examples_are_found(cue: Cue, words: str) -> None:
    assert finds(cue, words)


@pytest.mark.parametrize(("cue", "words"), NOT_EXAMPLES, ids=lambda v: getattr(v, "id", None))
def test_counter_examples_are_left_alone(cue: Cue, words: str) -> None:
    assert not finds(cue, words)


def test_every_entry_is_named_once_and_has_both_kinds_of_examples() -> None:
    cues = load_cues()
    assert len({cue.id for cue in cues}) == len(cues)
    assert [cue.id for cue in cues if not cue.examples or not cue.not_examples] == []


def test_boilerplate_always_has_a_reason() -> None:
    assert [cue.id for cue in load_cues() if cue.kind == "boilerplate" and not cue.reason] == []


def test_no_piece_is_left_unexpanded() -> None:
    patterns = [p for c in load_cues() for p in (c.pattern, c.requires, c.forbids) if p is not None]
    assert not any(re.search(r"<<\w+>>", pattern.pattern) for pattern in patterns)
