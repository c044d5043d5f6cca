"""Who can be meant: states, organisations, groups, persons and role nouns, as an index.

In: the tables that `communique.codebook.actor_tables` makes of the data folder. Out: an
`ActorIndex` that answers which entries a run of words names, and who held an office on a day. Names
are compared piece by piece (``Nato-Russia Council`` is three pieces), with the capitals they need
to be names at all (``US`` is a state, ``us`` is not).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, Literal, cast

from communique.codebook.actor_tables import ALWAYS, actor_tables, folded_key, pieces_of

__all__ = [
    "Actor", "ActorIndex", "Agent", "NameEntry", "Role", "actor_index", "first_name_genders",
    "pieces_of", "role_key",
]  # fmt: skip

NameKind = Literal[
    "state", "adjective", "people", "capital", "metonym", "organisation", "group", "armed", "party",
    "media", "ngo", "company", "person", "family",
]  # fmt: skip


# Sectors that bear arms in war.
ARMED = frozenset({"MIL", "REB", "UAF"})
# For so many codes and days it is kept who was in office.
_DAYS_KEPT = 2000
# So many runs of words are remembered with what they name.
_LOOKUPS_KEPT = 1 << 15
# Offices that outrank others held beside them.
TOP_OFFICES = frozenset(
    {"president", "prime minister", "monarch", "supreme leader", "secretary general",
     "head of organisation", "head of state", "head of government", "chancellor", "leader"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What an entity is between two days: entity codes and, for persons, the office held.

    `office` is the plain kind of office (``foreign minister``), `title` its own wording where that
    differs (``secretary of state``), `body` where it is held; `is_secondary` marks an office held
    beside a higher one (a foreign minister who chairs the OSCE for a year). `start` and `end` are
    ISO dates or prefixes of them (a year alone covers the year).
    """

    codes: tuple[str, ...]
    office: str | None = None
    title: str | None = None
    body: str | None = None
    start: str = ALWAYS[0]
    end: str = ALWAYS[1]
    is_secondary: bool = False

    @property
    def called(self) -> str | None:
        """The office in its own wording, else its plain kind; of what the body names it is head."""
        if self.title is None and self.body and (self.office or "").startswith("head of "):
            return f"head of {self.body}"
        return self.title or self.office

    @property
    def wordings(self) -> tuple[str, ...]:
        """The ways the office is put, in lower case."""
        return tuple(w.lower() for w in (self.office, self.title) if w)

    def holds_on(self, day: str) -> bool:
        """True when `day` (ISO) lies in the role's term, both ends included."""
        return self.start <= day and not self.is_over(day)

    def is_over(self, day: str) -> bool:
        """True when the term ended before `day` (ISO)."""
        return self.end < day[: len(self.end)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One entry of the actor tables, whatever file it came from."""

    id: str
    name: str
    kind: NameKind
    roles: tuple[Role, ...]
    gender: str | None = None
    wikidata: str | None = None

    def roles_on(self, day: str | None) -> list[Role]:
        """All roles that hold on `day`; without a day none."""
        return [role for role in self.roles if day is not None and role.holds_on(day)]

    def role_on(self, day: str | None) -> Role | None:
        """The role that holds on `day`; of several, one of the `TOP_OFFICES`, else the latest.

        A secondary one counts only where there is no other.

        Without a day, the only role or, failing that, none: an undated report decides nothing.
        """
        if day is None:
            return self.roles[0] if len(self.roles) == 1 else None
        fitting = self.roles_on(day)
        if not fitting:
            return None
        return max(fitting, key=lambda r: (not r.is_secondary, r.office in TOP_OFFICES, r.start))


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


class ActorIndex:
    """All written forms by their lower-cased pieces, and role nouns by their lemmas.

    Entries are made of the tables when they are first asked for: an article names few of them.
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = tables
        self._names: Mapping[str, str] = tables["names"]
        self._reach: Mapping[str, int] = tables["reach"]
        self._actors: dict[int, Actor] = {}
        self._entries: dict[str, tuple[NameEntry, ...]] = {}
        self._in_office: dict[tuple[str, str], tuple[Actor, ...]] = {}
        self._looked_up: dict[tuple[str | bool, ...], tuple[NameEntry, ...]] = {}
        self.codes = frozenset(tables["codes"])
        self.name_words: Mapping[str, str] = tables["name_words"]
        self.agents = {
            key: Agent(id=agent, sector=sector, kind=kind)
            for key, (agent, sector, kind) in tables["agents"].items()
        }

    @cached_property
    def sectors(self) -> Mapping[str, str]:
        """The sector of each entry of role nouns, by its id."""
        return {agent.id: agent.sector for agent in self.agents.values()}

    def actor(self, number: int) -> Actor:
        """The actor of that number in the tables."""
        if number not in self._actors:
            self._actors[number] = _actor(json.loads(self._tables["actors"][number]))
        return self._actors[number]

    def named(self, key: str) -> tuple[NameEntry, ...]:
        """Entries whose folded pieces are `key`, whatever their capitals."""
        if key not in self._entries:
            self._entries[key] = tuple(
                NameEntry(
                    pieces=tuple(pieces.split(" ")),
                    kind=cast(NameKind, kind),
                    actor=self.actor(int(number)),
                    sector=sector or None,
                )
                for line in self._names.get(key, "").splitlines()
                for pieces, kind, number, sector in [line.split("\t")]
            )
        return self._entries[key]

    def nominals(self, noun: str) -> tuple[Actor, ...]:
        """Bodies that are called by `noun` once they are named (``the alliance``)."""
        return tuple(self.actor(number) for number in self._tables["nominals"].get(noun, ()))

    def holders(self, code: str, office: str, day: str) -> tuple[tuple[Actor, Role], ...]:
        """Who holds an office (plain kind or own wording) for an entity code on `day`.

        Terms that meet or overlap on the day give several.
        """
        wording = office.lower()
        numbers = self._tables["offices"].get(f"{code}|{wording}", ())
        return tuple(
            (actor, role)
            for actor in map(self.actor, numbers)
            for role in actor.roles
            if code in role.codes and wording in role.wordings and role.holds_on(day)
        )

    def in_office(self, code: str, day: str) -> tuple[Actor, ...]:
        """Everybody who held an office of the entity code on `day`."""
        found = self._in_office.get((code, day))
        if found is None:
            found = self._in_office[code, day] = tuple(
                actor
                for actor in map(self.actor, self._by_code.get(code, ()))
                if any(code in role.codes and role.holds_on(day) for role in actor.roles)
            )
            while len(self._in_office) > _DAYS_KEPT:
                self._in_office.pop(next(iter(self._in_office)))
        return found

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[int, ...]]:
        """Numbers of the persons with an office of a code."""
        found: dict[str, set[int]] = {}
        for key, numbers in self._tables["offices"].items():
            found.setdefault(key.partition("|")[0], set()).update(numbers)
        return {code: tuple(sorted(numbers)) for code, numbers in found.items()}

    def office_holder(self, code: str, words: str, day: str) -> tuple[Actor, Role] | None:
        """The one person whom the words for an office mean on `day`, or None.

        ``foreign secretary`` of GBR, ``chief`` of NATO: the words as the tables have them, else
        what they stand for by ``agents/offices.toml``.
        """
        of = "state" if code in self.codes else "body"
        meant = [
            office
            for kind, offices, states in self._tables["office_words"].get(words.lower(), ())
            if kind in {of, "any"} and (states is None or code in states)
            for office in offices
        ]
        for office in (words, *meant):
            held = self.holders(code, office, day)
            if held:
                return held[0] if len({actor.id for actor, _ in held}) == 1 else None
        return None

    def region_of(self, adjective: str) -> str | None:
        """The part of a state that an adjective stands for (``Scottish``: Scotland)."""
        region: str | None = self._tables["regions"].get(adjective.lower())
        return region

    def reach_of(self, piece: str) -> int:
        """How many pieces the longest form has that begins with `piece` (0: none begins so).

        A lost apostrophe (``Syrias``) is allowed for.
        """
        low = piece.lower()
        return max(self._reach.get(low, 0), self._reach.get(low.removesuffix("s"), 0))

    def lookup(self, pieces: Sequence[str], *, shouted: bool = False) -> list[NameEntry]:
        """Entries written exactly so; `shouted` text (all capitals) is compared without case."""
        key: tuple[str | bool, ...] = (*pieces, shouted)
        if key not in self._looked_up:
            if len(self._looked_up) >= _LOOKUPS_KEPT:
                self._looked_up.clear()
            found = self.named(folded_key(pieces))
            self._looked_up[key] = tuple(
                e for e in found if shouted or _capitals_fit(e.pieces, pieces)
            )
        return list(self._looked_up[key])

    def lookup_owner(self, pieces: Sequence[str]) -> list[NameEntry]:
        """Entries for a possessive that lost its apostrophe (``Russias``, ``Assads``).

        Nationalities stay out: their plural is a word of its own (``Cubans``).
        """
        last = pieces[-1] if pieces else ""
        acronym = len(last) > 2 and last[:-1].isupper()  # "ISs", "NATOs"
        if (len(last) < 5 and not acronym) or not last.endswith("s") or not pieces[0][0].isupper():
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


def role_key(words: Sequence[str]) -> str:
    """Lower-cased pieces of a run of words: the key of the table of role nouns."""
    return _role_key(tuple(words))


# The same few thousand nouns are asked for many times in every article.
@lru_cache(maxsize=1 << 14)
def _role_key(words: tuple[str, ...]) -> str:
    return folded_key([piece for word in words for piece in pieces_of(word)])


def _capitals_fit(listed: Sequence[str], written: Sequence[str]) -> bool:
    """Whether the capitals allow the listed name: acronyms exactly, names by first letter."""
    for want, got in zip(listed, written, strict=True):
        if want.isupper() and len(want) <= 4 and want.isalpha():
            if got != want:
                return False
        elif want[0].isupper() and not (got[0].isupper() or got[0].isdigit()):
            return False
    return True


def _actor(row: Sequence[Any]) -> Actor:
    ident, name, kind, gender, wikidata, roles = row
    return Actor(
        id=ident,
        name=name,
        kind=kind,
        gender=gender,
        wikidata=wikidata,
        roles=tuple(
            Role(
                codes=tuple(codes),
                office=office,
                title=title,
                body=body,
                start=start,
                end=end,
                is_secondary=secondary,
            )
            for codes, office, title, body, start, end, secondary in roles
        ),
    )


@cache
def first_name_genders() -> Mapping[str, str]:
    """``m`` or ``f`` by lower-cased first name, from the persons of the tables.

    Names borne by both are left out, and so are those of persons written family name first.
    """
    genders: Mapping[str, str] = actor_tables()["genders"]
    return genders


@cache
def actor_index() -> ActorIndex:
    """The index over the shipped tables and the user's, built once."""
    return ActorIndex(actor_tables())
