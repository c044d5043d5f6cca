"""Announced meetings, deadlines, elections, votes and summits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.records.days import Granularity
from communique.records.events import WhenBasis
from communique.records.provenance import Provenance
from communique.records.spans import Span

AppointmentKind = Literal["meeting", "deadline", "election", "vote", "summit", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Something that was still due when the article was written, with the words that announce it.

    `when` is a day or an interval, of an undated article ``DCT+1``. `cue` holds the words that
    name the occasion, `when_span` those that name its time. `parties` are entity codes, `persons`
    canonical full names; empty when the text names none. `event_id` is the planned event it comes
    from, None where it is nobody's act. `announced_by` is ``author`` or whose words announce it,
    as in `Event.asserted_by`.
    """

    id: str
    article_id: str
    sentence: Span
    kind: AppointmentKind
    cue: Span
    when: str
    when_granularity: Granularity
    when_basis: WhenBasis
    when_span: Span | None
    parties: tuple[str, ...]
    persons: tuple[str, ...]
    party_spans: tuple[Span, ...]
    where: str | None
    where_span: Span | None
    event_id: str | None
    announced_by: str
    announced_span: Span | None
    provenance: Provenance
