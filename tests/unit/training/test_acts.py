"""Windows of the training and where the words of sides stand in them."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("torch")
# The training programs are beside the package, not in it.
from training.acts import Example, gold_of, kinds_of, stretches
from training.lessons import Told

from communique.runtime.pieces import Encoded
from communique.runtime.windows import WINDOW_PIECES


def example(article: str, number: int, words: int, *acts: Told) -> Example:
    encoded = Encoded([1] * words, [0] * words, [0] * words, list(range(words)))
    return Example(
        article=article, place=100 * number, number=number, encoded=encoded, acts=acts,
        complete=True,
    )  # fmt: skip


ACCUSED = Told(
    anchor=2, type="ACCUSE", cameo="112", sources=[0], targets=[],
    sources_before=[[0, 3]], targets_before=[[1, 4]], codes=[["RUS"], ["UKR"]],
)  # fmt: skip


def test_stretches_hold_consecutive_sentences_of_one_article_that_fit() -> None:
    half = WINDOW_PIECES // 2
    found = [example("a", n, half - 1) for n in range(3)] + [example("b", 0, 5)]
    groups = stretches(found)
    assert [[(e.article, e.number) for e in group] for group in groups] == [
        [("a", 0), ("a", 1)], [("a", 2)], [("b", 0)],
    ]  # fmt: skip
    cut = stretches([example("a", n, 10) for n in range(60)], random.Random(3))
    assert [e.number for group in cut for e in group] == list(range(60))
    assert len({len(group) for group in cut}) > 1


def test_words_of_sentences_before_count_only_inside_the_window() -> None:
    first, second = example("a", 0, 6), example("a", 1, 7)
    third = example("a", 2, 8, ACCUSED)
    (whole,) = gold_of([[first, second, third]])
    assert (whole.row, whole.start) == (0, 13)
    assert whole.sides == ([13, 3], [10])
    (cut,) = gold_of([[second, third]])
    assert (cut.start, cut.sides) == (7, ([7], [4]))


def test_a_code_is_a_kind_of_its_own_where_it_is_given_often() -> None:
    found = [example("a", n, 4, ACCUSED) for n in range(3)]
    assert "ACCUSE/112" in kinds_of(found, least=3).names
    assert "ACCUSE/112" not in kinds_of(found, least=4).names
    assert "ACCUSE/" in kinds_of(found, least=4).names
