"""Values back to days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.stages.times import resolve
from communique.stages.times.days import easter, holiday_date, shift_months, shift_unit, unit_value

DAYS = st.dates(min_value=date(1600, 1, 1), max_value=date(2300, 12, 31))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2014-03-04", "2014-03-04", "2014-03-04"),
        ("2014-03-04T20:00", "2014-03-04", "2014-03-04"),
        ("2016-06-15TMO", "2016-06-15", "2016-06-15"),
        ("2014-02", "2014-02-01", "2014-02-28"),
        ("2022-W02", "2022-01-10", "2022-01-16"),
        ("2022-W16-WE", "2022-04-23", "2022-04-24"),
        ("2014-Q1", "2014-01-01", "2014-03-31"),
        ("2014-H2", "2014-07-01", "2014-12-31"),
        ("2014-SP", "2014-03-01", "2014-05-31"),
        ("2013-WI", "2013-12-01", "2014-02-28"),
        ("2014", "2014-01-01", "2014-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("DCT", "2022-01-12", "2022-01-12"),
        ("DCT+7", "2022-01-19", "2022-01-19"),
        ("DCT-1W", "2022-01-03", "2022-01-09"),
        ("DCT-1W-WE", "2022-01-08", "2022-01-09"),
        ("DCT+1M", "2022-02-01", "2022-02-28"),
        ("DCT-1Y", "2021-01-01", "2021-12-31"),
        ("DCT-sat", "2022-01-08", "2022-01-08"),
        ("DCT-wed", "2022-01-05", "2022-01-05"),
        ("DCT+wedTMO", "2022-01-19", "2022-01-19"),
        ("DCTT20:00", "2022-01-12", "2022-01-12"),
    ],
)
def test_interval(value: str, first: str, last: str) -> None:
    assert resolve(value, "2022-01-12") == (first, last)


@pytest.mark.parametrize(
    "value",
    ["P5D", "PT24H", "PXM", "PAST_REF", "FUTURE_REF", "XXXX-03-04", "XXXX-WXX-5", "2014-13",
     "2014-02-30", "2022-W60", "9999-W52", "DCT-foo", "", "00"],
)  # fmt: skip
def test_no_interval(value: str) -> None:
    assert resolve(value, "2022-01-12") is None


def test_relative_value_needs_a_publication_day() -> None:
    assert resolve("DCT-1", None) is None
    assert resolve("DCT-1", "0001-01-01") is None


@given(DAYS)
def test_a_day_covers_itself_and_lies_in_its_units(day: date) -> None:
    iso = day.isoformat()
    assert resolve(iso, None) == (iso, iso)
    for unit in "WMQYEC":
        interval = resolve(unit_value(day, unit), None)
        assert interval is not None
        assert interval[0] <= iso <= interval[1]


@given(DAYS, st.integers(-400, 400))
def test_day_shift_is_plain_addition(day: date, count: int) -> None:
    assert shift_unit(day, count, "D") == (day + timedelta(days=count)).isoformat()


@given(DAYS, st.integers(-400, 400))
def test_month_shift_keeps_or_shortens_the_day(day: date, months: int) -> None:
    moved = shift_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day


def test_easter_and_counted_weekdays() -> None:
    assert [easter(y).isoformat() for y in (1961, 2000, 2014, 2038)] == [
        "1961-04-02", "2000-04-23", "2014-04-20", "2038-04-25",
    ]  # fmt: skip
    assert holiday_date("nth:11:4:3", 2014) == date(2014, 11, 27)
    assert holiday_date("nth:5:-1:0", 2014) == date(2014, 5, 26)
