"""Rows as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

Row = dict[str, Any]

# Columns that hold codes of the codebooks: ``---`` must stay as it is.
_CODES = frozenset({"source", "target", "represents", "addressee", "cameo", "plover", "codes"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(value: Any) -> str:
    """`value` as JSON on one line, keys in their own order, characters unescaped."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def as_json_array(rows: Iterable[Row]) -> str:
    """The rows as a JSON array, one row a line.

    >>> as_json_array([{"a": 1}, {"a": 2}])
    '[\\n{"a": 1},\\n{"a": 2}\\n]'
    """
    lines = ",\n".join(map(as_json, rows))
    return f"[\n{lines}\n]" if lines else "[]"


def as_csv(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """The rows as CSV by RFC 4180 with a header; list items are joined by ``|``.

    A text cell that a spreadsheet would take for a formula gets a leading apostrophe. Numbers,
    dates and codes stay as they are.

    >>> as_csv([{"who": "=1+1", "n": -2}], ["who", "n"])
    "who,n\\r\\n'=1+1,-2\\r\\n"
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(column, row[column]) for column in columns])
    return out.getvalue()


def _cell(column: str, value: Any) -> Any:
    if isinstance(value, list):
        value = "|".join(item if isinstance(item, str) else as_json(item) for item in value)
    if isinstance(value, str) and value.startswith(_FORMULA) and column not in _CODES:
        return f"'{value}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
