"""Train the act head: ``python -m training.acts --work build/acts``.

The encoder stays as it ships. The head first learns what the rules propose, with the patterns'
examples and PLOVER's records beside it, then what coders wrote for articles of the corpora and
sentences written for each code (`training.lessons`). `--folds` trains two heads, each without every
second annotated article, and writes what they say of the articles they have not seen, on which the
events stage's own choices are made. What ships is trained on all, twice from other beginnings, and
averaged.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from communique.codebook.ontologies import cameo_codes
from communique.codebook.patterns import ANY_WORD, pattern_table
from communique.records import Act
from communique.runtime.acts import SIDES, ActFeatures, acts_of
from communique.runtime.attributions import ReadSentence, quote_marks
from training.attribution import batches, tensors
from training.lessons import Lesson, Told
from training.polnear import Read
from training.reporting import ActReporter

log = logging.getLogger(__name__)
FOLDS = 2
_BATCH = 48
# The vectors of two layers, and the narrower ones that the head makes of them.
_VECTOR, _SIZE = 2 * 384, 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence as the head sees it, with its acts by anchor."""

    article: str
    place: int
    read: ReadSentence
    told: dict[int, Told]
    complete: bool


def examples(name: str, work: Path) -> list[Example]:
    """All sentences of a source, in text order."""
    vectors = np.load(work / f"{name}.npy", mmap_mode="r")
    found = []
    with (work / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            read = Read(**line["read"])
            lesson = Lesson(
                read=read, acts=[Told(**a) for a in line["acts"]], complete=line["complete"]
            )
            found.append(_example(lesson, vectors[read.first : read.first + len(read.words)]))
    return found


def _example(lesson: Lesson, vectors: NDArray[np.float16]) -> Example:
    read = lesson.read
    sentence = ReadSentence(
        lemmas=read.lemmas, upos=read.upos, deprels=read.deprels, heads=read.heads,
        marks=quote_marks(read.words), vectors=vectors,
    )  # fmt: skip
    told = {act.anchor: act for act in lesson.acts}
    return Example(
        article=read.article, place=read.spans[0][0], read=sentence, told=told,
        complete=lesson.complete,
    )  # fmt: skip


def lexicon() -> dict[str, list[str]]:
    """The types that the event patterns know each head lemma to carry."""
    types = {code: entry.plover for code, entry in cameo_codes().items()}
    table = pattern_table()
    return {
        lemma: sorted({types[p.cameo] for p in table.at(lemma)})
        for lemma in sorted(table)
        if lemma != ANY_WORD
    }


def word_lists(
    found: Sequence[Example], coded: Sequence[Example], least: int = 5, least_coded: int = 12
) -> dict[str, list[str]]:
    """The lemmas that head triggers often enough, all tags and relations, types and kinds.

    A code is a kind of its own where the coders give it often enough.
    """
    lemmas = Counter(e.read.lemmas[a].lower() for e in (*found, *coded) for a in e.told)
    codes = Counter(f"{t.type}/{t.cameo[:3]}" for e in coded for t in e.told.values())
    types = sorted({code.plover for code in cameo_codes().values()})
    kinds = {kind for kind, count in codes.items() if count >= least_coded}
    return {
        "lemmas": sorted(lemma for lemma, count in lemmas.items() if count >= least),
        "upos": sorted({tag for e in found for tag in e.read.upos}),
        "deprels": sorted({label for e in found for label in e.read.deprels}),
        "types": types,
        "kinds": sorted(kinds | {f"{name}/" for name in types}),
    }


def new_network(features: ActFeatures) -> ActReporter:
    """The network for these features, not trained."""
    sizes = {name: len(features.lists[name]) + 1 for name in ("lemmas", "upos", "deprels")}
    sizes["relations"] = features.relations
    return ActReporter(
        sizes, roles=len(SIDES), kinds=len(features.kinds), hints=len(features.types),
        vector=_VECTOR, inner=_SIZE, pair=_SIZE,
    )  # fmt: skip


class Run:
    """Training over given sentences, on from the network as it is."""

    def __init__(
        self, model: ActReporter, features: ActFeatures, *, weights: Sequence[float]
    ) -> None:
        self.model, self.features = model, features
        self.weight = dict(zip(("trigger", "kind", "side"), weights, strict=True))

    def train(self, found: Sequence[Example], *, passes: int, rate: float, seed: int) -> None:
        """So many passes over the sentences."""
        optimizer = torch.optim.AdamW(self.model.parameters(), lr=rate, weight_decay=0.02)
        groups = [batches(found, random.Random(seed + n), _BATCH) for n in range(passes)]
        scheduler = torch.optim.lr_scheduler.OneCycleLR(
            optimizer, max_lr=rate, total_steps=sum(map(len, groups)) + 1, pct_start=0.1
        )
        self.model.train()
        for number, own in enumerate(groups):
            total = 0.0
            for group in own:
                loss = self.loss(group)
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
                optimizer.step()
                scheduler.step()
                total += float(loss.detach())
            log.info("pass %d loss %.3f", number, total / len(own))

    def loss(self, group: Sequence[Example]) -> Tensor:
        """Trigger, type and side losses of a batch, longest sentence first."""
        inputs = tensors(self.features, group)
        words = self.model.words(inputs)
        inside = torch.arange(words.shape[1]).unsqueeze(0) < inputs["sizes"].unsqueeze(1)
        wanted = torch.zeros(words.shape[:2])
        picked = torch.tensor(
            [(r, a) for r, e in enumerate(group) for a in e.told], dtype=torch.long
        ).reshape(-1, 2)
        wanted[picked[:, 0], picked[:, 1]] = 1.0
        # Where only some acts are told, words that may carry another say nothing.
        partial = torch.tensor([not e.complete for e in group]).unsqueeze(1)
        known = inside & ~(partial & (inputs["hints"].sum(-1) > 0) & (wanted == 0))
        loss = self.weight["trigger"] * functional.binary_cross_entropy_with_logits(
            self.model.cue_scores(words)[known], wanted[known], reduction="sum"
        )
        if len(picked):
            loss = loss + self._told_loss(group, inputs, words, picked)
        return loss / len(group)

    def _told_loss(
        self, group: Sequence[Example], inputs: dict[str, Tensor], words: Tensor, picked: Tensor
    ) -> Tensor:
        sides = torch.zeros((len(picked), words.shape[1], len(SIDES)))
        kinds = torch.zeros((len(picked), len(self.features.kinds)), dtype=torch.bool)
        for row, (number, anchor) in enumerate(picked.tolist()):
            told = group[number].told[anchor]
            kinds[row] = self._kinds(told)
            sides[row, told.sources, 0] = 1.0
            sides[row, told.targets, 1] = 1.0
        scores = self.model.role_scores(words, inputs, picked)
        size = torch.arange(words.shape[1]).unsqueeze(0) < inputs["sizes"][picked[:, 0], None]
        by_side = functional.binary_cross_entropy_with_logits(
            scores[size], sides[size], reduction="sum"
        )
        scores = self.model.attitude_scores(words, picked)
        by_kind = scores.logsumexp(-1) - scores.masked_fill(~kinds, -1e4).logsumexp(-1)
        return self.weight["kind"] * by_kind.sum() + self.weight["side"] * by_side

    def _kinds(self, told: Told) -> Tensor:
        """The kinds that the coder's words allow: the one of his code, else all of his type."""
        names, known = self.features.kinds.names, f"{told.type}/{told.cameo[:3]}"
        if told.cameo and known in names:
            return torch.tensor([name == known for name in names])
        return torch.tensor([name.startswith(f"{told.type}/") for name in names])


@torch.no_grad()
def predicted(
    model: ActReporter, features: ActFeatures, found: Sequence[Example], least: float = 0.1
) -> Iterator[tuple[Example, tuple[Act, ...]]]:
    """Each sentence with the acts that the network sees in it."""
    model.eval()
    for group in batches(found, random.Random(0), _BATCH):
        inputs = tensors(features, group)
        words = model.words(inputs)
        picked, shares = model.picked(words, inputs["sizes"], least)
        sides = model.role_scores(words, inputs, picked).sigmoid().numpy()
        kinds = model.attitude_scores(words, picked).softmax(-1).numpy()
        sizes = [len(e.read.lemmas) for e in group]
        told = picked.numpy(), shares.numpy(), kinds, sides
        yield from zip(group, acts_of(*told, sizes=sizes, features=features), strict=True)


def figures(pairs: Sequence[tuple[Example, tuple[Act, ...]]], least: float) -> str:
    """Triggers, types and sides of acts whose share is at least `least`."""
    n: Counter[str] = Counter()
    for e, acts in pairs:
        kept = [a for a in acts if a.share >= least]
        n["said"] += len(kept)
        n["gold"] += len(e.told)
        for act in kept:
            told = e.told.get(act.anchor)
            if told is None:
                continue
            n["found"] += 1
            n["typed"] += act.types[0][0] == told.type
            n["coded"] += bool(act.codes) and act.codes[0][0] == told.cameo[:3]
            for side, wanted, shares in (
                ("source", told.sources, act.sources), ("target", told.targets, act.targets)
            ):  # fmt: skip
                best = {word for word, share in shares if share >= 0.5}
                n[side] += best == set(wanted)
    p, r = n["found"] / max(1, n["said"]), n["found"] / max(1, n["gold"])
    share = {k: n[k] / max(1, n["found"]) for k in ("typed", "coded", "source", "target")}
    return (
        f"{least:.1f} trigger P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f} | type "
        f"{share['typed']:.3f} code {share['coded']:.3f} source {share['source']:.3f} "
        f"target {share['target']:.3f}"
    )


def folds(found: Sequence[Example]) -> list[list[Example]]:
    """The annotated sentences in parts, whole articles each."""
    order = {article: n for n, article in enumerate(dict.fromkeys(e.article for e in found))}
    parts: dict[int, list[Example]] = defaultdict(list)
    for e in found:
        parts[order[e.article] % FOLDS].append(e)
    return [parts[n] for n in range(FOLDS)]


def main() -> None:
    """Train, report, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--first-passes", type=int, default=2)
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--networks", type=int, default=2, help="how many ship, averaged")
    parser.add_argument("--folds", action="store_true", help="what heads say of unseen folds")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    proposed = [e for n in ("rules", "examples", "records") for e in examples(n, options.work)]
    coded, written = (examples(name, options.work) for name in ("annotated", "written"))
    features = ActFeatures(word_lists(proposed, [*coded, *written]), lexicon())
    if options.folds:
        _write_folds(options, features, _first(options, features, proposed, 0), coded, written)
        return
    models = []
    for number in range(options.networks):
        model = _first(options, features, proposed, number)
        _train(options, features, model, [*coded, *written], number)
        models.append(model.state_dict())
    torch.save(
        {"models": models, "lists": features.lists, "lexicon": features.lexicon},
        options.work / "head.pt",
    )


def _first(
    options: argparse.Namespace, features: ActFeatures, proposed: Sequence[Example], number: int
) -> ActReporter:
    """One of the networks after what the rules propose, kept for the other runs."""
    torch.manual_seed(7 + number)
    model, kept = new_network(features), options.work / f"first-{number}.pt"
    if kept.exists():
        model.load_state_dict(torch.load(kept, weights_only=True))
        return model
    Run(model, features, weights=(1.0, 0.5, 0.5)).train(
        proposed, passes=options.first_passes, rate=options.rate, seed=1 + number
    )
    torch.save(model.state_dict(), kept)
    return model


def _train(
    options: argparse.Namespace,
    features: ActFeatures,
    model: ActReporter,
    coded: Sequence[Example],
    number: int = 0,
) -> None:
    Run(model, features, weights=(1.0, 0.5, 1.0)).train(
        coded, passes=options.passes, rate=options.rate / 2, seed=100 + 50 * number
    )


def _write_folds(
    options: argparse.Namespace,
    features: ActFeatures,
    first: ActReporter,
    coded: Sequence[Example],
    written: Sequence[Example],
) -> None:
    parts, written_parts = folds(coded), folds(written)
    told = []
    with (options.work / "folds.jsonl").open("w", encoding="utf-8") as out:
        for number, (aside, written_aside) in enumerate(zip(parts, written_parts, strict=True)):
            model = deepcopy(first)
            rest = [
                e
                for n, part in enumerate(zip(parts, written_parts, strict=True))
                if n != number
                for own in part
                for e in own
            ]
            _train(options, features, model, rest)
            pairs = list(predicted(model, features, aside))
            log.info("fold %d: %s", number, figures(pairs, 0.5))
            told += pairs
            for e, acts in (*pairs, *predicted(model, features, written_aside)):
                row = {"article": e.article, "place": e.place, "acts": [asdict(a) for a in acts]}
                out.write(json.dumps(row) + "\n")
    for least in (0.2, 0.3, 0.4, 0.5, 0.6):
        log.info("all folds: %s", figures(told, least))


if __name__ == "__main__":
    main()
