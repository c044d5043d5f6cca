from __future__ import annotations

import pytest

from communique.records import Event
from tests.reading import read_by_rule


def only(text: str, plover: str, date: str | None = "2022-06-15") -> Event:
    found = [e for e in read_by_rule(text, date).events if e.plover == plover]
    assert len(found) == 1, [
        (e.plover, e.trigger.of(text)) for e in read_by_rule(text, date).events
    ]
    return found[0]


@pytest.mark.parametrize(
    ("text", "plover", "status"),
    [
        ("France and Germany held talks in Paris.", "CONSULT", "actual"),
        ("France and Germany will hold talks in Paris on Friday.", "CONSULT", "planned"),
        ("France and Germany did not hold talks in Paris.", "CONSULT", "negated"),
        ("Russia annexed Crimea in 2014.", "COERCE", "actual"),
        ("Russia could annex Crimea.", "COERCE", "conditional"),
    ],
)
def test_status(text: str, plover: str, status: str) -> None:
    event = only(text, plover)
    assert event.status == status
    assert bool(event.status_evidence) == (status != "actual")


def test_what_is_demanded_is_content() -> None:
    text = "NATO called on Russia to withdraw its troops from Ukraine."
    assert [e.plover for e in read_by_rule(text).events] == ["REQUEST"]


def test_a_claim_is_asserted_by_its_speaker() -> None:
    event = only("Jens Stoltenberg said Russia had annexed Crimea.", "COERCE", "2016-01-01")
    assert event.asserted_by == "Jens Stoltenberg"


def test_the_date_of_the_clause_is_taken_and_marked() -> None:
    stated = only("Russia annexed Crimea in 2014.", "COERCE")
    assert (stated.when, stated.when_basis) == ("2014", "stated")
    anchored = only("France and Germany held talks on Monday.", "CONSULT")
    assert (anchored.when, anchored.when_basis) == ("2022-06-13", "anchored")
    unknown = only("France and Germany held talks.", "CONSULT")
    assert (unknown.when, unknown.when_basis) == (None, "unknown")


def test_an_undated_article_gives_relative_days() -> None:
    event = only("France and Germany held talks yesterday.", "CONSULT", None)
    assert event.when == "DCT-1"


def test_a_saying_s_date_is_not_the_deed_s() -> None:
    event = only("Olaf Scholz said on Monday that Russia had annexed Crimea.", "COERCE")
    assert event.when is None


def test_boilerplate_makes_no_event() -> None:
    text = (
        "France and Germany held talks in Paris.\n\n"
        "Sign up to our free newsletters\n\n"
        "Read more: Iran attacked Iraq"
    )
    assert [e.plover for e in read_by_rule(text).events] == ["CONSULT"]


@pytest.mark.parametrize(
    ("text", "plover", "when", "basis"),
    [
        # A speech act told in the simple past: the day of the report, marked as taken for it.
        ("France praised Germany.", "SUPPORT", "2022-06-15", "publication"),
        ("France praised Germany on Monday.", "SUPPORT", "2022-06-13", "anchored"),
        ("France had praised Germany.", "SUPPORT", None, "unknown"),
        ("France has repeatedly accused Russia of lying.", "ACCUSE", None, "unknown"),
        ("When the war began, France accused Russia of lying.", "ACCUSE", None, "unknown"),
        ("France and Germany held talks.", "CONSULT", None, "unknown"),
        # The same voice a sentence later.
        ("Olaf Scholz said on Monday that talks were needed. He accused Russia of lying.",
         "ACCUSE", "2022-06-13", "anchored"),
        # "since" runs to the day of the report only with an act that goes on.
        ("Since April Ukraine has tried to convince Germany to send tanks.", "REQUEST",
         "2022-04/2022-06-15", "anchored"),
        # Another clause's time is not the act's.
        ("France accused Russia of lying, though talks went on until 2017.", "ACCUSE",
         "2022-06-15", "publication"),
        ("The town has had no mayor since 2014 when Russia annexed Crimea.", "COERCE",
         "2014", "stated"),
        # What is told of has not the day of the telling.
        ("France condemned the Russian invasion of Ukraine on Monday.", "ASSAULT", None, "unknown"),
    ],
)  # fmt: skip
def test_when(text: str, plover: str, when: str | None, basis: str) -> None:
    event = only(text, plover)
    assert (event.when, event.when_basis) == (when, basis)


def test_the_report_s_day_of_an_undated_article() -> None:
    event = only("France praised Germany.", "SUPPORT", None)
    assert (event.when, event.when_basis, event.when_granularity) == ("DCT", "publication", "day")


def test_the_headline_takes_the_day_of_the_deed_it_tells() -> None:
    text = "Russia shelled Ukraine.\n\nRussian troops shelled Ukraine on Monday."
    days = {e.when for e in read_by_rule(text).events if e.plover == "ASSAULT"}
    assert days <= {"2022-06-13", None}


def test_the_present_tells_a_plan_when_its_day_is_to_come() -> None:
    event = only("France and Germany hold talks in Paris on Friday.", "CONSULT")
    assert (event.status, event.when) == ("planned", "2022-06-17")


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("Russia annexed Crimea in 2014.", "year"),
        ("Russia annexed Crimea in March 2014.", "month"),
        ("France and Germany held talks last week.", "week"),
        ("France and Germany held talks on Monday.", "day"),
        ("France and Germany held talks.", None),
    ],
)
def test_granularity(text: str, fine: str | None) -> None:
    assert read_by_rule(text).events[0].when_granularity == fine
