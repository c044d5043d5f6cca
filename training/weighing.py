"""Weigh what speaks for acts and their sides: ``python -m training.weighing --work build/acts``.

In: the annotated articles read with heads that have not seen them (``python -m training.acts
--folds``). Out: the weights of ``patterns/acts.toml`` (logistic regression over the signs of
candidates: right is one whose trigger and type a coder has) and of ``weights/sides.npz`` (a
network over the signs of possible sides: right is the coder's). Figures are of articles left out.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from benchmarks.events import gold_articles
from numpy.typing import NDArray

from communique.codebook.acts import act_book
from communique.codebook.resources import DATA
from communique.pipeline import annotate_article, article_from_text
from communique.records import Act, Sentence
from communique.runtime.core import WEIGHTS, LanguageCore, Passage, Reading, shipped_core
from communique.runtime.ranking import Ranker
from communique.scoring import GoldArticle, GoldEvent
from communique.stages.actors.referring import strongest
from communique.stages.events import Notes
from communique.stages.events.learned import Candidate
from communique.stages.events.sides import SIGNS, Draft, Option
from training.lessons import ANNOTATED
from training.ranking import Layers, fit_ranker, indifferent, table_of

log = logging.getLogger(__name__)
BOOK = DATA / "patterns/acts.toml"
_PARTS = 5
# Halves of the articles: weights of linking that weigh one have learned from the other.
HALVES = 2
Floats = NDArray[np.float64]


class FoldCore:
    """The shipped core, its acts taken from a head that has not seen the article."""

    act_reader = "fold"

    def __init__(self, core: LanguageCore, acts: Sequence[tuple[Act, ...]]) -> None:
        self._core, self._acts = core, acts
        self.name, self.reporter = core.name, core.reporter

    def read(self, passages: Sequence[Passage]) -> Reading:
        """What the core reads, with these acts sentence by sentence."""
        reading = self._core.read(passages)
        told = [*self._acts, *[()] * len(reading.sentences)][: len(reading.sentences)]
        fitting = [_fitting(acts, len(p.upos)) for acts, p in zip(told, reading.sentences)]  # noqa: B905
        return replace(reading, acts=tuple(fitting))


def _fitting(acts: Sequence[Act], size: int) -> tuple[Act, ...]:
    """The acts of a sentence as long as the one they were read in."""
    words = {w for a in acts for w, _ in (*a.sources, *a.targets)} | {a.anchor for a in acts}
    return tuple(acts) if all(word < size for word in words) else ()


def fold_acts(path: Path) -> dict[str, list[tuple[Act, ...]]]:
    """By article the acts of its sentences, in text order."""
    rows: dict[str, list[tuple[int, tuple[Act, ...]]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            rows[row["article"]].append((row["place"], tuple(_act(a) for a in row["acts"])))
    return {article: [acts for _, acts in sorted(own)] for article, own in rows.items()}


def _act(row: dict[str, Any]) -> Act:
    pairs = ("types", "sources", "targets")
    return Act(**row | {name: tuple((k, s) for k, s in row[name]) for name in pairs})


class Weighed(Notes):
    """Keeps the signs of candidates, and of possible sides of the events told."""

    def __init__(self, gold: GoldArticle) -> None:
        self.gold = gold
        self.sentence: Sentence | None = None
        self.acts: list[tuple[dict[str, float], bool]] = []
        self.sides: list[tuple[str, torch.Tensor, int]] = []

    def begin(self, sentence: Sentence) -> None:
        """`sentence` is coded now."""
        self.sentence = sentence

    def weigh(self, candidate: Candidate, belief: float) -> None:
        """Keep the signs and whether a coder has such an act there."""
        del belief
        assert self.sentence is not None
        act, coded = candidate.act, candidate.coded
        words = (act.anchor,) if act else coded.match.words
        spans = [self.sentence.spans[word] for word in words]
        right = any(
            event.plover == coded.plover and any(event.trigger.overlaps(span) for span in spans)
            for event in self._here()
        )
        self.acts.append((candidate.signs(), right))

    def offer(self, draft: Draft, side: str, offered: Sequence[Option]) -> None:
        """Keep the signs of the answers and which is the coder's; -1 where none is."""
        same = [
            gold
            for gold in self.gold.events
            if gold.plover == draft.event.plover and gold.trigger.overlaps(draft.event.trigger)
        ]
        if same:
            wanted = getattr(same[0], side)
            right = [n for n, o in enumerate(offered) if set(o.party.codes) == set(wanted)]
            signs = table_of([option.told for option in offered], SIGNS)
            self.sides.append((side, signs, right[0] if right else -1))

    def _here(self) -> list[GoldEvent]:
        assert self.sentence is not None
        return [e for e in self.gold.events if e.sentence.overlaps(self.sentence.span)]


def weighed(work: Path, core: LanguageCore) -> list[Weighed]:
    """The annotated articles, read and weighed."""
    acts, found = fold_acts(work / "folds.jsonl"), []
    # Whom mentions stand for by weights that have not seen the article either.
    halves = [partial(strongest, Ranker(work / f"references-{half}.npz")) for half in range(HALVES)]
    for number, gold in enumerate(gold_articles(ANNOTATED)):
        notes = Weighed(gold)
        article = article_from_text(gold.text, article_id=gold.id, date=gold.dct)
        own: LanguageCore = FoldCore(core, acts.get(gold.id, []))  # type: ignore[assignment]
        annotate_article(article, own, notes=notes, decide=halves[number % HALVES])
        found.append(notes)
    return found


def fit_belief(read: Sequence[Weighed]) -> dict[str, float]:
    """The weights of the signs of acts, with calibration figures of articles left out."""
    rows = [(n % _PARTS, signs, right) for n, w in enumerate(read) for signs, right in w.acts]
    names = list(rows[0][1])
    table = np.array([[signs[name] for name in names] for _, signs, _ in rows])
    right, part = np.array([float(r) for _, _, r in rows]), np.array([p for p, _, _ in rows])
    said = np.zeros(len(rows))
    for out in range(_PARTS):
        weights = logistic(table[part != out], right[part != out])
        said[part == out] = 1 / (1 + np.exp(-table[part == out] @ weights))
    for low in np.arange(0, 1, 0.1):
        here = (said >= low) & (said < low + 0.1)
        if here.any():
            log.info(
                "belief %.1f to %.1f: %d candidates, mean %.3f, right %.3f",
                low, low + 0.1, here.sum(), said[here].mean(), right[here].mean(),
            )  # fmt: skip
    return dict(zip(names, logistic(table, right).tolist(), strict=True))


def logistic(table: Floats, right: Floats, passes: int = 30) -> Floats:
    """Ridge logistic regression by Newton's method."""
    weights = np.zeros(table.shape[1])
    for _ in range(passes):
        said = 1 / (1 + np.exp(-table @ weights))
        curve = (table * (said * (1 - said) + 1e-6)[:, None]).T @ table + np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, table.T @ (right - said) - weights)
    return weights


def write_belief(weights: dict[str, float]) -> None:
    """Put the weights into the data file, whose other lines stay."""
    text = BOOK.read_text("utf-8")
    lines = "".join(f"{name} = {value:.3f}\n" for name, value in weights.items())
    BOOK.write_text(re.sub(r"(?s)(\[weights\]\n).*", lambda m: m[1] + lines, text), "utf-8")
    act_book.cache_clear()


def fit_sides(read: Sequence[Weighed]) -> Layers:
    """The network of each side."""
    layers: Layers = {}
    for side in ("source", "target"):
        layers |= fit_ranker(
            side,
            [
                (n, signs, right)
                for n, w in enumerate(read)
                for name, signs, right in w.sides
                if name == side
            ],
        )
    return layers


def main() -> None:
    """Fit acts, then the sides of the events told with these weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    core, ranker = shipped_core(2), WEIGHTS / "sides.npz"
    # What stands there may be of other signs, and what is fitted does not depend on it.
    np.savez(ranker, signs=np.array(SIGNS), **indifferent(("source", "target"), len(SIGNS)))
    write_belief(fit_belief(weighed(options.work, core)))
    np.savez(ranker, signs=np.array(SIGNS), **fit_sides(weighed(options.work, core)))


if __name__ == "__main__":
    main()
