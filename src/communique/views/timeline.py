"""Events by the day on which they happened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

Row = dict[str, Any]

_RELATIVE = re.compile(r"DCT(?:([+-])(\d+)([WMY]?))?")
_UNITS = {"": "day", "W": "week", "M": "month", "Y": "year"}
_WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
# Written out, because the names of `calendar` follow the locale of the machine.
_DAYS = tuple(_WEEKDAYS.values())
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The events of one stated time, or those without one (`when` None).

    Without a time of their own, events are kept under the day that reported them (`reported`).
    """

    when: str | None
    reported: str | None
    title: str
    weekday: str
    events: tuple[Row, ...]


def timeline(rows: Iterable[Row]) -> tuple[Day, ...]:
    """The rows of `Store.timeline` grouped by time, or by the day that reported them."""
    return tuple(
        Day(
            when=when,
            reported=reported,
            title=when_title(when, reported),
            weekday=weekday(when),
            events=tuple(events),
        )
        for (when, reported), events in groupby(rows, key=_time_of)
    )


def _time_of(row: Row) -> tuple[str | None, str | None]:
    return (row["when"], None) if row["day_from"] else (None, row["dct"])


def when_title(when: str | None, reported: str | None = None) -> str:
    """A time in words; without one, the day of the report, marked as that and no more.

    >>> when_title("2022-01-10"), when_title("2022-01"), when_title("2014/2015")
    ('10 January 2022', 'January 2022', '2014 to 2015')
    >>> when_title(None, "2014-03-04")
    'Day unknown, reported 4 March 2014'
    """
    if when is None:
        return f"Day unknown, reported {_single_title(reported)}" if reported else "Day unknown"
    first, slash, last = when.partition("/")
    return f"{_single_title(first)} to {_single_title(last)}" if slash else _single_title(first)


def weekday(when: str | None) -> str:
    """The day of the week of a single day, empty for other times.

    >>> weekday("2022-01-10")
    'Monday'
    """
    if when is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", when):
        return ""
    try:
        return _DAYS[date.fromisoformat(when).weekday()]
    except ValueError:
        return ""


def relative_title(when: str | None) -> str:
    """A time relative to an undated article in words, empty for others.

    >>> relative_title("DCT-1"), relative_title("DCT-sat")
    ('1 day before publication', 'the Saturday before publication')
    """
    if when is None or not when.startswith("DCT"):
        return ""
    if (day := _WEEKDAYS.get(when[len("DCT-") :])) is not None:
        return f"the {day} {'after' if when[3] == '+' else 'before'} publication"
    found = _RELATIVE.fullmatch(when)
    if not found:
        return when
    if not found[1]:
        return "the day of publication"
    side = "before" if found[1] == "-" else "after"
    unit = _UNITS[found[3]] + ("" if found[2] == "1" else "s")
    return f"{found[2]} {unit} {side} publication"


def _single_title(value: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            day = date.fromisoformat(value)
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        if re.fullmatch(r"\d{4}-\d\d", value):
            day = date.fromisoformat(f"{value}-01")
            return f"{_MONTHS[day.month - 1]} {day.year}"
    except ValueError:
        return value
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        return f"{'Weekend, week' if found[3] else 'Week'} {int(found[2])} of {found[1]}"
    return value
