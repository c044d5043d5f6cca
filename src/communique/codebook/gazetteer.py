"""Places by name: our own table and the gazetteer file as one.

Our table (``places.csv``) knows what a place is (a base, a strait, an oblast) and which names
reports use; the file knows every settlement of the world, countries and their GeoNames ids. A
settlement that both hold is one place: kind and name ours, id and population the file's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import asin, cos, radians, sqrt

from communique.codebook.gazetteer_file import GazetteerFile, PackedPlace, name_key
from communique.codebook.places import Place, PlaceIndex, place_index
from communique.codebook.resources import DATA

SETTLEMENTS = frozenset({"capital", "city", "town", "village"})
# Kinds besides settlements that table and file share.
_FILED = frozenset({"state_region", "continent"})
_SAME_TOWN_KM = 40.0
_CITY, _TOWN = 100_000, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A place of the gazetteer.

    `id` is ``geonames:703448``, ``fips:21125`` (a county of the US) or, for places of our table
    alone, ``place:...``. `region` is the first-level region, empty where not known for certain.
    Coordinates are None for places known by name only.
    """

    id: str
    name: str
    kind: str
    country: str
    region: str
    lat: float | None
    lon: float | None
    population: int
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """A place that bears a name; `is_alias` where its main name is another."""

    place: KnownPlace
    is_alias: bool


class Gazetteer:
    """Answers which places bear a name."""

    def __init__(self, own: PlaceIndex, file: GazetteerFile) -> None:
        self._own = own
        self._file = file
        self.find = lru_cache(maxsize=4096)(self._find)
        self._twin = lru_cache(maxsize=4096)(self._find_twin)

    def _find(self, name: str) -> tuple[Namesake, ...]:
        """Every place that bears `name`, ours first, then the most populous."""
        own = [self._joined(place, name) for place in self._own_places(name)]
        known = {namesake.place.id for namesake in own}
        filed = [
            Namesake(place=place, is_alias=is_alias)
            for packed, is_alias in self._file.find(name_key(name))
            if (place := _known(packed)).id not in known
        ]
        return (*own, *sorted(filed, key=lambda n: (-n.place.population, n.place.id)))

    def everything(self) -> Iterator[KnownPlace]:
        """All places of the file, for checks of the whole."""
        return map(_known, self._file.everything())

    def country_name(self, code: str) -> str:
        """The name of a country, or the code where there is none."""
        name: str = self._file.header["countries"].get(code, code)
        return name

    def _own_places(self, name: str) -> list[Place]:
        low = " ".join(name.lower().replace("’", "'").split())
        return self._own.get(low) or self._own.get(low.removeprefix("the "), [])

    def _joined(self, own: Place, name: str) -> Namesake:
        is_alias = name_key(own.name) != name_key(name)
        twin = self._twin(own)
        place = KnownPlace(
            id=_own_id(own),
            name=own.name,
            kind=own.kind,
            country=own.country,
            region=own.name if own.kind == "state_region" else "",
            lat=own.lat,
            lon=own.lon,
            population=0,
            is_own=True,
        )
        if twin is not None:
            region = twin.region or place.region
            place = replace(place, id=twin.id, region=region, population=twin.population)
        return Namesake(place=place, is_alias=is_alias)

    def _find_twin(self, own: Place) -> KnownPlace | None:
        """The same settlement or state in the file."""
        if own.kind not in SETTLEMENTS | _FILED:
            return None
        key = name_key(own.name)
        stem = key.removesuffix(" state") if own.kind == "state_region" else key
        found = [_known(packed) for packed, _ in self._file.find(stem)]
        same = [place for place in found if _is_twin(own, place)]
        return max(same, key=lambda place: (place.population, place.id), default=None)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the data folder."""
    return Gazetteer(place_index(), GazetteerFile(DATA / "places" / "gazetteer.bin"))


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres along the great circle.

    >>> round(distance_km(50.45, 30.52, 55.75, 37.62))
    756
    """
    a, b, c, d = map(radians, (lat, lon, other_lat, other_lon))
    half = (1 - cos(c - a) + cos(a) * cos(c) * (1 - cos(d - b))) / 2
    return 12_742 * asin(sqrt(min(1.0, half)))


def _known(packed: PackedPlace) -> KnownPlace:
    kind = packed.kind
    if kind == "settlement":
        size = packed.population
        kind = "city" if size >= _CITY else "town" if size >= _TOWN else "village"
    prefix = "fips:{:05d}" if kind == "county" else "geonames:{}"
    return KnownPlace(
        id=prefix.format(packed.id),
        name=packed.name,
        kind=kind,
        country=packed.country,
        region=packed.region,
        lat=packed.lat,
        lon=packed.lon,
        population=packed.population,
        is_own=False,
    )


def _own_id(place: Place) -> str:
    words = "-".join(name_key(place.name).split())
    return f"place:{place.country or place.kind}/{words}"


def _is_twin(own: Place, place: KnownPlace) -> bool:
    if own.country != place.country or place.lat is None or place.lon is None:
        return False
    if _FILED & {own.kind, place.kind}:
        return own.kind == place.kind
    near = distance_km(own.lat, own.lon, place.lat, place.lon) < _SAME_TOWN_KM
    return place.kind in SETTLEMENTS and near
