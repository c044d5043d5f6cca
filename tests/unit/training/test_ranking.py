"""The fit of chances, on made-up signs whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")
# The training programs are beside the package, not in it.
from training.ranking import Judged, fit_chances

from communique.runtime.ranking import Ranker

# How often an answer with such a word is right where nothing else speaks for it.
WORDS = {"word war": 0.8, "word visit": 0.2}


def true_chance(strong: float, word: str) -> float:
    odds = np.log(WORDS[word] / (1 - WORDS[word])) + 2 * strong
    return float(1 / (1 + np.exp(-odds)))


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Ranker:
    rng = np.random.default_rng(1)
    rows: list[Judged] = []
    for article in range(16_000):
        word = sorted(WORDS)[article % 2]
        strong, noise = rng.normal(size=2)
        right = rng.random() < true_chance(strong, word)
        rows.append((article, {"strong": strong, "noise": noise, word: 1.0}, bool(right)))
    path = tmp_path_factory.mktemp("weights") / "toy.npz"
    np.savez(path, **fit_chances("act", rows, ("word ",)))
    return Ranker(path)


@pytest.mark.parametrize("word", sorted(WORDS))
def test_chances_are_those_that_made_the_answers(fitted: Ranker, word: str) -> None:
    for strong in (-1.0, 0.0, 1.0):
        (said,) = fitted.chances("act", [{"strong": strong, "noise": 0.5, word: 1.0}])
        assert said == pytest.approx(true_chance(strong, word), abs=0.1)


def test_a_sign_never_met_says_nothing(fitted: Ranker) -> None:
    plain, strange = fitted.chances("act", [{"strong": 1.0}, {"strong": 1.0, "word tea": 1.0}])
    assert plain == strange
