"""Which namesake each name of an article means.

A name means one place in one article (Gale, Church and Yarowsky 1992), save where two containers
part it (``Paris, Texas`` and ``Paris, France``). Names vote for each other: by country, by region
and by nearness, each with the belief it has in its own namesakes (after Leidner 2007).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from communique.codebook.gazetteer import SETTLEMENTS, KnownPlace, Namesake, distance_km
from communique.codebook.gazetteer_file import name_key
from communique.codebook.place_rules import Ranking
from communique.stages.places.containers import Holding
from communique.stages.places.toponyms import Toponym

_WIDE = frozenset({"country", "continent", "macroregion", "sea"})
_POINTS = SETTLEMENTS | {"base", "facility", "site", "strait", "island"}
_INSIDE_KM = 300.0


@dataclass(slots=True)
class Sense:
    """One name of the article with all its mentions; `scores` and `beliefs` run along `hits`."""

    mentions: list[int]
    hits: list[Namesake]
    base: list[float]
    holders: list[Sense | str] = field(default_factory=list)
    holds: list[Sense] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    beliefs: list[float] = field(default_factory=list)
    rule: str = "place.prior"

    def settle(self, scores: list[float], sharpness: float) -> None:
        """Take the scores, and believe in each namesake by its lead.

        Belief that is not sharp lets a crowd of hamlets outvote the one city of their name.
        """
        self.scores = scores
        top = max(scores, default=0.0)
        weights = [math.exp(sharpness * (score - top)) for score in scores]
        total = sum(weights)
        self.beliefs = [weight / total for weight in weights]

    def order(self) -> list[int]:
        """Namesakes by score, the first listed first where equal."""
        return sorted(range(len(self.hits)), key=lambda n: (-self.scores[n], n))


def rank(
    named: Sequence[Toponym],
    holdings: Sequence[Holding],
    votes: Mapping[str, float],
    rules: Ranking,
) -> list[Sense]:
    """The senses of the article; `votes` are mentions of states by other words than their names."""
    rules = _for_world_news(named, votes, rules)
    senses = _senses(named, holdings, rules)
    for sense in senses:
        sense.settle(sense.base, rules.reach["sharpness"])
    for _ in range(int(rules.reach["rounds"])):
        pull = _Pull(senses, votes, rules)
        for sense, scores in [(s, pull.scores(s)) for s in senses]:
            sense.settle(scores, rules.reach["sharpness"])
    for sense in senses:
        sense.rule = _rule(sense)
    return senses


def _for_world_news(
    named: Sequence[Toponym], votes: Mapping[str, float], rules: Ranking
) -> Ranking:
    """The rules with size weighing more, the more countries the article names.

    News between states mean the large place of a name, whatever lies near what.
    """
    nations = set(votes)
    for toponym in named:
        nations |= {n.place.country for n in toponym.namesakes if n.place.kind == "country"}
    # One's own country may well stand in local news.
    share = min(1.0, max(0, len(nations) - 1) / rules.reach["nations"])
    weights = dict(rules.weights)
    weights["population"] *= 1 + weights["world"] * share
    return replace(rules, weights=weights)


def _senses(named: Sequence[Toponym], holdings: Sequence[Holding], rules: Ranking) -> list[Sense]:
    held = {holding.inside: holding for holding in holdings}
    first_holder: dict[str, str] = {}
    by_key: dict[tuple[str, str], Sense] = {}
    of: dict[int, Sense] = {}
    for number in sorted(held):
        first_holder.setdefault(_key(named[number]), _holder_key(named, held[number]))
    for number, toponym in enumerate(named):
        key = _key(toponym)
        holder = _holder_key(named, held[number]) if number in held else ""
        at = key, holder or first_holder.get(key, "")
        sense = by_key.get(at)
        if sense is None:
            hits = _weighable(toponym, rules)
            sense = by_key[at] = Sense([], hits, [_base(toponym, hit, rules) for hit in hits])
        sense.mentions.append(number)
        of[number] = sense
    for number, holding in sorted(held.items()):
        if holding.country:
            of[number].holders.append(holding.country)
        elif holding.holder is not None and of[holding.holder] is not of[number]:
            of[number].holders.append(of[holding.holder])
            of[holding.holder].holds.append(of[number])
    return list({id(sense): sense for sense in of.values()}.values())


def _key(toponym: Toponym) -> str:
    return f"{name_key(toponym.written)}|{'|'.join(sorted(toponym.fitting))}"


def _holder_key(named: Sequence[Toponym], holding: Holding) -> str:
    if holding.holder is None:
        return holding.country or ""
    hits = named[holding.holder].namesakes
    return hits[0].place.id if hits else name_key(named[holding.holder].written)


def _weighable(toponym: Toponym, rules: Ranking) -> list[Namesake]:
    ordered = sorted(toponym.namesakes, key=lambda hit: -_base(toponym, hit, rules))
    return ordered[: int(rules.reach["candidates"])]


def _base(toponym: Toponym, hit: Namesake, rules: Ranking) -> float:
    """What speaks for a namesake without looking at the rest of the article."""
    weights, place = rules.weights, hit.place
    score = weights["population"] * expected_size(place, rules)
    score += weights["alias"] * hit.is_alias + weights["own"] * place.is_own
    if toponym.fitting:
        fits = place.kind in toponym.fitting
        score += weights["kind_fit"] if fits else weights["kind_misfit"]
    return score


def expected_size(place: KnownPlace, rules: Ranking) -> float:
    """Inhabitants in powers of ten, or what the kind counts for where they are not counted."""
    if place.kind == "capital":
        return max(rules.prior["capital"], math.log10(place.population + 10))
    if place.kind in SETTLEMENTS and place.population:
        return math.log10(place.population + 10)
    if place.kind in SETTLEMENTS and not place.is_own:
        return rules.prior["village"]
    return rules.prior[place.kind]


class _Pull:
    """What the names of an article do for each other, by the beliefs of the round before."""

    def __init__(self, senses: Sequence[Sense], votes: Mapping[str, float], rules: Ranking) -> None:
        self._rules = rules
        self._nations: dict[str, float] = defaultdict(float, votes)
        self._countries: dict[str, float] = defaultdict(float)
        self._regions: dict[tuple[str, str], float] = defaultdict(float)
        self._own: dict[int, _Shares] = {}
        for sense in senses:
            own = self._own[id(sense)] = _shares(sense)
            for table, shares in (
                (self._nations, own.nations),
                (self._countries, own.countries),
            ):
                for country, share in shares.items():
                    table[country] += share
            for region, share in own.regions.items():
                self._regions[region] += share
        count = int(rules.reach["voters"])
        self._points = [
            (id(sense), belief, place)
            for sense in senses
            for belief, place in _voters(sense, count)
        ]

    def scores(self, sense: Sense) -> list[float]:
        """The scores of a name's namesakes."""
        return [
            base + self._context(sense, hit.place) + self._containers(sense, hit.place)
            for base, hit in zip(sense.base, sense.hits, strict=True)
        ]

    def _context(self, sense: Sense, place: KnownPlace) -> float:
        if len(sense.hits) < 2:
            return 0.0
        weights = self._rules.weights
        own, at = self._own[id(sense)], (place.country, place.region)
        country = self._countries[place.country] - own.countries.get(place.country, 0.0)
        nation = self._nations[place.country] - own.nations.get(place.country, 0.0)
        region = self._regions[at] - own.regions.get(at, 0.0) if place.region else 0.0
        score = weights["region"] * self._part(region)
        if place.country:
            score += weights["country"] * self._part(country)
            score += weights["nation"] * self._part(nation)
        if place.kind in _POINTS | {"county", "river", "mountain"}:
            score += weights["near"] * self._part(self._nearness(sense, place))
        return score

    def _nearness(self, sense: Sense, place: KnownPlace) -> float:
        if place.lat is None or place.lon is None:
            return 0.0
        reach, pull = self._rules.reach["near"], 0.0
        best: dict[int, float] = {}
        for other, belief, point in self._points:
            if other == id(sense) or point.lat is None or point.lon is None:
                continue
            away = distance_km(place.lat, place.lon, point.lat, point.lon) / reach
            if away < 6:
                best[other] = max(best.get(other, 0.0), belief * math.exp(-away))
        for share in best.values():
            pull += share
        return pull

    def _containers(self, sense: Sense, place: KnownPlace) -> float:
        weights, score = self._rules.weights, 0.0
        for holder in sense.holders:
            if isinstance(holder, str):
                share = float(place.country == holder and place.kind != "country")
            else:
                pairs = zip(holder.hits, holder.beliefs, strict=True)
                share = sum(belief for hit, belief in pairs if lies_in(place, hit.place))
            score = max(score, weights["inside"] * share + weights["outside"] * (1 - share))
        if sense.holders and score == 0.0:
            score = weights["outside"]
        for inner in sense.holds:
            pairs = zip(inner.hits, inner.beliefs, strict=True)
            share = sum(belief for hit, belief in pairs if lies_in(hit.place, place))
            score += weights["inside"] * share / len(sense.holds)
        return score

    def _part(self, votes: float) -> float:
        return votes / (votes + self._rules.reach["half"]) if votes > 0 else 0.0


@dataclass(frozen=True, slots=True)
class _Shares:
    """The votes of one name: for countries as such, and for where its places lie."""

    nations: dict[str, float]
    countries: dict[str, float]
    regions: dict[tuple[str, str], float]


def _shares(sense: Sense) -> _Shares:
    """The votes of a name; named often, it counts more."""
    shares = _Shares(defaultdict(float), defaultdict(float), defaultdict(float))
    strength = math.sqrt(len(sense.mentions))
    for hit, belief in zip(sense.hits, sense.beliefs, strict=True):
        place, share = hit.place, strength * belief
        if place.country:
            table = shares.nations if place.kind == "country" else shares.countries
            table[place.country] += share
        if place.region:
            shares.regions[place.country, place.region] += share
    return shares


def _voters(sense: Sense, count: int) -> Iterable[tuple[float, KnownPlace]]:
    for n in sense.order()[:count]:
        if sense.hits[n].place.kind in _POINTS and sense.beliefs[n] > 0.02:
            yield sense.beliefs[n], sense.hits[n].place


def lies_in(place: KnownPlace, holder: KnownPlace) -> bool:
    """Whether a place lies in another, as far as names and distances tell."""
    if place.id == holder.id or place.kind == "country":
        return False
    if holder.kind == "country":
        return place.country == holder.country
    if holder.country and place.country and place.country != holder.country:
        return False
    if holder.kind in {"state_region", "county"} and holder.country == "USA":
        return place.region == holder.region and place.kind != holder.kind
    if holder.kind == "state_region" and place.region == holder.name:
        return True
    if holder.kind in {"continent", "macroregion"} or None in (place.lat, holder.lat):
        return False
    return _near(place, holder) < (_INSIDE_KM if holder.kind not in SETTLEMENTS else 60.0)


def _near(place: KnownPlace, other: KnownPlace) -> float:
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return math.inf
    return distance_km(place.lat, place.lon, other.lat, other.lon)


def _rule(sense: Sense) -> str:
    """What decided: nothing to choose, the words beside the name, the article, or size alone."""
    if not sense.hits:
        return "place.unknown"
    if len(sense.hits) == 1:
        return "place.only"
    best = sense.order()[0]
    if sense.holders:
        return "place.container"
    return "place.prior" if sense.base[best] == max(sense.base) else "place.context"
