"""The rules by which places are told apart, from ``data/places``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from communique.codebook.resources import expand_parts, load_csv, load_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """Words between two names that put one place into the other; `holds` is the larger one."""

    id: str
    between: re.Pattern[str]
    holds: Literal["first", "second"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindNoun:
    """Nouns of kind, and the kinds of the gazetteer that fit them."""

    id: str
    after: frozenset[str]
    before: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Weights of evidence, reaches, priors by kind, and what coordinates of a kind stand for."""

    weights: Mapping[str, float]
    reach: Mapping[str, float]
    prior: Mapping[str, float]
    precision: Mapping[str, str]


@cache
def containers() -> tuple[Container, ...]:
    """The container rules, in file order."""
    table = load_toml("places/containers.toml")
    return tuple(
        Container(
            id=entry["id"],
            between=re.compile(expand_parts(entry["between"], table["parts"])),
            holds=cast("Literal['first', 'second']", entry["holds"]),
        )
        for entry in table["container"]
    )


@cache
def kind_nouns() -> tuple[KindNoun, ...]:
    """The nouns of kind."""
    return tuple(
        KindNoun(
            id=entry["id"],
            after=frozenset(entry["after"]),
            before=frozenset(entry["before"]),
            kinds=frozenset(entry["kinds"]),
        )
        for entry in load_toml("places/kinds.toml")["kind"]
    )


@cache
def ranking() -> Ranking:
    """How namesakes are weighed."""
    table = load_toml("places/ranking.toml")
    return Ranking(
        weights=table["weights"],
        reach=table["reach"],
        prior=table["prior"],
        precision=table["precision"],
    )


@cache
def abbreviations() -> Mapping[str, tuple[str, str]]:
    """Full name and country of abbreviated states and provinces, capitals as written."""
    return {
        row["form"]: (row["name"], row["country"]) for row in load_csv("places/abbreviations.csv")
    }
