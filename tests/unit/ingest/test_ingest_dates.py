"""Dates from outside: what names one day, and what does not."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import DateCandidate
from communique.stages.ingest.dates import (
    date_in_name,
    date_in_url,
    in_conflict,
    nearest_year,
    parse_date,
    parse_yearless,
    ranked,
)


@pytest.mark.parametrize(
    "value",
    ["2014-03-04", "2014-03-04T23:59:00Z", "2014-03-04 10:00:00", "2014-03-04T10:00:00.5+02:00",
     "20140304", 20140304, "20140304T113000Z", "Tue, 04 Mar 2014 10:00:00 +0000", "4 March 2014",
     "4th of March 2014", "March 4, 2014", "Mar. 4 2014", "Tue Mar 4 2014", "Tuesday, 4 March 2014",
     "Tue Mar  4 10:00:00 2014", "2014/03/04", "04.03.2014", " 4 Mar 2014 ", date(2014, 3, 4),
     datetime(2014, 3, 4, 23, 30), "2014-3-4", "March 04, 2014, 5:00 pm"],
)  # fmt: skip
def test_forms_that_name_a_day(value: object) -> None:
    assert parse_date(value) == "2014-03-04"


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "2014", "2014-03", "March 2014", "03/04/2014", "2014-02-30", "20141304",
     1393891200, 14, True, None, 3.5, [2014], {"date": 1}, "0000-00-00", "3014-03-04",
     "32 March 2014", "x" * 10_000],
)  # fmt: skip
def test_forms_that_name_none(value: object) -> None:
    assert parse_date(value) is None


def test_figures_with_one_reading_only() -> None:
    assert parse_date("28-05-2016") == "2016-05-28"
    assert parse_date("05/28/2016") == "2016-05-28"


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31)))
def test_what_is_written_is_read_back(day: date) -> None:
    months = "January February March April May June July August September October November December"
    month = months.split()[day.month - 1]
    for words in (
        day.isoformat(),
        day.strftime("%Y%m%d"),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month[:3]} {day.day} {day.year}",
    ):
        assert parse_date(words) == day.isoformat()


@given(st.text(max_size=60))
def test_any_words_are_survived(words: str) -> None:
    value = parse_date(words)
    assert value is None or date.fromisoformat(value)


@pytest.mark.parametrize(
    "name",
    [
        "2014-03-04-slug.txt",
        "20140304_talks.txt",
        "wire_2014_03_04.html",
        "20140304T101500Z_GB.txt",
    ],
)
def test_day_in_a_file_name(name: str) -> None:
    found = date_in_name(name)
    assert found is not None
    assert (found.value, found.origin) == ("2014-03-04", "file name")


@pytest.mark.parametrize("name", ["talks.txt", "201403041.txt", "2014-13-04.txt", "a1234.txt"])
def test_no_day_in_a_file_name(name: str) -> None:
    assert date_in_name(name) is None


def test_day_in_an_address() -> None:
    assert date_in_url("https://example.org/2014/03/04/talks") == DateCandidate(
        value="2014-03-04", origin="url", evidence="/2014/03/04"
    )
    named = date_in_url("https://example.org/world/2014/mar/04/talks")
    assert named is not None
    assert named.value == "2014-03-04"
    assert date_in_url("https://example.org/2014/talks") is None


def test_a_day_without_a_year_takes_the_nearest_one() -> None:
    assert parse_yearless("March 4") == (3, 4)
    assert parse_yearless("30 Dec") == (12, 30)
    assert parse_yearless("31 February") is None
    assert nearest_year(12, 30, "2015-01-02") == "2014-12-30"
    assert nearest_year(2, 29, "2015-03-01") is None


def test_ranking_and_conflict() -> None:
    name = DateCandidate(value="2014-03-04", origin="file name", evidence="2014-03-04")
    head = DateCandidate(value="2014-03-05", origin="header", evidence="date 2014-03-05")
    late = DateCandidate(value="2014-03-06", origin="text", evidence="Last updated 6 March 2014")
    assert ranked([name, late, head, name]) == (head, late, name)
    assert not in_conflict([name, head])
    assert in_conflict([name, late])
    assert not in_conflict([])
