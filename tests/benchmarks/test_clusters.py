from __future__ import annotations

import pytest
from benchmarks.clusters import ClusterScores


def f1(gold: list[str], found: list[str]) -> dict[str, float]:
    scores = ClusterScores()
    scores.add([frozenset(c) for c in gold], [frozenset(c) for c in found])
    return {name: round(row[2] / 100, 3) for name, row in scores.table().items()}


def test_the_same_clusters_are_perfect() -> None:
    assert set(f1(["abc", "de"], ["abc", "de"]).values()) == {1.0}


def test_figures_of_the_reference_scorers_paper() -> None:
    # Pradhan et al. (2014), section 5: key {abc}{defg}, response {ab}{cd}{fghi}.
    scores = f1(["abc", "defg"], ["ab", "cd", "fghi"])
    assert scores["MUC"] == pytest.approx(0.4, abs=1e-3)
    assert scores["B3"] == pytest.approx(0.455, abs=1e-3)
    assert scores["CEAF"] == pytest.approx(0.52, abs=1e-3)
