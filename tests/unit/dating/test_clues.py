"""What single words allow, one kind of evidence after the other."""

from __future__ import annotations

from datetime import date

import pytest

from communique.codebook.dating import dating_book
from communique.stages.dating.clues import ALWAYS, Clue
from tests.unit.dating.conftest import Find, reading_of

KERRY = {"John Kerry": "John Kerry"}
LAVROV = {"Sergei Lavrov": "Sergei Lavrov"}


def ends(clue: Clue) -> tuple[str, str]:
    """First and last day, the ends of time left out."""
    return tuple(
        "" if day in ALWAYS else date.fromordinal(day).isoformat()
        for day in (clue.days[0][0], clue.days[-1][1])
    )  # type: ignore[return-value]


@pytest.mark.parametrize(
    "text",
    [
        "US Secretary of State John Kerry told Russia to stop.",
        "John Kerry, the US secretary of state, told Russia to stop.",
        "The US secretary of state, John Kerry, told Russia to stop.",
    ],
)
def test_an_office_beside_a_name_is_held(find: Find, text: str) -> None:
    clues = find(text, persons=KERRY)
    assert ends(clues["office.since"]) == ("2013-02-01", "")
    # The day of the handover is the successor's.
    assert ends(clues["office.term"]) == ("2013-02-01", "2017-01-31")
    assert clues["office.term"].span.of(text).endswith(("Kerry", "state"))


def test_an_open_term_bounds_from_below_only(find: Find) -> None:
    clues = find("Russian Foreign Minister Sergei Lavrov objected.", persons=LAVROV)
    assert ends(clues["office.term"]) == ("2004-03-09", "")


def test_a_former_holder_has_left(find: Find) -> None:
    clues = find("Former US Secretary of State John Kerry objected.", persons=KERRY)
    assert ends(clues["office.former"]) == ("2017-02-01", "")
    assert "office.term" not in clues
    assert "office.since" not in clues


@pytest.mark.parametrize(
    "text",
    [
        "The pact dates from the time of Secretary of State John Kerry.",
        "The then Secretary of State John Kerry signed it.",
        "In 2014 Secretary of State John Kerry signed it.",
    ],
)
def test_told_of_the_past_it_bounds_from_below_only(find: Find, text: str) -> None:
    clues = find(text, persons=KERRY, dates={"2014": "2014"} if "2014" in text else {})
    assert "office.since" in clues
    assert "office.term" not in clues


@pytest.mark.parametrize(
    "text",
    [
        "Deputy Secretary of State John Kerry objected.",
        "John Kerry, secretary of state designate, objected.",
        "Ambassador John Kerry objected.",
        "John Kerry, Foreign Minister Sergei Lavrov and others met.",
    ],
)
def test_another_office_is_not_his(find: Find, text: str) -> None:
    assert not {"office.since", "office.term"} & set(find(text, persons=KERRY))


def test_a_senator_dates_an_article(find: Find) -> None:
    term = find("Senator John Kerry objected.", persons=KERRY)["office.term"]
    assert "senator" in term.reason


def test_counted_members_give_the_years_of_that_size(find: Find) -> None:
    assert ends(find("Envoys of the 28 Nato member states met.")["members.count"]) == (
        "2009-04-01",
        "2017-06-04",
    )
    assert ends(find("The 27-nation EU bloc agreed.")["members.count"])[0] == "2007-01-01"
    assert ends(find("The 17-nation eurozone slid into recession.")["members.count"]) == (
        "2011-01-01",
        "2013-12-31",
    )
    assert "members.count" not in find("The 28 hostages met Nato officials.")


def test_non_members_had_not_joined(find: Find) -> None:
    text = "Nato asked non-members Sweden and Finland to take part."
    clue = find(text, codes={"Sweden": "SWE", "Finland": "FIN"})["members.none"]
    assert ends(clue) in {("", "2024-03-06"), ("", "2023-04-03")}


def test_past_and_coming_dates(find: Find) -> None:
    past = find("The army seized the town in 2008.", dates={"2008": "2008"})["stated.past"]
    assert ends(past) == ("2008-01-01", "")
    coming = find("The base will close in 2015.", dates={"2015": "2015"})["stated.future"]
    assert ends(coming) == ("", "2015-12-31")
    ranged = find("It signed the programme for 2021-2023.", dates={"2023": "2023"})
    assert "stated.past" not in ranged


def test_a_weekday_fits_some_years_only(find: Find) -> None:
    clue = find("They met on Friday, March 11 in Bonn.", dates={"March 11": "XXXX-03-11"})[
        "stated.weekday"
    ]
    middles = {date.fromordinal((a + b) // 2).year for a, b in clue.days}
    assert {2005, 2011, 2016, 2022} <= middles
    assert 2014 not in middles


def test_the_dead_do_not_speak() -> None:
    assert dating_book().deaths["Muammar Gaddafi"] == date(2011, 10, 20).toordinal()


def test_a_copyright_year_is_only_likely(find: Find) -> None:
    clue = find("Copyright 2011 Example Wire. All rights reserved.")["stated.copyright"]
    assert not clue.sure
    assert ends(clue) == ("2011-01-01", "2011-12-31")


def test_a_body_is_not_named_before_it_was_there(find: Find) -> None:
    clue = find("UNSMIL said so.", codes={"UNSMIL": "UN"})["body.since"]
    assert ends(clue)[0].startswith("2011-09")


def test_a_matter_in_the_lead_is_of_its_day(find: Find) -> None:
    clues = find("Rescuers in Haiti searched on after the Haiti earthquake.")
    assert ends(clues["deed.done"]) == ("2010-01-12", "")
    assert not clues["deed.current"].sure


def test_boilerplate_tells_nothing() -> None:
    reading = reading_of("Read more about Brexit.")
    assert list(reading.reporting())
