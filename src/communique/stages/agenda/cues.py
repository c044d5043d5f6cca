"""Reading ``data/patterns/agenda``: what names an occasion, and which verbs give it its time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from communique.codebook.resources import load_folder
from communique.errors import DataError
from communique.records import AppointmentKind

Role = Literal["subject", "object", "modified", "oblique", "attended"]
_SHARED = frozenset({"id", "kind", "examples", "not_examples", "note"})
_KEYS: Mapping[str, frozenset[str]] = {
    "cue": _SHARED | {"nouns", "verbs", "limits", "with", "lasting", "places"},
    "planned": _SHARED | {"plover"},
    "carrier": frozenset({"id", "verbs", "roles", "negated", "note"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A head lemma and the lemmas that must stand below it (verb) or right before it (noun)."""

    head: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One entry: the words that make a time an appointment.

    `needed` are the lemmas of which one must stand above a limit; `is_lasting`: the time may be a
    length; `has_places`: a place counts as the party it stands for.
    """

    id: str
    kind: AppointmentKind
    nouns: tuple[Phrase, ...]
    verbs: tuple[Phrase, ...]
    limits: tuple[tuple[str, ...], ...]
    needed: frozenset[str]
    is_lasting: bool
    has_places: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Verbs whose time is that of the occasion standing in one of `roles`."""

    verbs: tuple[Phrase, ...]
    roles: frozenset[str]
    holds_negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The kind of appointment that planned events of some PLOVER types are."""

    id: str
    kind: AppointmentKind
    plover: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The whole table. Noun cues come in file order, which decides where several fit."""

    cues: tuple[Cue, ...]
    carriers: tuple[Carrier, ...]
    planned: tuple[Planned, ...]


@cache
def load_cues() -> Cues:
    """The cues that ship with the package and the user's; `DataError` for an entry we misread."""
    rows = {key: load_folder("patterns/agenda", key) for key in _KEYS}
    for key, entries in rows.items():
        for entry in entries:
            _require_known(key, entry)
    return Cues(
        cues=tuple(map(_cue, rows["cue"])),
        carriers=tuple(map(_carrier, rows["carrier"])),
        planned=tuple(
            Planned(id=row["id"], kind=row["kind"], plover=frozenset(row["plover"]))
            for row in rows["planned"]
        ),
    )


def _require_known(key: str, entry: Mapping[str, Any]) -> None:
    unknown = sorted(set(entry) - _KEYS[key])
    kind = entry.get("kind", "other")
    if unknown or "id" not in entry or kind not in get_args(AppointmentKind):
        problem = f"unknown keys {unknown}" if unknown else f"id missing or no kind {kind!r}"
        raise DataError("data.agenda", f"agenda {key} {entry.get('id', '?')}: {problem}")


def _cue(row: Mapping[str, Any]) -> Cue:
    return Cue(
        id=row["id"],
        kind=row["kind"],
        nouns=tuple(_noun(words) for words in row.get("nouns", ())),
        verbs=tuple(_verb(words) for words in row.get("verbs", ())),
        limits=tuple(tuple(words.split()) for words in row.get("limits", ())),
        needed=frozenset(row.get("with", ())),
        is_lasting=row.get("lasting", False),
        has_places=row.get("places", False),
    )


def _carrier(row: Mapping[str, Any]) -> Carrier:
    return Carrier(
        verbs=tuple(_verb(words) for words in row["verbs"]),
        roles=frozenset(row["roles"]),
        holds_negated=row.get("negated", False),
    )


def _noun(words: str) -> Phrase:
    *before, head = words.split()
    return Phrase(head=head, others=tuple(before))


def _verb(words: str) -> Phrase:
    head, *after = words.split()
    return Phrase(head=head, others=tuple(word for word in after if word != "the"))
