from __future__ import annotations

import pytest

from communique.records import Event
from tests.reading import read


def only(text: str, plover: str, date: str | None = "2022-06-15") -> Event:
    found = [e for e in read(text, date).events if e.plover == plover]
    assert len(found) == 1, [(e.plover, e.trigger.of(text)) for e in read(text, date).events]
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
    assert [e.plover for e in read(text).events] == ["REQUEST"]


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
    assert [e.plover for e in read(text).events] == ["CONSULT"]
