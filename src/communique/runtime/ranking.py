"""Networks that rank possible answers by their signs: sides of events, whom a mention means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from communique.errors import ModelError
from communique.runtime.core import WEIGHTS

# How many digits of a share are told: beyond them processors may differ.
_DIGITS = 4
# Layers of a network: weights and bias of the hidden one, weights and bias of the last.
_PARTS = 4


class Ranker:
    """A network with one hidden layer for each question, weights in one file."""

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path) as table:
                self.signs = tuple(str(name) for name in table["signs"])
                self._columns = {name: number for number, name in enumerate(self.signs)}
                questions = {key.partition(".")[0] for key in table.files} - {"signs"}
                self._layers = {
                    question: [table[f"{question}.{n}"].astype(np.float64) for n in range(_PARTS)]
                    for question in sorted(questions)
                }
                if not questions:
                    raise ValueError("no layers")
        except Exception as error:
            # The library raises kinds of its own for a broken file; all mean the same here.
            raise ModelError("model.unreadable", f"weights in {path}: {error}") from error

    def shares(self, question: str, answers: Sequence[Mapping[str, float]]) -> list[float]:
        """The belief in each answer; they sum to 1. An answer is its signs by name."""
        first, bias, second, last = self._layers[question]
        table: NDArray[np.float64] = np.zeros((len(answers), len(self.signs)))
        rows = np.repeat(np.arange(len(answers)), [len(told) for told in answers])
        columns = [self._columns[name] for told in answers for name in told]
        table[rows, columns] = [value for told in answers for value in told.values()]
        scores = np.maximum(table @ first + bias, 0.0) @ second + last
        weights = np.exp(scores - scores.max())
        return [round(float(w), _DIGITS) for w in weights / weights.sum()]


@cache
def shipped_ranker(name: str) -> Ranker:
    """The ranker whose weights ship as ``NAME.npz``: ``sides`` or ``references``."""
    return Ranker(WEIGHTS / f"{name}.npz")
