"""The examples of every list of status words, read by the shipped core."""

from __future__ import annotations

from typing import Any

import pytest

from communique.codebook.patterns import helpers
from communique.codebook.resources import load_toml
from communique.stages.events.status import decide_status
from tests.reading import read_by_rule

LISTS = load_toml("patterns/status.toml")["words"]


def test_ids_are_unique_and_no_list_names_a_word_twice() -> None:
    ids = [entry["id"] for entry in LISTS]
    assert len(ids) == len(set(ids))
    twice = [e["id"] for e in LISTS if len(e["lemmas"]) != len(set(e["lemmas"]))]
    assert twice == []


@pytest.mark.parametrize("entry", LISTS, ids=lambda e: str(e["id"]))
def test_examples(entry: dict[str, Any]) -> None:
    assert entry["note"]
    assert entry["examples"]
    wrong = []
    for text, word, status in entry["examples"]:
        (sentence,) = read_by_rule(text).analysis.sentences
        verdict = decide_status(sentence, sentence.words.index(word), helpers())
        if verdict.status != status:
            wrong.append(f"{text!r} gave {verdict.status}")
    assert wrong == []
