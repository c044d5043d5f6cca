"""The calendar as an iCalendar file (RFC 5545), with all-day events.

In: lines of `Store.calendar`. Out: text with CRLF lines of at most 75 octets. Nothing in it comes
from the clock: the same lines make the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]

_OCTETS = 75
_UNWANTED = re.compile("[\x00-\x1f\x7f-\x9f]")


def has_days(line: Row) -> bool:
    """True when the line can stand in a calendar: times of undated articles name no day."""
    return line["day_from"] is not None


def as_ics(lines: Iterable[Row]) -> str:
    """The lines that have days as one VCALENDAR."""
    content = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//communique//calendar//EN",
        "CALSCALE:GREGORIAN",
        *(property_line for line in lines if has_days(line) for property_line in _event(line)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in content)


def _event(line: Row) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{line['id']}@communique"
    # When it was last announced; what no article dates is stamped with its own first day.
    yield f"DTSTAMP:{_day(line['last_dct'] or line['day_from'])}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(line['day_from'])}"
    # The end is the first day no longer; the calendar's last day has none after it.
    if line["day_until"] < date.max:
        yield f"DTEND;VALUE=DATE:{_day(line['day_until'] + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(summary(line))}"
    if line["where"]:
        yield f"LOCATION:{escaped(line['where'])}"
    yield f"CATEGORIES:{escaped(line['kind'])}"
    yield f"DESCRIPTION:{escaped(_description(line))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def summary(line: Row) -> str:
    """Kind, parties and place in a few words.

    >>> summary({"kind": "meeting", "parties": ["USA", "RUS"], "where": "Geneva"})
    'Meeting: USA, RUS (Geneva)'
    """
    parties = f": {', '.join(line['parties'])}" if line["parties"] else ""
    place = f" ({line['where']})" if line["where"] else ""
    return f"{line['kind'].capitalize()}{parties}{place}"


def _description(line: Row) -> str:
    """The sentence that announced it and the articles it stands in."""
    noun = "Article" if line["articles"] == 1 else "Articles"
    sentence = " ".join(line["sentence"].split())
    return f"{sentence}\n{noun}: {', '.join(line['article_ids'])}"


def _day(day: date | str) -> str:
    return str(day)[:10].replace("-", "")


def escaped(text: str) -> str:
    """`text` as a TEXT value: backslash, semicolon, comma and line ends escaped.

    >>> print(escaped("a, b; c"))
    a\\, b\\; c
    """
    for plain, marked in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, marked)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return _UNWANTED.sub(" ", text)


def folded(line: str) -> str:
    """`line` cut so that no part is longer than 75 octets and no character is split."""
    parts: list[str] = []
    part, size = "", 0
    for character in line:
        width = len(character.encode("utf-8", "replace"))
        if size + width > _OCTETS:
            parts.append(part)
            # The space that marks a continuation counts too.
            part, size = "", 1
        part += character
        size += width
    return "\r\n ".join([*parts, part])
