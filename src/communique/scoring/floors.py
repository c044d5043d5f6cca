"""Pinned floors: a change may raise a figure, never lower it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from communique.errors import DataError
from communique.scoring.measure import Score


def read_floors(path: Path) -> dict[str, float]:
    """The least F1 of each figure, from the ``[f1]`` table of a TOML file."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))["f1"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DataError("data.floors", f"{path}: {error}") from error
    return {name: float(value) for name, value in table.items()}


def below_floors(scores: Sequence[Score], floors: dict[str, float]) -> list[str]:
    """One line for every figure under its floor and for every floor without a figure."""
    measured = {score.name: score.f1 for score in scores}
    faults = []
    for name, least in floors.items():
        if name not in measured:
            faults.append(f"no figure is called {name!r}")
        elif measured[name] < least - 5e-4:
            faults.append(f"{name}: F1 {measured[name]:.3f} is below its floor {least:.3f}")
    return faults
