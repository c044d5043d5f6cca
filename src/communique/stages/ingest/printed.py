"""What is printed at the top: enters a text, leave dates, title, outlet and address found there.

The patterns are those of ``data/segments`` that also make header and dateline segments, so that a
date that counts here is set apart there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from communique.codebook.resources import expand_parts, load_toml
from communique.records import DateCandidate
from communique.records.articles import DateOrigin
from communique.stages.ingest.dates import parse_date, parse_yearless

FILES = ("headers", "datelines")
LINES, LINE_LENGTH = 10, 600
LINE = re.compile(r"[^\n\r\u2028\u2029]*\S[^\n\r\u2028\u2029]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Findings of one text. `yearless` holds (month, day, words) of datelines without a year."""

    dates: tuple[DateCandidate, ...]
    yearless: tuple[tuple[int, int, str], ...]
    fields: dict[str, str]


@dataclass(slots=True)
class _Notes:
    dates: list[DateCandidate] = field(default_factory=list)
    yearless: list[tuple[int, int, str]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def read_head(text: str, title: str | None = None) -> Head:
    """Dates and fields printed before or at the start of the report.

    Only the first lines are read, and of each line only what a header or dateline entry matches
    from its start on; dates in the running text are events' dates, not the article's. A known
    `title` that opens the text is passed over.
    """
    notes = _Notes()
    position = 0
    if title and text.startswith(title):
        position = len(title) + (text[len(title) : len(title) + 1] in (".", "!", "?"))
    at_top = True
    for number in range(LINES):
        match = LINE.search(text, position)
        if match is None:
            break
        position = match.end()
        at_top = _read_line(match.group()[:LINE_LENGTH], number, notes, at_top=at_top)
    return Head(dates=tuple(notes.dates), yearless=tuple(notes.yearless), fields=dict(notes.fields))


def _read_line(line: str, number: int, notes: _Notes, *, at_top: bool) -> bool:
    """Note what opens the line; true when, as above it, it held nothing but header entries."""
    at = len(line) - len(line.lstrip())
    match: re.Match[str] | None = None
    entry: _Entry | None
    while at < len(line):
        # Cut, not a start position: "$" and look-behinds must see the words alone.
        rest = line[at:]
        found = ((e, e.pattern.match(rest)) for e in _entries() if e.fits(number, at_top=at_top))
        entry, match = next(((e, m) for e, m in found if m and m.end()), (None, None))
        if entry is None or match is None:
            return False
        _note(match, entry.origin, notes)
        rest = rest[match.end() :]
        at = len(line) - len(rest.lstrip())
    return at_top


def _note(match: re.Match[str], origin: DateOrigin | None, notes: _Notes) -> None:
    groups = match.groupdict()
    for name in ("title", "outlet", "url"):
        if groups.get(name):
            notes.fields.setdefault(name, groups[name].strip())
    words = groups.get("date")
    if not words or origin is None:
        return
    value = parse_date(words)
    if value is not None:
        notes.dates.append(
            DateCandidate(value=value, origin=origin, evidence=match.group().strip())
        )
    elif (day := parse_yearless(words)) is not None:
        notes.yearless.append((*day, match.group().strip()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    pattern: re.Pattern[str]
    origin: DateOrigin | None
    within: int
    top: bool

    def fits(self, number: int, *, at_top: bool) -> bool:
        return number < self.within and (at_top or not self.top)


@cache
def _entries() -> tuple[_Entry, ...]:
    parts = load_toml("segments/parts.toml")["parts"]
    found: list[_Entry] = []
    for name in FILES:
        for entry in load_toml(f"segments/{name}.toml")["cue"]:
            found.append(
                _Entry(
                    pattern=re.compile(expand_parts(entry["pattern"], parts)),
                    origin=entry.get("origin"),
                    within=entry.get("within", LINES),
                    top=entry.get("top", False),
                )
            )
    return tuple(found)
