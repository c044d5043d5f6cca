"""Passages cut and joined into windows: what the encoder sees at once.

A window holds consecutive passages of one article with a break after each, so that names and
pronouns are read in their context; a passage too long for one is cut behind a full stop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.runtime.pieces import Encoded, Pieces

# The longest windows of the training (pieces, the first one not counted).
WINDOW_PIECES = 192
# A sentence given whole may be longer: the encoder has places for 512 pieces.
_WHOLE_PIECES = 500
_PIECES_PER_BATCH = 1024
_STOPS = frozenset({".", "!", "?", "…"})
_CLOSERS = frozenset({'"', "”", "’", "'", "''", ")", "]", "»"})


@dataclass(frozen=True, slots=True)
class Passage:
    """Words between two sure breaks (a paragraph, a headline) and what stands before each word.

    `gaps` are indices in `pieces.GAPS`. `whole` says that the passage is one sentence; otherwise
    the model finds where sentences begin, besides those words of which `starts` says so.
    """

    words: tuple[str, ...]
    gaps: tuple[int, ...]
    whole: bool = False
    starts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """Words ``first`` to ``last`` (exclusive) of passage number `passage`."""

    passage: int
    first: int
    last: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive parts and their joined pieces."""

    parts: tuple[Part, ...]
    encoded: Encoded


def windows_of(passages: Sequence[Passage], pieces: Pieces) -> list[Window]:
    """The passages in windows of at most `WINDOW_PIECES` pieces, in order."""
    encoded = pieces.encode([p.words for p in passages], [p.gaps for p in passages])
    groups: list[list[tuple[Part, Encoded]]] = []
    room = 0
    for number, (passage, run) in enumerate(zip(passages, encoded, strict=True)):
        limit = _WHOLE_PIECES if passage.whole else WINDOW_PIECES
        for first, last in _cuts(passage.words, run, limit):
            piece = _slice(run, first, last, limit)
            if len(piece.pieces) + 1 > room:
                groups.append([])
                room = WINDOW_PIECES
            groups[-1].append((Part(number, first, last, passage.whole), piece))
            room -= len(piece.pieces) + 1
    return [
        Window(tuple(part for part, _ in group), pieces.window([run for _, run in group]))
        for group in groups
    ]


def _cuts(words: Sequence[str], run: Encoded, limit: int) -> Iterator[tuple[int, int]]:
    """Word ranges of at most `limit` pieces, cut behind the last full stop where there is one."""
    ends = [*run.first[1:], len(run.pieces)]
    first = 0
    while first < len(words):
        last = first
        while last < len(words) and ends[last] - run.first[first] < limit:
            last += 1
        if last == first:
            last += 1
        if last < len(words):
            stop = next((i for i in range(last, first, -1) if _is_stop(words, i)), last)
            last = stop if stop > first else last
        yield first, last
        first = last


def _is_stop(words: Sequence[str], index: int) -> bool:
    """Whether the words before `index` end a sentence as far as punctuation tells."""
    if not words[index][:1].isupper() and words[index][:1] not in _CLOSERS | {"“", "‘", "«"}:
        return False
    before = index - 1
    while before > 0 and words[before] in _CLOSERS:
        before -= 1
    return words[before] in _STOPS


def _slice(run: Encoded, first: int, last: int, limit: int) -> Encoded:
    """The pieces of words ``first`` to ``last`` (exclusive), cut off at `limit`."""
    start = run.first[first]
    end = min(run.first[last] if last < len(run.first) else len(run.pieces), start + limit)
    return Encoded(
        run.pieces[start:end],
        run.shapes[start:end],
        run.gaps[start:end],
        [f - start for f in run.first[first:last]],
    )


def batches(windows: Sequence[Window]) -> list[list[int]]:
    """Indices of windows, grouped by length, whose padded size stays under a limit."""
    sizes = [len(w.encoded.pieces) for w in windows]
    groups: list[list[int]] = []
    for index in sorted(range(len(windows)), key=lambda i: (sizes[i], i)):
        if groups and (len(groups[-1]) + 1) * sizes[index] <= _PIECES_PER_BATCH:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def padded(rows: Sequence[list[int]]) -> NDArray[np.int64]:
    """Rows as one table, filled with zeros behind their ends."""
    table = np.zeros((len(rows), max(len(row) for row in rows)), dtype=np.int64)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return table
