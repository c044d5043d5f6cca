"""From a TIMEX3 value back to the days it covers."""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.stages.times.days import (
    WEEKDAY_NAMES,
    month_length,
    safe_date,
    season_start,
    shift_months,
    shift_unit,
)

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_PART = re.compile(r"(\d{4})-(?:Q([1-4])|H([12])|(SP|SU|FA|WI))$")
_YEARS = re.compile(r"\d{2,4}$")
_RELATIVE = re.compile(r"DCT(?:([+-]\d+)([WMQYEC])?(-WE)?|([+-])([a-z]{3}))?(T.*)?$")

# Years in which an article can have appeared; also leaves room for arithmetic at both ends.
_FIRST_YEAR, _LAST_YEAR = 1500, 9000

Interval = tuple[date, date]


def publication_day(dct: str | None) -> date | None:
    """The day of `dct`, None when unknown; null dates like 0001-01-01 count as unknown."""
    day = date.fromisoformat(dct[:10]) if dct else None
    return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def resolve(value: str, dct: str | None) -> tuple[str, str] | None:
    """The first and last day that `value` covers, or None for durations, sets and references.

    ``DCT`` forms need `dct`. Seasons are the northern ones, winter running into the next year.

    >>> resolve("2014-03", None)
    ('2014-03-01', '2014-03-31')
    >>> resolve("DCT-1", "2022-01-01")
    ('2021-12-31', '2021-12-31')
    """
    if value.startswith("DCT"):
        day = publication_day(dct)
        if day is None:
            return None
        value = _from_dct(value, day)
    days = _day(value) or _month(value) or _week(value) or _part(value) or _years(value)
    return (days[0].isoformat(), days[1].isoformat()) if days else None


def _from_dct(value: str, dct: date) -> str:
    """The calendar value of a ``DCT`` form, empty when it is not one."""
    match = _RELATIVE.match(value)
    if not match:
        return ""
    count, unit, weekend, side, weekday, _clock = match.groups()
    if weekday is not None:
        if weekday not in WEEKDAY_NAMES:
            return ""
        return near_weekday(dct, WEEKDAY_NAMES.index(weekday), -1 if side == "-" else 1).isoformat()
    return shift_unit(dct, int(count or 0), unit or "D") + (weekend or "")


def near_weekday(day: date, weekday: int, side: int, *, same: bool = False) -> date:
    """The closest `weekday` before (-1) or after (1) `day`; `same` lets it be the day itself."""
    distance = (weekday - day.weekday()) * side % 7
    if distance == 0 and not same:
        distance = 7
    return day + timedelta(days=distance * side)


def _day(value: str) -> Interval | None:
    match = _DAY.match(value)
    day = safe_date(*(int(part) for part in match.groups())) if match else None
    return (day, day) if day else None


def _month(value: str) -> Interval | None:
    match = _MONTH.match(value)
    if not match:
        return None
    year, month = int(match.group(1)), int(match.group(2))
    first = safe_date(year, month, 1)
    return (first, date(year, month, month_length(year, month))) if first else None


def _week(value: str) -> Interval | None:
    match = _WEEK.match(value)
    if not match:
        return None
    try:
        monday = date.fromisocalendar(int(match.group(1)), int(match.group(2)), 1)
        return monday + timedelta(days=5 if match.group(3) else 0), monday + timedelta(days=6)
    except (ValueError, OverflowError):
        return None


def _part(value: str) -> Interval | None:
    match = _PART.match(value)
    if not match:
        return None
    year, quarter, half, season = int(match.group(1)), *match.groups()[1:]
    if season:
        first, months = season_start(season, year), 3
    elif quarter:
        first, months = date(year, 3 * int(quarter) - 2, 1), 3
    else:
        first, months = date(year, 6 * int(half) - 5, 1), 6
    return first, shift_months(first, months) - timedelta(days=1)


def _years(value: str) -> Interval | None:
    if not _YEARS.match(value):
        return None
    width = 10 ** (4 - len(value))
    first = int(value) * width
    return (date(first, 1, 1), date(first + width - 1, 12, 31)) if first else None
