"""One piece of evidence before it is weighed against the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.codebook.dating import Interval
from communique.records import Span

ALWAYS = (1, date.max.toordinal())


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """The days that some words of an article allow.

    `subject` names the fact: further words for the same fact are no further evidence. `weight`
    counts when clues contradict each other. A clue that is not `sure` narrows a window and never
    moves it; one that `is_rough` ends at a day drawn by rule of thumb.
    """

    rule: str
    subject: str
    reason: str
    span: Span
    days: tuple[Interval, ...]
    weight: int
    sure: bool = True
    is_rough: bool = False

    def allows(self, start: int, end: int) -> bool:
        """True when the whole stretch lies in one of the allowed intervals."""
        return any(a <= start and end <= b for a, b in self.days)


def since(day: int) -> tuple[Interval, ...]:
    """From `day` on."""
    return ((day, ALWAYS[1]),)


def by(day: int) -> tuple[Interval, ...]:
    """Up to and with `day`."""
    return ((ALWAYS[0], day),)


def iso(day: int) -> str:
    """The ISO form of an ordinal."""
    return date.fromordinal(day).isoformat()
