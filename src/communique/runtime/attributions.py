"""What a sentence reports of others, read by a small head on the encoder's vectors.

In: sentences with tags, trees and vectors. Out: for every cue its words, the words of what is
reported and of who is said to say or think it, with the head's belief in it. Training and run time
share the features, so that the head sees in use what it saw in training.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.errors import ModelError
from communique.records import Report
from communique.runtime.sessions import open_session

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]
Range = tuple[int, int]
# What a word is to a cue. The order is that of the head's last output.
ROLES = ("none", "cue", "content", "source")
ATTITUDES = ("speech", "belief", "intention")
# Where a word stands to quotation marks: outside, inside, or a mark itself.
MARKS = ("outside", "inside", "mark")
_OPENING, _CLOSING, _EITHER = frozenset({"“", "«", "``"}), frozenset({"”", "»", "''"}), '"'
# How a word stands to another in the tree; relations of the dominating child come behind these.
_ELSEWHERE, _SELF, _ABOVE, _FIRST_RELATION = 0, 1, 2, 3
_WORDS_PER_BATCH = 1024
# Cues the head believes in less are not looked at further.
_LOOKED_AT = 0.1
# The toll for every change of role along the words, in log-probability.
_CHANGE = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSentence:
    """A sentence's words as tags and tree have them, and the marks around them."""

    lemmas: Sequence[str]
    upos: Sequence[str]
    deprels: Sequence[str]
    heads: Sequence[int]
    marks: Sequence[int]
    vectors: NDArray[Any]


def quote_marks(words: Sequence[str]) -> list[int]:
    """For each word of a passage whether it stands in quotation marks.

    >>> [MARKS[m] for m in quote_marks(["He", "said", "“", "no", "”", "."])]
    ['outside', 'outside', 'mark', 'inside', 'mark', 'outside']
    """
    found, inside = [], False
    for word in words:
        mark = word in _OPENING or word in _CLOSING or word == _EITHER
        found.append(MARKS.index("mark" if mark else "inside" if inside else "outside"))
        if mark:
            inside = word in _OPENING or (word == _EITHER and not inside)
    return found


class Features:
    """Sentences as arrays, by the word lists the head was trained with."""

    def __init__(self, lists: dict[str, list[str]]) -> None:
        self.lists = lists
        # Number 0 is anything that the training did not see often enough.
        self._lemmas, self._upos, self._deprels = (
            {name: number for number, name in enumerate(lists[task], start=1)}
            for task in ("lemmas", "upos", "deprels")
        )
        bases = sorted({name.partition(":")[0] for name in lists["deprels"]})
        self._bases = {name: _FIRST_RELATION + number for number, name in enumerate(bases)}
        self.relations = _FIRST_RELATION + len(bases)

    def arrays(self, sentences: Sequence[ReadSentence]) -> dict[str, NDArray[Any]]:
        """Padded inputs of the head; sentences must come longest first."""
        length = len(sentences[0].lemmas)
        shape = (len(sentences), length)
        vectors = np.zeros((*shape, sentences[0].vectors.shape[1]), dtype=np.float32)
        tables = {
            name: np.zeros(shape, dtype=np.int64) for name in ("lemmas", "upos", "deprels", "marks")
        }
        heads, bases = np.full(shape, -1, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, s in enumerate(sentences):
            size = len(s.lemmas)
            vectors[row, :size] = s.vectors
            tables["lemmas"][row, :size] = [self._lemmas.get(x.lower(), 0) for x in s.lemmas]
            tables["upos"][row, :size] = [self._upos.get(x, 0) for x in s.upos]
            tables["deprels"][row, :size] = [self._deprels.get(x, 0) for x in s.deprels]
            tables["marks"][row, :size] = s.marks
            heads[row, :size] = s.heads
            bases[row, :size] = [self._bases.get(x.partition(":")[0], 0) for x in s.deprels]
        sizes = np.array([len(s.lemmas) for s in sentences], dtype=np.int64)
        below, beside = tree_tables(heads, bases)
        return {"vectors": vectors, **tables, "sizes": sizes, "below": below, "beside": beside}


def tree_tables(heads: Integers, relations: Integers) -> tuple[Integers, Integers]:
    """How each word stands in the tree to every other: ``[sentence, from, to]``.

    The first table gives, for words under `from`, the relation of the child they hang on; the
    second the same seen from the head of `from`.
    """
    count, length = heads.shape
    below = np.full((count, length, length), _ELSEWHERE, dtype=np.int64)
    rows: Integers = np.broadcast_to(np.arange(count)[:, None], heads.shape)
    words: Integers = np.broadcast_to(np.arange(length), heads.shape)
    node = words
    for _ in range(length):
        head = np.take_along_axis(heads, node, axis=1)
        inside = head >= 0
        if not inside.any():
            break
        relation = np.take_along_axis(relations, node, axis=1)
        below[rows[inside], head[inside], words[inside]] = relation[inside]
        node = np.where(inside, head, node)
    above = (below.transpose(0, 2, 1) > _ELSEWHERE) & (below == _ELSEWHERE)
    below[above] = _ABOVE
    below[:, np.arange(length), np.arange(length)] = _SELF
    up = np.where(heads >= 0, heads, words)
    beside = np.where((heads >= 0)[:, :, None], below[rows, up], _ELSEWHERE)
    return below, beside


class Attributor:
    """The head's session with its word lists."""

    def __init__(self, folder: Path, threads: int) -> None:
        try:
            manifest: dict[str, Any] = json.loads((folder / "attribution.json").read_text("utf-8"))
            self.name = f"{manifest['name']}@{manifest['digest'][:12]}"
            self._features = Features(manifest["lists"])
            self._session = open_session(folder / "attribution.onnx", threads)
        except Exception as error:
            # The libraries raise kinds of their own for a broken file; all mean the same here.
            raise ModelError("model.unreadable", f"weights in {folder}: {error}") from error

    def reports(self, sentences: Sequence[ReadSentence]) -> list[tuple[Report, ...]]:
        """The reports of each sentence, in order of their cues.

        Batches are formed from the given sentences alone, by a fixed rule.
        """
        found: list[tuple[Report, ...]] = [()] * len(sentences)
        for batch in by_length([len(s.lemmas) for s in sentences]):
            feeds = self._features.arrays([sentences[i] for i in batch])
            feeds["least"] = np.array(_LOOKED_AT, dtype=np.float32)
            outputs = self._session.run(["picked", "cues", "roles", "attitudes"], feeds)
            sizes = [len(sentences[i].lemmas) for i in batch]
            for index, own in zip(batch, reports_of(*outputs, sizes=sizes), strict=True):
                found[index] = own
        return found


def by_length(sizes: Sequence[int]) -> list[list[int]]:
    """Indices of sentences, longest first, in batches whose padded size stays under a limit."""
    groups: list[list[int]] = []
    for index in sorted(range(len(sizes)), key=lambda i: (-sizes[i], i)):
        if groups and (len(groups[-1]) + 1) * sizes[groups[-1][0]] <= _WORDS_PER_BATCH:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def reports_of(
    picked: Integers, cues: Floats, roles: Floats, attitudes: Floats, *, sizes: Sequence[int]
) -> list[tuple[Report, ...]]:
    """The reports that the head's outputs for sentences of these sizes amount to, in order.

    `cues` are probabilities, `roles` and `attitudes` log-probabilities, one row per picked cue.
    """
    found: list[list[Report]] = [[] for _ in sizes]
    # Behind the end of a sentence every role costs the same: the last one is kept.
    inside = np.arange(roles.shape[1]) < np.array(sizes)[picked[:, 0]][:, None]
    tables = np.where(inside[:, :, None], roles, 0.0).astype(np.float64)
    paths = likeliest_roles(tables, picked[:, 1]).tolist()
    for (row, anchor), path, table, cue, attitude in zip(
        picked.tolist(), paths, tables, cues, attitudes.argmax(axis=1), strict=True
    ):
        report = _report(path[: sizes[row]], anchor, table)
        if report is not None:
            cue_words, contents, source, sure = report
            found[row].append(
                Report(
                    anchor=anchor,
                    cue=cue_words,
                    contents=contents,
                    source=source,
                    attitude=ATTITUDES[int(attitude)],
                    share=round(float(cue) * sure, 4),
                )
            )
    return [tuple(reports) for reports in found]


def _report(
    path: Sequence[int], anchor: int, table: NDArray[np.float64]
) -> tuple[Range, tuple[Range, ...], Range | None, float] | None:
    """Cue, contents and source of a path and how sure the content is; None without content."""
    contents = tuple(_runs(path, ROLES.index("content")))
    if not contents:
        return None
    sources = _runs(path, ROLES.index("source"))
    cue = next(r for r in _runs(path, ROLES.index("cue")) if r[0] <= anchor <= r[1])
    sure = float(np.exp(table[words_of(contents), ROLES.index("content")]).mean())
    return cue, contents, max(sources, key=lambda r: _mass(table, r), default=None), sure


def words_of(ranges: Sequence[Range]) -> list[int]:
    """All words of some ranges."""
    return [word for first, last in ranges for word in range(first, last + 1)]


def _mass(table: NDArray[np.float64], run: Range) -> float:
    return float(np.exp(table[run[0] : run[1] + 1, ROLES.index("source")]).sum())


def likeliest_roles(tables: NDArray[np.float64], anchors: Integers) -> Integers:
    """The best role of each word ``[cue, word]`` when changes cost; an anchor is its own cue."""
    scores, rows = tables.copy(), np.arange(len(tables))
    scores[rows, anchors] = -1e9
    scores[rows, anchors, ROLES.index("cue")] = 0.0
    toll = _CHANGE * (1 - np.eye(len(ROLES)))
    back: list[Integers] = []
    best = scores[:, 0]
    for word in range(1, scores.shape[1]):
        into = best[:, :, None] - toll
        back.append(into.argmax(axis=1))
        best = into.max(axis=1) + scores[:, word]
    path = [best.argmax(axis=1)]
    for origins in reversed(back):
        path.append(origins[rows, path[-1]])
    return np.stack(path[::-1], axis=1)


def _runs(path: Sequence[int], role: int) -> Iterator[Range]:
    """Word ranges of one role, in order."""
    start: int | None = None
    for word, here in enumerate([*path, -1]):
        if here == role and start is None:
            start = word
        elif here != role and start is not None:
            yield start, word - 1
            start = None
