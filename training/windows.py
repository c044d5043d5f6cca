"""Sentences of documents packed into windows, and windows into batches of tensors.

A window is what the encoder sees at once: consecutive sentences of one document, with a break
after each paragraph and, in part of the windows, after each sentence, so that the model reads
both text whose sentences are known and text where it must find them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from communique.runtime.pieces import GAPS, SHAPES, Encoded, Pieces
from training.corpora import UNKNOWN, Document, Example

IGNORE = -100
# Label sets that are learned word by word.
TAGS = ("upos", "xpos", "feats", "lemma_scripts", "names", "entities")
WINDOW_PIECES = 192
PIECES_PER_BATCH = 1200
_LINE = GAPS.index("line")


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence with its pieces."""

    example: Example
    encoded: Encoded


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences; `breaks[i]` tells whether the model sees sentence i's start."""

    items: tuple[Item, ...]
    breaks: tuple[bool, ...]

    def __len__(self) -> int:
        return 1 + sum(len(i.encoded.pieces) for i in self.items) + sum(self.breaks)


def encode_documents(documents: Iterable[Document], pieces: Pieces) -> list[list[Item]]:
    """Every document's sentences with their pieces; those longer than a window are left out."""
    out = []
    for document in documents:
        encoded = pieces.encode([e.words for e in document], [e.gaps for e in document])
        items = [Item(e, c) for e, c in zip(document, encoded, strict=True)]
        out.append([i for i in items if len(i.encoded.pieces) <= WINDOW_PIECES])
    return out


def pack(document: Sequence[Item], rng: random.Random) -> Iterator[Window]:
    """The document cut into windows of random length: a quarter of them lone sentences."""
    start = 0
    while start < len(document):
        room = 1 if rng.random() < 0.25 else rng.randrange(32, WINDOW_PIECES)
        shown = rng.choice((1.0, 0.5, 0.0))
        items = [document[start]]
        size = len(document[start].encoded.pieces)
        while start + len(items) < len(document):
            following = document[start + len(items)]
            size += len(following.encoded.pieces) + 1
            if size > room:
                break
            items.append(following)
        breaks = (True, *(i.example.paragraph or rng.random() < shown for i in items[1:]))
        yield Window(tuple(items), breaks)
        start += len(items)


def batches(windows: list[Window], rng: random.Random) -> list[list[Window]]:
    """Windows grouped by length so that little is padding, in random order."""
    order = sorted(range(len(windows)), key=lambda i: (len(windows[i]) + rng.random() * 8, i))
    groups: list[list[Window]] = []
    for index in order:
        window = windows[index]
        if groups and (len(groups[-1]) + 1) * len(window) <= PIECES_PER_BATCH:
            groups[-1].append(window)
        else:
            groups.append([window])
    rng.shuffle(groups)
    return groups


def printed_otherwise(encoded: Encoded, rng: random.Random) -> Encoded:
    """Now and then the same words as other outlets would print them.

    In capitals or title case, as headlines are; without told gaps; hard-wrapped into lines.
    """
    shapes, gaps = encoded.shapes, encoded.gaps
    chance = rng.random()
    if chance < 0.04:
        shape = SHAPES.index("upper" if chance < 0.02 else "title")
        plain = {SHAPES.index(s) for s in ("lower", "title", "mixed", "upper")}
        shapes = [shape if s in plain else s for s in shapes]
    elif chance < 0.09:
        gaps = [UNKNOWN] * len(gaps)
    elif chance < 0.16:
        width, last = rng.randrange(12, 24), GAPS.index("space")
        gaps = [_LINE if g == last and n % width == width - 1 else g for n, g in enumerate(gaps)]
    return Encoded(encoded.pieces, shapes, gaps, encoded.first)


def runs(window: Window, rng: random.Random) -> list[Encoded]:
    """The window's sentences joined into the runs between visible breaks."""
    joined: list[Encoded] = []
    for item, shown in zip(window.items, window.breaks, strict=True):
        encoded = printed_otherwise(item.encoded, rng)
        if shown:
            joined.append(Encoded([], [], [], []))
        run = joined[-1]
        run.first.extend(len(run.pieces) + f for f in encoded.first)
        run.pieces.extend(encoded.pieces)
        run.shapes.extend(encoded.shapes)
        run.gaps.extend(encoded.gaps)
    return joined


def _table(rows: list[list[int]], width: int, fill: int) -> Tensor:
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def model_input(encoded: Sequence[Encoded]) -> tuple[Tensor, ...]:
    """Padded (pieces, shapes, gaps, mask, first) tensors of joined windows."""
    length = max(len(e.pieces) for e in encoded)
    slots = max(len(e.first) for e in encoded)
    return (
        _table([e.pieces for e in encoded], length, 0),
        _table([e.shapes for e in encoded], length, 0),
        _table([e.gaps for e in encoded], length, 0),
        _table([[1] * len(e.pieces) for e in encoded], length, 0),
        _table([e.first for e in encoded], slots, 0),
    )


def targets(group: Sequence[Window], ids: dict[str, dict[str, int]]) -> dict[str, Tensor]:
    """Padded label tensors; what a sentence lacks is `IGNORE`.

    `heads` are slots of the window (0 the root), `sentence` numbers the sentence of each word,
    `starts` is 1 where a sentence begins that the model must find, `chains` numbers entities.
    """
    columns: dict[str, list[list[int]]] = {
        name: [] for name in (*TAGS, "deprels", "heads", "sentence", "starts", "chains")
    }
    for window in group:
        rows: dict[str, list[int]] = {name: [] for name in columns}
        for number, (item, shown) in enumerate(zip(window.items, window.breaks, strict=True)):
            _add_sentence(rows, item.example, number, shown=shown, ids=ids)
        for name, row in rows.items():
            columns[name].append(row)
    width = max(len(row) for row in columns["sentence"])
    fills = {"sentence": -1, "chains": 0}
    return {name: _table(table, width, fills.get(name, IGNORE)) for name, table in columns.items()}


def _add_sentence(
    rows: dict[str, list[int]],
    example: Example,
    number: int,
    *,
    shown: bool,
    ids: dict[str, dict[str, int]],
) -> None:
    """Append one sentence's labels to the rows of its window."""
    offset = len(rows["sentence"])
    size = len(example.words)
    for name in (*TAGS, "deprels"):
        labels = getattr(example, name)
        rows[name] += [ids[name].get(v, IGNORE) for v in labels] if labels else [IGNORE] * size
    if example.heads:
        rows["heads"] += [h + offset if h else 0 for h in example.heads]
        rows["starts"] += [IGNORE if shown else 1] + [0] * (size - 1)
    else:
        rows["heads"] += [IGNORE] * size
        rows["starts"] += [IGNORE] * size
    rows["sentence"] += [number] * size
    rows["chains"] += example.chains or [0] * size
