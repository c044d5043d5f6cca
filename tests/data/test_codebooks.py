"""Definitions, examples and counter-examples of the codebooks."""

from __future__ import annotations

import re
from typing import Any

import pytest

from communique.codebook.ontologies import cameo_codes
from communique.views.names import cameo_entries, codebook_entry, mode_entries, plover_entries

_RIGHT = re.compile(r"\(([A-Z0-9]+(?:\.[a-z-]+)?)(?:, negated)?\)$")


def right(sentence: str) -> str:
    """The code in brackets that a counter-example ends with."""
    found = _RIGHT.search(sentence)
    assert found, sentence
    return found[1]


def test_every_cameo_code_has_a_definition_an_example_and_a_counter_example() -> None:
    for code, entry in cameo_entries().items():
        assert entry["definition"], code
        assert entry["examples"], code
        for sentence in entry["counter_examples"]:
            assert right(sentence) in cameo_codes(), sentence
            assert right(sentence) != code, sentence


def test_types_have_examples_and_counter_examples_of_other_types() -> None:
    for kind, entry in plover_entries().items():
        assert entry["definition"], kind
        assert len(entry["examples"]) > 1, kind
        for sentence in entry["counter_examples"]:
            assert right(sentence) in plover_entries().keys() - {kind}, sentence


def test_modes_are_those_of_the_types() -> None:
    listed = {(kind, mode) for kind, e in plover_entries().items() for mode in e["modes"]}
    assert listed == set(mode_entries())
    for key, entry in mode_entries().items():
        assert entry["definition"], key
        assert entry["example"], key
        if "counter_example" in entry:
            kind, _, mode = right(entry["counter_example"]).partition(".")
            assert (kind, mode) != key, entry
            assert kind in plover_entries(), entry
            assert not mode or (kind, mode) in mode_entries(), entry


@pytest.mark.parametrize("code", ["0256", "112", "CONSULT", "assault", "RETREAT.ceasefire"])
def test_an_entry_prints_all_there_is(code: str) -> None:
    entry: dict[str, Any] | None = codebook_entry(code)
    assert entry is not None
    assert entry["definition"]
    assert entry.get("examples") or entry.get("example")
    assert entry.get("counter_examples") or entry.get("counter_example")
