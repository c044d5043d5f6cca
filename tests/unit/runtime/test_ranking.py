"""The networks that rank answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from communique.errors import ModelError
from communique.runtime.ranking import Ranker, shipped_ranker
from communique.stages.events.candidates import CODE_SIGNS
from communique.stages.events.sides import MANY_SIGNS, SIGNS


@pytest.mark.parametrize("alone", [False, True])
def test_the_shipped_weights_are_of_the_signs_that_are_set(alone: bool) -> None:
    for signs in shipped_ranker("sides", alone=alone).signs.values():
        assert signs[: len(SIGNS)] == SIGNS
        assert all(name.startswith(MANY_SIGNS) for name in signs[len(SIGNS) :])
    assert shipped_ranker("codes", alone=alone).signs == {"code": CODE_SIGNS}
    assert set(shipped_ranker("beliefs", alone=alone).signs) == {"act"}
    assert set(shipped_ranker("wholes", alone=alone).signs) == {"whole"}


def test_a_chance_is_of_each_answer_alone(tmp_path: Path) -> None:
    toy = {f"act.{n}": layer for n, layer in enumerate(TOY)}
    np.savez(tmp_path / "acts.npz", **toy, **{"act.signs": np.array(["rule", "head"])})
    ranker = Ranker(tmp_path / "acts.npz")
    rule, head, none, strange = ranker.chances(
        "act", [{"rule": 1.0}, {"head": 1.0}, {}, {"x": 1.0}]
    )
    assert (rule, none, strange) == (pytest.approx(0.8808), 0.5, 0.5)
    assert ranker.chances("act", [{"head": 1.0}]) == [head]


@pytest.mark.parametrize("side", ["source", "target"])
def test_shares_sum_to_one_whatever_the_company(side: str) -> None:
    rng = np.random.default_rng(0)
    for number in (1, 2, 7, 40):
        table = rng.integers(0, 2, size=(number, len(SIGNS)))
        answers = [dict(zip(SIGNS, map(float, row), strict=True)) for row in table]
        shares = shipped_ranker("sides").shares(side, answers)
        assert len(shares) == number
        assert sum(shares) == pytest.approx(1, abs=0.0001 * number)


TOY = (np.eye(2), np.zeros(2), np.array([2.0, 1.0]), np.array(0.0))


def test_the_stronger_sign_wins(tmp_path: Path) -> None:
    layers = {f"{side}.{n}": TOY[n] for side in ("source", "target") for n in range(4)}
    layers |= {f"{side}.signs": np.array(["rule", "head"]) for side in ("source", "target")}
    np.savez(tmp_path / "sides.npz", **layers)
    ranker = Ranker(tmp_path / "sides.npz")
    rule, head, none = ranker.shares("source", [{"rule": 1.0}, {"head": 1.0}, {}])
    assert rule > head > none
    assert rule / head == pytest.approx(np.e, rel=0.001)


def test_broken_weights_are_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "sides.npz"
    path.write_text("{}")
    with pytest.raises(ModelError, match="weights in"):
        Ranker(path)
    np.savez(path, **{"source.signs": np.array(["rule"])})
    with pytest.raises(ModelError, match="weights in"):
        Ranker(path)
