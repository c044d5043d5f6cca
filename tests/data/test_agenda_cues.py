"""Every agenda cue's examples run through the whole reader, by rule alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from communique.codebook.resources import DATA, load_toml
from communique.pipeline import annotate_article, article_from_text
from communique.records import Appointment
from communique.stages.agenda.cues import load_cues
from tests.reading import rules_core

FILES = sorted(p.name for p in (DATA / "patterns/agenda").glob("*.toml"))


def entries() -> Iterator[dict[str, Any]]:
    for name in FILES:
        table = load_toml(f"patterns/agenda/{name}")
        yield from (*table.get("cue", ()), *table.get("planned", ()))


def found(day: str, sentence: str) -> list[Appointment]:
    article = article_from_text(sentence, article_id="example", date=day)
    return list(annotate_article(article, rules_core()).appointments)


def test_ids_are_unique() -> None:
    table = load_cues()
    ids = [entry.id for entry in (*table.cues, *table.planned)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("entry", list(entries()), ids=lambda e: e["id"])
def test_examples(entry: dict[str, Any]) -> None:
    assert entry["examples"]
    wrong = []
    for day, sentence, when, parties in entry["examples"]:
        # What is somebody's planned act too comes from the event, with the kind the cue gives it.
        answers = [
            (a.kind, a.when, set(a.parties))
            for a in found(day, sentence)
            if a.provenance.rule == entry["id"] or a.event_id is not None
        ]
        wanted = (entry["kind"], when, set(parties.split("+")) if parties else set())
        if wanted not in answers:
            wrong.append(f"{sentence!r} gave {answers}")
    wrong += [
        f"must not match {sentence!r}"
        for day, sentence in entry.get("not_examples", ())
        if any(a.provenance.rule == entry["id"] for a in found(day, sentence))
    ]
    assert not wrong, "\n".join(wrong)
