"""A user's own data folder laid over the shipped one.

It has the same tree: ``actors/persons/mine.toml``, ``actors/states.csv`` and so on. An entry whose
id is known replaces the shipped entry, ``extend = true`` adds its lists to it, ``drop = true``
takes it away; an entry with a new id is added. Rows of CSV files are matched by their key columns.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from communique.errors import DataError

VARIABLE = "COMMUNIQUE_DATA"
# Columns that tell which row a CSV row replaces; the first column where a file is not listed.
ROW_KEYS: Mapping[str, tuple[str, ...]] = {
    "actors/states.csv": ("code", "from"),
    "actors/state_codes.csv": ("code", "system", "from"),
    "actors/regional_adjectives.csv": ("adjective",),
    "places/places.csv": ("name", "country"),
}
Entry = dict[str, Any]


def overlay_folder() -> Path | None:
    """The folder that ``$COMMUNIQUE_DATA`` names; `DataError` when it is none."""
    named = os.environ.get(VARIABLE)
    if not named:
        return None
    folder = Path(named)
    if not folder.is_dir():
        raise DataError("data.overlay", f"{folder}: no folder to lay over the shipped data")
    return folder


def merged_documents(shipped: Entry, own: Entry) -> Entry:
    """The shipped TOML document with the user's laid over it, key by key."""
    merged = dict(shipped)
    for key, value in own.items():
        known = merged.get(key)
        if _are_entries(value) and (known is None or _are_entries(known)):
            merged[key] = merged_entries(known or [], value)
        elif isinstance(known, dict) and isinstance(value, dict):
            merged[key] = merged_documents(known, value)
        else:
            merged[key] = value
    return merged


def merged_entries(shipped: Iterable[Entry], own: Iterable[Entry]) -> list[Entry]:
    """The shipped entries with the user's laid over them by ``id``.

    Several shipped entries may share an id (a person in two files); a replacement takes the place
    of the first and the others go.
    """
    placed: dict[object, list[Entry]] = {}
    for number, entry in enumerate(shipped):
        placed.setdefault(entry.get("id", number), []).append(entry)
    for number, entry in enumerate(own):
        key = entry.get("id", ("own", number))
        plain = {name: value for name, value in entry.items() if name not in {"extend", "drop"}}
        if entry.get("drop"):
            placed.pop(key, None)
        elif entry.get("extend") and key in placed:
            placed[key] = [_extended(placed[key][0], plain), *placed[key][1:]]
        else:
            placed[key] = [plain]
    return [entry for entries in placed.values() for entry in entries]


def merged_rows(
    relative: str, shipped: Iterable[dict[str, str]], own: Iterable[dict[str, str]]
) -> list[dict[str, str]]:
    """The shipped CSV rows with the user's laid over them by their key columns."""
    placed: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in shipped:
        placed.setdefault(_row_key(relative, row), []).append(row)
    placed |= {_row_key(relative, row): [row] for row in own}
    return [row for rows in placed.values() for row in rows]


def _row_key(relative: str, row: dict[str, str]) -> tuple[str, ...]:
    columns = ROW_KEYS.get(relative) or tuple(row)[:1]
    return tuple(row.get(column, "") for column in columns)


def _are_entries(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(e, dict) and "id" in e for e in value)


def _extended(known: Entry, more: Entry) -> Entry:
    """Lists are joined, anything else is replaced."""
    out = dict(known)
    for name, value in more.items():
        both = isinstance(value, list) and isinstance(known.get(name), list)
        out[name] = [*known[name], *(v for v in value if v not in known[name])] if both else value
    return out
