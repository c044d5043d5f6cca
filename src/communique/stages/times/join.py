"""Clock times and the days they belong to: joined where they touch, else told by the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from communique.records.times import TimexType
from communique.stages.times.rules import Rule

_DAY = re.compile(r"(\d{4}-\d\d-\d\d|DCT(?:[+-](?:\d+|[a-z]{3}))?|XXXX-\d\d-\d\d)(?:T.+)?$")
_JOINT = re.compile(r"(?: \))?(?: ,)?(?: on| at| \||)? $")
_BRACKET = re.compile(r" [(/,] $")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A match with its value; `start` and `end` are places in the text of the surface.

    `is_clock` marks a clock time that still wants a day.
    """

    start: int
    end: int
    type: TimexType
    value: str
    relative: bool
    rule: Rule
    is_clock: bool

    @property
    def day(self) -> str | None:
        """The day of the value, None when it names no single day or only a floating clock."""
        match = None if self.is_clock else _DAY.match(self.value)
        return match.group(1) if match else None


def join_clocks(readings: Iterable[Reading], text: str) -> list[Reading]:
    """Readings of a sentence in which every clock time has the best day the sentence offers.

    A clock time takes the day it touches and becomes one timex with it; in "9 p.m. (1800 GMT) on
    Monday" both clock times are Monday's; else the last day named before it counts.
    """
    joined: list[Reading] = []
    for reading in readings:
        both = _touching(joined[-1], reading, text) if joined else None
        if both:
            joined[-1] = both
            _share_day(joined, text)
        else:
            joined.append(_with_day_before(reading, joined))
    return joined


def _touching(first: Reading, second: Reading, text: str) -> Reading | None:
    if first.is_clock == second.is_clock or not _JOINT.match(text[first.end : second.start]):
        return None
    clock, day = (first, second) if first.is_clock else (second, first)
    if day.day is None or ":" in day.value:
        return None
    return replace(_on_day(clock, day), start=first.start, end=second.end)


def _on_day(clock: Reading, day: Reading) -> Reading:
    time = clock.value.rpartition("T")[2]
    return replace(clock, value=f"{day.day}T{time}", relative=day.relative, is_clock=False)


def _share_day(joined: list[Reading], text: str) -> None:
    """Give the day of the last reading to a clock time that stands in brackets beside it."""
    if len(joined) < 2:
        return
    before, last = joined[-2], joined[-1]
    if before.is_clock and _BRACKET.match(text[before.end : last.start]):
        joined[-2] = _on_day(before, last)


def _with_day_before(reading: Reading, earlier: list[Reading]) -> Reading:
    """A floating clock time with the last day named before it in the sentence, still floating."""
    days = [other for other in earlier if other.day]
    if not reading.is_clock or not days:
        return reading
    return replace(_on_day(reading, days[-1]), is_clock=True)
