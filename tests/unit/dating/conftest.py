"""Readings of typed text, with links and time expressions given by their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from communique.codebook.actors import actor_index
from communique.codebook.dating import dating_book
from communique.records import Analysis, Link, Mention, Segment, Span, Timex
from communique.stages.dating import find_clues
from communique.stages.dating.clues import Clue
from communique.stages.dating.reading import Reading
from communique.stages.times import clause_tense
from tests.builders import provenance, sentence, span_of

Find = Callable[..., dict[str, Clue]]


def reading_of(
    text: str,
    persons: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    dates: Mapping[str, str] | None = None,
) -> Reading:
    """One sentence; `persons` maps words to full names, `codes` to codes, `dates` to values."""
    whole = Span(0, len(text))
    only = sentence(text, whole)
    links = [_link(text, words, person=name) for words, name in (persons or {}).items()]
    links += [_link(text, words, code=code) for words, code in (codes or {}).items()]
    timexes = tuple(
        Timex(span=span_of(text, words), sentence=0, type="DATE", value=value, relative=False,
              provenance=provenance("times.v1", "date.year"))
        for words, value in (dates or {}).items()
    )  # fmt: skip
    return Reading(
        text=text,
        segments=(Segment(span=whole, kind="body", provenance=provenance()),),
        analysis=Analysis(sentences=(only,), provenance=provenance()),
        links=tuple(links),
        timexes=timexes,
        index=actor_index(),
        book=dating_book(),
        tense_of=clause_tense,
    )


def _link(text: str, words: str, person: str | None = None, code: str | None = None) -> Link:
    mention = Mention(
        span=span_of(text, words), sentence=0, head=0, first=0, last=0, kind="name", label=None
    )
    return Link(
        mention=mention, codes=(code,) if code else (), person=person, provenance=provenance()
    )


@pytest.fixture
def find() -> Find:
    """The clues of a typed text by rule, the first of each."""

    def found(text: str, **given: Mapping[str, str]) -> dict[str, Clue]:
        clues: dict[str, Clue] = {}
        for clue in find_clues(reading_of(text, **given)):
            clues.setdefault(clue.rule, clue)
        return clues

    return found
