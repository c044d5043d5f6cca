"""Grouping, names, tables and exports."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from communique.views.export import as_csv, as_json_array
from communique.views.listing import clean, dyad
from communique.views.names import actor_name, cameo_entries, cameo_name, codebook_entry
from communique.views.speakers import speakers
from communique.views.timeline import relative_title, timeline, when_title


def row(when: str | None, day: date | None, dct: str | None = None) -> dict[str, Any]:
    return {"when": when, "day_from": day, "dct": dct}


def test_the_timeline_groups_by_time_and_marks_the_unknown() -> None:
    day = date(2022, 1, 10)
    days = timeline(
        [
            row("2022-01-10", day),
            row("2022-01-10", day),
            row(None, None, "2022-01-11"),
            row("DCT-1", None),
            row(None, None),
        ]
    )
    assert [(d.title, d.weekday, len(d.events)) for d in days] == [
        ("10 January 2022", "Monday", 2),
        ("Day unknown, reported 11 January 2022", "", 1),
        ("Day unknown", "", 2),
    ]


@pytest.mark.parametrize(
    ("when", "title"),
    [
        ("2022-01", "January 2022"),
        ("2014", "2014"),
        ("2014-03-01/2014-03-04", "1 March 2014 to 4 March 2014"),
        ("2022-W02", "Week 2 of 2022"),
        ("2022-02-31", "2022-02-31"),
        ("2022-Q1", "2022-Q1"),
    ],
)
def test_times_in_words(when: str, title: str) -> None:
    assert when_title(when) == title


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("DCT", "the day of publication"),
        ("DCT+7", "7 days after publication"),
        ("DCT-1Y", "1 year before publication"),
        ("DCT-2W", "2 weeks before publication"),
        ("DCT-sat", "the Saturday before publication"),
        ("DCT-odd", "DCT-odd"),
        ("2022", ""),
        (None, ""),
    ],
)
def test_relative_times_in_words(when: str | None, words: str) -> None:
    assert relative_title(when) == words


def test_speakers_come_by_number_of_quotes_and_the_nameless_last() -> None:
    names = [None, "B", "A", "C", "C", None, None]
    rows = [{"speaker_name": n, "represents": n and f"{n}{n}"} for n in names]
    found = [(s.name, s.represents, len(s.quotes)) for s in speakers(rows)]
    assert found == [("C", ("CC",), 2), ("A", ("AA",), 1), ("B", ("BB",), 1), (None, (), 3)]


def test_names_of_codes() -> None:
    assert actor_name("UKR.REB") == "Ukraine, rebels"
    assert actor_name("NATO") == "NATO"
    assert actor_name("---") == "not named"
    assert cameo_name("999") == ""
    assert codebook_entry("accuse") is not None
    assert codebook_entry("112") != codebook_entry("ACCUSE")
    assert all(cameo_name(code) for code in cameo_entries())


def test_a_dyad_names_its_persons() -> None:
    parties = {"source": ["CHE", "FRA"], "source_persons": ["Ignazio Cassis"], "target": ["RUS"], "target_persons": []}  # noqa: E501 # fmt: skip
    assert dyad(parties) == "CHE, FRA (Ignazio Cassis) → RUS"


def test_terminal_text_cannot_steer_the_terminal() -> None:
    assert clean("\x1b]0;owned\x07 a\r\nb \u202ec") == "\ufffd]0;owned\ufffd a b \ufffdc"


def test_csv_guards_formulas_and_leaves_codes_and_numbers() -> None:
    rows = [
        {"text": "=HYPERLINK(1)", "source": ["---"], "goldstein": -2.0, "persons": ["+a", "b"], "day": date(2022, 1, 10), "flag": True, "none": None},  # noqa: E501
        {"text": 'says "no",\nand @', "source": ["RUS", "UKR.REB"], "goldstein": 1.0, "persons": [], "day": None, "flag": False, "none": None},  # noqa: E501
    ]  # fmt: skip
    text = as_csv(rows, list(rows[0]))
    assert text.count("\r\n") == 3
    first, second = csv.DictReader(io.StringIO(text, newline=""))
    assert first == {"text": "'=HYPERLINK(1)", "source": "---", "goldstein": "-2.0", "persons": "'+a|b", "day": "2022-01-10", "flag": "true", "none": ""}  # noqa: E501 # fmt: skip
    assert second["text"] == 'says "no",\nand @'
    assert second["source"] == "RUS|UKR.REB"


def test_json_is_an_array_of_rows() -> None:
    assert as_json_array([]) == "[]"
    rows = [{"b": "é", "a": date(2022, 1, 10)}]
    assert json.loads(as_json_array(rows)) == [{"b": "é", "a": "2022-01-10"}]
