"""The fit of beliefs, on made-up signs whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")
# The benchmarks are beside the package, not in it.
from training import weighing


def signs(number: int) -> np.ndarray:
    rng = np.random.default_rng(0)
    return np.column_stack([np.ones(number), rng.normal(size=(number, 2))])


def said(table: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-table @ weights))


def test_the_fit_finds_signs_and_sizes_of_weights() -> None:
    table, true = signs(20_000), np.array([-0.5, 2.0, -1.0])
    right = (np.random.default_rng(1).random(len(table)) < said(table, true)).astype(float)
    found = weighing.logistic(table, right)
    assert found == pytest.approx(true, abs=0.1)
    chances = said(table, found)
    for low in np.arange(0, 1, 0.2):
        here = (chances >= low) & (chances < low + 0.2)
        assert chances[here].mean() == pytest.approx(right[here].mean(), abs=0.03)


def test_a_separable_set_keeps_finite_weights_of_the_right_sign() -> None:
    table = signs(200)
    right = (table[:, 1] > 0).astype(float)
    found = weighing.logistic(table, right)
    assert np.isfinite(found).all()
    assert found[1] > 1
    assert abs(found[2]) < found[1] / 2
    # Newton's steps have settled: more of them change nothing.
    assert weighing.logistic(table, right, passes=60) == pytest.approx(found, abs=1e-3)
