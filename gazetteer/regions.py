"""Names of first-level regions, for countries where the source gives only codes.

A code is named only where that is certain: the United States from their table, a few countries
from ``regions.csv``, others where our own table has a region whose name is that of the code's
largest town (``Kharkiv Oblast``) and which lies nearer to the code's towns than to those of any
other code. Every other code stays a code.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Mapping
from math import asin, cos, radians, sqrt
from pathlib import Path
from typing import Any

from communique.codebook.gazetteer_file import name_key
from communique.codebook.resources import load_csv, split_values

Code = tuple[str, str]
_NEAR = 250.0


def own_rows(name: str) -> list[dict[str, str]]:
    """Rows of a table beside this file."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def named_regions(
    cities: Collection[Mapping[str, Any]],
    codes: Mapping[str, str],
    states: Mapping[str, Mapping[str, Any]],
) -> dict[Code, str]:
    """Names by country and code."""
    named = {(row["country"], row["code"]): row["name"] for row in own_rows("regions.csv")}
    named |= {("USA", code): row["name"] for code, row in states.items()}
    groups: dict[Code, list[Mapping[str, Any]]] = defaultdict(list)
    for row in cities:
        groups[codes[row["countrycode"]], row["admin1code"]].append(row)
    regions = defaultdict(list)
    for region in load_csv("places/places.csv"):
        if region["kind"] == "state_region":
            regions[region["country"]].append(region)
    for code, towns in sorted(groups.items()):
        found = _by_town(towns, regions[code[0]])
        if code not in named and found and found not in named.values():
            named[code] = found
    return named


def _by_town(towns: Collection[Mapping[str, Any]], regions: list[dict[str, str]]) -> str | None:
    """The one region that bears the name of the largest town and lies around it."""
    town = max(towns, key=lambda t: (t["population"], t["geonameid"]))
    keys = {name_key(town["name"]), *map(name_key, town["alternatenames"])} - {""}
    fitting = [
        region["name"]
        for region in regions
        if keys & set(map(_stem, [region["name"], *split_values(region["aliases"])]))
        and km(town["latitude"], town["longitude"], float(region["lat"]), float(region["lon"]))
        < _NEAR
    ]
    return fitting[0] if len(fitting) == 1 else None


def _stem(name: str) -> str:
    key = name_key(name)
    for word in ("oblast", "governorate", "province", "region", "state", "district"):
        key = key.removesuffix(f" {word}")
    return key


def km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres along the great circle."""
    lat, lon, other_lat, other_lon = map(radians, (lat, lon, other_lat, other_lon))
    half = sin2(other_lat - lat) + cos(lat) * cos(other_lat) * sin2(other_lon - lon)
    return 12_742 * asin(sqrt(half))


def sin2(angle: float) -> float:
    """The square of the sine of half an angle."""
    return (1 - cos(angle)) / 2
