"""Appointments of typed articles, read with the shipped core."""

from __future__ import annotations

import pytest

from communique.records import Annotation, Appointment, shifted
from communique.stages.agenda.due import is_due
from tests.reading import read_by_rule


def found(text: str, date: str | None = "2014-03-18") -> list[Appointment]:
    return list(read_by_rule(text, date).appointments)


def words(annotation: Annotation, appointment: Appointment) -> tuple[str, str]:
    text, time = annotation.article.text, appointment.when_span
    assert time is not None
    return appointment.cue.of(text), time.of(text)


def test_a_planned_event_keeps_its_id_parties_and_place() -> None:
    annotation = read_by_rule(
        "Iran and the United States will hold talks in Vienna on Monday.", "2015-07-03"
    )
    (event,) = annotation.events
    (appointment,) = annotation.appointments
    assert (appointment.kind, appointment.when) == ("meeting", "2015-07-06")
    assert (appointment.when_granularity, appointment.when_basis) == ("day", "anchored")
    assert (appointment.parties, appointment.where) == (("IRN", "USA"), "Vienna")
    assert (appointment.event_id, appointment.announced_by) == (event.id, "author")
    assert words(annotation, appointment) == ("hold talks", "Monday")


def test_an_event_takes_the_kind_of_the_occasion_beside_it() -> None:
    (appointment,) = found("NATO leaders will gather for a summit in Wales on Thursday.")
    assert (appointment.kind, appointment.parties) == ("summit", ("NATO",))
    assert appointment.event_id is not None


def test_what_is_nobodys_act_has_no_event() -> None:
    (appointment,) = found("Elections in Ukraine are scheduled for 25 May.")
    assert (appointment.kind, appointment.when, appointment.event_id) == (
        "election",
        "2014-05-25",
        None,
    )


def test_the_speaker_announces() -> None:
    text = "Russia must withdraw its troops by Friday, US Secretary of State John Kerry said."
    (appointment,) = found(text)
    assert (appointment.kind, appointment.announced_by) == ("deadline", "John Kerry")
    assert appointment.announced_span is not None


def test_a_term_counts_from_the_day_of_the_words() -> None:
    (appointment,) = found(
        "On Monday Ukraine gave Russia 48 hours to withdraw its troops.", "2014-03-18"
    )
    assert (appointment.when, appointment.when_basis) == ("2014-03-19", "anchored")


@pytest.mark.parametrize(
    "text",
    [
        "Iran and the United States held talks in Vienna on Monday.",
        "The referendum will not be held on 30 March.",
        "There will be no election on 25 May.",
        "EU leaders could meet on Thursday.",
        "Ministers will discuss the Ukrainian election on Friday.",
        "Iran and the United States will hold talks in Vienna.",
        "Iran and the United States had agreed to hold talks in 2013.",
    ],
)
def test_no_appointment(text: str) -> None:
    assert [
        a for a in found(text) if a.kind in {"meeting", "election"} and a.event_id is None
    ] == []
    assert [a for a in found(text) if a.when == "2014-03-17"] == []


def test_an_undated_article_keeps_relative_times() -> None:
    text = "Foreign Minister Dmytro Kuleba of Ukraine will meet Russian diplomats tomorrow."
    (appointment,) = found(text, None)
    assert (appointment.when, appointment.when_granularity) == ("DCT+1", "day")


@pytest.mark.parametrize(
    ("value", "dct", "ahead", "due"),
    [
        ("2022-01-10", "2022-01-07", False, True),
        ("2022-01-07", "2022-01-07", True, True),
        ("2022-01-07", "2022-01-07", False, False),
        ("2022-01-06", "2022-01-07", True, False),
        ("2022-W01", "2022-01-07", True, True),
        ("2022-W01", "2022-01-07", False, False),
        ("2022-02", "2022-01-07", False, True),
        ("DCT+1", None, False, True),
        ("DCT-1", None, True, False),
        ("DCT", None, True, True),
        ("2014-05-25", None, True, True),
        ("2014-05-25", None, False, False),
    ],
)
def test_is_due(value: str, dct: str | None, ahead: bool, due: bool) -> None:
    assert is_due(value, dct, ahead=ahead) is due


@pytest.mark.parametrize(
    ("length", "start", "end"),
    [
        ("PT48H", "2014-03-30", "2014-04-01"),
        ("P2W", "2022-12-26", "2023-W02"),
        ("P1M", "2022-12-31", "2023-01"),
        ("P1Y", "2022-12-31", "2023"),
        ("PT72H", None, "DCT+3"),
        ("P2D", "DCT-1", "DCT+1"),
        ("P1W", "DCT", "DCT+1W"),
        ("PXD", "2014-03-30", None),
    ],
)
def test_the_end_of_a_term(length: str, start: str | None, end: str | None) -> None:
    assert shifted(length, start) == end
