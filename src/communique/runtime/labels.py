"""Name spans from edge-marked labels (B, I, E, S, O), read with the whole article in mind.

A name is seldom written once: the surname alone is hard to tell from a town, the full name three
sentences before is not. So the kinds that the model sees for a word form anywhere in the article
weigh on each of its occurrences; then the best well-formed path of labels is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
# How much the article's view of a word form weighs beside the model's view of the occurrence.
ARTICLE_WEIGHT = 2.0
_FLOOR = 1e-3


class NameLabels:
    """The label set of names and which label may follow which."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        kinds = [label.partition("-")[2] for label in labels]
        order = sorted(set(kinds))
        self._kind_of = np.array([order.index(kind) for kind in kinds])
        self._into_kinds = np.eye(len(order))[self._kind_of]
        self._allowed = np.array([[may_follow(a, b) for b in labels] for a in labels])
        self._first = np.array([label[0] in "BSO" for label in labels])
        self._last = np.array([label[0] in "ESO" for label in labels])

    def weighed(
        self, words: Sequence[Sequence[str]], scores: Sequence[Scores]
    ) -> list[NDArray[np.float64]]:
        """Log-probabilities of labels per sentence, those of capitalised forms that the article
        writes more than once weighed with the kinds seen at all their occurrences.
        """
        logs = [_log_softmax(s) for s in scores]
        seen: dict[str, list[NDArray[np.float64]]] = defaultdict(list)
        for sentence, log in zip(words, logs, strict=True):
            kinds = np.exp(log) @ self._into_kinds
            for word, row in zip(sentence, kinds, strict=True):
                if word[:1].isupper():
                    seen[word.lower()].append(row)
        views = {
            form: ARTICLE_WEIGHT * np.log(np.mean(rows, axis=0) + _FLOOR)[self._kind_of]
            for form, rows in seen.items()
            if len(rows) > 1
        }
        for sentence, log in zip(words, logs, strict=True):
            for place, word in enumerate(sentence):
                if word[:1].isupper() and word.lower() in views:
                    log[place] += views[word.lower()]
        return logs

    def spans(self, scores: NDArray[np.float64]) -> tuple[tuple[int, int, str], ...]:
        """Spans ``(first, last, kind)`` of a sentence, given ``scores[word, label]``.

        Scores of labels add up along a path; any constant per word is without effect.
        """
        path = [int(k) for k in scores.argmax(axis=1)]
        if not self._is_well_formed(path):
            path = self._best_path(scores)
        return tuple(self._read(path))

    def _is_well_formed(self, path: Sequence[int]) -> bool:
        inside = all(self._allowed[a, b] for a, b in pairwise(path))
        return bool(inside and self._first[path[0]] and self._last[path[-1]])

    def _best_path(self, scores: NDArray[np.float64]) -> list[int]:
        """Viterbi over the well-formed paths."""
        toll = np.where(self._allowed, 0.0, -np.inf)
        best = np.where(self._first, scores[0], -np.inf)
        back = []
        for row in scores[1:]:
            reached = best[:, None] + toll
            back.append(reached.argmax(axis=0))
            best = reached.max(axis=0) + row
        path = [int(np.where(self._last, best, -np.inf).argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return path[::-1]

    def _read(self, path: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        first = 0
        for word, index in enumerate(path):
            mark, _, kind = self.labels[index].partition("-")
            if mark in {"B", "S"}:
                first = word
            if mark in {"E", "S"}:
                yield first, word, kind


def _log_softmax(scores: Scores) -> NDArray[np.float64]:
    wide = scores.astype(np.float64)
    return wide - np.logaddexp.reduce(wide, axis=1, keepdims=True)


def may_follow(before: str, after: str) -> bool:
    """Whether label `after` may stand right behind `before`.

    >>> may_follow("B-Person", "E-Person"), may_follow("B-Person", "O")
    (True, False)
    """
    if before[0] in "BI":
        return after[0] in "IE" and after[1:] == before[1:]
    return after[0] in "BSO"
