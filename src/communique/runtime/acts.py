"""Acts that an article tells, read by a network of their own over its sentences.

In: the words of sentences in the order of the article. Out: for every word that may be the trigger
of an act its likely types, and the words of its sentence and of those before it that may name who
does it and to whom. Training and run time share the inputs, so that the network sees in use what it
saw in training.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from communique.errors import ModelError
from communique.records import HIDDEN, Act
from communique.runtime.pieces import GAPS, Pieces
from communique.runtime.sessions import open_session
from communique.runtime.windows import Passage, Window, batches, padded, windows_of

# Triggers, types, codes, sides and sorts of sides that the network believes in less are not told.
_LEAST_TRIGGER, _LEAST_TYPE, _LEAST_SIDE, _LEAST_SORT = 0.1, 0.05, 0.05, 0.05
# How many words before a sentence, and how many of it, may name the sides of its acts.
BACK, LONGEST = 60, 140
# The pieces before a window and after each of its sentences, as the encoder learned them.
START, STOP = "<s>", "</s>"
# Of what sort a side may be: nobody told, hidden on purpose, a whole state, an international body,
# or a part of a state by its sector.
NOBODY, HIDDEN_SORT = "nobody", "hidden"
SORTS = (
    NOBODY, HIDDEN_SORT, "state", "body", "MIL", "REB", "UAF", "CVL", "OPP", "COP", "SPY", "MED",
    "BUS", "NGO", "LEG", "JUD", "other",
)  # fmt: skip
_GLUED, _SPACE = GAPS.index("glued"), GAPS.index("space")
_Key = TypeVar("_Key")
# The numbers of a window's words: the first of their sentence, the one after its last that counts,
# and the first before it that may name a side.
Bounds = tuple[list[int], list[int], list[int]]


def sort_of(code: str) -> str:
    """Which of the `SORTS` a code is of.

    >>> [sort_of(code) for code in ("RUS", "NATO", "UKR.REB", "---", "IRQ.CRM")]
    ['state', 'body', 'REB', 'hidden', 'other']
    """
    if code == HIDDEN:
        return HIDDEN_SORT
    state, _, sector = code.partition(".")
    if sector:
        return sector if sector in SORTS else "other"
    return "state" if len(state) == 3 else "body"


class Kinds:
    """The kinds of acts that are told apart: a type with one of its codes, or with any other.

    Written ``ASSAULT/195`` and ``ASSAULT/``.
    """

    def __init__(self, names: Sequence[str]) -> None:
        parts = [name.partition("/") for name in names]
        self.names = list(names)
        self.codes = [code for _, _, code in parts]
        self.types = sorted({own for own, _, _ in parts})
        # [kind, type]: what the kinds of a type sum up to is the belief in it.
        self.of_type = np.array([[t == own for t in self.types] for own, _, _ in parts], float)

    def __len__(self) -> int:
        return len(self.names)


def sentence_passage(words: Sequence[str], gaps: Sequence[int]) -> Passage:
    """A sentence as the network takes it: of the gaps between words only whether there is one."""
    plain = [_SPACE, *(_GLUED if gap == _GLUED else _SPACE for gap in gaps[1:])]
    return Passage(tuple(words), tuple(plain), whole=True)


def bounds(window: Window) -> Bounds:
    """Where the sentence of each of the window's words begins, ends and is looked back from."""
    begins, ends, looks = [], [], []
    offset = 0
    for part in window.parts:
        size = part.last - part.first
        begins += [offset] * size
        ends += [offset + min(size, LONGEST)] * size
        looks += [max(0, offset - BACK)] * size
        offset += size
    return begins, ends, looks


def feeds_of(batch: Sequence[Window]) -> dict[str, NDArray[Any]]:
    """The inputs of the graph for windows; `places` numbers the words looked at for sides."""
    encoded = [window.encoded for window in batch]
    begins, ends, looks = (list(rows) for rows in zip(*map(bounds, batch), strict=True))
    longest = max(e - k for own in zip(ends, looks, strict=True) for e, k in zip(*own, strict=True))
    return {
        "pieces": padded([e.pieces for e in encoded]),
        "shapes": padded([e.shapes for e in encoded]),
        "gaps": padded([e.gaps for e in encoded]),
        "mask": padded([[1] * len(e.pieces) for e in encoded]),
        "first": padded([e.first[1:] for e in encoded]),
        "begins": padded(begins),
        "ends": padded(ends),
        "looks": padded(looks),
        "places": np.arange(longest, dtype=np.int64),
    }


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the graph says of a batch, for each trigger: its window and word, and probabilities.

    `kinds` are [trigger, kind], `sides` [trigger, place, source or target], places counted from the
    first word that is looked at, `sorts` [trigger, source or target, sort].
    """

    picked: NDArray[np.int64]
    chances: NDArray[np.float32]
    kinds: NDArray[np.float32]
    sides: NDArray[np.float32]
    sorts: NDArray[np.float32]


class ActReader:
    """The network's session with its tokenizer and the kinds it tells apart."""

    def __init__(self, folder: Path, threads: int) -> None:
        try:
            manifest: dict[str, Any] = json.loads((folder / "acts.json").read_text("utf-8"))
            self.name = f"{manifest['name']}@{manifest['digest'][:12]}"
            self._kinds = Kinds(manifest["kinds"])
            self._pieces = Pieces(folder / "acts-tokenizer.json", START, STOP)
            self._session = open_session(folder / "acts.onnx", threads)
        except Exception as error:
            # The libraries raise kinds of their own for a broken file; all mean the same here.
            raise ModelError("model.unreadable", f"weights in {folder}: {error}") from error

    def acts(self, sentences: Sequence[Passage]) -> list[tuple[Act, ...]]:
        """The acts of each sentence of an article, in order of their triggers.

        Windows and batches are formed from the given sentences alone, by a fixed rule.
        """
        found: list[list[Act]] = [[] for _ in sentences]
        windows = windows_of(sentences, self._pieces)
        for batch in batches(windows):
            own = [windows[i] for i in batch]
            feeds = feeds_of(own) | {"least": np.array(_LEAST_TRIGGER, dtype=np.float32)}
            names = ["picked", "chances", "kinds", "sides", "sorts"]
            outputs = Outputs(*self._session.run(names, feeds))
            for number, act in acts_of(outputs, own, self._kinds):
                found[number].append(act)
        return [tuple(sorted(acts, key=lambda act: act.anchor)) for acts in found]


def acts_of(outputs: Outputs, batch: Sequence[Window], kinds: Kinds) -> list[tuple[int, Act]]:
    """What the outputs for these windows amount to: acts with the numbers of their sentences."""
    types = outputs.kinds.astype(np.float64) @ kinds.of_type
    found = []
    for n, (row, word) in enumerate(outputs.picked.tolist()):
        parts = batch[row].parts
        edges = [0]
        for part in parts:
            edges.append(edges[-1] + part.last - part.first)
        own = bisect_right(edges, word) - 1
        here: list[list[tuple[int, float]]] = []
        before: list[list[tuple[int, int, float]]] = []
        for side in (0, 1):
            near, far = _by_sentence(outputs.sides[n, :, side], edges, own)
            first = parts[own].first
            here.append([(first + at, share) for at, share in near])
            before.append([(parts[k].passage, parts[k].first + at, share) for k, at, share in far])
        source_sorts, target_sorts = (
            _shares(table, SORTS, _LEAST_SORT) for table in outputs.sorts[n]
        )
        act = Act(
            anchor=parts[own].first + word - edges[own],
            share=round(float(outputs.chances[n]), 4),
            types=_shares(types[n], kinds.types, _LEAST_TYPE),
            codes=tuple(c for c in _shares(outputs.kinds[n], kinds.codes, _LEAST_TYPE) if c[0]),
            sources=tuple(here[0]),
            targets=tuple(here[1]),
            sources_before=tuple(before[0]),
            targets_before=tuple(before[1]),
            source_sorts=source_sorts,
            target_sorts=target_sorts,
        )
        found.append((parts[own].passage, act))
    return found


def _by_sentence(
    table: NDArray[np.float32], edges: Sequence[int], own: int
) -> tuple[list[tuple[int, float]], list[tuple[int, int, float]]]:
    """The believed places as words of part number `own`, and as parts before it with words."""
    look = max(0, edges[own] - BACK)
    end = min(edges[own + 1], edges[own] + LONGEST)
    here, before = [], []
    for place, share in _shares(table[: end - look], range(end - look), _LEAST_SIDE):
        word = look + place
        part = bisect_right(edges, word) - 1
        if part == own:
            here.append((word - edges[own], share))
        else:
            before.append((part, word - edges[part], share))
    return here, before


def _shares(
    table: NDArray[Any], keys: Sequence[_Key], least: float
) -> tuple[tuple[_Key, float], ...]:
    """The keys whose share is worth telling, greatest first."""
    order = np.argsort(-table, kind="stable")
    return tuple((keys[i], round(float(table[i]), 4)) for i in order if table[i] >= least)
