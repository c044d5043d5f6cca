"""Every event pattern's examples run through the whole reader, by rule alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from communique.codebook.composition import ANY_CONTENT, composition
from communique.codebook.ontologies import cameo_codes
from communique.codebook.patterns import patterns_of
from communique.codebook.resources import DATA, load_toml
from communique.pipeline import annotate_article, article_from_text
from communique.records import Event
from tests.reading import rules_core

FILES = sorted(p.name for p in (DATA / "patterns/events").glob("*.toml"))


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in FILES:
        for entry in load_toml(f"patterns/events/{name}")["pattern"]:
            yield name, entry


def events_of(sentence: str, rule: str) -> list[Event]:
    article = article_from_text(sentence, article_id="example", date="2022-06-15")
    events = annotate_article(article, rules_core()).events
    return [e for e in events if e.provenance.rule.partition("+content:")[0] == rule]


def codes(cell: str) -> set[str]:
    return set(cell.split("+")) if cell else set()


def test_ids_are_unique() -> None:
    ids = [entry["id"] for _, entry in entries()]
    assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})


def test_every_entry_is_well_formed() -> None:
    for _, entry in entries():
        assert patterns_of(entry), entry["id"]
        assert entry["cameo"] in cameo_codes(), entry["id"]
        assert entry["examples"], entry["id"]
        assert set(entry.get("about", ())) <= {ANY_CONTENT, *composition().contents}, entry["id"]


@pytest.mark.parametrize("name", FILES)
def test_examples(name: str) -> None:
    wrong = []
    for entry in load_toml(f"patterns/events/{name}")["pattern"]:
        for sentence, source, target in entry["examples"]:
            found = [(set(e.source), set(e.target)) for e in events_of(sentence, entry["id"])]
            if (codes(source), codes(target)) not in found:
                wrong.append(f"{entry['id']}: {sentence!r} gave {found}")
        wrong += [
            f"{entry['id']} must not match {sentence!r}"
            for sentence in entry.get("not_examples", ())
            if events_of(sentence, entry["id"])
        ]
    assert not wrong, "\n".join(wrong)
