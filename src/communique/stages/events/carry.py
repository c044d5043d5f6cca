"""Filling the sides of a deed from the same article's other mentions of the same struggle.

News names both sides once and then writes "the invasion", "the annexation of Crimea" or "Russian
troops seized the town". A deed of force without a target takes the target of the nearest deed of
force by the same side, and a deed nobody is named for the source of the nearest deed of the same
root against the same target. The rule of such an event ends in ``+carried`` (coding guide, rule
11: the plain flow of the text). In a civil war the other side is the state's rebels or its forces,
when the article names them (``+opponent``). An invasion whose victim is named nowhere is taken to
be of the other state that the article speaks of most (``+article-state``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from communique.records import HIDDEN, Event, Provenance

_FORCE = frozenset({"ASSAULT", "COERCE"})
_SYMMETRIC_LEAST = 2
_HIDDEN = (HIDDEN,)
# How many characters after a condemnation the deed that it condemns may stand.
_BESIDE = 60
_WAR_ROOTS = frozenset({"18", "19", "20"})
_STATE_ORGANS = frozenset({"", "GOV", "MIL", "COP", "SPY", "LEG", "JUD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What completes a deed besides other deeds.

    `states` counts the mentions of each state in the article, `codes` those of every code;
    `against_states` holds the ids of deeds that are always done to a state, `passives` of those
    whose author is hidden on purpose.
    """

    states: Counter[str]
    codes: Counter[str]
    against_states: frozenset[str]
    passives: frozenset[str]


def carry_sides(events: Sequence[Event], around: Surroundings) -> list[Event]:
    """The events, deeds of force with a side missing completed where the article names it.

    One that refers back (``the invasion``) to no deed of the article stays without a source.
    """
    told = [event for event in events if event.source]
    events = [e if e.source else _as_told(e, _same_deed(e, told)) for e in events]
    lost = [event for event in events if not event.source]
    filled = _completed([event for event in events if event.source], around)
    return sorted([*filled, *lost], key=lambda e: (e.trigger.start, e.trigger.end, e.cameo))


def _completed(events: list[Event], around: Surroundings) -> list[Event]:
    filled = [
        _with_target(event, _same_source(event, events), around) if _lacks_target(event) else event
        for event in events
    ]
    filled = [
        _with_source(event, _same_target(event, filled, sole=event.id in around.passives))
        if event.source == _HIDDEN
        else event
        for event in filled
    ]
    return [_with_accused(event, filled) for event in filled]


def _with_accused(event: Event, events: Sequence[Event]) -> Event:
    """Who condemns an invasion condemns the invader (rule ``+deed``)."""
    if event.plover != "ACCUSE" or event.target:
        return event
    deeds = [
        other
        for other in events
        if other.sentence == event.sentence
        and other.plover in _FORCE
        and other.source not in (_HIDDEN, event.source)
        and 0 <= other.trigger.start - event.trigger.end < _BESIDE
    ]
    if not deeds:
        return event
    deed = min(deeds, key=lambda other: other.trigger.start)
    return replace(
        event,
        target=deed.source,
        target_persons=deed.source_persons,
        target_spans=deed.source_spans,
        provenance=_marked(event, "+deed"),
    )


def _is_war(event: Event) -> bool:
    """Deeds of war, which have two sides; arrests and crackdowns have none to carry over."""
    return event.plover in _FORCE and event.cameo[:2] in _WAR_ROOTS


def _lacks_target(event: Event) -> bool:
    return (
        _is_war(event)
        and not event.target
        and event.source != _HIDDEN
        and len(event.source) < _SYMMETRIC_LEAST
    )


def _states(codes: Iterable[str]) -> set[str]:
    return {code.partition(".")[0] for code in codes}


def _sides(codes: Iterable[str]) -> set[str]:
    """Which side of a struggle each code stands on: a state's organs on the state's."""
    parts = (code.partition(".") for code in codes)
    return {s if sector in _STATE_ORGANS else f"{s}.{sector}" for s, _, sector in parts}


def _same_deed(event: Event, told: list[Event]) -> Event | None:
    """The nearest deed of the same CAMEO root, against the same target when one is named."""
    fitting = [
        other
        for other in _authored(event, told)
        if not event.target or _states(other.target) & _states(event.target)
    ]
    return _nearest(event, fitting)


def _authored(event: Event, others: Iterable[Event]) -> list[Event]:
    """Deeds of the same CAMEO root by a named side that is not the target of this one."""
    return [
        other
        for other in others
        if other.cameo[:2] == event.cameo[:2]
        and other.source != _HIDDEN
        and not _sides(other.source) & _sides(event.target)
    ]


def _as_told(event: Event, other: Event | None) -> Event:
    """The event with the sides of the deed it refers back to."""
    if other is None:
        return event
    filled = _with_source(event, other)
    if event.when is None and event.status == other.status:
        filled = replace(
            filled, when=other.when, when_basis=other.when_basis, when_span=other.when_span
        )
    if event.target or not other.target:
        return filled
    return replace(
        filled,
        target=other.target,
        target_persons=other.target_persons,
        target_spans=other.target_spans,
    )


def _nearest(event: Event, fitting: list[Event]) -> Event | None:
    """The closest of the fitting deeds, earlier ones first."""
    before = [o for o in fitting if o.trigger.start < event.trigger.start]
    return min(
        before or fitting, key=lambda o: abs(o.trigger.start - event.trigger.start), default=None
    )


def _same_source(event: Event, events: Sequence[Event]) -> Event | None:
    sides = _sides(event.source)
    fitting = [
        other
        for other in events
        if _is_war(other)
        and any(not code.endswith((".MED", ".NGO")) for code in other.target)
        and _sides(other.source) & sides
        and not _sides(other.target) & sides
    ]
    return _nearest(event, fitting)


def _same_target(event: Event, events: Sequence[Event], *, sole: bool) -> Event | None:
    """The nearest deed of the same root against the same target.

    `sole`: a passive keeps its author back on purpose, so only an article that names one attacker
    and no other tells who it was.
    """
    fitting = [
        other for other in _authored(event, events) if _states(other.target) & _states(event.target)
    ]
    attackers = {side for other in fitting for side in _sides(other.source)}
    return _nearest(event, fitting) if len(attackers) == 1 or not sole else None


def _with_target(event: Event, other: Event | None, around: Surroundings) -> Event:
    if other is not None:
        return replace(
            event,
            target=tuple(code for code in other.target if code not in event.source),
            target_persons=other.target_persons,
            target_spans=other.target_spans,
            provenance=_marked(event, "+carried"),
        )
    opponents = _opponents(event, around)
    if opponents:
        return replace(event, target=opponents, provenance=_marked(event, "+opponent"))
    own = _states(event.source)
    others = [(n, s) for s, n in around.states.items() if s not in own and n > 1]
    if event.id not in around.against_states or not others:
        return event
    return replace(event, target=(max(others)[1],), provenance=_marked(event, "+article-state"))


def _opponents(event: Event, around: Surroundings) -> tuple[str, ...]:
    """The other side of a civil war that the article names: the one it names most."""
    for side in sorted(_sides(event.source)):
        state, _, sector = side.partition(".")
        sides = {"": ("REB",), "REB": ("MIL", "UAF"), "UAF": ("REB",)}.get(sector, ())
        named = [(around.codes[f"{state}.{s}"], f"{state}.{s}") for s in sides]
        count, code = max(named, default=(0, ""))
        if count:
            return (code,)
    return _rebels_abroad(event, around)


def _rebels_abroad(event: Event, around: Surroundings) -> tuple[str, ...]:
    """Whom a foreign force fights where the article tells of a state's rebels."""
    own = _states(event.source)
    abroad = [
        (n, code)
        for code, n in around.codes.items()
        if code.endswith(".REB") and n > 1 and code.partition(".")[0] not in own
    ]
    return (max(abroad)[1],) if abroad and event.cameo[:3] == "195" else ()


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
    rule = event.provenance.rule
    return replace(event.provenance, rule=rule if rule.endswith(mark) else rule + mark)
