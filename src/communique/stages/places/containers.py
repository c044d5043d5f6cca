"""Which name of a sentence names the place around another: ``Paris, Texas``, ``Ukraine's Kharkiv``.

Nationalities count as the country around what follows them (``the Syrian city of Idlib``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from communique.codebook.place_rules import Container, containers
from communique.records import Analysis, Link
from communique.stages.places.toponyms import Toponym

_FARTHEST = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Toponym `inside` lies in toponym `holder`, or in `country` where a nationality says so."""

    inside: int
    holder: int | None
    country: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Anchor:
    sentence: int
    first: int
    last: int
    toponym: int | None
    country: str | None


def find_holdings(
    analysis: Analysis, named: Sequence[Toponym], links: Iterable[Link]
) -> Iterator[Holding]:
    """The holdings between neighbours, in text order."""
    anchors = [
        _Anchor(t.words.sentence, t.words.first, t.words.last, number, None)
        for number, t in enumerate(named)
    ]
    taken = {(a.sentence, n) for a in anchors for n in range(a.first, a.last + 1)}
    anchors += [
        _Anchor(link.mention.sentence, link.mention.first, link.mention.last, None, country)
        for link in links
        if (country := nationality(link))
        and (link.mention.sentence, link.mention.first) not in taken
    ]
    anchors.sort(key=lambda a: (a.sentence, a.first))
    for one, other in pairwise(anchors):
        if one.sentence == other.sentence and other.first - one.last <= _FARTHEST:
            words = analysis.sentences[one.sentence].words[one.last + 1 : other.first]
            found = _between(" ".join(words).lower(), one, other)
            if found and not _is_state_in_state(named, found):
                yield found


def _is_state_in_state(named: Sequence[Toponym], holding: Holding) -> bool:
    """``Russia in Ukraine`` and ``Ukraine's Russia policy`` put no country into another."""
    countries = [
        any(n.place.kind == "country" for n in named[number].namesakes)
        for number in (holding.inside, holding.holder)
        if number is not None
    ]
    return all(countries)


def nationality(link: Link) -> str | None:
    """The state that an adjective or a people's name belongs to."""
    if link.mention.label != "NORP" or len(link.codes) != 1:
        return None
    code = link.codes[0].partition(".")[0]
    return code if len(code) == 3 else None


def _between(words: str, one: _Anchor, other: _Anchor) -> Holding | None:
    for rule in containers():
        if rule.between.fullmatch(words) is None and rule.between.fullmatch(f"{words} ") is None:
            continue
        inside, holder = (one, other) if rule.holds == "second" else (other, one)
        if inside.toponym is not None and _may_hold(rule, holder):
            return Holding(
                inside=inside.toponym, holder=holder.toponym, country=holder.country, rule=rule.id
            )
    return None


def _may_hold(rule: Container, holder: _Anchor) -> bool:
    """A nationality holds by standing before the noun, a name by the other rules."""
    return (holder.country is not None) == (rule.id == "container.adjective")
