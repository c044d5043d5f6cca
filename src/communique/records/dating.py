"""When an undated article can have appeared: an interval, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.records.provenance import Provenance
from communique.records.spans import Span

Strength = Literal["sure", "likely"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReason:
    """One piece of evidence: the days it allows, its words in the text, and why.

    `earliest` and `latest` are ISO days, both possible; None means no bound on that side. ``sure``
    evidence follows from facts, ``likely`` evidence from habits of news writing.
    """

    rule: str
    reason: str
    span: Span
    earliest: str | None
    latest: str | None
    strength: Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWindow:
    """The days between `start` and `end` (ISO, both possible) on which an article can have
    appeared.

    `reasons` agree with it, those that set its start first, then those that set its end;
    `dropped` contradicted them and did not count.
    """

    start: str
    end: str
    reasons: tuple[DateReason, ...]
    dropped: tuple[DateReason, ...] = ()
    provenance: Provenance
