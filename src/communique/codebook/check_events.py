"""Faults of event patterns and of a user's own types, all at once, with file and line.

What only the reader can tell, whether the examples come out, is checked in `communique.pipeline`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from communique.codebook.check import Fault, placed_fault, unreadable
from communique.codebook.entries import PlacedEntry, placed_entries
from communique.codebook.overlay import overlay_folder
from communique.codebook.own_types import FOLDER, type_faults
from communique.codebook.patterns import KEYS, PATTERNS, PREPOSITIONS, STATUSES
from communique.codebook.resources import DATA, load_toml
from communique.errors import DataError

LEAST_EXAMPLES = 10
_TRIGGERS = ("verbs", "nouns", "adjectives")
_SLOTS = ("source", "target", "parties")
# Any preposition is a role too, so only a slip of the pen in these can be told.
_ROLES = (
    "subject", "object", "iobj", "possessor", "light", "speaker", "clause.subject", "clause.object",
)  # fmt: skip
_SWITCHES = ("content", "territory", "passive")
_EXAMPLE = "an example is [sentence, source codes, target codes]"


def pattern_entries(root: Path) -> list[PlacedEntry]:
    """The event patterns of a data folder that can be read, in file order."""
    return _readable(root / PATTERNS, "pattern", [])


def type_entries(root: Path) -> list[PlacedEntry]:
    """The own types of a data folder that can be read, in file order."""
    return _readable(root / FOLDER, "type", [])


def event_faults() -> tuple[Fault, ...]:
    """Faults in the shape of all event patterns and of the user's own types."""
    faults: list[Fault] = []
    roots = [root for root in (DATA, overlay_folder()) if root is not None]
    types = [e for root in roots for e in _readable(root / FOLDER, "type", faults)]
    patterns = [e for root in roots for e in _readable(root / PATTERNS, "pattern", faults)]
    codes = _cameo() | {code for entry in types for code in _codes_of(entry)}
    for entry in types:
        faults += [placed_fault(entry, *fault) for fault in type_faults(entry.entry)]
        faults += _unused(entry, patterns)
    faults += _twice(types)
    for entry in patterns:
        faults += [placed_fault(entry, *fault) for fault in _pattern_faults(entry, codes)]
    return tuple(sorted(set(faults)))


def _readable(folder: Path, key: str, faults: list[Fault]) -> list[PlacedEntry]:
    """The entries of the folder's files; a file that cannot be parsed becomes a fault."""
    found: list[PlacedEntry] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            found += placed_entries(path, key)
        except DataError as error:
            faults.append(unreadable(path, error))
    return found


def _cameo() -> set[str]:
    return {entry["code"] for entry in load_toml("codebooks/cameo/events.toml")["code"]}


def _codes_of(placed: PlacedEntry) -> list[str]:
    codes = placed.entry.get("codes", [])
    return [str(code["code"]) for code in codes if isinstance(code, dict) and "code" in code]


def _unused(placed: PlacedEntry, patterns: Iterable[PlacedEntry]) -> Iterator[Fault]:
    """A type is known by its words: codes without a pattern, and too few example sentences."""
    codes = _codes_of(placed)
    carried = [p.entry for p in patterns if p.entry.get("cameo") in codes]
    for code in sorted(set(codes) - {str(entry["cameo"]) for entry in carried}):
        yield placed_fault(placed, f"no pattern has the code {code}", code)
    count = sum(len(entry.get("examples", ())) for entry in carried)
    if count < LEAST_EXAMPLES:
        message = f"{count} example sentences in its patterns; a type needs {LEAST_EXAMPLES}"
        yield placed_fault(placed, message)


def _twice(types: Iterable[PlacedEntry]) -> Iterator[Fault]:
    seen: dict[str, Path] = {}
    for entry in types:
        for code in (entry.name, *_codes_of(entry)):
            if code in seen:
                yield placed_fault(entry, f"{code} stands in {seen[code].name} already", code)
            seen.setdefault(code, entry.path)


def _pattern_faults(placed: PlacedEntry, codes: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a pattern, each with a value on the line in question."""
    entry = placed.entry
    for key in sorted(entry.keys() - KEYS - {"extend", "drop"}):
        near = difflib.get_close_matches(key, sorted(KEYS), n=1)
        yield f"unknown key {key!r}" + (f", did you mean {near[0]!r}?" if near else ""), key
    if "id" not in entry:
        yield "'id' is missing", ""
    code = entry.get("cameo")
    if code is not None and code not in codes:
        near = difflib.get_close_matches(str(code), sorted(codes), n=3)
        hint = f"; near are {', '.join(near)}" if near else ""
        yield f"no code {code!r} in the codebooks{hint}", str(code)
    yield from _value_faults(entry)
    if placed.is_partial:
        return
    if code is None:
        yield "'cameo' is missing", ""
    if not any(entry.get(key) for key in _TRIGGERS):
        yield "no trigger: give verbs, nouns or adjectives", ""
    if not entry.get("examples"):
        yield "no example: give at least one sentence", ""


def _value_faults(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in (*_TRIGGERS, *_SLOTS, "requires", "about", "modals", "not_with", "not_examples"):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            yield f"{key} must be a list of strings", key
        elif key in _SLOTS:
            for role in (role for role in value if role not in {*_ROLES, *PREPOSITIONS}):
                near = difflib.get_close_matches(role, _ROLES, n=1, cutoff=0.75)
                if near:
                    yield f"{key}: no role {role!r}, did you mean {near[0]!r}?", role
    for slot in entry.get("requires", []):
        if slot not in {"source", "target"}:
            yield f"requires: {slot!r} is neither source nor target", str(slot)
    for key in _SWITCHES:
        if not isinstance(entry.get(key, False), bool):
            yield f"{key} must be true or false", key
    if entry.get("status", "actual") not in STATUSES:
        yield f"no status {entry['status']!r}", str(entry["status"])
    for example in entry.get("examples", []):
        if not (
            isinstance(example, list)
            and len(example) == 3
            and all(isinstance(part, str) for part in example)
            and example[0].strip()
        ):
            yield f"{_EXAMPLE}, not {example!r}", str(example)
