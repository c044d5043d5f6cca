"""Fitting networks that weigh answers by signs: the first of several, or each for itself."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

log = logging.getLogger(__name__)
_PASSES, _HIDDEN, _RATE = 20, 128, 4e-3
_PARTS = 5
# The article's number, the signs of the answers [answer, sign], which is right (-1: none), and the
# names of the signs of many values that each answer has.
Row = tuple[int, NDArray[np.float32], int, Sequence[Sequence[str]]]
Layers = dict[str, NDArray[Any]]
# The article's number, the signs of an answer, and whether it is right.
Judged = tuple[int, Mapping[str, float], bool]
# Signs of many values are rare each: they share a few directions between them.
_LEAST_MANY, _LEAST_OTHERS, _DIRECTIONS, _MOST_MANY = 12, 50, 4, 6
_CHANCE_PASSES, _CHANCE_RATE, _CHANCE_HIDDEN, _BATCH, _BEGINNINGS = 6, 3e-3, 64, 256, 3


def table_of(answers: Sequence[Mapping[str, float]], signs: Sequence[str]) -> NDArray[np.float32]:
    """The answers' signs [answer, sign], 0 where one is not told."""
    rows = [[told.get(name, 0.0) for name in signs] for told in answers]
    return np.array(rows, dtype=np.float32)


def fit_ranker(question: str, signs: Sequence[str], rows: Sequence[Row]) -> Layers:
    """The layers of a question's network, with figures of articles left out."""
    met = Counter(name for *_, many in rows for name in {n for names in many for n in names})
    many = sorted(name for name, count in met.items() if count >= _LEAST_MANY)
    numbers = {name: number for number, name in enumerate(many, 1)}
    answers = [_answers(row, numbers) for row in rows]
    hits = 0
    for out in range(_PARTS):
        network = _network([a for a in answers if a.article % _PARTS != out], len(many))
        with torch.no_grad():
            hits += sum(
                int(network(a.signs, a.many).argmax()) == a.right
                for a in answers
                if a.article % _PARTS == out
            )
    log.info("%s: %d of %d right (%.3f)", question, hits, len(rows), hits / max(1, len(rows)))
    parts = _network(answers, len(many)).parts()
    return {f"{question}.signs": np.array([*signs, *many])} | {
        f"{question}.{number}": part.detach().numpy().astype(np.float32)
        for number, part in enumerate(parts)
    }


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one question as the network takes them."""

    article: int
    signs: torch.Tensor
    many: torch.Tensor
    right: int


def _answers(row: Row, numbers: Mapping[str, int]) -> Answers:
    article, signs, right, names = row
    known = [[numbers[n] for n in own if n in numbers][:_MOST_MANY] for own in names]
    many = torch.zeros((len(signs), _MOST_MANY), dtype=torch.long)
    for answer, own in enumerate(known):
        many[answer, : len(own)] = torch.tensor(own, dtype=torch.long)
    return Answers(article, torch.from_numpy(signs), many, right)


def indifferent(questions: Sequence[str], signs: Sequence[str]) -> Layers:
    """Layers that believe in every answer alike."""
    shapes: tuple[tuple[int, ...], ...] = ((len(signs), 1), (1,), (1,), ())
    layers = {f"{q}.{n}": np.zeros(shape) for q in questions for n, shape in enumerate(shapes)}
    return layers | {f"{question}.signs": np.array(signs) for question in questions}


def _network(rows: Sequence[Answers], many: int) -> Scores:
    """Trained to put the coder's answer first."""
    torch.manual_seed(0)
    learnt = [row for row in rows if row.right >= 0]
    network = Scores(learnt[0].signs.shape[1], many, _HIDDEN)
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=0.02)
    order = np.random.default_rng(0)
    for passed in range(_PASSES):
        for group in optimizer.param_groups:
            group["lr"] = _RATE * (1 - passed / _PASSES)
        numbers = order.permutation(len(learnt))
        for start in range(0, len(numbers), 64):
            batch = [learnt[n] for n in numbers[start : start + 64]]
            signs = nn.utils.rnn.pad_sequence([row.signs for row in batch], batch_first=True)
            names = nn.utils.rnn.pad_sequence([row.many for row in batch], batch_first=True)
            sizes = torch.tensor([len(row.signs) for row in batch]).unsqueeze(1)
            outside = torch.arange(signs.shape[1]).unsqueeze(0) >= sizes
            marks = network(signs.flatten(0, 1), names.flatten(0, 1)).view(outside.shape)
            right = torch.tensor([row.right for row in batch])
            loss = functional.cross_entropy(marks.masked_fill(outside, -1e9), right)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return network.eval()


class Scores(nn.Module):
    """What speaks for an answer, by a hidden layer over its signs."""

    def __init__(self, common: int, many: int, hidden: int) -> None:
        super().__init__()
        self.first = nn.Linear(common, hidden)
        # Row 0 stands for what was met too seldom, and says nothing.
        self.many = nn.EmbeddingBag(many + 1, _DIRECTIONS, mode="sum", padding_idx=0)
        nn.init.normal_(self.many.weight, std=0.05)
        self.mixed = nn.Linear(_DIRECTIONS, hidden, bias=False)
        self.dropout, self.last = nn.Dropout(0.4), nn.Linear(hidden, 1)

    def forward(self, common: torch.Tensor, many: torch.Tensor) -> torch.Tensor:
        """Scores [answer] of their common signs [answer, sign] and numbers of the others."""
        hidden = torch.relu(self.first(common) + self.mixed(self.many(many)))
        return self.last(self.dropout(hidden)).squeeze(-1)

    def parts(self) -> tuple[torch.Tensor, ...]:
        """The layers over all signs, the common ones first."""
        many = self.mixed(self.many.weight[1:])
        first = torch.cat([self.first.weight.T, many])
        return first, self.first.bias, self.last.weight[0], self.last.bias[0]


@dataclass(frozen=True, slots=True)
class Tables:
    """Answers as the network takes them."""

    common: torch.Tensor
    many: torch.Tensor
    right: torch.Tensor
    article: NDArray[np.int64]


def fit_chances(question: str, rows: Sequence[Judged], kinds: tuple[str, ...] = ()) -> Layers:
    """The layers and the names of the signs, as the ranker reads them.

    Names of signs of many values begin with one of `kinds`. Figures are of articles left out.
    """
    met = Counter(name for _, told, _ in rows for name in told)
    common = sorted(n for n, c in met.items() if not n.startswith(kinds) and c >= _LEAST_OTHERS)
    many = sorted(n for n, c in met.items() if n.startswith(kinds) and c >= _LEAST_MANY)
    tables = _tables(rows, common, many, kinds)
    _log_calibration(question, _left_out(tables, len(many)), tables.right.numpy())
    networks = _chances(tables, np.arange(len(rows)), len(many))
    return {f"{question}.signs": np.array([*common, *many])} | {
        f"{question}.{number}": part.detach().numpy().astype(np.float16)
        for number, part in enumerate(_as_one(networks))
    }


def _as_one(networks: Sequence[Scores]) -> tuple[torch.Tensor, ...]:
    """The layers of the network whose score is the mean of theirs: their hidden layers in a row."""
    first, bias, last, end = zip(*(network.parts() for network in networks), strict=True)
    share = 1 / len(networks)
    return torch.cat(first, 1), torch.cat(bias), torch.cat(last) * share, torch.stack(end).mean()


def _left_out(tables: Tables, many: int) -> NDArray[np.float64]:
    """The beliefs in all answers by networks that have not seen their articles."""
    said = np.zeros(len(tables.article))
    for out in range(_PARTS):
        aside = np.flatnonzero(tables.article % _PARTS == out)
        networks = _chances(tables, np.flatnonzero(tables.article % _PARTS != out), many)
        with torch.no_grad():
            scores = [network(tables.common[aside], tables.many[aside]) for network in networks]
            said[aside] = torch.stack(scores).mean(0).sigmoid().numpy()
    return said


def _tables(
    rows: Sequence[Judged], common: Sequence[str], many: Sequence[str], kinds: tuple[str, ...]
) -> Tables:
    columns = {name: number for number, name in enumerate(common)}
    numbers = {name: number for number, name in enumerate(many, 1)}
    table = np.zeros((len(rows), len(common)), dtype=np.float32)
    for row, (_, told, _) in enumerate(rows):
        for name, value in told.items():
            if name in columns:
                table[row, columns[name]] = value
    of_many = [
        [numbers.get(n, 0) for n in told if n.startswith(kinds)] or [0] for _, told, _ in rows
    ]
    return Tables(
        common=torch.from_numpy(table),
        many=torch.tensor(of_many, dtype=torch.long).reshape(len(rows), -1),
        right=torch.tensor([float(right) for *_, right in rows]),
        article=np.array([article for article, *_ in rows]),
    )


def _chances(tables: Tables, learnt: NDArray[np.int64], many: int) -> list[Scores]:
    """Networks that learned from these answers, from several beginnings."""
    return [_chance(tables, learnt, many, beginning) for beginning in range(_BEGINNINGS)]


def _chance(tables: Tables, learnt: NDArray[np.int64], many: int, beginning: int) -> Scores:
    torch.manual_seed(beginning)
    network = Scores(tables.common.shape[1], many, _CHANCE_HIDDEN)
    optimizer = torch.optim.AdamW(network.parameters(), lr=_CHANCE_RATE, weight_decay=0.01)
    steps = _CHANCE_PASSES * (len(learnt) // _BATCH + 1)
    scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 1e-3, steps)
    order = np.random.default_rng(beginning)
    for _ in range(_CHANCE_PASSES):
        numbers = order.permutation(learnt)
        for start in range(0, len(numbers), _BATCH):
            batch = numbers[start : start + _BATCH]
            loss = functional.binary_cross_entropy_with_logits(
                network(tables.common[batch], tables.many[batch]), tables.right[batch]
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            scheduler.step()
    return network.eval()


def _log_calibration(question: str, said: NDArray[np.float64], right: NDArray[Any]) -> None:
    for low in np.arange(0, 1, 0.1):
        here = (said >= low) & (said < low + 0.1)
        if here.any():
            log.info(
                "%s %.1f to %.1f: %d answers, mean %.3f, right %.3f",
                question, low, low + 0.1, here.sum(), said[here].mean(), right[here].mean(),
            )  # fmt: skip
