"""Names of somewhere to places of the gazetteer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.codebook.gazetteer import SETTLEMENTS, Gazetteer, KnownPlace
from communique.codebook.place_rules import Ranking, ranking
from communique.codebook.resources import data_digest
from communique.records import Analysis, Event, Link, Place, Provenance, Span
from communique.stages.places.containers import Holding, find_holdings, nationality
from communique.stages.places.rank import Sense, rank
from communique.stages.places.toponyms import (
    Toponym,
    Words,
    named_in_passing,
    named_somewhere,
    toponyms,
)

__all__ = ["find_places", "locate_events"]

VERSION = "places.v1"
_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The names of an article before any is told from its namesakes.

    The first `count` of `named` are those asked for, the others stand inside names of bodies.
    """

    named: tuple[Toponym, ...]
    count: int
    holdings: tuple[Holding, ...]
    votes: Mapping[str, float]


def find_places(
    text: str, analysis: Analysis, links: Iterable[Link], *, gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """The named places of an article, in text order; unknown ones have no id."""
    links = tuple(links)
    named = named_somewhere(analysis, links)
    reading = read_names(text, analysis, named, links=links, gazetteer=gazetteer)
    return decide(reading, ranking(), gazetteer)


def read_names(
    text: str,
    analysis: Analysis,
    named: Iterable[Words],
    *,
    links: Sequence[Link],
    gazetteer: Gazetteer,
) -> Reading:
    """The given names with their namesakes, what holds what, and whose nationals are named."""
    found = [*toponyms(text, analysis, named, gazetteer)]
    passing = named_in_passing(analysis, found, gazetteer)
    votes = Counter(code for link in links if (code := nationality(link)))
    return Reading(
        named=(*found, *toponyms(text, analysis, passing, gazetteer)),
        count=len(found),
        holdings=tuple(find_holdings(analysis, found, links)),
        votes={code: math.sqrt(number) for code, number in sorted(votes.items())},
    )


def decide(reading: Reading, rules: Ranking, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Which place each name means."""
    places: dict[int, Place] = {}
    for sense in rank(reading.named, reading.holdings, reading.votes, rules):
        for number in (n for n in sense.mentions if n < reading.count):
            places[number] = _place(reading.named[number], sense, gazetteer, rules)
    return _placed_counties([places[number] for number in range(reading.count)])


def locate_events(events: Iterable[Event], places: Iterable[Place]) -> tuple[Event, ...]:
    """The events, those whose words of place are a known place with its id and coordinates.

    Only the place named in the act's own clause counts, never another place of the article.
    """
    known = {place.span: place for place in places if place.place_id is not None}
    return tuple(_located(event, known) for event in events)


def _located(event: Event, known: Mapping[Span, Place]) -> Event:
    span = event.where_span
    if span is None:
        return event
    place = known.get(span)
    if place is None:
        # "Washington, D.C." is one phrase and two names: the first is the narrower.
        inside = [known[s] for s in sorted(known) if span.contains(s) or s.contains(span)]
        place = inside[0] if inside else None
    if place is None:
        return event
    return replace(
        event,
        where_id=place.place_id,
        where_lat=place.lat,
        where_lon=place.lon,
        where_precision=place.precision,
    )


def _place(toponym: Toponym, sense: Sense, gazetteer: Gazetteer, rules: Ranking) -> Place:
    source = Provenance(stage=VERSION, rule=sense.rule, data=data_digest())
    if not sense.hits:
        return Place(
            span=toponym.span,
            sentence=toponym.words.sentence,
            written=toponym.written,
            as_actor=toponym.words.as_actor,
            provenance=source,
        )
    best, *others = sense.order()
    place = sense.hits[best].place
    return Place(
        span=toponym.span,
        sentence=toponym.words.sentence,
        written=toponym.written,
        place_id=place.id,
        name=place.name,
        kind=place.kind,
        country=place.country or None,
        admin=_admin(place, gazetteer),
        lat=place.lat,
        lon=place.lon,
        precision=rules.precision[place.kind] if place.lat is not None else None,  # type: ignore[arg-type]
        as_actor=toponym.words.as_actor,
        score=round(sense.scores[best], 3),
        alternatives=tuple(sense.hits[n].place.id for n in others[:_ALTERNATIVES]),
        provenance=source,
    )


def _admin(place: KnownPlace, gazetteer: Gazetteer) -> tuple[str, ...]:
    """From the country down to the region, the place itself left out."""
    if place.kind == "country" or not place.country:
        return ()
    region = (place.region,) if place.region and place.region != place.name else ()
    return (gazetteer.country_name(place.country), *region)


def _placed_counties(places: Sequence[Place]) -> tuple[Place, ...]:
    """Places with a region and no coordinates take those of the nearest town of the same region
    that the article names; that is good to the region only, and the rule says so.
    """
    towns = [p for p in places if p.lat is not None and p.kind in SETTLEMENTS]
    placed = []
    for place in places:
        near = [t for t in towns if t.admin == place.admin and place.kind == "county"]
        if place.lat is None and near:
            town = min(near, key=lambda t: (abs(t.span.start - place.span.start), t.span))
            source = replace(place.provenance, rule="place.neighbour")
            place = replace(
                place, lat=town.lat, lon=town.lon, precision="region", provenance=source
            )
        placed.append(place)
    return tuple(placed)
