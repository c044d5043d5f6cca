"""From clues to a window: the heaviest set of clues that agree on some day.

History told in an article makes clues point back, never ahead; so a lower bound weighs more than
an upper one, and of two sets that weigh the same the later one counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from communique.codebook.dating import Interval
from communique.codebook.resources import data_digest
from communique.records import DateReason, DateWindow, Provenance
from communique.stages.dating.clues import ALWAYS, Clue, iso

VERSION = "dating.v1"
RULE = "window.heaviest-agreement"
# A rule of thumb may not cut a window down to less than this many days.
_SLIVER = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A run of days that the same clues allow."""

    days: Interval
    kept: frozenset[int]


def window_of(clues: Iterable[Clue], outer: Interval) -> DateWindow | None:
    """The window on which the heaviest set of agreeing clues agrees; None without any bound.

    Sure clues are weighed first; the others only choose among the days these leave.
    """
    found = _one_per_fact(clues)
    kept, (start, end) = _agreement(found, outer)
    if end - start < _SLIVER:
        firm = [clue for clue in found if not clue.is_rough]
        again, (start, end) = _agreement(firm, outer)
        kept = frozenset(n for n, c in enumerate(found) if c in firm and firm.index(c) in again)
    if (start, end) == outer or not kept:
        return None
    agreeing = [c for n, c in enumerate(found) if n in kept]
    return DateWindow(
        start=iso(start),
        end=iso(end),
        reasons=tuple(_reason(c, (start, end)) for c in _ordered(agreeing, (start, end), outer)),
        dropped=tuple(_reason(c, None) for n, c in enumerate(found) if n not in kept),
        provenance=Provenance(stage=VERSION, rule=RULE, data=data_digest()),
    )


def _agreement(clues: Sequence[Clue], outer: Interval) -> tuple[frozenset[int], Interval]:
    """The clues that agree, and the first and last day on which they do."""
    best = _heaviest(_stretches(clues, outer), clues, sure=True)
    best = _heaviest(best, clues, sure=False)
    kept = best[-1].kept
    days = [s.days for s in best if s.kept == kept]
    return kept, (days[0][0], days[-1][1])


def _one_per_fact(clues: Iterable[Clue]) -> list[Clue]:
    """The first clue of each fact, without those that allow every day or none."""
    seen: dict[tuple[str, str], Clue] = {}
    for clue in clues:
        if clue.days and clue.days != (ALWAYS,):
            seen.setdefault((clue.rule, clue.subject), clue)
    return list(seen.values())


def _stretches(clues: Sequence[Clue], outer: Interval) -> list[_Stretch]:
    """The days between the outer bounds, cut wherever some clue begins or ends."""
    first, last = outer
    turns = {first, last + 1}
    for clue in clues:
        turns |= {t for a, b in clue.days for t in (a, b + 1) if first < t <= last}
    cuts = sorted(turns)
    return [
        _Stretch(
            days=(a, b - 1),
            kept=frozenset(n for n, clue in enumerate(clues) if clue.allows(a, b - 1)),
        )
        for a, b in pairwise(cuts)
    ]


def _heaviest(stretches: list[_Stretch], clues: Sequence[Clue], *, sure: bool) -> list[_Stretch]:
    """The stretches whose clues weigh most; of equal ones those with the strongest, then latest."""

    def worth(stretch: _Stretch) -> tuple[int, tuple[int, ...]]:
        weights = sorted(
            (clues[n].weight for n in stretch.kept if clues[n].sure == sure), reverse=True
        )
        return sum(weights), tuple(weights)

    most = max(map(worth, stretches))
    best = [s for s in stretches if worth(s) == most]
    chosen = frozenset(n for n in best[-1].kept if clues[n].sure == sure)
    return [s for s in best if {n for n in s.kept if clues[n].sure == sure} == chosen]


def _ordered(clues: list[Clue], window: Interval, outer: Interval) -> list[Clue]:
    """The clues that set the start first, then those that set the end, then the others."""

    def rank(clue: Clue) -> tuple[int, bool]:
        earliest, latest = _bounds(clue, window)
        if earliest == window[0] != outer[0]:
            return 0, not clue.sure
        return (1 if latest == window[1] != outer[1] else 2), not clue.sure

    return sorted(clues, key=rank)


def _bounds(clue: Clue, window: Interval | None) -> Interval:
    """The first and last day that the clue allows, of its intervals that touch the window."""
    touching = [
        days
        for days in clue.days
        if window is None or (days[0] <= window[1] and window[0] <= days[1])
    ]
    return touching[0][0], touching[-1][1]


def _reason(clue: Clue, window: Interval | None) -> DateReason:
    earliest, latest = _bounds(clue, window)
    return DateReason(
        rule=clue.rule,
        reason=clue.reason,
        span=clue.span,
        earliest=None if earliest <= ALWAYS[0] else iso(earliest),
        latest=None if latest >= ALWAYS[1] else iso(latest),
        strength="sure" if clue.sure else "likely",
    )
