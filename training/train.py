"""Train the language core: ``python -m training.train --out build/core``.

Deterministic for one machine and thread count; a checkpoint after every pass lets a run go on.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from communique.runtime.pieces import Pieces
from training.corpora import Document, encoder_folder, training_documents
from training.names import UNTOLD
from training.network import Encoder, Reader, head_sizes
from training.windows import (
    IGNORE,
    TAGS,
    Window,
    batches,
    encode_documents,
    model_input,
    pack,
    runs,
    targets,
)

log = logging.getLogger("training")

LOSS_WEIGHTS = {
    "upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma_scripts": 0.5, "names": 1.0, "entities": 0.5,
    "starts": 0.5, "arcs": 1.0, "deprels": 1.0, "links": 0.3,
}  # fmt: skip
RARE = {"lemma_scripts": 3, "feats": 3, "xpos": 3, "deprels": 3}
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3
FORBIDDEN = -1e4
# Without AVX-512 a processor only imitates bfloat16, which is slower than full precision.
HALF = torch.backends.cpu.get_cpu_capability().startswith("AVX512")


def label_sets(documents: Iterable[Document]) -> dict[str, list[str]]:
    """Labels per task, most frequent first, rare ones dropped (they train as 'unknown')."""
    counts: dict[str, Counter[str]] = {task: Counter() for task in (*TAGS, "deprels")}
    for document in documents:
        for example in document:
            for task, counter in counts.items():
                counter.update(getattr(example, task))
    del counts["names"][UNTOLD]
    return {
        task: [label for label, n in sorted(c.items(), key=lambda i: (-i[1], i[0]))
               if n >= RARE.get(task, 1)]
        for task, c in counts.items()
    }  # fmt: skip


def _mean_loss(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy per labelled word; 0 when no word is labelled."""
    total = functional.cross_entropy(
        scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="sum"
    )
    return total / (gold != IGNORE).sum().clamp(min=1)


def arc_loss(arcs: Tensor, gold: dict[str, Tensor]) -> Tensor:
    """Loss of heads: a word may hang on the root or on a word of its own sentence."""
    sentence = gold["sentence"]
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence >= 0)[:, None, :]
    allowed = torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)
    return _mean_loss(arcs.float().masked_fill(~allowed, FORBIDDEN), gold["heads"])


def link_loss(out: dict[str, Tensor], chains: Tensor) -> Tensor:
    """Marginal likelihood of any earlier mention of the same entity, or of none (slot 0).

    Mentions are head words, as in Dobrovolskii (2021), "Word-level coreference resolution".
    """
    mention = chains > 0
    width = chains.shape[1]
    scores = torch.matmul(out["link_dep"], out["link_head"].transpose(1, 2)).float()
    earlier = torch.tril(torch.ones(width, width, dtype=torch.bool), diagonal=-1)
    candidate = mention[:, None, :] & earlier
    right = candidate & (chains[:, :, None] == chains[:, None, :])
    none = ~right.any(dim=2, keepdim=True)
    allowed = torch.cat([torch.ones_like(none), candidate], dim=2)
    wanted = torch.cat([none, right], dim=2)
    loss = scores.masked_fill(~allowed, FORBIDDEN).logsumexp(2) - scores.masked_fill(
        ~wanted, FORBIDDEN
    ).logsumexp(2)
    return (loss * mention).sum() / mention.sum().clamp(min=1)


def loss_of(
    model: Reader, out: dict[str, Tensor], gold: dict[str, Tensor], weights: dict[str, float]
) -> Tensor:
    """The weighted sum of the losses of all tasks."""
    losses = {task: _mean_loss(out[task], gold[task]) for task in (*TAGS, "starts")}
    losses["arcs"] = arc_loss(out["arcs"], gold)
    labels = model.label_scores(out, gold["heads"].clamp(min=0))
    losses["deprels"] = _mean_loss(labels, gold["deprels"])
    losses["links"] = link_loss(out, gold["chains"])
    return torch.stack([weights.get(task, 0.0) * loss for task, loss in losses.items()]).sum()


class Run:
    """One training run: data, model, optimiser, schedule."""

    def __init__(
        self, out: Path, model_dir: Path, *, layers: int, passes: int,
        weights: dict[str, float] = LOSS_WEIGHTS, every: int = 1,
    ) -> None:  # fmt: skip
        self.out, self.passes, self.weights = out, passes, weights
        documents = training_documents()[::every]
        self.labels = label_sets(documents)
        self.ids = {t: {label: i for i, label in enumerate(ls)} for t, ls in self.labels.items()}
        self.pieces = Pieces(model_dir / "tokenizer.json")
        self.documents = encode_documents(documents, self.pieces)
        encoder = Encoder(model_dir, layers)
        self.model = Reader(encoder, head_sizes(self.labels))
        embeddings = list(encoder.pieces.parameters())
        kept, inside = {id(p) for p in embeddings}, {id(p) for p in encoder.parameters()}
        blocks = [p for p in encoder.parameters() if id(p) not in kept]
        heads = [p for p in self.model.parameters() if id(p) not in inside]
        self.optimizer = torch.optim.AdamW(
            [{"params": embeddings, "lr": ENCODER_RATE, "weight_decay": 0.0},
             {"params": blocks, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}],
            weight_decay=0.01, fused=True,
        )  # fmt: skip
        self.steps = len(self._batches(0))
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.done = 0

    def _rate(self, step: int) -> float:
        total = self.steps * self.passes * 1.02
        return min(1.0, (step + 1) / 200) * max(0.0, 1 - step / total)

    def _batches(self, number: int) -> list[list[Window]]:
        """The batches of one pass; every pass cuts the documents anew."""
        rng = random.Random(number)
        windows = [window for document in self.documents for window in pack(document, rng)]
        return batches(windows, rng)

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
        for step, group in enumerate(self._batches(self.done)):
            inputs = model_input([self.pieces.window(runs(w, rng)) for w in group])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
                out = self.model(*inputs)
                loss = loss_of(self.model, out, targets(group, self.ids), self.weights)
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
            self.optimizer.step()
            self.scheduler.step()
            seen += sum(len(w.items) for w in group)
            mean = 0.99 * mean + 0.01 * float(loss.detach())
            if step % 100 == 0:
                rate = seen / (time.time() - started)
                log.info("pass %d step %d/%d loss %.3f %.0f sentences/s",
                         self.done, step, self.steps, mean, rate)  # fmt: skip
        self.done += 1


def main() -> None:
    """Train for the asked number of passes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, default=encoder_folder(), help="encoder's files")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--passes", type=int, default=10)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tasks", nargs="+", default=list(LOSS_WEIGHTS), choices=LOSS_WEIGHTS)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    torch.manual_seed(7)
    weights = {task: LOSS_WEIGHTS[task] for task in options.tasks}
    run = Run(options.out, options.encoder, layers=options.layers,
              passes=options.passes, weights=weights)  # fmt: skip
    run.resume()
    while run.done < run.passes:
        run.one_pass()
        run.save()


if __name__ == "__main__":
    main()
