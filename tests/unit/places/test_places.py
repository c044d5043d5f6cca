"""Which of its namesakes a name means, and what is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import read
from tests.unit.places.typed import analysed, national, places_in


@pytest.mark.parametrize(
    ("text", "names", "country", "region"),
    [
        ("A fire in Paris, Texas, was put out.", ("Paris", "Texas"), "USA", "Texas"),
        ("Ministers met in Paris.", ("Paris",), "FRA", None),
        ("The United States and Russia met in Paris.", ("United States", "Russia", "Paris")[::-1],
         "FRA", None),
        ("A war between Georgia and Russia worried the United States.",
         ("Georgia", "Russia", "United States"), "GEO", None),
        ("Envoys of the US and Ukraine met in Geneva.", ("Geneva", "US", "Ukraine"), "CHE", None),
        ("A plant in Odessa, Texas, and one in Midland shut.", ("Odessa", "Texas", "Midland"),
         "USA", "Texas"),
        ("Drones hit Odesa and Mykolaiv.", ("Odesa", "Mykolaiv"), "UKR", None),
        ("Police in Alexandria, Va., said so.", ("Alexandria", "Va."), "USA", "Virginia"),
        ("Ships left Tripoli for Sidon and Beirut.", ("Tripoli", "Sidon", "Beirut"), "LBN", None),
        ("Ships left Tripoli for Misrata and Benghazi.", ("Tripoli", "Misrata", "Benghazi"),
         "LBY", None),
    ],
)  # fmt: skip
def test_the_article_decides(
    text: str, names: tuple[str, ...], country: str, region: str | None
) -> None:
    place = places_in(text, *names)[0]
    assert place.country == country
    assert region is None or region in place.admin


def test_one_name_with_two_containers_is_two_places() -> None:
    text = "Flights link Paris, France, with Houston. Nobody flies to Texas from Portland, Oregon."
    paris = places_in(text, "Paris", "France", "Texas", "Portland", "Oregon")
    assert [p.country for p in paris] == ["FRA", "FRA", "USA", "USA", "USA"]


def test_a_nationality_holds_the_town() -> None:
    text = "the Syrian city of Tartus"
    link = national(analysed(text), text, "Syrian", "SYR")
    (place,) = places_in(text, "Tartus", links=[link])
    assert (place.name, place.country) == ("Tartus", "SYR")


def test_unknown_stays_unknown() -> None:
    (place,) = places_in("They met at Zzyzyxville Hall.", "Zzyzyxville Hall")
    assert place.place_id is None
    assert (place.lat, place.lon, place.precision, place.country) == (None,) * 4
    assert place.provenance.rule == "place.unknown"


def test_a_county_takes_the_coordinates_of_a_neighbour_and_says_so() -> None:
    places = places_in("Athens, Ga., and Clarke County", "Athens", "Ga.", "Clarke County")
    county = places[2]
    assert county.kind == "county"
    assert county.admin == ("United States", "Georgia")
    assert county.precision == "region"
    assert county.provenance.rule == "place.neighbour"
    (alone,) = places_in("in Clarke County", "Clarke County")
    assert (alone.lat, alone.precision) == (None, None)


def test_only_the_place_of_the_act_is_the_events_place() -> None:
    text = (
        "Envoys of Russia and Ukraine met in Geneva on Tuesday. "
        "Officials in Warsaw condemned Russia."
    )
    found = read(text)
    meeting = next(e for e in found.events if e.where == "Geneva")
    assert meeting.where_id == "geonames:2660646"
    assert meeting.where_precision == "town"
    assert meeting.where_lat is not None
    assert {p.written for p in found.places} >= {"Geneva", "Warsaw"}
    assert all(e.where_id is None for e in found.events if e.where_span is None)


def test_who_acts_is_marked() -> None:
    found = read("Moscow rejected the plan. Rebels attacked a convoy in Moscow.")
    assert [p.as_actor for p in found.places if p.written == "Moscow"] == [True, False]


def test_adjectives_are_no_places() -> None:
    assert [p.written for p in read("The Syrian army attacked Idlib.").places] == ["Idlib"]


names = st.sampled_from(["Paris", "Kyiv", "Springfield", "Georgia", "Boone County", "Nowhereville"])


@settings(max_examples=40)
@given(
    st.lists(names, min_size=1, max_size=6, unique=True), st.sampled_from([", ", " in ", " and "])
)
def test_spans_are_the_words_and_twice_is_once(chosen: list[str], between: str) -> None:
    text = between.join(chosen) + "."
    places = places_in(text, *chosen)
    assert [p.span.of(text) for p in places] == [p.written for p in places]
    assert [p.written for p in places] == chosen
    assert places == places_in(text, *chosen)
    for place in places:
        assert (place.lat is None) == (place.precision is None)
