"""The actor tables made of the data folder: ``data/actors`` and ``data/agents``.

Out: plain lists and dictionaries, so that they can be kept between runs (see
`communique.codebook.cache`) and looked up without an object for every entry: rows are strings until
they are asked for, since reading a string is ten times as fast as reading a list. An actor is a row
``[id, name, kind, gender, wikidata, roles]``, a role ``[codes, office, title, body, start, end,
secondary]``, a written form a row ``[pieces, kind, actor's number, sector]`` under its folded
pieces.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from communique.codebook.cache import kept
from communique.codebook.resources import data_digest, load_csv, load_folder, split_values

ALWAYS = ("0000", "9999")
_PIECE = re.compile(r"[^\W_]+")
# Where two share a written form, an organisation comes before a group, a group before others.
_ORDER = ("igo", "group", "armed", "party", "media", "ngo", "company")
Row = list[Any]


def pieces_of(text: str) -> list[str]:
    """The letter-and-digit runs of `text`.

    >>> pieces_of("People’s Republic")
    ['People', 's', 'Republic']
    """
    return _PIECE.findall(text)


def folded_key(pieces: Sequence[str]) -> str:
    """The pieces in lower case, joined: how the tables are keyed."""
    return " ".join(pieces).lower()


@cache
def actor_tables() -> dict[str, Any]:
    """The tables over the shipped data and the user's, from an earlier run where one kept them."""
    tables: dict[str, Any] = kept("actors", data_digest(), lambda: _Builder().tables())
    return tables


class _Builder:
    """Collects the tables file by file."""

    def __init__(self) -> None:
        self._actors: list[Row] = []
        self._names: dict[str, list[Row]] = {}
        self._nominals: dict[str, list[int]] = {}
        self._offices: dict[str, list[int]] = {}
        self._reach: dict[str, int] = {}
        self._codes: list[str] = []
        self._states: dict[str, int] = {}
        self._regions: dict[str, str] = {}

    def tables(self) -> dict[str, Any]:
        """All tables, as `ActorIndex` reads them."""
        self._add_states()
        self._add_bodies()
        self._add_persons()
        agents: dict[str, Row] = {}
        for entry in load_folder("agents", "agent"):
            for word in entry["words"]:
                row = [entry["id"], entry["sector"], entry["kind"]]
                agents.setdefault(folded_key(pieces_of(word)), row)
        name_words: dict[str, str] = {}
        for entry in load_folder("agents", "name_word"):
            for word in entry["words"]:
                name_words.setdefault(word, entry["sector"])
        return {
            "actors": [json.dumps(row, ensure_ascii=False) for row in self._actors],
            "names": {key: _joined(rows) for key, rows in self._names.items()},
            "nominals": self._nominals,
            "offices": self._offices, "reach": self._reach, "codes": sorted(set(self._codes)),
            "agents": agents, "name_words": name_words, "genders": self._genders(),
            "office_words": _office_words(), "regions": self._regions,
        }  # fmt: skip

    def _actor(self, row: Row) -> int:
        self._actors.append(row)
        return len(self._actors) - 1

    def _add(self, form: str, kind: str, actor: int, sector: str | None = None) -> None:
        """Register one written form."""
        pieces = pieces_of(form)
        if not pieces:
            return
        written, known = " ".join(pieces), self._names.setdefault(folded_key(pieces), [])
        if not any(row[0] == written and row[2] == actor for row in known):
            known.append([written, kind, actor, sector])
        first = pieces[0].lower()
        self._reach[first] = max(self._reach.get(first, 0), len(pieces))

    def _add_states(self) -> None:
        for row in load_csv("actors/states.csv"):
            code, start = row["code"], row["from"]
            ident = f"state.{code.lower()}" + (f".{start}" if start else "")
            role = [[code], None, None, None, start or ALWAYS[0], row["until"] or ALWAYS[1], False]
            actor = self._actor([ident, row["name"], "state", None, None, [role]])
            self._codes.append(code)
            for form in [row["name"], *split_values(row["aliases"])]:
                self._add(form, "state", actor)
            for column, kind in (
                ("adjectives", "adjective"), ("people", "people"), ("capital", "capital"),
            ):  # fmt: skip
                for form in split_values(row[column]):
                    self._add(form, kind, actor)
            for cell in split_values(row["metonyms"]):
                form, _, sector = cell.partition("=")
                self._add(form, "metonym", actor, sector or None)
            self._states.setdefault(code, actor)
        for row in load_csv("actors/regional_adjectives.csv"):
            self._add(row["adjective"], "adjective", self._states[row["code"]])
            self._regions[row["adjective"].lower()] = row["region"]

    def _add_bodies(self) -> None:
        entries = load_folder("actors", "actor")
        for entry in sorted(entries, key=lambda e: _ORDER.index(e["kind"])):
            kind = "organisation" if entry["kind"] == "igo" else entry["kind"]
            actor = self._actor(
                [entry["id"], entry["names"][0], kind, None, entry.get("wikidata"), _roles(entry)]
            )
            for form in [*entry["names"], *entry.get("bodies", ())]:
                self._add(form, kind, actor)
            for nominal in entry.get("nominals", ()):
                self._nominals.setdefault(nominal.lower(), []).append(actor)

    def _add_persons(self) -> None:
        for entry in _merged_by_id(load_folder("actors/persons", "person")):
            roles = _roles(entry)
            actor = self._actor(
                [entry["id"], entry["name"], "person", entry.get("gender"), entry.get("wikidata"),
                 roles]
            )  # fmt: skip
            for form in [entry["name"], *entry.get("aliases", ())]:
                self._add(form, "person", actor)
            for form in entry.get("family", ()):
                self._add(form, "family", actor)
            for codes, office, title, *_ in roles:
                for wording in {w.lower() for w in (office, title) if w}:
                    for code in codes:
                        held = self._offices.setdefault(f"{code}|{wording}", [])
                        held += [] if actor in held else [actor]

    def _genders(self) -> dict[str, str]:
        """Gender by lower-cased first name, for names that the tables give to one gender only."""
        seen: dict[str, set[str]] = {}
        for key, rows in self._names.items():
            for _, kind, number, _ in rows:
                gender = self._actors[number][3]
                if kind == "person" and " " in key and gender is not None:
                    seen.setdefault(key.partition(" ")[0], set()).add(gender)
        return {name: next(iter(found)) for name, found in seen.items() if len(found) == 1}


def _joined(rows: Sequence[Row]) -> str:
    """The rows of a written form as lines of tab-separated cells."""
    return "\n".join("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)


def _office_words() -> dict[str, list[Row]]:
    """What other words for an office stand for: ``[of, offices, states]`` by folded words.

    Without `states` the words mean so everywhere.
    """
    words: dict[str, list[Row]] = {}
    for entry in load_folder("agents", "office"):
        for word in entry["words"]:
            row = [entry["of"], entry["offices"], entry.get("states")]
            words.setdefault(folded_key(pieces_of(word)), []).append(row)
    return words


def _roles(entry: dict[str, Any]) -> list[Row]:
    """Roles of a TOML entry: its `roles` list, or one role from `code` or expanded `members`."""
    if "roles" in entry:
        return [
            [
                [r["code"]], r.get("office"), r.get("title"), r.get("body"),
                str(r.get("from", ALWAYS[0])), str(r.get("until", ALWAYS[1])),
                bool(r.get("secondary")),
            ]
            for r in entry["roles"]
        ]  # fmt: skip
    start, end = (
        str(entry.get(key, value)) for key, value in zip(("from", "until"), ALWAYS, strict=True)
    )
    if entry.get("expand"):
        return [
            [[*codes, *entry.get("members_extra", ())], None, None, None, first, last, False]
            for codes, first, last in _membership(entry["members"], start, end)
        ]
    codes = [entry["code"]] if entry.get("code") else []
    return [[[*codes, *entry.get("members_extra", ())], None, None, None, start, end, False]]


def _membership(
    members: Sequence[str | dict[str, str]], start: str, end: str
) -> Iterator[tuple[list[str], str, str]]:
    """The members' codes for every stretch of time in which they stay the same."""
    dated = [{"code": m} if isinstance(m, str) else m for m in members]
    days = {str(m[key]) for m in dated for key in ("from", "until") if key in m}
    edges = [start, *sorted(day for day in days if start < day < end), end]
    for first, last in pairwise(edges):
        codes = [
            m["code"]
            for m in dated
            if str(m.get("from", ALWAYS[0])) <= first and first < str(m.get("until", ALWAYS[1]))
        ]
        if codes:
            yield codes, first, last


def _merged_by_id(entries: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Entries with the roles and forms of those that share their id: a person may hold offices in
    a state's file and in that of an organisation."""
    merged: dict[str, dict[str, Any]] = {}
    for entry in entries:
        known = merged.setdefault(entry["id"], {**entry, "roles": [], "aliases": [], "family": []})
        for key in ("roles", "aliases", "family"):
            known[key] += [value for value in entry.get(key, ()) if value not in known[key]]
    yield from merged.values()
