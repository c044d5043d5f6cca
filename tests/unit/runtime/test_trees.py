from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.runtime.trees import best_heads, is_tree


def total(scores: np.ndarray, heads: tuple[int, ...]) -> float:
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return float(sum(logs[w, h + 1] for w, h in enumerate(heads)))


@settings(max_examples=60)
@given(st.integers(1, 4), st.integers(0, 10_000))
def test_best_heads_are_the_best_tree(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, words + 1)).astype(np.float32) * 3
    for word in range(words):
        scores[word, word + 1] = -20.0
    found = best_heads(scores)
    assert is_tree(np.array([h + 1 for h in found]))
    trees = [
        heads
        for heads in product(range(-1, words), repeat=words)
        if is_tree(np.array([h + 1 for h in heads]))
    ]
    best = max(total(scores, heads) for heads in trees)
    assert total(scores, tuple(found)) >= best - 1e-4


def test_cycles_and_second_roots_are_no_trees() -> None:
    assert is_tree(np.array([2, 0]))
    assert not is_tree(np.array([2, 1]))
    assert not is_tree(np.array([0, 0]))
