"""Places of coded acts laid over the words of our sentences."""

from __future__ import annotations

import pytest
from training.lessons import Marked, _heads, _told, places

from tests.unit.training.test_polnear import READS, TEXT


@pytest.mark.parametrize(
    ("cell", "spans"),
    [
        ("12-20|31-40", [[12, 20], [31, 40]]),
        ("12-20|-", [[12, 20]]),
        ("-", []),
        ("", []),
    ],
)
def test_places_are_read_and_dashes_stand_for_none(cell: str, spans: list[list[int]]) -> None:
    assert places(cell) == spans


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def test_sides_become_chief_words_of_this_sentence_only() -> None:
    first, second = READS
    assert _heads(first, [span("rain fell"), span("Aides"), span("They")]) == [0, 3]
    assert _heads(second, [span("rain fell"), span("They")]) == [0]
    assert _heads(first, [span("fell"), span("rain fell")]) == [3]


def test_an_act_is_told_in_the_sentence_of_its_trigger() -> None:
    act = Marked(
        type="CONCEDE",
        cameo="0831",
        trigger=[span("made it clear")],
        sources=[span("Aides")],
        targets=[],
        codes=[["USA"], []],
    )
    assert _told(READS, 0, act) is None
    told = _told(READS, 1, act)
    assert told is not None
    assert (told.anchor, told.type, told.cameo) == (2, "CONCEDE", "0831")
    assert told.sources == told.targets == []
    assert told.sources_before == [[0, 0]]
    assert told.codes == [["USA"], []]
