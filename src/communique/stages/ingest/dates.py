"""Written dates: enters a string, leaves an ISO day, or None when it does not name one day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from communique.records import DateCandidate
from communique.records.articles import DateOrigin

PRIORITY: tuple[DateOrigin, ...] = (
    "given", "header", "metadata", "url", "dateline", "text", "file name",
)  # fmt: skip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4})(?!\d)"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?\s*,?\s+)?"
WRITTEN = (
    re.compile(rf"{WEEKDAY}{DAY}[\s-]+(?:of\s+)?{MONTH}[\s,-]*{YEAR}", re.IGNORECASE),
    re.compile(rf"{WEEKDAY}{MONTH}\s*{DAY}\s*,?\s*{YEAR}", re.IGNORECASE),
    # Thu Feb 24 10:00:00 2022, as the C library prints it.
    re.compile(rf"{WEEKDAY}{MONTH}\s+{DAY}\s+[\d:]+\s+(?:[A-Z]+\s+)?{YEAR}", re.IGNORECASE),
)
NUMERIC = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?=$|[T\s])"),
    re.compile(r"(?P<year>\d{4})([/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?=$|[T\s])"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?=$|T\d{4,6})"),
)
FIGURES = re.compile(r"(?P<first>\d{1,2})([-./])(?P<second>\d{1,2})\2(?P<year>\d{4})(?!\d)")
YEARLESS = (
    re.compile(rf"{WEEKDAY}{MONTH}\s*{DAY}$", re.IGNORECASE),
    re.compile(rf"{WEEKDAY}{DAY}\s+{MONTH}$", re.IGNORECASE),
)
IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})([-_.]?)(?P<month>\d{2})\2(?P<day>\d{2})(?=T\d{4}|\D|$)"
)
IN_URL = re.compile(r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\w{1,3})[/-](?P<day>\d{1,2})(?=\D|$)")
EARLIEST, LATEST = 1700, 2100
LONGEST = 120
HALF_YEAR = timedelta(days=184)


def parse_date(value: object) -> str | None:
    """The ISO day that a value from outside names, as written (time and zone are left out).

    A form that could name two days, such as 03/04/2014, names none.

    >>> parse_date("4 March 2014"), parse_date(20140304), parse_date("03/04/2014")
    ('2014-03-04', '2014-03-04', None)
    """
    if isinstance(value, date):
        return _iso(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    if isinstance(value, int) and not 10_000_000 <= value <= 99_999_999:
        return None
    words = str(value)[:LONGEST].strip()
    for pattern in (*NUMERIC, *WRITTEN):
        match = pattern.match(words)
        if match is not None:
            return _from_match(match)
    figures = FIGURES.match(words)
    return _from_figures(figures) if figures is not None else None


def parse_yearless(words: str) -> tuple[int, int] | None:
    """Month and day of words such as ``March 4`` or ``20 June``."""
    for pattern in YEARLESS:
        match = pattern.match(words[:LONGEST].strip())
        if match is not None and _iso(2000, _month(match["month"]), int(match["day"])):
            return _month(match["month"]), int(match["day"])
    return None


def nearest_year(month: int, day: int, known: str) -> str | None:
    """The ISO day with this month and day that lies nearest to a known day, within half a year."""
    near = date.fromisoformat(known)
    days = (_iso(near.year + step, month, day) for step in (-1, 0, 1))
    found = [date.fromisoformat(iso) for iso in days if iso]
    best = min(found, key=lambda d: abs(d - near), default=None)
    return best.isoformat() if best is not None and abs(best - near) < HALF_YEAR else None


def date_in_name(name: str) -> DateCandidate | None:
    """The day in a file name such as ``2014-03-04-talks`` or ``20140304_talks``."""
    return _first(IN_NAME, name, "file name")


def date_in_url(url: str) -> DateCandidate | None:
    """The day in the path of an address, such as ``/2014/03/04/``."""
    return _first(IN_URL, url[:2000], "url")


def ranked(candidates: Iterable[DateCandidate]) -> tuple[DateCandidate, ...]:
    """The candidates, best origin first; repeats of one finding are kept once."""
    return tuple(sorted(dict.fromkeys(candidates), key=lambda c: PRIORITY.index(c.origin)))


def in_conflict(candidates: Sequence[DateCandidate]) -> bool:
    """True when two candidates lie more than one day apart."""
    days = [date.fromisoformat(candidate.value) for candidate in candidates]
    return bool(days) and max(days) - min(days) > timedelta(days=1)


def _first(pattern: re.Pattern[str], words: str, origin: DateOrigin) -> DateCandidate | None:
    for match in pattern.finditer(words):
        value = _from_match(match)
        if value is not None:
            return DateCandidate(value=value, origin=origin, evidence=match.group())
    return None


def _from_match(match: re.Match[str]) -> str | None:
    return _iso(int(match["year"]), _month(match["month"]), int(match["day"]))


def _from_figures(match: re.Match[str]) -> str | None:
    """The day of 28-05-2016; none for 03/04/2014, which two countries read differently.

    With full stops the day comes first wherever that form is in use.
    """
    year, first, second = int(match["year"]), int(match["first"]), int(match["second"])
    day_first, month_first = _iso(year, second, first), _iso(year, first, second)
    if match.group(2) == "." or month_first in (None, day_first):
        return day_first
    return month_first if day_first is None else None


def _month(words: str) -> int:
    """The number of a month given by name or in figures, 0 when it is neither."""
    if words.isdecimal():
        return int(words)
    stem = words[:3].lower()
    return MONTHS.index(stem) + 1 if stem in MONTHS else 0


def _iso(year: int, month: int, day: int) -> str | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return datetime(year, month, day).date().isoformat()
    except ValueError:
        return None
