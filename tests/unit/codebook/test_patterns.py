from __future__ import annotations

import random

import pytest

from communique.codebook.patterns import pattern_table, patterns_of, split_trigger
from communique.errors import DataError

GOOD = {"id": "x.y", "cameo": "020", "verbs": ["call|urge on"], "examples": []}


def test_alternatives_stand_for_several_phrases() -> None:
    (pattern,) = patterns_of(GOOD)
    assert pattern.lemmas == ("call", "urge")
    assert pattern.words == (frozenset({"on"}),)


@pytest.mark.parametrize(
    "fault", [{"verb": ["call"]}, {"status": "maybe"}, {"id": None, "cameo": None}]
)
def test_a_faulty_entry_is_named(fault: dict[str, object]) -> None:
    entry = {k: v for k, v in (GOOD | fault).items() if v is not None}
    with pytest.raises(DataError, match="event pattern"):
        patterns_of(entry)


def test_the_head_of_a_noun_stands_before_its_preposition() -> None:
    assert split_trigger("build-up of troop", "noun") == (("build-up",), (("of",), ("troop",)))
    assert split_trigger("no-fly zone", "noun") == (("zone",), (("no",), ("fly",)))


def test_possible_patterns_are_those_of_a_plain_scan() -> None:
    table, rng = pattern_table(), random.Random(0)
    further = sorted({w for lemma in table for p in table.at(lemma) for ws in p.words for w in ws})
    assert len(further) > 100
    for lemma in table:
        own = sorted({w for p in table.at(lemma) for ws in p.words for w in ws})
        for _ in range(4):
            few = rng.sample(own, rng.randint(0, min(6, len(own))))
            present = {*few, *rng.sample(further, 5)}
            scan = [p for p in table.at(lemma) if all(ws & present for ws in p.words)]
            assert table.possible(lemma, present) == scan, (lemma, present)


def test_an_unknown_lemma_has_no_patterns() -> None:
    table = pattern_table()
    assert (list(table.at("xyzzy")), table.possible("xyzzy", {"to"})) == ([], [])
