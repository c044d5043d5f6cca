"""Faults of the data folder and of a user's folder over it, all at once, with file and line.

A fault is an error (the entry cannot mean what it says) or a doubt (it can, but look again: two
holders of one office at a time). What a room's own rules must hold beyond the shape of an entry is
checked where that room reads them.
"""

from __future__ import annotations

import difflib
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from communique.codebook.actor_tables import ALWAYS
from communique.codebook.entries import PlacedEntry, placed_entries, placed_rows
from communique.codebook.overlay import overlay_folder
from communique.codebook.resources import DATA
from communique.errors import DataError

# PLOVER's sectors as the coding guide uses them (section 2), and those of role nouns.
SECTORS = frozenset(
    {"GOV", "MIL", "REB", "LEG", "MED", "CVL", "OPP", "BUS", "JUD", "COP", "SPY", "UAF", "NGO",
     "PTY", "CRM", "REF", "EDU", "LAB", "REL", "HLH", "AGR", "ELI", "IGO", "ENV", "SET", ""}
)  # fmt: skip
BODY_KINDS = ("igo", "group", "armed", "party", "media", "ngo", "company")
# Offices that one person holds at a time.
SINGLE_OFFICES = frozenset({"president", "prime minister", "foreign minister", "defence minister"})
_DAY = re.compile(r"(?:\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """The keys an entry must and may have."""

    required: frozenset[str]
    optional: frozenset[str] = frozenset()


SCHEMAS: Mapping[str, Schema] = {
    "actor": Schema(
        required=frozenset({"id", "kind", "names"}),
        optional=frozenset(
            {"code", "nominals", "from", "until", "note", "cite", "examples", "not_examples",
             "roles", "bodies", "members", "members_extra", "expand", "wikidata"}
        ),
    ),
    "person": Schema(
        required=frozenset({"id", "name", "roles"}),
        optional=frozenset({"aliases", "family", "gender", "note", "cite", "wikidata"}),
    ),
    "agent": Schema(
        required=frozenset({"id", "words", "sector", "kind"}),
        optional=frozenset({"examples", "not_examples", "note"}),
    ),
    "name_word": Schema(
        required=frozenset({"words", "sector"}), optional=frozenset({"id", "note", "examples"})
    ),
    "office": Schema(
        required=frozenset({"id", "words", "offices", "of"}),
        optional=frozenset({"states", "examples", "note"}),
    ),
    "role": Schema(
        required=frozenset({"code"}),
        optional=frozenset({"office", "title", "body", "from", "until", "note", "cite", "secondary"}
        ),
    ),
    "member": Schema(required=frozenset({"code"}), optional=frozenset({"from", "until", "note"})),
}  # fmt: skip
# Where entries of each kind lie.
FOLDERS: Mapping[str, str] = {
    "actor": "actors", "person": "actors/persons", "agent": "agents", "name_word": "agents",
    "office": "agents",
}  # fmt: skip
_OVERLAY_KEYS = frozenset({"extend", "drop"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """What is wrong, where; `line` is the line of the entry, or of the value when it is found."""

    path: str
    line: int
    grade: Literal["error", "doubt"]
    entry: str
    message: str


def find_faults() -> tuple[Fault, ...]:
    """Faults of the shipped tables of actors and, when there is one, of the user's folder."""
    faults: list[Fault] = []
    placed: dict[str, list[PlacedEntry]] = {key: [] for key in FOLDERS}
    states = _states(faults)
    for root in filter(None, (DATA, overlay_folder())):
        for key, folder in FOLDERS.items():
            for path in sorted((root / folder).glob("*.toml")):
                try:
                    placed[key] += placed_entries(path, key)
                except DataError as error:
                    faults.append(unreadable(path, error))
    for key, entries in placed.items():
        own = frozenset(_codes(entries))
        for entry in entries:
            faults += _shape_faults(entry, key)
            faults += _code_faults(entry, states, own)
    faults += _shared_ids(placed)
    faults += _doubtful_terms(placed["person"])
    return tuple(sorted(set(faults)))


def _states(faults: list[Fault]) -> frozenset[str]:
    """The state codes of the shipped table and the user's."""
    codes: set[str] = set()
    for root in filter(None, (DATA, overlay_folder())):
        path = root / "actors" / "states.csv"
        if not path.exists():
            continue
        try:
            rows = placed_rows(path)
        except DataError as error:
            faults.append(unreadable(path, error))
            continue
        for line, row in rows:
            codes.add(row["code"])
            days = {key: row[key] for key in ("from", "until") if row.get(key)}
            messages = [*_date_faults(days)]
            if not re.fullmatch("[A-Z]{3}", row["code"]):
                messages.append(f"{row['code']!r} is no code of three letters")
            faults += [
                Fault(path=str(path), line=line, grade="error", entry=row["code"], message=m)
                for m in messages
            ]
    return frozenset(codes)


def unreadable(path: Path, error: DataError) -> Fault:
    """The fault of a file that cannot be parsed; TOML's message names its line."""
    line = re.search(r"line (\d+)", error.message)
    message = error.message.removeprefix(f"{path}: ")
    number = int(line[1]) if line else 1
    return Fault(path=str(path), line=number, grade="error", entry="", message=message)


def _shape_faults(placed: PlacedEntry, key: str) -> Iterator[Fault]:
    """Missing, unknown and impossible values of an entry, its roles and its members."""
    entry = placed.entry
    for message in _key_faults(entry, SCHEMAS[key], placed.is_partial):
        yield placed_fault(placed, message)
    if key == "actor" and entry.get("kind", "igo") not in BODY_KINDS:
        kinds = ", ".join(BODY_KINDS)
        yield placed_fault(placed, f"kind {entry['kind']!r} is none of {kinds}", str(entry["kind"]))
    if key == "person" and entry.get("gender", "m") not in {"m", "f"}:
        yield placed_fault(placed, f"gender {entry['gender']!r} is neither m nor f")
    for name in ("names", "nominals", "aliases", "family", "words", "bodies", "examples"):
        if not _are_strings(entry.get(name, [])):
            yield placed_fault(placed, f"{name} must be a list of strings")
    for name, parts in (("role", entry.get("roles", ())), ("member", entry.get("members", ()))):
        for part in parts:
            if isinstance(part, dict):
                for message in [*_key_faults(part, SCHEMAS[name], False), *_date_faults(part)]:
                    yield placed_fault(placed, f"{name}: {message}", *map(str, part.values()))
    for message in _date_faults(entry):
        yield placed_fault(placed, message)


def placed_fault(placed: PlacedEntry, message: str, *values: str) -> Fault:
    """An error of an entry, on the line that holds all `values` if there is one."""
    return Fault(
        path=str(placed.path),
        line=placed.line_with(*values),
        grade="error",
        entry=placed.name,
        message=message,
    )


def _key_faults(entry: Mapping[str, Any], schema: Schema, partial: bool) -> Iterator[str]:
    known = schema.required | schema.optional | _OVERLAY_KEYS
    for key in entry:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            yield f"unknown key {key!r}" + (f", did you mean {near[0]!r}?" if near else "")
    if not partial:
        for key in sorted(schema.required - entry.keys()):
            yield f"{key!r} is missing"


def _are_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _date_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    days = {key: str(entry[key]) for key in ("from", "until") if key in entry}
    for key, day in days.items():
        match = _DAY.fullmatch(day)
        if match is None:
            yield f"{key} {day!r} is no date (2014, 2014-03 or 2014-03-01)"
        elif not _in_calendar(int(day[:4]), int(match[1] or 1), int(match[2] or 1)):
            yield f"{key} {day!r} is not in the calendar"
    if len(days) == 2 and days["until"][: len(days["from"])] < days["from"][: len(days["until"])]:
        yield f"ends on {days['until']} before it begins on {days['from']}"


def _in_calendar(year: int, month: int, day: int) -> bool:
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _codes(entries: Iterable[PlacedEntry]) -> Iterator[str]:
    for placed in entries:
        yield from _codes_of(placed.entry)


def _codes_of(entry: Mapping[str, Any]) -> Iterator[str]:
    parts = [p for key in ("roles", "members") for p in entry.get(key, ()) if isinstance(p, dict)]
    for holder in [entry, *parts]:
        if holder.get("code"):
            yield str(holder["code"])
    yield from (m for m in entry.get("members", ()) if isinstance(m, str))
    yield from map(str, entry.get("members_extra", ()))


def _code_faults(
    placed: PlacedEntry, states: frozenset[str], own: frozenset[str]
) -> Iterator[Fault]:
    """A code is a state, an acronym, or either with a sector of the guide behind a dot."""
    for code in _codes_of(placed.entry):
        base, _, sector = code.partition(".")
        if sector not in SECTORS:
            yield placed_fault(placed, f"{code!r} has no sector of the coding guide", code)
        elif base not in states and not _ACRONYM.fullmatch(base):
            yield placed_fault(placed, f"{code!r} is neither a state nor an acronym", code)
        elif sector and base not in states and base not in own:
            yield placed_fault(placed, f"{code!r} is a part of nothing listed", code)
    sector = placed.entry.get("sector", "")
    if sector not in SECTORS:
        yield placed_fault(placed, f"sector {sector!r} is none of the coding guide", str(sector))


def _shared_ids(placed: Mapping[str, Sequence[PlacedEntry]]) -> Iterator[Fault]:
    """Bodies and role nouns never share an id in one folder; persons do, under one name."""
    for key, entries in placed.items():
        seen: dict[tuple[bool, str], PlacedEntry] = {}
        for entry in entries:
            ident = entry.entry.get("id")
            if ident is None:
                continue
            first = seen.setdefault((entry.path.is_relative_to(DATA), ident), entry)
            if first is entry:
                continue
            if key != "person":
                yield placed_fault(entry, f"the id stands in {first.path.name} too")
            elif entry.entry.get("name") != first.entry.get("name"):
                yield placed_fault(entry, f"the id means {first.entry.get('name')} too")


def _doubtful_terms(persons: Sequence[PlacedEntry]) -> Iterator[Fault]:
    """Two persons in an office that one holds, for more than a month, neither of them marked.

    A role with a `note` or a `title` of its own ("acting president") says why.
    """
    terms: dict[tuple[str, str], list[tuple[str, str, str, PlacedEntry]]] = defaultdict(list)
    for placed in persons:
        for role in placed.entry.get("roles", ()):
            plain = not (role.keys() & {"note", "title", "body"})
            if plain and role.get("office") in SINGLE_OFFICES:
                start, end = (
                    str(role.get(k, d)) for k, d in zip(("from", "until"), ALWAYS, strict=True)
                )
                key = (str(role.get("code")), str(role["office"]))
                terms[key].append((start, end, str(placed.entry.get("name")), placed))
    for (code, office), held in sorted(terms.items()):
        for one, two in pairwise(sorted(held, key=lambda t: t[:3])):
            if one[2] != two[2] and _days_apart(two[0], one[1]) > 31:
                message = f"{office} of {code} from {two[0]}, but {one[2]} is until {one[1]}"
                yield Fault(
                    path=str(two[3].path),
                    line=two[3].line_with(two[0], office),
                    grade="doubt",
                    entry=two[3].name,
                    message=message,
                )


def _days_apart(start: str, end: str) -> int:
    """Roughly the days from `start` to `end`, 0 where either is too coarse to tell."""
    if len(start) < 7 or len(end) < 7:
        return 0
    first, last = ([int(p) for p in f"{day}-01".split("-")[:3]] for day in (start, end))
    return (last[0] - first[0]) * 365 + (last[1] - first[1]) * 30 + last[2] - first[2]
