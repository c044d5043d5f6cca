"""Who can be meant: states, organisations, groups, persons and role nouns, from the data folder.

In: ``data/actors`` and ``data/agents``. Out: an `ActorIndex` that answers which entries a run of
words names. Names are compared piece by piece (``Nato-Russia Council`` is three pieces), with the
capitals they need to be names at all (``US`` is a state, ``us`` is not).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from communique.codebook.resources import load_csv, load_folder, load_toml, split_values

NameKind = Literal[
    "state", "adjective", "people", "capital", "metonym", "organisation", "group", "armed", "party",
    "media", "ngo", "company", "person", "family",
]  # fmt: skip
_PIECE = re.compile(r"[^\W_]+")
ALWAYS = ("0000", "9999")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What an entity is between two days: entity codes and, for persons, the office held.

    `start` and `end` are ISO dates or prefixes of them (a year alone covers the year).
    """

    codes: tuple[str, ...]
    office: str | None = None
    start: str = ALWAYS[0]
    end: str = ALWAYS[1]

    def holds_on(self, day: str) -> bool:
        """True when `day` (ISO) lies in the role's term, both ends included."""
        return self.start <= day and day[: len(self.end)] <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One entry of the actor tables, whatever file it came from."""

    id: str
    name: str
    kind: NameKind
    roles: tuple[Role, ...]
    gender: str | None = None

    def role_on(self, day: str | None) -> Role | None:
        """The role that holds on `day`; with several, the one that began last.

        Without a day, the only role or, failing that, none: an undated report decides nothing.
        """
        if day is None:
            return self.roles[0] if len(self.roles) == 1 else None
        fitting = [role for role in self.roles if role.holds_on(day)]
        return max(fitting, key=lambda role: role.start) if fitting else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEntry:
    """One written form and the actor it names; `sector` is set by metonyms such as the Pentagon."""

    pieces: tuple[str, ...]
    kind: NameKind
    actor: Actor
    sector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A role noun: the sector it stands for and whether it means a person, a group or a body."""

    id: str
    sector: str
    kind: str


@dataclass(slots=True)
class ActorIndex:
    """All written forms by their lower-cased pieces, and role nouns by their lemmas."""

    names: dict[tuple[str, ...], list[NameEntry]] = field(default_factory=dict)
    agents: dict[tuple[str, ...], Agent] = field(default_factory=dict)
    nominals: dict[str, list[Actor]] = field(default_factory=dict)
    name_words: dict[str, str] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    reach: dict[str, int] = field(default_factory=dict)

    def add(self, form: str, kind: NameKind, actor: Actor, sector: str | None = None) -> None:
        """Register one written form."""
        pieces = tuple(_PIECE.findall(form))
        if not pieces:
            return
        key = tuple(piece.lower() for piece in pieces)
        entries = self.names.setdefault(key, [])
        if not any(e.actor.id == actor.id and e.pieces == pieces for e in entries):
            entries.append(NameEntry(pieces=pieces, kind=kind, actor=actor, sector=sector))
        self.reach[key[0]] = max(self.reach.get(key[0], 0), len(key))

    def reach_of(self, piece: str) -> int:
        """How many pieces the longest form has that begins with `piece` (0: none begins so).

        A lost apostrophe (``Syrias``) is allowed for.
        """
        low = piece.lower()
        return max(self.reach.get(low, 0), self.reach.get(low.removesuffix("s"), 0))

    def lookup(self, pieces: Sequence[str], *, shouted: bool = False) -> list[NameEntry]:
        """Entries written exactly so; `shouted` text (all capitals) is compared without case."""
        found = self.names.get(tuple(p.lower() for p in pieces), [])
        return [e for e in found if shouted or _capitals_fit(e.pieces, pieces)]

    def lookup_owner(self, pieces: Sequence[str]) -> list[NameEntry]:
        """Entries for a possessive that lost its apostrophe (``Russias``, ``Assads``).

        Nationalities stay out: their plural is a word of its own (``Cubans``).
        """
        last = pieces[-1] if pieces else ""
        if len(last) < 5 or not last.endswith("s") or not pieces[0][0].isupper():
            return []
        found = self.lookup([*pieces[:-1], last[:-1]])
        return [e for e in found if e.kind not in {"adjective", "people"}]

    def agent_of(self, words: Sequence[str], lemmas: Sequence[str]) -> Agent | None:
        """The role noun written so: by its last word's lemma, as written, or by all lemmas."""
        for forms in ((*words[:-1], lemmas[-1]), words, lemmas):
            agent = self.agents.get(role_key(forms))
            if agent is not None:
                return agent
        return None


def role_key(words: Sequence[str]) -> tuple[str, ...]:
    """Lower-cased pieces of a run of words: the key of the table of role nouns."""
    return tuple(piece.lower() for word in words for piece in pieces_of(word))


def pieces_of(text: str) -> list[str]:
    """The letter-and-digit runs of `text`.

    >>> pieces_of("People’s Republic")
    ['People', 's', 'Republic']
    """
    return _PIECE.findall(text)


def _capitals_fit(listed: Sequence[str], written: Sequence[str]) -> bool:
    """Whether the capitals allow the listed name: acronyms exactly, names by first letter."""
    for want, got in zip(listed, written, strict=True):
        if want.isupper() and len(want) <= 4 and want.isalpha():
            if got != want:
                return False
        elif want[0].isupper() and not (got[0].isupper() or got[0].isdigit()):
            return False
    return True


def _states() -> Iterator[tuple[Actor, dict[str, str]]]:
    for row in load_csv("actors/states.csv"):
        role = Role(
            codes=(row["code"],), start=row["from"] or ALWAYS[0], end=row["until"] or ALWAYS[1]
        )
        actor_id = f"state.{row['code'].lower()}" + (f".{row['from']}" if row["from"] else "")
        yield Actor(id=actor_id, name=row["name"], kind="state", roles=(role,)), row


def _add_states(index: ActorIndex) -> None:
    for actor, row in _states():
        index.codes.add(actor.roles[0].codes[0])
        for form in [row["name"], *split_values(row["aliases"])]:
            index.add(form, "state", actor)
        for form in split_values(row["adjectives"]):
            index.add(form, "adjective", actor)
        for form in split_values(row["people"]):
            index.add(form, "people", actor)
        for form in split_values(row["capital"]):
            index.add(form, "capital", actor)
        for cell in split_values(row["metonyms"]):
            form, _, sector = cell.partition("=")
            index.add(form, "metonym", actor, sector or None)


def _roles(entry: dict[str, Any]) -> tuple[Role, ...]:
    """Roles of a TOML entry: its `roles` list, or one role from `code` or expanded `members`."""
    if "roles" in entry:
        return tuple(
            Role(
                codes=(r["code"],),
                office=r.get("title") or r.get("office"),
                start=str(r.get("from", ALWAYS[0])),
                end=str(r.get("until", ALWAYS[1])),
            )
            for r in entry["roles"]
        )
    codes = (entry["code"],) if entry.get("code") else ()
    if entry.get("expand"):
        codes = tuple(m["code"] if isinstance(m, dict) else m for m in entry["members"])
    codes += tuple(entry.get("members_extra", ()))
    return (
        Role(
            codes=codes,
            start=str(entry.get("from", ALWAYS[0])),
            end=str(entry.get("until", ALWAYS[1])),
        ),
    )


def _add_organisations(index: ActorIndex) -> None:
    kinds: dict[str, NameKind] = {"igo": "organisation"}
    for name in ("organisations", "groups", "armed_groups", "parties_media_ngos"):
        for entry in load_toml(f"actors/{name}.toml")["actor"]:
            actor = Actor(
                id=entry["id"],
                name=entry["names"][0],
                kind=kinds.get(entry["kind"], entry["kind"]),
                roles=_roles(entry),
            )
            for form in [*entry["names"], *entry.get("bodies", ())]:
                index.add(form, actor.kind, actor)
            for nominal in entry.get("nominals", ()):
                index.nominals.setdefault(nominal.lower(), []).append(actor)


def _merged_by_id(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries with the roles and forms of those that share their id: a person may hold offices in
    a state's file and in that of an organisation."""
    merged: dict[str, dict[str, Any]] = {}
    for entry in entries:
        known = merged.setdefault(entry["id"], {**entry, "roles": [], "aliases": [], "family": []})
        for key in ("roles", "aliases", "family"):
            known[key] += [value for value in entry.get(key, ()) if value not in known[key]]
    return list(merged.values())


def _add_persons(index: ActorIndex) -> None:
    for entry in _merged_by_id(load_folder("actors/persons", "person")):
        actor = Actor(
            id=entry["id"],
            name=entry["name"],
            kind="person",
            roles=_roles(entry),
            gender=entry.get("gender"),
        )
        for form in [entry["name"], *entry.get("aliases", ())]:
            index.add(form, "person", actor)
        for form in entry.get("family", ()):
            index.add(form, "family", actor)


def _add_agents(index: ActorIndex) -> None:
    for entry in load_folder("agents", "agent"):
        agent = Agent(id=entry["id"], sector=entry["sector"], kind=entry["kind"])
        for word in entry["words"]:
            index.agents.setdefault(role_key([word]), agent)
    for entry in load_folder("agents", "name_word"):
        for word in entry["words"]:
            index.name_words.setdefault(word, entry["sector"])


@cache
def first_name_genders() -> Mapping[str, str]:
    """``m`` or ``f`` by lower-cased first name, from the persons of the tables.

    Names borne by both are left out, and so are those of persons written family name first.
    """
    seen: dict[str, set[str]] = {}
    for key, entries in actor_index().names.items():
        for entry in entries:
            if entry.kind == "person" and len(key) > 1 and entry.actor.gender is not None:
                seen.setdefault(key[0], set()).add(entry.actor.gender)
    return {name: genders.pop() for name, genders in seen.items() if len(genders) == 1}


@cache
def actor_index() -> ActorIndex:
    """The index over the shipped tables, built once."""
    index = ActorIndex()
    _add_states(index)
    _add_organisations(index)
    _add_persons(index)
    _add_agents(index)
    return index
