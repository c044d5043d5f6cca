"""Who leads a coalition of the day and whose a stateless people's fighters are.

In: ``patterns/coalitions.toml`` and ``patterns/peoples.toml``. Out: `coalitions()`, `peoples()`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.codebook.resources import load_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalition:
    """Who led the coalition that fought in the states between two days, both included."""

    id: str
    code: str
    start: str
    end: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalitions:
    """The coalitions, the nouns for them, and the words that may stand beside the noun."""

    nouns: frozenset[str]
    beside: frozenset[str]
    listed: tuple[Coalition, ...]

    def of(self, states: tuple[str | None, ...], day: str | None) -> Coalition | None:
        """The coalition that fought in one of the states on the day, the first state first."""
        if day is None:
            return None
        return next(
            (c for s in states for c in self.listed if s in c.states and c.start <= day <= c.end),
            None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A people without a state: codes of its fighters and rulers by state."""

    id: str
    fighting: Mapping[str, str]
    ruling: Mapping[str, str]
    is_noun: bool


@cache
def coalitions() -> Coalitions:
    """The shipped coalitions, read once."""
    table = load_toml("patterns/coalitions.toml")
    return Coalitions(
        nouns=frozenset(table["nouns"]),
        beside=frozenset(table["beside"]),
        listed=tuple(
            Coalition(
                id=entry["id"], code=entry["code"], start=entry["from"], end=entry["until"],
                states=tuple(entry["states"]),
            )
            for entry in table["coalition"]
        ),
    )  # fmt: skip


@cache
def peoples() -> Mapping[str, People]:
    """Stateless peoples by the lower-cased words for them."""
    return {
        word: People(
            id=entry["id"], fighting=entry["fighting"], ruling=entry["ruling"],
            is_noun=column == "nouns",
        )
        for entry in load_toml("patterns/peoples.toml")["people"]
        for column in ("adjectives", "nouns")
        for word in entry[column]
    }  # fmt: skip
