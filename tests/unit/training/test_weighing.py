"""What is right of a sentence taken out of its article, and of one written for an act."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest

pytest.importorskip("torch")
# The training programs are beside the package, not in it.
from training.lessons import Marked, Text
from training.weighing import WeighedWritten, names_all, sentence_alone

from communique.records import Sentence, Span
from communique.scoring import GoldArticle, GoldEvent
from communique.stages.events.candidates import Candidate

ARTICLE = GoldArticle(
    id="a", dct="2022-06-15", text="Rain fell. Paris warned Rome.\n\nTokyo rejected it.",
    events=tuple(
        GoldEvent(
            sentence=Span(*sentence), trigger=Span(*trigger), cameo=cameo, plover=plover,
            source=frozenset(), target=frozenset(), status="actual", when=None,
            asserted_by="author",
        )
        for sentence, trigger, cameo, plover in (
            ((11, 29), (17, 23), "130", "THREATEN"), ((31, 49), (37, 45), "120", "REJECT"),
        )
    ),
    quotes=(), dates=(), lost=0,
)  # fmt: skip


def test_a_sentence_alone_keeps_its_own_acts_in_their_places() -> None:
    one = sentence_alone(ARTICLE, 11, 31)
    assert one.text == "Paris warned Rome."
    assert [event.trigger.of(one.text) for event in one.events] == ["warned"]
    assert sentence_alone(ARTICLE, 0, 11).events == ()


@pytest.mark.parametrize(
    ("spans", "places", "right"),
    [
        ([(0, 5)], [[0, 5]], True),
        ([(4, 9)], [[0, 9]], True),
        ([(0, 5)], [[0, 5], [10, 15]], False),
        ([(0, 5), (20, 24)], [[0, 5]], False),
        ([], [[0, 5]], False),
    ],
)
def test_an_answer_is_right_that_has_just_the_marked_words(
    spans: list[tuple[int, int]], places: list[list[int]], right: bool
) -> None:
    assert names_all([Span(*span) for span in spans], places) is right


def _weighed(acts: list[Marked], word: int, plover: str) -> list[tuple[Mapping[str, float], bool]]:
    text = Text(row={"id": "w", "text": "Paris warned Rome."}, acts=acts, until=18, complete=False)
    notes = WeighedWritten(0, text)
    spans = [Span(0, 5), Span(6, 12), Span(13, 17)]
    notes.begin(cast(Sentence, SimpleNamespace(spans=spans, span=Span(0, 18))))
    coded = SimpleNamespace(match=SimpleNamespace(words=(word,)), plover=plover, cameo="130")
    candidate = cast(Any, SimpleNamespace(act=None, coded=coded, anchor=word))
    notes.weigh(cast(Candidate, candidate), 0.5, {"trigger": 1.0})
    return notes.acts


def test_what_stands_elsewhere_in_a_written_sentence_is_neither_right_nor_wrong() -> None:
    told = Marked(type="THREATEN", cameo="130", trigger=[[6, 12]], sources=[[0, 5]], targets=[])
    assert _weighed([told], 1, "THREATEN") == [({"trigger": 1.0}, True)]
    assert _weighed([told], 1, "ACCUSE") == [({"trigger": 1.0}, False)]
    assert _weighed([told], 2, "THREATEN") == []
    assert _weighed([], 2, "THREATEN") == [({"trigger": 1.0}, False)]
