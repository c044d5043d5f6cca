"""Train the attribution head: ``python -m training.attribution --work build/attribution``.

The encoder stays as it ships; its vectors of PolNeAR train are written once (`training.polnear`).
Every tenth article is set aside: thresholds and passes are chosen on it, never on PolNeAR dev. The
weights that ship have not seen it either, so that the choice can be checked again on them
(``python benchmarks/polnear.py --split train --fold``).
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from communique.records import Report
from communique.runtime.attributions import (
    ATTITUDES,
    ROLES,
    Features,
    ReadSentence,
    quote_marks,
    reports_of,
)
from communique.runtime.core import shipped_core
from communique.stages.quotes.cues import attitude_table
from training.polnear import Read, Told, articles, told_by_sentence, write_vectors
from training.reporting import Reporter

log = logging.getLogger(__name__)
FOLDS = 10
_NONE = -100


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence as the head sees it, with what it reports by anchor."""

    article: str
    read: ReadSentence
    told: dict[int, Told]


def examples(split: str, work: Path) -> list[Example]:
    """All sentences of a split, in text order."""
    vectors: NDArray[np.float16] = np.load(work / f"{split}.npy", mmap_mode="r")
    gold = {row["id"]: row["attributions"] for row in articles(split)}
    with (work / f"{split}.jsonl").open(encoding="utf-8") as lines:
        reads = [Read(**json.loads(line)) for line in lines]
    found: list[Example] = []
    for article, group in groupby(reads, key=lambda r: r.article):
        own = list(group)
        told = told_by_sentence(own, gold[article])
        for number, (read, marks) in enumerate(zip(own, _marks(own), strict=True)):
            rows = vectors[read.first : read.first + len(read.words)]
            sentence = ReadSentence(
                lemmas=read.lemmas, upos=read.upos, deprels=read.deprels, heads=read.heads,
                marks=marks, vectors=rows,
            )  # fmt: skip
            found.append(Example(article=article, read=sentence, told=told.get(number, {})))
    return found


def _marks(reads: list[Read]) -> Iterator[list[int]]:
    """Where the words of each sentence stand to marks, counted from the start of its passage."""
    for _, group in groupby(reads, key=lambda r: r.passage):
        own = list(group)
        marks = quote_marks([word for read in own for word in read.words])
        for read in own:
            yield marks[read.offset : read.offset + len(read.words)]


def attitude_by_lemma() -> dict[str, int]:
    """The attitude of cue lemmas that the data files know."""
    return {lemma: ATTITUDES.index(attitude) for lemma, attitude in attitude_table().items()}


def word_lists(found: Sequence[Example], least: int = 4) -> dict[str, list[str]]:
    """The lemmas that head cues often enough, and all tags and relations."""
    lemmas = Counter(e.read.lemmas[a].lower() for e in found for a in e.told)
    return {
        "lemmas": sorted(lemma for lemma, count in lemmas.items() if count >= least),
        "upos": sorted({tag for e in found for tag in e.read.upos}),
        "deprels": sorted({label for e in found for label in e.read.deprels}),
    }


def sizes_of(features: Features) -> dict[str, int]:
    """Rows of the embeddings: one more than names in a list, for anything else."""
    return {name: len(names) + 1 for name, names in features.lists.items()} | {
        "relations": features.relations
    }


class Run:
    """One training run over given sentences."""

    def __init__(
        self, found: list[Example], features: Features, *, passes: int, rate: float
    ) -> None:
        self.found, self.features, self.passes = found, features, passes
        self.model = Reporter(sizes_of(features))
        self.attitudes = attitude_by_lemma()
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=rate, weight_decay=0.01)
        steps = sum(len(batches(thinned(found, n), random.Random(n))) for n in range(passes))
        self.scheduler = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, max_lr=rate, total_steps=steps + 1, pct_start=0.1
        )

    def one_pass(self, number: int) -> float:
        """Train on every sentence once; the mean loss."""
        self.model.train()
        total = []
        for group in batches(thinned(self.found, number), random.Random(number)):
            loss = self.loss(group)
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
            self.optimizer.step()
            self.scheduler.step()
            total.append(float(loss.detach()))
        return sum(total) / len(total)

    def loss(self, group: Sequence[Example]) -> Tensor:
        """Cue, role and attitude losses of a batch, longest sentence first."""
        inputs = tensors(self.features, group)
        words = self.model.words(inputs)
        wanted = torch.zeros(words.shape[:2])
        places = [(r, a) for r, e in enumerate(group) for a in e.told]
        picked = torch.tensor(places, dtype=torch.long).reshape(-1, 2)
        wanted[picked[:, 0], picked[:, 1]] = 1.0
        inside = torch.arange(words.shape[1]).unsqueeze(0) < inputs["sizes"].unsqueeze(1)
        cues = functional.binary_cross_entropy_with_logits(
            self.model.cue_scores(words)[inside], wanted[inside], reduction="sum"
        )
        if not len(picked):
            return cues / len(group)
        roles = torch.full((len(picked), words.shape[1]), _NONE)
        known = torch.full((len(picked),), _NONE)
        for row, (number, anchor) in enumerate(picked.tolist()):
            e = group[number]
            roles[row, : len(e.read.lemmas)] = torch.tensor(role_labels(e, e.told[anchor]))
            known[row] = self.attitudes.get(e.read.lemmas[anchor].lower(), _NONE)
        scores = self.model.role_scores(words, inputs, picked)
        loss = functional.cross_entropy(
            scores.flatten(0, 1), roles.flatten(), ignore_index=_NONE, reduction="sum"
        )
        attitude = functional.cross_entropy(
            self.model.attitude_scores(words, picked), known, ignore_index=_NONE, reduction="sum"
        )
        return (2.0 * cues + 0.2 * loss + 0.2 * attitude) / len(group)


def thinned(found: Sequence[Example], number: int) -> list[Example]:
    """The sentences of one pass: all that report something, every other of the rest."""
    return [e for n, e in enumerate(found) if e.told or (n + number) % 2]


def role_labels(example: Example, told: Told) -> list[int]:
    """The role of each word; the cue before the source, the source before the content."""
    labels = []
    for word in range(len(example.read.lemmas)):
        role = (
            "cue" if word in told.cue
            else "source" if word in told.source
            else "content" if word in told.content
            else "none"
        )  # fmt: skip
        labels.append(ROLES.index(role))
    return labels


class HasSentence(Protocol):
    """What a head learns from: a sentence with whatever is told of it."""

    @property
    def read(self) -> ReadSentence:
        """The sentence as the head sees it."""


class AsArrays(Protocol):
    """What makes the inputs of a head."""

    def arrays(self, sentences: Sequence[ReadSentence]) -> dict[str, NDArray[Any]]:
        """Padded inputs; sentences must come longest first."""


OneExample = TypeVar("OneExample", bound=HasSentence)


def batches(
    found: Sequence[OneExample], rng: random.Random, size: int = 64
) -> list[list[OneExample]]:
    """Sentences of like length together, longest first inside a batch, batches in random order."""
    order = sorted(found, key=lambda e: -len(e.read.lemmas) - rng.random() * 4)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    return [sorted(group, key=lambda e: -len(e.read.lemmas)) for group in groups]


def tensors(features: AsArrays, group: Sequence[HasSentence]) -> dict[str, Tensor]:
    """The head's inputs."""
    arrays = features.arrays([e.read for e in group])
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


@torch.no_grad()
def predicted(
    model: Reporter, features: Features, found: Sequence[Example]
) -> Iterator[tuple[Example, tuple[Report, ...]]]:
    """Each sentence with the reports that the network sees in it."""
    model.eval()
    for group in batches(found, random.Random(0)):
        inputs = tensors(features, group)
        words = model.words(inputs)
        picked, cues = model.picked(words, inputs["sizes"], 0.1)
        roles = model.role_scores(words, inputs, picked).log_softmax(-1).numpy()
        attitudes = model.attitude_scores(words, picked).log_softmax(-1).numpy()
        sizes = [len(e.read.lemmas) for e in group]
        yield from zip(
            group,
            reports_of(picked.numpy(), cues.numpy(), roles, attitudes, sizes=sizes),
            strict=True,
        )


def figures(pairs: Sequence[tuple[Example, tuple[Report, ...]]], least: float) -> str:
    """Cue, content and source figures of reports whose share is at least `least`."""
    count: Counter[str] = Counter()
    for e, reports in pairs:
        gold = [t for t in e.told.values() if t.content]
        kept = [r for r in reports if r.share >= least]
        spans = [{w for a, b in r.contents for w in range(a, b + 1)} for r in kept]
        count["gold"] += len(gold)
        count["said"] += len(kept)
        count["found"] += sum(any(t.content & s for s in spans) for t in gold)
        count["right"] += sum(any(t.content & s for t in gold) for s in spans)
        for r, span in zip(kept, spans, strict=True):
            told = e.told.get(r.anchor)
            count["anchor"] += told is not None
            if told is None or not told.content:
                continue
            count["both"] += 1
            count["exact"] += span == told.content
            if told.source:
                source = set(range(r.source[0], r.source[1] + 1)) if r.source else set()
                count["sources"] += 1
                count["source"] += bool(source & told.source)
                count["source exact"] += source == told.source
    precision = count["right"] / max(1, count["said"])
    recall = count["found"] / max(1, count["gold"])
    mean = 2 * precision * recall / max(1e-9, precision + recall)
    return (
        f"{least:.2f} overlap P {precision:.3f} R {recall:.3f} F1 {mean:.3f}"
        f" | anchors P {count['anchor'] / max(1, count['said']):.3f}"
        f" R {count['both'] / max(1, count['gold']):.3f}"
        f" | exact content {count['exact'] / max(1, count['both']):.3f}"
        f" source {count['source'] / max(1, count['sources']):.3f}"
        f" exact {count['source exact'] / max(1, count['sources']):.3f}"
    )


def set_aside(split: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """The articles to train on and those set aside: every tenth."""
    order = {article: n for n, article in enumerate(dict.fromkeys(e.article for e in split))}
    kept = [e for e in split if order[e.article] % FOLDS != FOLDS - 1]
    return kept, [e for e in split if order[e.article] % FOLDS == FOLDS - 1]


def main() -> None:
    """Write vectors where they are missing, train, report, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    torch.manual_seed(7)
    if not (options.work / "train.npy").exists():
        write_vectors("train", options.work, shipped_core(options.threads))
    found, aside = set_aside(examples("train", options.work))
    features = Features(word_lists(found))
    run = Run(found, features, passes=options.passes, rate=options.rate)
    size = sum(p.numel() for p in run.model.parameters())
    log.info("%d sentences, %d lemmas, %d weights", len(found), len(features.lists["lemmas"]), size)
    for number in range(options.passes):
        loss = run.one_pass(number)
        log.info("pass %d loss %.3f", number, loss)
        if number % 2 == 1 or number == options.passes - 1:
            pairs = list(predicted(run.model, features, aside))
            for least in (0.2, 0.3, 0.4, 0.5):
                log.info("%s", figures(pairs, least))
    torch.save({"model": run.model.state_dict(), "lists": features.lists}, options.work / "head.pt")


if __name__ == "__main__":
    main()
