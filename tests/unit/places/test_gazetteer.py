"""The gazetteer file and our own table as one."""

from __future__ import annotations

import time
import tomllib
from collections import Counter
from hashlib import blake2s

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.codebook.gazetteer import Gazetteer, gazetteer
from communique.codebook.gazetteer_file import (
    GazetteerFile,
    PackedPlace,
    name_key,
    pack_block,
    unpack_block,
)
from communique.codebook.place_rules import abbreviations, ranking
from communique.codebook.places import place_index
from communique.codebook.resources import DATA

FILE = DATA / "places" / "gazetteer.bin"


def best(name: str, kind: str) -> str:
    return next(n.place.id for n in gazetteer().find(name) if n.place.kind == kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [("Kyiv", "Kiev", "capital"), ("Odesa", "Odessa", "city"),
     ("St. Petersburg", "Saint Petersburg", "city"), ("Deir ez-Zor", "Deir Ezzor", "city"),
     ("US", "United States", "country")],
)  # fmt: skip
def test_two_names_of_one_place(one: str, other: str, kind: str) -> None:
    assert best(one, kind) == best(other, kind)


def test_a_settlement_of_both_sources_is_one_place() -> None:
    for name in ("Kyiv", "Aleppo", "Goma", "Washington"):
        ids = [n.place.id for n in gazetteer().find(name)]
        assert len(ids) == len(set(ids))
    kyiv = gazetteer().find("Kyiv")[0].place
    assert kyiv.id == "geonames:703448"
    assert kyiv.kind == "capital"
    assert kyiv.population > 2_000_000


def test_no_such_place() -> None:
    assert gazetteer().find("Qwertyburgh-on-Sea") == ()
    assert gazetteer().find("") == ()
    assert gazetteer().find("\udc80") == ()


def test_every_id_of_our_table_is_its_own() -> None:
    known = Gazetteer(place_index(), GazetteerFile(FILE))
    places = {id(p): p for found in place_index().values() for p in found}
    ids = Counter(known._joined(place, place.name).place.id for place in places.values())
    assert [key for key, count in ids.items() if count > 1] == []


def test_every_kind_has_prior_and_precision() -> None:
    kinds = {place.kind for found in place_index().values() for place in found}
    kinds |= {"country", "county", "village", "continent"}
    assert kinds <= set(ranking().prior)
    assert kinds <= set(ranking().precision)


def test_abbreviations_name_regions_we_know() -> None:
    for form, (name, country) in abbreviations().items():
        found = gazetteer().find(name)
        wanted = ("state_region", country)
        assert any((n.place.kind, n.place.country) == wanted for n in found), form


def test_the_note_tells_the_digest_of_the_file() -> None:
    note = tomllib.loads(FILE.with_suffix(".toml").read_text("utf-8"))
    assert note["digest"] == blake2s(FILE.read_bytes(), digest_size=8).hexdigest()
    assert FILE.stat().st_size < 6_300_000
    assert "GeoNames" in (DATA / "places" / "LICENCE-gazetteer.txt").read_text("utf-8")


def test_opening_is_quick() -> None:
    """Limits for a busy machine; the figures are in the room's README."""
    place_index()
    tries = []
    for _ in range(5):
        start = time.perf_counter()
        Gazetteer(place_index(), GazetteerFile(FILE)).find("Avdiivka")
        tries.append(time.perf_counter() - start)
    assert min(tries) < 0.1


def test_places_lie_on_the_globe() -> None:
    count = 0
    for place in gazetteer().everything():
        count += 1
        if place.lat is not None and place.lon is not None:
            assert -90 <= place.lat <= 90
            assert -180 <= place.lon <= 180
        else:
            assert place.kind == "county"
    assert count > 230_000


packed = st.builds(
    PackedPlace, id=st.integers(0, 2**24 - 2), name=st.text("abc é", min_size=1, max_size=9),
    kind=st.sampled_from(["settlement", "county"]), country=st.just("UKR"), region=st.just(""),
    lat=st.none() | st.integers(-900_000, 900_000).map(lambda n: n / 10_000),
    lon=st.none() | st.integers(-1_800_000, 1_800_000).map(lambda n: n / 10_000),
    population=st.just(0) | st.just(255),
)  # fmt: skip


@given(st.lists(packed, min_size=1, max_size=128))
def test_blocks_unpack_to_what_was_packed(places: list[PackedPlace]) -> None:
    block = unpack_block(pack_block(places, {"UKR|": 0}))
    assert [block.place(row, ["UKR|"]) for row in range(len(places))] == places


@given(st.text(max_size=30))
def test_keys_are_stable(name: str) -> None:
    assert name_key(name_key(name)) in (name_key(name), name_key(name).removeprefix("the "))
    gazetteer().find(name)
