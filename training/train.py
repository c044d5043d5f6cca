"""Train the language core: ``python -m training.train --out build/core --passes 8``.

Deterministic for one machine and thread count; a checkpoint after every pass lets a run go on.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from communique.runtime.pieces import SHAPES, Encoded, Pieces
from training.corpora import Example, encoder_folder, training_sets
from training.network import Encoder, Reader

log = logging.getLogger("training")

TASKS = ("upos", "xpos", "feats", "lemma_scripts", "names", "deprels")
LOSS_WEIGHTS = {"upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma_scripts": 0.5, "names": 1.0}
RARE = {"lemma_scripts": 3, "feats": 3, "xpos": 3, "deprels": 3}
PIECES_PER_BATCH, SENTENCES_PER_BATCH = 1600, 32
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
IGNORE = -100


def label_sets(examples: Iterable[Example]) -> dict[str, list[str]]:
    """Labels per task, most frequent first, rare ones dropped (they train as 'unknown')."""
    counts: dict[str, Counter[str]] = {task: Counter() for task in TASKS}
    for example in examples:
        for task in TASKS:
            counts[task].update(getattr(example, task))
    return {
        task: [label for label, n in sorted(c.items(), key=lambda i: (-i[1], i[0]))
               if n >= RARE.get(task, 1)]
        for task, c in counts.items()
    }  # fmt: skip


def batches(sizes: Sequence[int], rng: random.Random) -> list[list[int]]:
    """Indices grouped by length so that little is padding, in random order."""
    order = sorted(range(len(sizes)), key=lambda i: (sizes[i] + rng.random() * 4, i))
    groups: list[list[int]] = []
    for index in order:
        group = groups[-1] if groups else None
        if (
            group is None
            or len(group) >= SENTENCES_PER_BATCH
            or (len(group) + 1) * sizes[index] > PIECES_PER_BATCH
        ):
            groups.append([index])
        else:
            group.append(index)
    rng.shuffle(groups)
    return groups


def model_input(encoded: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Padded (pieces, shapes, mask, first) tensors."""
    length = max(len(e.pieces) for e in encoded)
    words = max(len(e.first) for e in encoded)
    pad = lambda rows, width: torch.tensor([r + [0] * (width - len(r)) for r in rows])  # noqa: E731
    pieces = pad([e.pieces for e in encoded], length)
    mask = pad([[1] * len(e.pieces) for e in encoded], length)
    shapes = pad([e.shapes for e in encoded], length)
    return pieces, shapes, mask, pad([e.first for e in encoded], words)


def targets(examples: Sequence[Example], ids: dict[str, dict[str, int]]) -> dict[str, Tensor]:
    """Padded label tensors for the tasks the examples have; heads are word numbers, 0 the root."""
    width = max(len(e.words) for e in examples)
    out = {}
    for task in TASKS:
        if getattr(examples[0], task):
            rows = [[ids[task].get(v, IGNORE) for v in getattr(e, task)] for e in examples]
            out[task] = torch.tensor([r + [IGNORE] * (width - len(r)) for r in rows])
    if examples[0].heads:
        rows = [list(e.heads) for e in examples]
        out["heads"] = torch.tensor([r + [IGNORE] * (width - len(r)) for r in rows])
    return out


def shouted(encoded: Encoded, rng: random.Random) -> Encoded:
    """Now and then the same sentence in capitals or title case, as datelines and headlines are."""
    chance = rng.random()
    if chance > 0.04:
        return encoded
    shape = SHAPES.index("upper" if chance < 0.02 else "title")
    plain = {SHAPES.index(s) for s in ("lower", "title", "mixed", "upper")}
    return Encoded(
        encoded.pieces, [shape if s in plain else s for s in encoded.shapes], encoded.first
    )


def loss_of(model: Reader, out: dict[str, Tensor], gold: dict[str, Tensor]) -> Tensor:
    """The weighted sum of the losses of the tasks that `gold` has."""
    total = torch.zeros(())
    for task, weight in LOSS_WEIGHTS.items():
        if task in gold:
            scores = out[task].float().flatten(0, 1)
            total = total + weight * functional.cross_entropy(
                scores, gold[task].flatten(), ignore_index=IGNORE
            )
    if "heads" in gold:
        heads = gold["heads"]
        total = total + functional.cross_entropy(
            out["arcs"].float().flatten(0, 1), heads.flatten(), ignore_index=IGNORE
        )
        labels = model.label_scores(out, heads.clamp(min=0)).float()
        total = total + functional.cross_entropy(
            labels.flatten(0, 1), gold["deprels"].flatten(), ignore_index=IGNORE
        )
    return total


def masked_arcs(out: dict[str, Tensor], first: Tensor, lengths: Tensor) -> None:
    """Forbid padding as a head, in place."""
    slots = torch.arange(first.shape[1])[None, :] > lengths[:, None]
    out["arcs"] = out["arcs"].masked_fill(slots[:, None, :], -1e4)


class Run:
    """One training run: data, model, optimiser, schedule."""

    def __init__(self, out: Path, model_dir: Path, layers: int, passes: int) -> None:
        self.out, self.passes = out, passes
        trees, names = training_sets()
        self.examples = [e for e in [*trees, *names] if len(e.words) <= 150]
        self.labels = label_sets(self.examples)
        self.ids = {t: {label: i for i, label in enumerate(ls)} for t, ls in self.labels.items()}
        self.encoded = Pieces(model_dir / "tokenizer.json").encode([e.words for e in self.examples])
        encoder = Encoder(model_dir, layers, len(SHAPES))
        self.model = Reader(encoder, {task: len(ls) for task, ls in self.labels.items()})
        encoder_weights = [p for p in encoder.parameters() if p.requires_grad]
        inside = {id(p) for p in encoder.parameters()}
        heads = [p for p in self.model.parameters() if id(p) not in inside]
        self.optimizer = torch.optim.AdamW(
            [{"params": encoder_weights, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}],
            weight_decay=0.01,
        )
        self.groups = self._task_batches(0)
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.done = 0

    def _rate(self, step: int) -> float:
        total = len(self.groups) * self.passes * 1.02
        return min(1.0, (step + 1) / 200) * max(0.0, 1 - step / total)

    def _task_batches(self, number: int) -> list[list[int]]:
        """Batches of one pass; tree and name sentences are never mixed within a batch."""
        rng = random.Random(number)
        groups: list[list[int]] = []
        for has_tree in (True, False):
            chosen = [i for i, e in enumerate(self.examples) if bool(e.heads) == has_tree]
            sizes = [len(self.encoded[i].pieces) for i in chosen]
            groups += [[chosen[i] for i in group] for group in batches(sizes, rng)]
        rng.shuffle(groups)
        return groups

    def resume(self) -> None:
        """Go on from the last checkpoint, if there is one."""
        checkpoint = self.out / "checkpoint.pt"
        if checkpoint.exists():
            state = torch.load(checkpoint, weights_only=True)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.scheduler.load_state_dict(state["scheduler"])
            self.done = state["passes"]

    def save(self) -> None:
        """Write the checkpoint and the label sets."""
        self.out.mkdir(parents=True, exist_ok=True)
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "scheduler": self.scheduler.state_dict(),
            "passes": self.done,
        }
        torch.save(state, self.out / "checkpoint.tmp")
        (self.out / "checkpoint.tmp").replace(self.out / "checkpoint.pt")
        (self.out / "labels.json").write_text(json.dumps(self.labels, ensure_ascii=False, indent=0))

    def one_pass(self) -> None:
        """Train on every sentence once."""
        torch.manual_seed(1000 + self.done)
        rng = random.Random(500 + self.done)
        self.model.train()
        started, seen, mean = time.time(), 0, 0.0
        for step, group in enumerate(self._task_batches(self.done)):
            examples = [self.examples[i] for i in group]
            inputs = model_input([shouted(self.encoded[i], rng) for i in group])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = self.model(*inputs)
                masked_arcs(out, inputs[3], torch.tensor([len(e.words) for e in examples]))
                loss = loss_of(self.model, out, targets(examples, self.ids))
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
            self.optimizer.step()
            self.scheduler.step()
            seen += len(group)
            mean = 0.99 * mean + 0.01 * float(loss.detach())
            if step % 100 == 0:
                rate = seen / (time.time() - started)
                log.info("pass %d step %d loss %.3f %.0f sentences/s", self.done, step, mean, rate)
        self.done += 1


def main() -> None:
    """Train for the asked number of passes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, default=encoder_folder(), help="encoder's files")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    torch.manual_seed(7)
    run = Run(options.out, options.encoder, options.layers, options.passes)
    run.resume()
    while run.done < run.passes:
        run.one_pass()
        run.save()


if __name__ == "__main__":
    main()
