"""Every example of the dating tables is run, and their days make sense."""

from __future__ import annotations

from itertools import pairwise

import pytest

from communique.codebook.dating import Deed, dating_book
from communique.codebook.resources import load_toml
from communique.stages.dating.deeds import deed_clues
from tests.unit.dating.conftest import reading_of

BOOK = dating_book()
EXAMPLES = [(deed, text) for deed in BOOK.deeds for text in deed.examples]
COUNTER = [(deed, text) for deed in BOOK.deeds for text in deed.not_examples]


def found(text: str) -> set[str]:
    return {clue.subject for clue in deed_clues(reading_of(text))}


@pytest.mark.parametrize(("deed", "text"), EXAMPLES, ids=lambda x: getattr(x, "id", None))
def test_example(deed: Deed, text: str) -> None:
    assert deed.id in found(text)


@pytest.mark.parametrize(("deed", "text"), COUNTER, ids=lambda x: getattr(x, "id", None))
def test_counter_example(deed: Deed, text: str) -> None:
    assert deed.id not in found(text)


def test_ids_are_unique_and_every_deed_has_an_example() -> None:
    assert len({deed.id for deed in BOOK.deeds}) == len(BOOK.deeds)
    assert [deed.id for deed in BOOK.deeds if not deed.examples] == []


def test_there_are_enough_deeds() -> None:
    assert len(BOOK.deeds) >= 150


def test_days_lie_between_the_outer_bounds() -> None:
    first, last = BOOK.outer
    for deed in BOOK.deeds:
        assert deed.first == 1 or first <= deed.first <= last
        for end in (deed.last, deed.current):
            assert end is None or deed.first <= end <= last
    assert all(first <= day <= last for day in BOOK.deaths.values())


def test_counts_follow_each_other() -> None:
    for body in BOOK.bodies:
        turns = [days for _, days in body.counts]
        for (_, end), (start, _) in pairwise(turns):
            assert end + 1 == start


@pytest.mark.parametrize("entry", load_toml("dating/counts.toml")["body"], ids=lambda e: e["id"])
def test_counted_bodies(entry: dict[str, list[str]]) -> None:
    from communique.stages.dating.members import member_clues

    for text in entry["examples"]:
        assert [clue.subject.partition("|")[0] for clue in member_clues(reading_of(text))] == [
            entry["id"]
        ]
