from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import DataError
from communique.scoring import Score, below_floors, read_floors


def test_a_figure_below_its_floor_is_named(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text('[f1]\n"event type" = 0.5\n"nothing such" = 0.1\n')
    score = Score(name="event type", right=1, predicted=4, gold=4)
    faults = below_floors([score], read_floors(path))
    assert [f.split(":")[0] for f in faults] == ["event type", "no figure is called 'nothing such'"]
    assert (
        below_floors([Score(name="event type", right=3, predicted=4, gold=4)], {"event type": 0.5})
        == []
    )


def test_a_bad_floor_file_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text("f1 = ")
    with pytest.raises(DataError, match=r"floors\.toml"):
        read_floors(path)


def test_figures_of_nothing_are_zero() -> None:
    score = Score(name="x", right=0, predicted=0, gold=0)
    assert (score.precision, score.recall, score.f1) == (0.0, 0.0, 0.0)
