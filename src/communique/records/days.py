"""First and last day of a stated time and how fine it is, for sorting, filtering and comparing.

In: a TIMEX3 value or an interval ``A/B``. Out: two dates, or None where the value names no
calendar days. A value relative to an undated article (``DCT-1``) stays without days.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Literal

Days = tuple[date, date]
# How fine a time is. Weekends, quarters, seasons, decades and ``A/B`` are intervals.
Granularity = Literal["day", "week", "month", "year", "interval"]

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-WE)?")
_PART = re.compile(r"(\d{4})-([QH])([1-4])")
_YEAR = re.compile(r"(\d{4})")
_DECADE = re.compile(r"(\d{3})X?")
_RELATIVE = re.compile(r"DCT(?:[+-](?:\d+([WMYQEC]?)|[a-z]{3}))?(-WE)?(?:T.*)?")
_UNITS: dict[str, Granularity] = {"": "day", "W": "week", "M": "month", "Y": "year"}
_FORMS: tuple[tuple[re.Pattern[str], Granularity], ...] = (
    (re.compile(r"[\dX]{4}-[\dX]{2}-\d\d(?:T.*)?"), "day"),
    (re.compile(r"\d{4}-W\d\d"), "week"),
    (re.compile(r"[\dX]{4}-\d\d"), "month"),
    (re.compile(r"\d{4}"), "year"),
    (re.compile(r"\d{4}-(?:W\d\d-WE|Q[1-4]|H[12]|SP|SU|FA|WI)|\d\d\dX?|\d\d"), "interval"),
)
_LENGTH = re.compile(r"P(?:T(\d+)H|(\d+)([DWMY]))")
_OFFSET = re.compile(r"DCT([+-]\d+)?")
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")


def days_of(value: str | None) -> Days | None:
    """The first and last day that `value` covers.

    >>> days_of("2022-02")
    (datetime.date(2022, 2, 1), datetime.date(2022, 2, 28))
    >>> days_of("DCT-1") is None
    True
    """
    if value is None:
        return None
    first, slash, last = value.partition("/")
    try:
        begin, end = _single(first), _single(last if slash else first)
    except ValueError:
        return None
    if begin is None or end is None or end[1] < begin[0]:
        return None
    return begin[0], end[1]


def _single(value: str) -> Days | None:
    if found := _DAY.fullmatch(value):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day
    if found := _WEEK.fullmatch(value):
        year, week = int(found[1]), int(found[2])
        first = 6 if value.endswith("-WE") else 1
        return date.fromisocalendar(year, week, first), date.fromisocalendar(year, week, 7)
    if found := _DECADE.fullmatch(value):
        return date(int(found[1]) * 10, 1, 1), date(int(found[1]) * 10 + 9, 12, 31)
    return _months(value)


def _months(value: str) -> Days | None:
    if found := _MONTH.fullmatch(value):
        return _run(int(found[1]), int(found[2]), 1)
    if found := _PART.fullmatch(value):
        length = 3 if found[2] == "Q" else 6
        return _run(int(found[1]), 1 + length * (int(found[3]) - 1), length)
    if found := _SEASON.fullmatch(value):
        return _run(int(found[1]), _SEASONS[found[2]], 3)
    if found := _YEAR.fullmatch(value):
        return _run(int(found[1]), 1, 12)
    return None


def _run(year: int, month: int, length: int) -> Days:
    """`length` months from `month` on; a winter runs into the next year."""
    first = date(year, month, 1)
    after = month - 1 + length
    return first, date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def granularity_of(value: str | None) -> Granularity | None:
    """How fine a time is; None for what places nothing in time.

    >>> [granularity_of(v) for v in ("2022-01-10", "DCT+1W", "2022-01", "2014/2015", "P3D")]
    ['day', 'week', 'month', 'interval', None]
    """
    if value is None:
        return None
    if "/" in value:
        return "interval"
    if relative := _RELATIVE.fullmatch(value):
        return "interval" if relative[2] else _UNITS.get(relative[1] or "", "interval")
    return next((fine for form, fine in _FORMS if form.fullmatch(value)), None)


def day_value(value: str) -> str:
    """The value without its time of day; a night belongs to two days.

    >>> day_value("2016-06-15TMO"), day_value("2016-06-14TNI"), day_value("DCT-friTMO")
    ('2016-06-15', '2016-06-14/2016-06-15', 'DCT-fri')
    """
    day, _, part = value.partition("T") if not value.startswith("DCT") else _relative_parts(value)
    if part == "NI" and len(day) == 10 and day[0].isdigit():
        return f"{day}/{date.fromisoformat(day) + timedelta(days=1)}"
    return day


def _relative_parts(value: str) -> tuple[str, str, str]:
    day, mark, part = value.removeprefix("DCT").partition("T")
    return f"DCT{day}", mark, part


def shifted(length: str, start: str | None, *, back: bool = False) -> str | None:
    """The time that lies a `length` (``PT48H``) after `start`, a day or a ``DCT`` form.

    No finer than the length is told: ``P2M`` gives a month. None for a length of no number.

    >>> shifted("PT48H", "2003-03-17"), shifted("P10D", "DCT"), shifted("P2M", "2014-11-20")
    ('2003-03-19', 'DCT+10', '2015-01')
    >>> shifted("P5D", "2022-03-03", back=True)
    '2022-02-26'
    """
    found = _LENGTH.fullmatch(length)
    if not found:
        return None
    count, unit = (int(found[1]) // 24, "D") if found[1] else (int(found[2]), found[3])
    count = -count if back else count
    relative = _OFFSET.fullmatch(start or "DCT")
    if relative:
        days = int(relative[1] or 0) if unit == "D" else 0
        return f"DCT{count + days:+d}{'' if unit == 'D' else unit}"
    days_covered = days_of(start)
    try:
        return _moved(days_covered[0], count, unit) if days_covered else None
    except (OverflowError, ValueError):
        return None


def _moved(day: date, count: int, unit: str) -> str:
    if unit in "DW":
        moved = day + timedelta(days=count * (7 if unit == "W" else 1))
        if unit == "D":
            return moved.isoformat()
        year, week, _ = moved.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if unit == "Y":
        return f"{day.year + count:04d}"
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last)).isoformat()[:7]
