"""Fitting a network that puts the right one of several answers first, by their signs."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

log = logging.getLogger(__name__)
_PASSES, _HIDDEN, _RATE = 20, 128, 4e-3
_PARTS = 5
# The article's number, the signs of the answers [answer, sign], and which is right (-1: none).
Row = tuple[int, torch.Tensor, int]
Layers = dict[str, NDArray[np.float32]]


def table_of(answers: Sequence[Mapping[str, float]], signs: Sequence[str]) -> torch.Tensor:
    """The answers' signs [answer, sign], 0 where one is not told."""
    return torch.tensor([[told.get(name, 0.0) for name in signs] for told in answers])


def fit_ranker(question: str, rows: Sequence[Row]) -> Layers:
    """The layers of a question's network, with figures of articles left out."""
    hits = 0
    for out in range(_PARTS):
        network = _network([row for row in rows if row[0] % _PARTS != out])
        with torch.no_grad():
            hits += sum(
                int(network(signs).squeeze(-1).argmax()) == right
                for article, signs, right in rows
                if article % _PARTS == out
            )
    log.info("%s: %d of %d right (%.3f)", question, hits, len(rows), hits / max(1, len(rows)))
    network = _network(rows)
    first, last = network[0], network[3]
    parts = (first.weight.T, first.bias, last.weight[0], last.bias[0])
    return {
        f"{question}.{number}": part.detach().numpy().astype(np.float32)
        for number, part in enumerate(parts)
    }


def indifferent(questions: Sequence[str], signs: int) -> dict[str, NDArray[np.float64]]:
    """Layers that believe in every answer alike."""
    shapes: tuple[tuple[int, ...], ...] = ((signs, 1), (1,), (1,), ())
    return {f"{q}.{n}": np.zeros(shape) for q in questions for n, shape in enumerate(shapes)}


def _network(rows: Sequence[Row]) -> Any:
    """Trained to put the coder's answer first."""
    torch.manual_seed(0)
    learnt = [(signs, right) for _, signs, right in rows if right >= 0]
    network = nn.Sequential(
        nn.Linear(learnt[0][0].shape[1], _HIDDEN), nn.ReLU(), nn.Dropout(0.4), nn.Linear(_HIDDEN, 1)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=0.02)
    order = np.random.default_rng(0)
    for passed in range(_PASSES):
        for group in optimizer.param_groups:
            group["lr"] = _RATE * (1 - passed / _PASSES)
        numbers = order.permutation(len(learnt))
        for start in range(0, len(numbers), 64):
            batch = [learnt[n] for n in numbers[start : start + 64]]
            scores = nn.utils.rnn.pad_sequence([signs for signs, _ in batch], batch_first=True)
            longest = scores.shape[1]
            outside = torch.tensor([[n >= len(s) for n in range(longest)] for s, _ in batch])
            marks = network(scores).squeeze(-1).masked_fill(outside, -1e9)
            loss = functional.cross_entropy(marks, torch.tensor([right for _, right in batch]))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return network.eval()
