"""Every example of the rule files."""

from __future__ import annotations

from typing import Any

import pytest

from communique.codebook.actors import actor_index
from communique.codebook.gazetteer import gazetteer
from communique.codebook.resources import load_toml
from communique.stages.places.containers import find_holdings
from communique.stages.places.toponyms import toponyms
from tests.unit.places.typed import analysed, national, places_in, words_of

CONTAINERS = load_toml("places/containers.toml")["container"]
KINDS = load_toml("places/kinds.toml")["kind"]


def cases(entries: list[dict[str, Any]], field: str = "examples") -> list[tuple[str, str]]:
    return [(entry["id"], example) for entry in entries for example in entry.get(field, [])]


def holdings(text: str, inside: str, holder: str) -> list[str]:
    analysis = analysed(text)
    entry = next(iter(actor_index().lookup(holder.split())), None)
    adjective = entry is not None and entry.kind in {"adjective", "people"}
    links = [national(analysis, text, holder, "SYR")] if adjective else []
    names = sorted([inside] if adjective else [inside, holder], key=text.index)
    words = [words_of(analysis, text, name) for name in names]
    found = [*toponyms(text, analysis, words, gazetteer())]
    return [
        h.rule for h in find_holdings(analysis, found, links) if found[h.inside].written == inside
    ]


@pytest.mark.parametrize(("rule", "example"), cases(CONTAINERS))
def test_containers(rule: str, example: str) -> None:
    assert holdings(*example.split(" | ")) == [rule]


@pytest.mark.parametrize(("rule", "example"), cases(CONTAINERS, "not_examples"))
def test_no_containers(rule: str, example: str) -> None:
    assert rule not in holdings(*example.split(" | "))


def test_every_rule_has_examples() -> None:
    assert all(entry["examples"] for entry in (*CONTAINERS, *KINDS))


@pytest.mark.parametrize(("rule", "example"), cases(KINDS))
def test_kinds(rule: str, example: str) -> None:
    text, name, kind = example.split(" | ")
    (place,) = places_in(text, name)
    assert place.kind == kind, rule
