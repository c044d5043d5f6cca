"""What ties a text to its time: deeds, deaths, words for offices, members of bodies by date.

In: ``data/dating`` and the member lists of ``data/actors``. Out: a `DatingBook`. Days are ordinals
(`datetime.date.toordinal`), intervals include both ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from communique.codebook.resources import load_toml

Interval = tuple[int, int]
DeedKind = Literal["deed", "name", "habit"]
# "Haiti 's": some corpora and feeds cut words apart.
_APOSTROPHES = r"\s?['’]\s?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A public happening or a new name, the day it came into the world, and words that name it.

    A ``deed`` can be feared or planned before it happens; a ``name`` cannot be used before; a
    ``habit`` is a spelling or custom that only makes a time likely. After `last` the words were
    out of use; after `current` a report is unlikely to open with the matter.
    """

    id: str
    kind: DeedKind
    first: int
    last: int | None
    current: int | None
    what: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...] = field(default=(), compare=False)
    not_examples: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body whose membership is known by date: names, and each member's stay.

    `counts` gives (number of members, days) for bodies too large to list.
    """

    id: str
    name: str
    pattern: re.Pattern[str]
    members: tuple[tuple[str, Interval], ...] = ()
    counts: tuple[tuple[int, Interval], ...] = ()

    def days_with(self, number: int) -> tuple[Interval, ...]:
        """The stretches in which the body had so many members."""
        if self.counts:
            return tuple(days for count, days in self.counts if count == number)
        turns = sorted({d for _, (a, b) in self.members for d in (a, b + 1)})
        ends = [*(turn - 1 for turn in turns[1:]), date.max.toordinal()]
        found: list[Interval] = []
        for start, end in zip(turns, ends, strict=True):
            size = sum(a <= start <= b for _, (a, b) in self.members)
            if size == number:
                found.append((start, end))
        return merged(found)

    def days_without(self, state: str) -> tuple[Interval, ...]:
        """The stretches in which the state was no member; empty when it never was one."""
        stays = sorted(days for code, days in self.members if code == state)
        if not stays:
            return ()
        return complement(stays)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatingBook:
    """All tables of this room; `offices` maps an office to the words that may name it."""

    deeds: tuple[Deed, ...]
    deaths: Mapping[str, int]
    offices: Mapping[str, tuple[str, ...]]
    bodies: tuple[Body, ...]
    outer: Interval
    unreal: re.Pattern[str]
    modal: re.Pattern[str]


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The intervals in order, those that touch made one.

    >>> merged([(5, 6), (1, 2), (3, 4)])
    ((1, 6),)
    """
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def complement(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The days outside all the intervals.

    >>> complement([(3, 4)])[0]
    (1, 2)
    """
    found: list[Interval] = []
    at = 1
    for start, end in merged(intervals):
        if start > at:
            found.append((at, start - 1))
        at = end + 1
    if at <= date.max.toordinal():
        found.append((at, date.max.toordinal()))
    return tuple(found)


def first_day(iso: str) -> int:
    """The first day of an ISO date or of a prefix of one; year 0000 is the beginning of time.

    >>> first_day("2014-03") == date(2014, 3, 1).toordinal()
    True
    """
    year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
    return date(year, month, day).toordinal() if year else 1


def last_day(iso: str) -> int:
    """The last day of an ISO date or of a prefix of one; year 9999 is the end of time.

    >>> last_day("2014-02") == date(2014, 2, 28).toordinal()
    True
    """
    parts = [*map(int, iso.split("-"))]
    if parts[0] >= date.max.year:
        return date.max.toordinal()
    if len(parts) == 3:
        return date(*parts).toordinal()
    months = parts[0] * 12 + (parts[1] if len(parts) == 2 else 12)
    return (date(months // 12, months % 12 + 1, 1) - timedelta(days=1)).toordinal()


@cache
def dating_book() -> DatingBook:
    """The tables that ship with the package."""
    reading = load_toml("dating/reading.toml")
    deaths = load_toml("dating/deaths.toml")["death"]
    offices = load_toml("dating/offices.toml")["office"]
    unreal, modal = ("|".join(map(_words, reading[name])) for name in ("unreal", "modal"))
    return DatingBook(
        deeds=tuple(_deed(e) for e in load_toml("dating/deeds.toml")["deed"]),
        deaths={entry["name"]: first_day(entry["day"]) for entry in deaths},
        offices={entry["name"]: tuple(entry["words"]) for entry in offices},
        bodies=_bodies(),
        outer=(first_day(reading["earliest"]), last_day(reading["latest"])),
        unreal=re.compile(rf"\b(?:{unreal})\b[^,;:“”\"]{{0,50}}$", re.IGNORECASE),
        modal=re.compile(rf"[^,;:]{{0,25}}\b(?:{modal})\b", re.IGNORECASE),
    )


def _words(phrase: str) -> str:
    """A pattern for a phrase: capitals as given, any white space or hyphen between its words."""
    joined = r"(?:\s+|\s?-\s?)".join(re.escape(w) for w in re.split(r"[\s-]+", phrase))
    return joined.replace("'", _APOSTROPHES)


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all the phrases, the longest first; a first letter may be a capital."""
    found = []
    for phrase in sorted(phrases, key=len, reverse=True):
        words = _words(phrase)
        if phrase[0].islower():
            words = f"[{phrase[0]}{phrase[0].upper()}]{words[1:]}"
        found.append(words)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(found)})(?!\w)")


def _deed(entry: Mapping[str, Any]) -> Deed:
    return Deed(
        id=entry["id"],
        kind=entry.get("kind", "deed"),
        first=first_day(entry["day"]) if "day" in entry else 1,
        last=first_day(entry["until"]) - 1 if "until" in entry else None,
        current=last_day(entry["current"]) if "current" in entry else None,
        what=entry["what"],
        pattern=phrase_pattern(entry["phrases"]),
        examples=tuple(entry.get("examples", ())),
        not_examples=tuple(entry.get("not_examples", ())),
    )


def _bodies() -> tuple[Body, ...]:
    """Bodies with dated members, then those of which only the number is known by date."""
    found = []
    for entry in load_toml("actors/organisations.toml")["actor"]:
        members = [m for m in entry.get("members", ()) if isinstance(m, dict)]
        if any("until" in m for m in members) or len({m["from"] for m in members}) > 1:
            found.append(
                Body(
                    id=entry["id"],
                    name=entry["names"][0],
                    pattern=phrase_pattern([*entry["names"], *entry.get("nominals", ())]),
                    members=tuple((m["code"], _stay(m)) for m in members),
                )
            )
    for entry in load_toml("dating/counts.toml")["body"]:
        found.append(
            Body(
                id=entry["id"],
                name=entry["names"][0],
                pattern=phrase_pattern(entry["names"]),
                counts=tuple((c["number"], _stay(c)) for c in entry["counts"]),
            )
        )
    return tuple(found)


def _stay(entry: Mapping[str, Any]) -> Interval:
    """A member's first and last day; `until` is the first day no longer one."""
    until = first_day(entry["until"]) - 1 if "until" in entry else date.max.toordinal()
    return first_day(entry["from"]), until
