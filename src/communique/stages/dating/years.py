"""The days that a month and a day of it name, year by year."""

from __future__ import annotations

from datetime import date

from communique.stages.dating.reading import Reading


def days_of_years(reading: Reading, month: int, day: int) -> tuple[int, ...]:
    """The ordinals of that day in every year between the outer bounds."""
    first, last = (date.fromordinal(d).year for d in reading.book.outer)
    return tuple(
        found.toordinal() for y in range(first, last + 1) if (found := _day(y, month, day))
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
