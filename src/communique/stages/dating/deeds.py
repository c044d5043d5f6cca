"""Deeds and new names: an article that speaks of one is not older."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.codebook.dating import Deed
from communique.records import Span
from communique.stages.dating.clues import ALWAYS, Clue, iso, since
from communique.stages.dating.reading import Reading

DEED_WEIGHT, HABIT_WEIGHT = 3, 1
# A report opens with its matter: headline, first and second sentence.
_LEAD = 3
_INDEFINITE = re.compile(r"\b(?:an?|any|another)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)


def deed_clues(reading: Reading) -> Iterator[Clue]:
    """Clues from every deed that the article names as having happened."""
    sentences = tuple(reading.reporting())
    lead = sentences[min(_LEAD, len(sentences)) - 1].span.end if sentences else 0
    for deed in reading.book.deeds:
        place = next(_named(reading, deed), None) if deed.pattern.search(reading.text) else None
        if place is not None:
            yield from _clues(deed, place)
            if (
                deed.current is not None
                and place.start < lead
                and not _tells_history(reading, place)
            ):
                yield Clue(rule="deed.current", subject=deed.id, span=place, sure=False,
                           is_rough=True, reason=f"it opens with a matter of its day: {deed.what}",
                           days=((deed.first, deed.current),), weight=HABIT_WEIGHT)  # fmt: skip


def _tells_history(reading: Reading, place: Span) -> bool:
    """Whether the sentence names a year: what it tells of need not be current."""
    numbers = (n for n, s in enumerate(reading.analysis.sentences) if s.span.contains(place))
    return any(reading.looks_back(number) for number in numbers)


def _named(reading: Reading, deed: Deed) -> Iterator[Span]:
    """Where the deed is named as done, in text order."""
    for sentence in reading.reporting():
        words = sentence.span.of(reading.text)
        for match in deed.pattern.finditer(words):
            if deed.kind == "name" or not _is_unreal(reading, words, match):
                start = sentence.span.start
                yield Span(start + match.start(), start + match.end())


def _is_unreal(reading: Reading, words: str, match: re.Match[str]) -> bool:
    """Whether the clause may speak of the deed as feared, planned or denied, or of any such."""
    before, after = words[: match.start()], words[match.end() :]
    return bool(
        reading.book.unreal.search(before)
        or _INDEFINITE.search(before)
        or reading.book.modal.match(after)
    )


def _clues(deed: Deed, place: Span) -> Iterator[Clue]:
    if deed.kind == "habit":
        yield Clue(rule="deed.habit", subject=deed.id, reason=deed.what, span=place,
                   days=((deed.first, deed.last or ALWAYS[1]),),
                   weight=HABIT_WEIGHT, sure=False)  # fmt: skip
        return
    yield Clue(rule="deed.name" if deed.kind == "name" else "deed.done", subject=deed.id,
               reason=f"it speaks of what is known since {iso(deed.first)}: {deed.what}",
               span=place, days=since(deed.first), weight=DEED_WEIGHT)  # fmt: skip
