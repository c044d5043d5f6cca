"""From arc scores to a well-formed tree: greedy heads, repaired by Chu-Liu-Edmonds when needed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_ROOT_PENALTY = 1e4


def best_heads(scores: Scores) -> list[int]:
    """Heads for ``scores[word, slot]`` (slot 0 the root, slot i word i-1): -1 or a word index.

    Greedy heads are kept when they already form a tree with one root; otherwise the maximum
    spanning tree with exactly one root is returned, so no malformed tree leaves the room.
    """
    greedy = scores.argmax(axis=1)
    if is_tree(greedy):
        return [int(h) - 1 for h in greedy]
    size = scores.shape[0] + 1
    full = np.full((size, size), -np.inf, dtype=np.float64)
    shifted = scores - scores.max(axis=1, keepdims=True)
    full[1:, :] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    # A large toll on every root arc makes the optimum use as few of them as possible: one.
    full[1:, 0] -= _ROOT_PENALTY
    np.fill_diagonal(full, -np.inf)
    heads = _spanning_tree(full)
    return [int(h) - 1 for h in heads[1:]]


def with_active_subjects(heads: Sequence[int], deprels: Sequence[str]) -> tuple[str, ...]:
    """Relations with ``nsubj:pass`` made ``nsubj`` where the verb has an object and no auxiliary.

    Short news clauses ("Britain equipped Estonia") are misread so; a passive verb that keeps an
    object ("was given a medal") has its auxiliary.
    """
    objects = {h for h, label in zip(heads, deprels, strict=True) if label == "obj"}
    passives = {h for h, label in zip(heads, deprels, strict=True) if label == "aux:pass"}
    return tuple(
        "nsubj" if label == "nsubj:pass" and h in objects - passives else label
        for h, label in zip(heads, deprels, strict=True)
    )


def is_tree(slots: NDArray[np.int64]) -> bool:
    """True when the head slots give one root and reach it from every word."""
    if int((slots == 0).sum()) != 1:
        return False
    state = [0] * (len(slots) + 1)
    state[0] = 2
    for start in range(1, len(slots) + 1):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(slots[node - 1])
        if state[node] == 1:
            return False
        for seen in path:
            state[seen] = 2
    return True


def _spanning_tree(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Chu-Liu-Edmonds: ``scores[dependent, head]``, node 0 the root; returns a head per node."""
    heads: NDArray[np.int64] = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    cycle_score = sum(scores[node, heads[node]] for node in cycle)
    # Contract the cycle into one new node, the last of the smaller graph.
    size = len(outside) + 1
    small = np.full((size, size), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    broken = scores[np.ix_(cycle, outside)] - scores[cycle, heads[cycle]][:, None] + cycle_score
    small[-1, :-1] = broken.max(axis=0)
    entry = broken.argmax(axis=0)
    leaving = scores[np.ix_(outside, cycle)]
    small[:-1, -1] = leaving.max(axis=1)
    exit_ = leaving.argmax(axis=1)
    small[0, :] = -np.inf
    solved = _spanning_tree(small)
    result = heads.copy()
    for index, node in enumerate(outside[1:], start=1):
        head = solved[index]
        result[node] = cycle[exit_[index]] if head == size - 1 else outside[head]
    entered = solved[-1]
    result[cycle[entry[entered]]] = outside[entered]
    return result


def _find_cycle(heads: NDArray[np.int64]) -> NDArray[np.int64] | None:
    done = [False] * len(heads)
    done[0] = True
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while not done[node]:
            done[node] = True
            path.append(node)
            node = int(heads[node])
        if node in path:
            return np.array(path[path.index(node) :])
    return None
