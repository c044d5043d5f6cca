"""Networks that weigh by signs: sides of events, whom a mention means, what is an event at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.errors import ModelError
from communique.runtime.core import WEIGHTS

# How many digits of a share are told: beyond them processors may differ.
_DIGITS = 4
# Layers of a network: weights and bias of the hidden one, weights and bias of the last.
_PARTS = 4


class Ranker:
    """A network with one hidden layer for each question, weights in one file.

    `signs` has the names of what each question's network weighs.
    """

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path) as table:
                questions = {key.partition(".")[0] for key in table.files}
                self.signs = {q: tuple(map(str, table[f"{q}.signs"])) for q in questions}
                self._columns = {
                    question: {name: number for number, name in enumerate(signs)}
                    for question, signs in self.signs.items()
                }
                self._layers = {question: _layers(table, question) for question in questions}
                if not questions:
                    raise ValueError("no layers")
        except Exception as error:
            # The library raises kinds of its own for a broken file; all mean the same here.
            raise ModelError("model.unreadable", f"weights in {path}: {error}") from error

    def shares(self, question: str, answers: Sequence[Mapping[str, float]]) -> list[float]:
        """The belief in each answer; they sum to 1. An answer is its signs by name.

        Signs that the network never met say nothing, here and in `chances`.
        """
        scores = self._scores(question, answers)
        weights = np.exp(scores - scores.max())
        return [round(float(w), _DIGITS) for w in weights / weights.sum()]

    def chances(self, question: str, answers: Sequence[Mapping[str, float]]) -> list[float]:
        """The belief in each answer for itself."""
        chances = 1 / (1 + np.exp(-self._scores(question, answers)))
        return [round(float(chance), _DIGITS) for chance in chances]

    def _scores(self, question: str, answers: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """One score for each answer. Few of its many possible signs are told: only the rows of
        these are taken from the first layer, with the bias, which is kept as its last."""
        (first, second, last), known = self._layers[question], self._columns[question]
        met = {len(known): 0}
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row, told in enumerate(answers):
            for name, value in told.items():
                column = known.get(name)
                if column is not None:
                    rows.append(row)
                    columns.append(met.setdefault(column, len(met)))
                    values.append(value)
        table = np.zeros((len(answers), len(met)))
        table[:, 0] = 1.0
        table[rows, columns] = values
        hidden = table @ first[list(met)]
        scores: NDArray[np.float64] = np.maximum(hidden, 0.0) @ second + last
        return scores


def _layers(table: Mapping[str, NDArray[Any]], question: str) -> tuple[NDArray[np.float64], ...]:
    first, bias, second, last = (
        table[f"{question}.{part}"].astype(np.float64) for part in range(_PARTS)
    )
    return np.vstack([first, bias]), second, last


@cache
def shipped_ranker(name: str, *, alone: bool = False) -> Ranker:
    """The ranker whose weights ship as ``NAME.npz``: ``beliefs``, ``codes``, ``sides``,
    ``wholes`` or ``references``.

    `alone` asks for the weights for a sentence without an article (``NAME-alone.npz``), which there
    are for all but the last.
    """
    return Ranker(WEIGHTS / f"{name}{'-alone' if alone else ''}.npz")
