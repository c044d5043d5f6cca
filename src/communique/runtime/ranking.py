"""The network that ranks possible answers for a side of an event by their signs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from communique.errors import ModelError
from communique.runtime.core import WEIGHTS

# How many digits of a share are told: beyond them processors may differ.
_DIGITS = 4


class SideRanker:
    """One layer of hidden units per side, weights in ``sides.npz``."""

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path) as table:
                self.signs = tuple(str(name) for name in table["signs"])
                self._layers = {
                    side: [table[f"{side}.{part}"].astype(np.float64) for part in range(4)]
                    for side in ("source", "target")
                }
        except Exception as error:
            # The library raises kinds of its own for a broken file; all mean the same here.
            raise ModelError("model.unreadable", f"weights in {path}: {error}") from error

    def shares(self, side: str, signs: Sequence[Sequence[float]]) -> list[float]:
        """The belief in each answer; they sum to 1. `signs` are [answer, sign]."""
        first, bias, second, last = self._layers[side]
        table: NDArray[np.float64] = np.asarray(signs, dtype=np.float64)
        scores = np.maximum(table @ first + bias, 0.0) @ second + last
        weights = np.exp(scores - scores.max())
        return [round(float(w), _DIGITS) for w in weights / weights.sum()]


@cache
def shipped_ranker() -> SideRanker:
    """The ranker whose weights ship in the package."""
    return SideRanker(WEIGHTS / "sides.npz")
