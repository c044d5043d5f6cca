"""The language core at run time: words in; tags, lemmas, trees and names out.

The ONNX graph gives scores; heads are repaired into trees here and labels are scored for the
repaired heads, so a label always belongs to the arc it stands on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.errors import ModelError
from communique.runtime.lemmas import lemma_of
from communique.runtime.pieces import Encoded, Pieces
from communique.runtime.trees import best_heads

WEIGHTS = Path(__file__).parent / "weights"
_PIECES_PER_BATCH = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Parallel tuples, one entry per word; `heads` are word indices, -1 for the root."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    names: tuple[tuple[int, int, str], ...]


class LanguageCore:
    """One ONNX session with its tokenizer and label sets."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 2) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that spin between batches would starve the rules that run there.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
            self._labels: dict[str, list[str]] = manifest["labels"]
            self.name = f"{manifest['name']}@{manifest['digest'][:12]}"
            weight = np.load(folder / "labels.npy").astype(np.float32)
            self._pieces = Pieces(folder / "tokenizer.json")
            self._session = onnxruntime.InferenceSession(
                str(folder / "core.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            # The libraries raise kinds of their own for a broken file; all mean the same here.
            raise ModelError("model.unreadable", f"weights in {folder}: {error}") from error
        # [dependent, label x head]: one matrix product scores all labels of all words.
        self._label_weight = weight.transpose(1, 0, 2).reshape(weight.shape[1], -1)
        self._outputs = [o.name for o in self._session.get_outputs()]

    def predict(self, sentences: Sequence[Sequence[str]]) -> list[Prediction]:
        """One `Prediction` per sentence, in order.

        Batches are formed from the given sentences alone, by a fixed rule: int8 scales depend on
        the batch, so an article's answers must not depend on its neighbours.
        """
        encoded = self._pieces.encode(sentences)
        order = sorted(range(len(encoded)), key=lambda i: (len(encoded[i].pieces), i))
        results: list[Prediction | None] = [None] * len(encoded)
        for batch in _batches(order, encoded):
            outputs = self._run([encoded[i] for i in batch])
            for row, index in enumerate(batch):
                words = sentences[index]
                scores = {name: array[row] for name, array in outputs.items()}
                results[index] = self._decode(words, scores)
        return [r for r in results if r is not None]

    def _run(self, batch: Sequence[Encoded]) -> dict[str, NDArray[np.float32]]:
        length = max(len(e.pieces) for e in batch)
        slots = max(len(e.first) for e in batch)
        feeds = {
            "pieces": _padded([e.pieces for e in batch], length),
            "shapes": _padded([e.shapes for e in batch], length),
            "mask": _padded([[1] * len(e.pieces) for e in batch], length),
            "first": _padded([e.first for e in batch], slots),
        }
        return dict(zip(self._outputs, self._session.run(self._outputs, feeds), strict=True))

    def _decode(self, words: Sequence[str], scores: dict[str, NDArray[np.float32]]) -> Prediction:
        count = len(words)
        picked = {
            task: [self._labels[task][k] for k in scores[task][:count].argmax(axis=1)]
            for task in ("upos", "xpos", "feats", "lemma_scripts")
        }
        heads = best_heads(scores["arcs"][:count, : count + 1])
        return Prediction(
            upos=tuple(picked["upos"]),
            xpos=tuple(picked["xpos"]),
            feats=tuple(picked["feats"]),
            lemmas=tuple(map(lemma_of, words, picked["upos"], picked["lemma_scripts"])),
            heads=tuple(heads),
            deprels=self._arc_labels(scores, heads),
            names=self._name_spans(scores["names"][:count]),
        )

    def _arc_labels(
        self, scores: dict[str, NDArray[np.float32]], heads: list[int]
    ) -> tuple[str, ...]:
        """The best label of each arc; ``root`` for the root word and for no other."""
        ones = np.ones((len(heads), 1), dtype=np.float32)
        dep = np.concatenate([scores["label_dep"][: len(heads)], ones], axis=1)
        head = np.concatenate([scores["label_head"][[h + 1 for h in heads]], ones], axis=1)
        labels = self._labels["deprels"]
        by_label = (dep @ self._label_weight).reshape(len(heads), len(labels), -1)
        table = (by_label * head[:, None, :]).sum(axis=2)
        table[:, labels.index("root")] = -np.inf
        best = table.argmax(axis=1)
        return tuple("root" if h < 0 else labels[k] for h, k in zip(heads, best, strict=True))

    def _name_spans(self, scores: NDArray[np.float32]) -> tuple[tuple[int, int, str], ...]:
        """Name spans read from BIO labels; an ``I-`` without its ``B-`` starts a name."""
        spans: list[tuple[int, int, str]] = []
        for word, best in enumerate(scores.argmax(axis=1)):
            mark, _, label = self._labels["names"][best].partition("-")
            if mark == "O":
                continue
            if mark == "I" and spans and spans[-1][1] == word - 1 and spans[-1][2] == label:
                spans[-1] = (spans[-1][0], word, label)
            else:
                spans.append((word, word, label))
        return tuple(spans)


def _batches(order: list[int], encoded: Sequence[Encoded]) -> list[list[int]]:
    """Groups of indices whose padded size stays under the limit."""
    groups: list[list[int]] = []
    for index in order:
        size = len(encoded[index].pieces)
        if groups and (len(groups[-1]) + 1) * size <= _PIECES_PER_BATCH:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _padded(rows: list[list[int]], width: int) -> NDArray[np.int64]:
    table = np.zeros((len(rows), width), dtype=np.int64)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return table


@cache
def shipped_core(threads: int = 2) -> LanguageCore:
    """The core whose weights ship in the package, built once per process and number of threads."""
    return LanguageCore(WEIGHTS, threads)
