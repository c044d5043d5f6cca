"""The columns a table in the terminal shows, each a heading and a cell made from a row."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from communique.views.names import cameo_name
from communique.views.timeline import relative_title, weekday

Row = dict[str, Any]
Cell = Callable[[Row], str]

# Control and direction characters could move the cursor or turn a line around.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """`text` on one line and without characters that steer a terminal.

    >>> clean("a\\x1b[31mb\\nc")
    'a�[31mb c'
    """
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """`text` with each character that steers a terminal replaced, so places stay the same."""
    return _UNPRINTABLE.sub("\ufffd", text)


def dyad(row: Row) -> str:
    """Who to whom: codes with the persons who act for them, or whose names are all that is known.

    >>> dyad({"source": ["CHE"], "source_persons": [], "target": [], "target_persons": []})
    'CHE'
    >>> dyad({"source": ["CHE"], "source_persons": [], "target": [], "target_persons": ["A. Roth"]})
    'CHE → unknown (A. Roth)'
    """
    source = _party(row["source"], row["source_persons"])
    target = _party(row["target"], row["target_persons"])
    return f"{source} → {target}" if target else source


def _party(codes: list[str], persons: list[str]) -> str:
    if not persons:
        return ", ".join(codes)
    return f"{', '.join(codes) or 'unknown'} ({', '.join(persons)})"


def _when(row: Row) -> str:
    """The event's time; a day taken from the report for want of another is marked as that."""
    if row["when"] is None:
        return f"unknown, reported {row['dct']}" if row["dct"] else "unknown"
    named = relative_title(row["when"]) or row["when"]
    return f"{named} (reported)" if row["when_basis"] == "publication" else named


def _day(row: Row) -> str:
    """The time of an appointment, a single day with its weekday."""
    named = relative_title(row["when"]) or row["when"]
    return f"{weekday(row['when'])[:3]} {named}".strip()


def _dated(row: Row) -> str:
    if row["dct"] or not row["window_from"]:
        return row["dct"] or "unknown"
    return f"unknown, {row['window_from']} to {row['window_until']}"


def _of(column: str) -> Cell:
    return lambda row: "" if row[column] is None else str(row[column])


_EVENTS: dict[str, Cell] = {
    "when": _when,
    "who → whom": dyad,
    "cameo": lambda row: f"{row['cameo']} {cameo_name(row['cameo'])}".strip(),
    "plover": _of("plover"),
    "status": _of("status"),
    "where": _of("where"),
    "trigger": _of("trigger"),
    "article": _of("article_id"),
    "id": _of("id"),
}
TABLES: dict[str, dict[str, Cell]] = {
    "events": _EVENTS,
    "timeline": _EVENTS,
    "calendar": {
        "day": _day,
        "kind": _of("kind"),
        "parties": lambda row: ", ".join(row["parties"]),
        "where": _of("where"),
        "announced by": lambda row: ", ".join(row["announced_by"]),
        "articles": _of("articles"),
        "words": _of("sentence"),
        "id": _of("id"),
    },
    "quotes": {
        "speaker": lambda row: row["speaker_name"] or "unknown",
        "for": _of("represents"),
        "cue": _of("cue"),
        "kind": lambda row: row["kind" if row["attitude"] == "speech" else "attitude"],
        "words": _of("text"),
        "article": _of("article_id"),
        "id": _of("id"),
    },
    "articles": {
        "id": _of("id"),
        "date": _dated,
        "from": _of("dct_basis"),
        "outlet": _of("outlet"),
        "title": _of("title"),
        "events": _of("events"),
        "quotes": _of("quotes"),
    },
    "failures": {
        "where": _of("where"),
        "code": _of("code"),
        "message": _of("message"),
    },
    "codebook": {
        "code": _of("code"),
        "name": _of("name"),
        "plover": _of("plover"),
        "goldstein": _of("goldstein"),
    },
    "faults": {
        "where": lambda row: f"{row['path']}:{row['line']}",
        "grade": _of("grade"),
        "entry": _of("entry"),
        "message": _of("message"),
    },
    "facts": {"what": _of("what"), "value": _of("value")},
    "links": {
        "words": _of("words"),
        "kind": _of("kind"),
        "codes": lambda row: "place" if row["is_place"] else " ".join(row["codes"]) or "unknown",
        "person": lambda row: row["person"] or row["description"] or "",
        "office": _of("office"),
        "rule": _of("rule"),
        "not chosen": lambda row: " ".join(row["alternatives"]),
    },
    "differences": {
        "change": _of("change"),
        "entry": _of("entry"),
        "where": lambda row: f"{row['file']}:{row['line']}",
        "keys": _of("keys"),
    },
}


def table_cells(kind: str, row: Row) -> list[str]:
    """The cells of one line."""
    return [clean(cell(row)) for cell in TABLES[kind].values()]
