"""Weigh what speaks for acts and their sides: ``python -m training.weighing --work build/acts``.

In: the annotated articles read with heads that have not seen them (``python -m training.acts
--folds``). Out, in the folder of weights: ``beliefs`` (is there an act), ``codes`` (which of its
readings has the right code), ``sides`` (who does it to whom) and ``wholes`` (is all of it right).
What is right is what a coder has. Figures are of articles left out.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from benchmarks.events import gold_articles
from numpy.typing import NDArray

from communique.pipeline import annotate_article, article_from_text
from communique.records import Act, Event, Sentence
from communique.runtime.core import WEIGHTS, LanguageCore, Passage, Reading, shipped_core
from communique.runtime.ranking import Ranker, shipped_ranker
from communique.scoring import GoldArticle, GoldEvent
from communique.stages.actors.referring import strongest
from communique.stages.events import Notes, candidates
from communique.stages.events.candidates import CODE_SIGNS, Candidate
from communique.stages.events.sides import MANY_SIGNS, SIGNS, Draft, Option
from training.lessons import ANNOTATED
from training.ranking import Layers, fit_chances, fit_ranker, indifferent, table_of

log = logging.getLogger(__name__)
# Halves of the articles: weights of linking that weigh one have learned from the other.
HALVES = 2


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

    def __init__(self, number: int, gold: GoldArticle) -> None:
        self.number, self.gold = number, gold
        self.sentence: Sentence | None = None
        self.acts: list[tuple[Mapping[str, float], bool]] = []
        # By trigger and type its readings, each with whether its code is the coder's.
        self.codes: dict[tuple[int, int, str], list[tuple[Mapping[str, float], bool]]]
        self.codes = defaultdict(list)
        self.sides: list[tuple[str, torch.Tensor, int, list[list[str]]]] = []
        self.wholes: list[tuple[Mapping[str, float], bool]] = []

    def begin(self, sentence: Sentence) -> None:
        """`sentence` is coded now."""
        self.sentence = sentence

    def weigh(self, candidate: Candidate, belief: float, signs: Mapping[str, float]) -> None:
        """Keep the signs and whether a coder has such an act there, and with this code."""
        del belief
        assert self.sentence is not None
        act, coded = candidate.act, candidate.coded
        words = (act.anchor,) if act else coded.match.words
        spans = [self.sentence.spans[word] for word in words]
        codes = {
            event.cameo[:3]
            for event in self._here()
            if event.plover == coded.plover and any(event.trigger.overlaps(span) for span in spans)
        }
        self.acts.append((signs, bool(codes)))
        if codes:
            place = (self.sentence.span.start, candidate.anchor, coded.plover)
            self.codes[place].append((signs, coded.cameo[:3] in codes))

    def offer(self, draft: Draft, side: str, offered: Sequence[Option]) -> None:
        """Keep the signs of the answers and which is the coder's; -1 where none is."""
        same = self._same(draft.event)
        if same:
            wanted = getattr(same[0], side)
            right = [n for n, o in enumerate(offered) if set(o.party.codes) == set(wanted)]
            signs = table_of([option.told for option in offered], SIGNS)
            many = [[n for n in o.told if n.startswith(MANY_SIGNS)] for o in offered]
            self.sides.append((side, signs, right[0] if right else -1, many))

    def judge(self, event: Event, signs: Mapping[str, float]) -> None:
        """Keep the signs of an event with its sides, and whether a coder has the same."""
        right = any(
            gold.source == set(event.source) and gold.target == set(event.target)
            for gold in self._same(event)
        )
        self.wholes.append((signs, right))

    def _same(self, event: Event) -> list[GoldEvent]:
        """The coder's acts of this type at this trigger."""
        return [
            gold
            for gold in self.gold.events
            if gold.plover == event.plover and gold.trigger.overlaps(event.trigger)
        ]

    def _here(self) -> list[GoldEvent]:
        assert self.sentence is not None
        return [e for e in self.gold.events if e.sentence.overlaps(self.sentence.span)]


def weighed(work: Path, core: LanguageCore, half: int | None = None) -> list[Weighed]:
    """The annotated articles, or every second one of them, read and weighed."""
    acts, found = fold_acts(work / "folds.jsonl"), []
    # Whom mentions stand for by weights that have not seen the article either.
    halves = [partial(strongest, Ranker(work / f"references-{half}.npz")) for half in range(HALVES)]
    for number, gold in enumerate(gold_articles(ANNOTATED)):
        if half is not None and number % HALVES != half:
            continue
        notes = Weighed(number, gold)
        article = article_from_text(gold.text, article_id=gold.id, date=gold.dct)
        own: LanguageCore = FoldCore(core, acts.get(gold.id, []))  # type: ignore[assignment]
        annotate_article(article, own, notes=notes, decide=halves[number % HALVES])
        found.append(notes)
    return found


def write_acts(read: Sequence[Weighed]) -> None:
    """Fit what weighs acts, and the codes of several readings of one."""
    acts = [(w.number, signs, right) for w in read for signs, right in w.acts]
    codes = [
        (
            w.number,
            table_of([told for told, _ in readings], CODE_SIGNS),
            [right for _, right in readings].index(True),
            [()] * len(readings),
        )
        for w in read
        for readings in w.codes.values()
        if len({right for _, right in readings}) == 2
    ]
    _write("beliefs", fit_chances("act", acts, candidates.MANY_SIGNS))
    _write("codes", fit_ranker("code", CODE_SIGNS, codes))


def write_sides(read: Sequence[Weighed]) -> None:
    """Fit what ranks the answers for each side."""
    layers: Layers = {}
    for side in ("source", "target"):
        rows = [(w.number, *rest) for w in read for name, *rest in w.sides if name == side]
        layers |= fit_ranker(side, SIGNS, rows)
    _write("sides", layers)


def write_wholes(read: Sequence[Weighed]) -> None:
    """Fit what weighs events with their sides."""
    rows = [(w.number, signs, right) for w in read for signs, right in w.wholes]
    _write("wholes", fit_chances("whole", rows))


def _write(name: str, layers: Mapping[str, NDArray[Any]]) -> None:
    np.savez(WEIGHTS / f"{name}.npz", **layers)  # type: ignore[arg-type]
    shipped_ranker.cache_clear()


def fit(read: Callable[[int | None], list[Weighed]]) -> None:
    """Fit all, one upon the other; `read` weighs all articles, or one half of them.

    What weighs whole events learns from beliefs and sides as they are on articles that the weights
    of acts and sides have not seen.
    """
    # What stands there may be of other signs, and what is fitted does not depend on it.
    _write("beliefs", indifferent(("act",), ("trigger",)))
    _write("codes", indifferent(("code",), CODE_SIGNS))
    _write("sides", indifferent(("source", "target"), SIGNS))
    _write("wholes", indifferent(("whole",), ("act",)))
    acts = read(None)
    write_acts(acts)
    sides = read(None)
    write_sides(sides)
    shipped = {path: path.read_bytes() for path in WEIGHTS.glob("*.npz")}
    wholes = []
    for half in range(HALVES):
        write_acts([w for w in acts if w.number % HALVES != half])
        write_sides([w for w in sides if w.number % HALVES != half])
        wholes += read(half)
    for path, written in shipped.items():
        path.write_bytes(written)
    write_wholes(wholes)


def begun(description: str) -> Path:
    """The folder named on the command line; progress is logged, and one thread does the sums."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    work: Path = options.work
    return work


def main() -> None:
    """Fit acts, the sides of the events told with these weights, and events with their sides."""
    work, core = begun(__doc__), shipped_core(2)
    fit(lambda half: weighed(work, core, half))


if __name__ == "__main__":
    main()
