"""Hand-made analyses: words and offsets by a plain cut of the text, no tags, no tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from communique.records import Analysis, Provenance, Sentence, Span

_WORD = re.compile(
    r"(?:[A-Z]\.)+|[ap]\.m\.|\d+(?:[.,:/-]\d+)*\w*|[^\W\d_]+(?:-\w+)*(?:\.(?=\s\d))?|['’]s\b|\S"
)
_BREAK = re.compile(r"(?<=[.!?]['\"”])\s+|(?<=[a-z\d][.!?])(?<!\b[ap]\.m\.)\s+(?=[A-Z\"“`'])|\n+")
Parse = Callable[[str], Analysis]


def _sentence(text: str, start: int, end: int) -> Sentence:
    found = tuple(_WORD.finditer(text, start, end))
    blank = ("",) * len(found)
    return Sentence(
        span=Span(start, end),
        segment=0,
        spans=tuple(Span(m.start(), m.end()) for m in found),
        words=tuple(m.group() for m in found),
        lemmas=tuple(m.group().lower() for m in found),
        upos=blank,
        xpos=blank,
        feats=blank,
        heads=(-1,) * len(found),
        deprels=blank,
    )


def parse_text(text: str) -> Analysis:
    """An analysis with words and spans only."""
    cuts = [0, *(m.end() for m in _BREAK.finditer(text)), len(text)]
    sentences = [_sentence(text, a, b) for a, b in pairwise(cuts)]
    return Analysis(
        sentences=tuple(s for s in sentences if len(s)),
        provenance=Provenance(stage="test", rule="plain cut"),
    )


@pytest.fixture
def parse_for_tests() -> Parse:
    return parse_text
