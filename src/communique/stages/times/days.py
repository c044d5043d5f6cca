"""Calendar arithmetic: shifts by units, weekdays, ISO weeks, Easter, feasts, seasons."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

WEEKDAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# First month of each season in the northern half of the world (meteorological seasons).
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= month_length(year, month):
        return date(year, month, day)
    return None


def month_length(year: int, month: int) -> int:
    """Days in the month."""
    return calendar.monthrange(year, month)[1]


def shift_months(day: date, months: int) -> date:
    """`day` moved by calendar months, held inside the shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = min(max(index // 12, 1), 9999), index % 12 + 1
    return date(year, month, min(day.day, month_length(year, month)))


def week_value(day: date) -> str:
    """The ISO week of `day`: ``2022-W02``."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_of(day: date) -> int:
    """The quarter, 1 to 4."""
    return (day.month - 1) // 3 + 1


def unit_value(day: date, unit: str) -> str:
    """The calendar value of the `unit` (D W M Q Y E C) that holds `day`."""
    year = f"{day.year:04d}"
    values = {
        "D": day.isoformat(),
        "W": week_value(day),
        "M": f"{year}-{day.month:02d}",
        "Q": f"{year}-Q{quarter_of(day)}",
        "Y": year,
        "E": year[:3],
        "C": year[:2],
    }
    return values[unit]


def shift_unit(day: date, count: int, unit: str) -> str:
    """The value of the `unit` that lies `count` units from the one holding `day`."""
    if unit in ("D", "W", "F"):
        days = {"D": 1, "W": 7, "F": 14}[unit] * count
        moved = date.fromordinal(max(1, min(date.max.toordinal(), day.toordinal() + days)))
        return unit_value(moved, "W" if unit == "F" else unit)
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit] * count
    return unit_value(shift_months(day, months), unit)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian rule)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, skipped = divmod(century, 4)
    moon_fix = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon_fix + 15) % 30
    weekday = (32 + 2 * skipped + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday_date(recipe: str, year: int) -> date | None:
    """The day of a feast: ``12-25``, ``easter-2``, or ``nth:11:4:3`` (month, nth, weekday)."""
    if recipe.startswith("easter"):
        return easter(year) + timedelta(days=int(recipe.removeprefix("easter")))
    if recipe.startswith("nth"):
        month, nth, weekday = (int(part) for part in recipe.split(":")[1:])
        return _nth_weekday(year, month, nth, weekday)
    month, day = (int(part) for part in recipe.split("-"))
    return safe_date(year, month, day)


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    first = date(year, month, 1)
    days = [first + timedelta(days=n) for n in range(month_length(year, month))]
    return [day for day in days if day.weekday() == weekday][nth - 1 if nth > 0 else nth]


def season_start(season: str, year: int) -> date:
    """The first day of the season; winter belongs to the year it begins in."""
    return date(year, SEASON_MONTHS[season], 1)
