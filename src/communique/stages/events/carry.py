"""Filling the target of a deed from the same article's other mentions of the same struggle.

News names both sides once and then writes "the invasion", "the annexation of Crimea" or "Russian
troops seized the town". A deed of force without a target takes the target of the nearest deed of
force by the same source, and a deed nobody is named for the source of the nearest deed of the same
root against the same target. The rule of such an event ends in ``+carried`` (coding guide, rule 11:
the plain flow of the text). An invasion whose victim is named nowhere is taken to be of the other
state that the article speaks of most; its rule ends in ``+article-state``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from communique.records import Event, Provenance

_FORCE = frozenset({"ASSAULT", "COERCE"})
_SYMMETRIC_LEAST = 2
_HIDDEN = ("---",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What completes a deed besides other deeds.

    `states` counts the mentions of each state in the article; `against_states` holds the ids of
    deeds that are always done to a state, `passives` those whose author is hidden on purpose.
    """

    states: Counter[str]
    against_states: frozenset[str]
    passives: frozenset[str]


def carry_sides(events: Sequence[Event], around: Surroundings) -> list[Event]:
    """The events, deeds of force with a side missing completed where the article names it."""
    filled = [
        _with_target(event, _same_source(event, events), around) if _lacks_target(event) else event
        for event in events
    ]
    return [
        _with_source(event, _same_target(event, filled))
        if event.source == _HIDDEN and event.id not in around.passives
        else event
        for event in filled
    ]


def _lacks_target(event: Event) -> bool:
    return (
        event.plover in _FORCE
        and not event.target
        and event.source != _HIDDEN
        and len(event.source) < _SYMMETRIC_LEAST
    )


def _states(codes: Iterable[str]) -> set[str]:
    return {code.partition(".")[0] for code in codes}


def _nearest(event: Event, fitting: list[Event]) -> Event | None:
    """The closest of the fitting deeds, earlier ones first."""
    before = [o for o in fitting if o.trigger.start < event.trigger.start]
    return min(
        before or fitting, key=lambda o: abs(o.trigger.start - event.trigger.start), default=None
    )


def _same_source(event: Event, events: Sequence[Event]) -> Event | None:
    sides = _states(event.source)
    fitting = [
        other
        for other in events
        if other.plover in _FORCE
        and other.target
        and _states(other.source) & sides
        and not _states(other.target) & sides
    ]
    return _nearest(event, fitting)


def _same_target(event: Event, events: Sequence[Event]) -> Event | None:
    fitting = [
        other
        for other in events
        if other.cameo[:2] == event.cameo[:2]
        and other.source != _HIDDEN
        and _states(other.target) & _states(event.target)
    ]
    return _nearest(event, fitting)


def _with_target(event: Event, other: Event | None, around: Surroundings) -> Event:
    if other is not None:
        return replace(
            event,
            target=other.target,
            target_persons=other.target_persons,
            target_spans=other.target_spans,
            provenance=_marked(event, "+carried"),
        )
    own = _states(event.source)
    others = [(n, s) for s, n in around.states.items() if s not in own and n > 1]
    if event.id not in around.against_states or not others:
        return event
    return replace(event, target=(max(others)[1],), provenance=_marked(event, "+article-state"))


def _with_source(event: Event, other: Event | None) -> Event:
    if other is None:
        return event
    return replace(
        event,
        source=other.source,
        source_persons=other.source_persons,
        source_spans=other.source_spans,
        provenance=_marked(event, "+carried"),
    )


def _marked(event: Event, mark: str) -> Provenance:
    return replace(event.provenance, rule=event.provenance.rule + mark)
