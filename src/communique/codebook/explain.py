"""What the tables know of an entry, and what a user's folder changes in them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.codebook.actor_tables import folded_key, pieces_of
from communique.codebook.actors import ActorIndex, actor_index
from communique.codebook.check import FOLDERS, SINGLE_OFFICES
from communique.codebook.entries import PlacedEntry, placed_entries, placed_rows
from communique.codebook.overlay import ROW_KEYS, overlay_folder
from communique.codebook.own_types import FOLDER as OWN_TYPES
from communique.codebook.patterns import PATTERNS
from communique.codebook.resources import DATA, load_csv
from communique.errors import UsageError

Row = dict[str, Any]
# Everything that has entries with ids of its own.
_LISTED = {**FOLDERS, "pattern": PATTERNS, "type": OWN_TYPES}


def find_entries(ident: str) -> tuple[PlacedEntry, ...]:
    """The shipped and own entries with that id; `UsageError` names near ones when there is none."""
    known: set[str] = set()
    found = []
    for root in filter(None, (DATA, overlay_folder())):
        for key, folder in _LISTED.items():
            for path in sorted((root / folder).glob("*.toml")):
                for placed in placed_entries(path, key):
                    known.add(placed.name)
                    found += [placed] if placed.entry.get("id") == ident else []
    if not found:
        near = difflib.get_close_matches(ident, known, n=3)
        hint = f"; near are {', '.join(near)}" if near else ""
        raise UsageError("usage.id", f"no entry {ident!r} in the tables{hint}")
    return tuple(found)


def entries_named(words: str) -> tuple[str, ...]:
    """Ids of the entries that `words` may name, whatever their capitals."""
    found = actor_index().named(folded_key(pieces_of(words)))
    return tuple(dict.fromkeys(entry.actor.id for entry in found))


def state_rows(code: str, day: str | None) -> list[Row]:
    """A state's row, its codes in other systems and, on a day, who held its main offices."""
    rows: list[Row] = []
    for state in load_csv("actors/states.csv"):
        if state["code"] == code:
            rows += [{"what": key, "value": value} for key, value in state.items() if value]
    if rows:
        for other in load_csv("actors/state_codes.csv"):
            if other["code"] == code:
                span = f" ({other['from'] or '…'} to {other['until'] or '…'})"
                dated = span if other["from"] or other["until"] else ""
                rows.append({"what": other["system"], "value": other["value"] + dated})
    if rows and day is not None:
        rows += [
            {"what": f"{office} on {day}", "value": actor.name}
            for office in sorted(SINGLE_OFFICES)
            for actor, _ in actor_index().holders(code, office, day)
        ]
    return rows


def shared_forms(ident: str, index: ActorIndex, entries: tuple[PlacedEntry, ...]) -> Iterator[Row]:
    """The entry's written forms that name others too, with those others."""
    forms = {
        form
        for placed in entries
        for key in ("name", "names", "aliases", "family", "bodies")
        for form in _listed(placed.entry.get(key, ()))
    }
    for form in sorted(forms):
        others = [e.actor.id for e in index.named(folded_key(pieces_of(form)))]
        others = [other for other in dict.fromkeys(others) if other != ident]
        if others:
            yield {"form": form, "also": ", ".join(others)}


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def differences() -> tuple[Row, ...]:
    """Every entry and row that the user's folder adds, changes or drops; empty without one."""
    own = overlay_folder()
    if own is None:
        return ()
    rows = [*_changed_entries(own), *_changed_rows(own)]
    known = {str(own / row["file"]) for row in rows}
    others = (p for p in sorted(own.rglob("*")) if p.suffix in {".toml", ".csv"})
    rows += [
        {"change": "replaces" if (DATA / p.relative_to(own)).exists() else "unused",
         "entry": "", "file": str(p.relative_to(own)), "line": 1, "keys": "whole file, key by key"}
        for p in others
        if str(p) not in known
    ]  # fmt: skip
    return tuple(rows)


def _changed_entries(own: Path) -> Iterator[Row]:
    for key, folder in _LISTED.items():
        shipped = {
            placed.entry.get("id"): placed.entry
            for path in sorted((DATA / folder).glob("*.toml"))
            for placed in placed_entries(path, key)
        }
        for path in sorted((own / folder).glob("*.toml")):
            for placed in placed_entries(path, key):
                before = shipped.get(placed.entry.get("id"))
                yield {
                    "change": _change(placed.entry, before),
                    "entry": placed.name,
                    "file": str(path.relative_to(own)),
                    "line": placed.line,
                    "keys": ", ".join(_changed_keys(placed.entry, before or {})),
                }


def _change(entry: Row, before: Row | None) -> str:
    if entry.get("drop"):
        return "drops" if before is not None else "drops nothing"
    if before is None:
        return "adds"
    return "extends" if entry.get("extend") else "replaces"


def _changed_keys(entry: Row, before: Row) -> list[str]:
    keys = entry if entry.get("extend") or entry.get("drop") else {**before, **entry}
    return [k for k in keys if k not in {"id", "extend", "drop"} and entry.get(k) != before.get(k)]


def _changed_rows(own: Path) -> Iterator[Row]:
    for relative, columns in ROW_KEYS.items():
        if not (own / relative).exists() or not (DATA / relative).exists():
            continue
        shipped = {tuple(r[c] for c in columns): r for _, r in placed_rows(DATA / relative)}
        for line, row in placed_rows(own / relative):
            key = tuple(row.get(column, "") for column in columns)
            before = shipped.get(key)
            yield {
                "change": "adds" if before is None else "replaces",
                "entry": " ".join(filter(None, key)),
                "file": relative,
                "line": line,
                "keys": ", ".join(k for k in row if row[k] != (before or {}).get(k, "")),
            }
