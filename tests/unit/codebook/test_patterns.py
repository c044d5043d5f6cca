from __future__ import annotations

import pytest

from communique.codebook.patterns import patterns_of, split_trigger
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
