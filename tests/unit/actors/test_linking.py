from __future__ import annotations

import pytest

from tests.reading import link_of, read


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        ("Russian troops crossed the border.", "troops", ("RUS.MIL",)),
        ("A senior NATO diplomat spoke to reporters.", "diplomat", ("NATO",)),
        ("Ukraine's ambassador to NATO spoke on Monday.", "ambassador", ("UKR",)),
        (
            "Diplomats from Spain, Slovakia and Latvia met on Monday.",
            "Diplomats",
            ("ESP", "SVK", "LVA"),
        ),
        ("The Kremlin rejected the offer.", "Kremlin", ("RUS",)),
        ("The Baltic states protested.", "Baltic states", ("EST", "LTU", "LVA")),
    ],
)
def test_who_is_meant(text: str, words: str, codes: tuple[str, ...]) -> None:
    assert link_of(read(text), words).codes == codes


@pytest.mark.parametrize(
    ("day", "code"), [("2005-05-04", "DNK"), ("2012-05-04", "NATO"), ("2014-03-04", "NATO")]
)
def test_an_office_holder_acts_for_the_office_of_the_day(day: str, code: str) -> None:
    link = link_of(read("Anders Fogh Rasmussen spoke in Brussels.", day), "Anders Fogh Rasmussen")
    assert link.codes == (code,)
    assert link.person == "Anders Fogh Rasmussen"


def test_a_surname_is_the_person_named_before() -> None:
    text = "Ihor Petrenko, mayor of Lviv, met Polish officials. Mr Petrenko thanked Poland."
    link = link_of(read(text), "Petrenko")
    assert link.person == "Ihor Petrenko"
    assert link.codes == ("UKR",)


def test_a_capital_behind_a_preposition_is_a_place() -> None:
    assert link_of(read("The ministers met in Moscow."), "Moscow").is_place
    assert not link_of(read("Moscow recalled its ambassador."), "Moscow").is_place


def test_the_alliance_is_the_one_named_before() -> None:
    read_ = read("NATO held a summit in Madrid. The alliance invited Finland.")
    assert link_of(read_, "alliance").codes == ("NATO",)


def test_the_unknown_stays_unknown() -> None:
    assert link_of(read("The alliance was praised."), "alliance").codes == ()


def test_every_link_names_its_rule() -> None:
    annotation = read("Russian troops crossed the border, the Kremlin said.")
    assert all(link.provenance.rule and link.provenance.data for link in annotation.links)
