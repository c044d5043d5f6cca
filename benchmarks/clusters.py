"""MUC, B-cubed and CEAF of clusters of mentions, and their mean, the CoNLL score.

Pradhan et al. (2014), "Scoring coreference partitions of predicted mentions". Mentions are any
hashable keys; clusters of one mention are left out on both sides by the caller.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

Cluster = frozenset[Hashable]


@dataclass(slots=True)
class ClusterScores:
    """Sums of numerators and denominators per figure, added up over articles."""

    parts: dict[str, list[float]] = field(default_factory=dict)

    def add(self, gold: Sequence[Cluster], found: Sequence[Cluster]) -> None:
        """Count one article."""
        self._sum("MUC", *_muc(gold, found), *_muc(found, gold))
        self._sum("B3", *_b_cubed(gold, found), *_b_cubed(found, gold))
        self._sum("CEAF", *_ceaf(gold, found))
        wanted, given = (frozenset().union(*side) for side in (gold, found))
        right = len(wanted & given)
        self._sum("mentions", right, len(wanted), right, len(given))

    def _sum(self, name: str, *values: float) -> None:
        before = self.parts.get(name, [0.0] * 4)
        self.parts[name] = [a + b for a, b in zip(before, values, strict=True)]

    def table(self) -> dict[str, tuple[float, float, float]]:
        """Precision, recall and F1 of each figure, percentages; CoNLL holds the mean F1."""
        rows = {}
        for name, (hits, wanted, kept, given) in self.parts.items():
            recall, precision = hits / max(1, wanted), kept / max(1, given)
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            rows[name] = (100 * precision, 100 * recall, 100 * f1)
        mean = sum(rows[name][2] for name in ("MUC", "B3", "CEAF")) / 3
        return rows | {"CoNLL": (0.0, 0.0, mean)}


def _owner(clusters: Sequence[Cluster]) -> dict[Hashable, int]:
    return {m: i for i, cluster in enumerate(clusters) for m in cluster}


def _muc(key: Sequence[Cluster], answer: Sequence[Cluster]) -> tuple[float, float]:
    """Links of the key that the answer keeps, and links of the key."""
    owner = _owner(answer)
    kept = total = 0
    for cluster in key:
        parts = {owner.get(m, ("alone", m)) for m in cluster}
        kept += len(cluster) - len(parts)
        total += len(cluster) - 1
    return kept, total


def _b_cubed(key: Sequence[Cluster], answer: Sequence[Cluster]) -> tuple[float, float]:
    """Summed shares of each key mention's cluster that share its answer cluster."""
    owner = _owner(answer)
    hits = 0.0
    for cluster in key:
        for mention in cluster:
            if mention in owner:
                hits += len(cluster & answer[owner[mention]]) / len(cluster)
    return hits, sum(map(len, key))


def _ceaf(gold: Sequence[Cluster], found: Sequence[Cluster]) -> tuple[float, float, float, float]:
    """The best one-to-one alignment of entities by similarity phi-4."""
    if not gold or not found:
        return 0.0, len(gold), 0.0, len(found)
    table = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in found] for a in gold])
    best = float(table[linear_sum_assignment(-table)].sum())
    return best, len(gold), best, len(found)
