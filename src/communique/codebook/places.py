"""Places by written name, from ``data/places/places.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.codebook.resources import load_csv, split_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place: `country` is an ISO alpha-3 code or empty; coordinates in decimal degrees."""

    name: str
    kind: str
    country: str
    lat: float
    lon: float


PlaceIndex = dict[str, list[Place]]


@cache
def place_index() -> PlaceIndex:
    """Places by lower-cased written form, every namesake kept."""
    index: PlaceIndex = {}
    for row in load_csv("places/places.csv"):
        place = Place(
            name=row["name"],
            kind=row["kind"],
            country=row["country"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
        )
        for form in [row["name"], *split_values(row["aliases"])]:
            index.setdefault(form.lower(), []).append(place)
    return index
