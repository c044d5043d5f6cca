"""Filling the target of a deed from the same article's other mentions of the same struggle.

News names both sides once and then writes "the invasion" or "Russian troops seized the town". A
deed of force without a target takes the target of the nearest deed of force by the same source;
the event's rule then ends in ``+carried`` (coding guide, rule 11: the plain flow of the text).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.records import Event

_FORCE = frozenset({"ASSAULT", "COERCE"})
_SYMMETRIC_LEAST = 2
CARRIED = "+carried"


def carry_targets(events: Sequence[Event]) -> list[Event]:
    """The events, deeds of force without a target filled where the article names one."""
    return [
        _with_target(event, _nearest(event, events)) if _wants_target(event) else event
        for event in events
    ]


def _wants_target(event: Event) -> bool:
    return (
        event.plover in _FORCE
        and not event.target
        and event.source != ("---",)
        and len(event.source) < _SYMMETRIC_LEAST
    )


def _nearest(event: Event, events: Sequence[Event]) -> Event | None:
    """The closest deed by the same source that names its target; earlier ones first."""
    sides = {code.partition(".")[0] for code in event.source}
    fitting = [
        other
        for other in events
        if other.plover in _FORCE
        and other.target
        and {code.partition(".")[0] for code in other.source} & sides
        and not {code.partition(".")[0] for code in other.target} & sides
    ]
    before = [o for o in fitting if o.trigger.start < event.trigger.start]
    pool = before or fitting
    return min(
        pool, key=lambda o: abs(o.trigger.start - event.trigger.start), default=None
    )  # fmt: skip


def _with_target(event: Event, other: Event | None) -> Event:
    if other is None:
        return event
    provenance = replace(event.provenance, rule=event.provenance.rule + CARRIED)
    return replace(
        event,
        target=other.target,
        target_persons=other.target_persons,
        target_spans=other.target_spans,
        provenance=provenance,
    )
