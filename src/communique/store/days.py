"""First and last day of a stated time, for sorting and filtering.

In: a TIMEX3 value or an interval ``A/B``. Out: two dates, or None where the value names no
calendar days. A value relative to an undated article (``DCT-1``) stays without days.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

Days = tuple[date, date]

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-WE)?")
_PART = re.compile(r"(\d{4})-([QH])([1-4])")
_YEAR = re.compile(r"(\d{4})")
_DECADE = re.compile(r"(\d{3})X?")
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
