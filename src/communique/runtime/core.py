"""The language core at run time: words in; sentences, tags, lemmas, trees, names and links out.

The ONNX graph gives scores for windows of consecutive sentences. Sentence starts are read first;
heads are repaired into one tree per sentence and labels are scored for the repaired heads, so a
label always belongs to the arc it stands on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.errors import ModelError
from communique.records import Act, Report
from communique.runtime.acts import ActReader, sentence_passage
from communique.runtime.antecedents import Antecedent, MentionVectors, rank_antecedents
from communique.runtime.attributions import Attributor, ReadSentence, quote_marks
from communique.runtime.labels import NameLabels
from communique.runtime.lemmas import lemma_of
from communique.runtime.pieces import GAPS, Pieces
from communique.runtime.sessions import open_session
from communique.runtime.trees import best_heads, with_active_subjects
from communique.runtime.windows import Passage, Window, batches, padded, windows_of

__all__ = ["Antecedent", "LanguageCore", "Passage", "Prediction", "Reading", "shipped_core"]

WEIGHTS = Path(__file__).parent / "weights"
_SPACE = GAPS.index("space")
_TAGS = ("upos", "xpos", "feats", "lemma_scripts", "entities")
# Outputs with a row per slot (the root and each word) instead of a row per word.
_SLOTS = ("label_head", "link_head", "vectors")
Scores = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """One sentence: its passage, its first word there, and parallel tuples, one entry per word.

    `heads` are word indices inside the sentence, -1 for the root. `entities` gives the type of the
    mention that a word heads (``person``, ``organization``, ``place`` ...), else ``O``.
    """

    passage: int
    first: int
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    names: tuple[tuple[int, int, str], ...]
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the core reads in an article: its sentences, and antecedents of mentions.

    `antecedents` maps ``(passage, word)`` of a mention's head word to earlier mentions that may be
    the same entity, likeliest first; mentions that surely take up nothing are absent. `reports`
    gives for each sentence what it attributes to others, `acts` what it tells of being done.
    """

    sentences: tuple[Prediction, ...]
    reports: tuple[tuple[Report, ...], ...]
    acts: tuple[tuple[Act, ...], ...]
    antecedents: dict[tuple[int, int], tuple[Antecedent, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """A sentence's place, words and scores, before anything is decided."""

    passage: int
    first: int
    words: tuple[str, ...]
    scores: Scores


class LanguageCore:
    """One ONNX session with its tokenizer and label sets."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 2) -> None:
        try:
            manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
            self._labels: dict[str, list[str]] = manifest["labels"]
            self.name = f"{manifest['name']}@{manifest['digest'][:12]}"
            weight = np.load(folder / "labels.npy").astype(np.float32)
            self._pieces = Pieces(folder / "tokenizer.json")
            self._session = open_session(folder / "core.onnx", threads)
        except Exception as error:
            # The libraries raise kinds of their own for a broken file; all mean the same here.
            raise ModelError("model.unreadable", f"weights in {folder}: {error}") from error
        # [dependent, label x head]: one matrix product scores all labels of all words.
        self._label_weight = weight.transpose(1, 0, 2).reshape(weight.shape[1], -1)
        self._outputs = [o.name for o in self._session.get_outputs()]
        self._names = NameLabels(self._labels["names"])
        # A core that was just trained has no heads yet; reports and acts stay empty.
        has_reports, has_acts = (
            (folder / name).exists() for name in ("attribution.onnx", "acts.onnx")
        )
        self._attributor = Attributor(folder, threads) if has_reports else None
        self.reporter = self._attributor.name if self._attributor else None
        self._act_reader = ActReader(folder, threads) if has_acts else None
        self.act_reader = self._act_reader.name if self._act_reader else None

    def by_rule(self) -> LanguageCore:
        """The same core without the act head, so that events are what the rules alone tell."""
        core = copy(self)
        core._act_reader = core.act_reader = None
        return core

    def predict(self, sentences: Sequence[Sequence[str]]) -> list[Prediction]:
        """One `Prediction` per sentence of words, in order, for text whose sentences are known."""
        passages = [Passage(tuple(s), (_SPACE,) * len(s), whole=True) for s in sentences]
        return list(self.read(passages).sentences)

    def read(self, passages: Sequence[Passage]) -> Reading:
        """Sentences and links of the passages of one article, in order.

        Windows and batches are formed from the given passages alone, by a fixed rule: int8 scales
        depend on the batch, so an article's answers must not depend on its neighbours.
        """
        scored, sentences = self._scored(passages)
        mentions = [m for s, p in zip(scored, sentences, strict=True) for m in _mentions(s, p)]
        ranked = zip(mentions, rank_antecedents(mentions), strict=True)
        read = _read_sentences(passages, scored, sentences)
        none: list[tuple[()]] = [()] * len(sentences)
        return Reading(
            sentences=tuple(sentences),
            reports=tuple(self._attributor.reports(read) if self._attributor else none),
            acts=tuple(self._acts(passages, scored)),
            antecedents={(m.passage, m.word): best for m, best in ranked if best},
        )

    def with_vectors(
        self, passages: Sequence[Passage]
    ) -> list[tuple[Prediction, NDArray[np.float32]]]:
        """The sentences of `read`, each with the encoder's vectors of its words, as trained on."""
        scored, sentences = self._scored(passages)
        vectors = [s.scores["vectors"][1:] for s in scored]
        return list(zip(sentences, vectors, strict=True))

    def _acts(
        self, passages: Sequence[Passage], scored: Sequence[_Scored]
    ) -> list[tuple[Act, ...]]:
        if self._act_reader is None:
            return [()] * len(scored)
        sentences = []
        for s in scored:
            gaps = passages[s.passage].gaps[s.first : s.first + len(s.words)]
            sentences.append(sentence_passage(s.words, gaps))
        return self._act_reader.acts(sentences)

    def _scored(self, passages: Sequence[Passage]) -> tuple[list[_Scored], list[Prediction]]:
        scored = [
            sentence
            for window, scores in self.scores(passages)
            for sentence in _sentences(window, passages, scores)
        ]
        names = self._names.weighed([s.words for s in scored], [s.scores["names"] for s in scored])
        sentences = [self._decode(s, rows) for s, rows in zip(scored, names, strict=True)]
        return scored, sentences

    def scores(self, passages: Sequence[Passage]) -> list[tuple[Window, Scores]]:
        """The windows of the passages, in order, with what the graph says of each."""
        windows = windows_of(passages, self._pieces)
        found: list[tuple[Window, Scores]] = [(window, {}) for window in windows]
        for batch in batches(windows):
            outputs = self._run([windows[i] for i in batch])
            for row, index in enumerate(batch):
                found[index][1].update((name, array[row]) for name, array in outputs.items())
        return found

    def _run(self, batch: Sequence[Window]) -> Scores:
        encoded = [w.encoded for w in batch]
        feeds = {
            "pieces": padded([e.pieces for e in encoded]),
            "shapes": padded([e.shapes for e in encoded]),
            "gaps": padded([e.gaps for e in encoded]),
            "mask": padded([[1] * len(e.pieces) for e in encoded]),
            "first": padded([e.first for e in encoded]),
        }
        return dict(zip(self._outputs, self._session.run(self._outputs, feeds), strict=True))

    def _decode(self, scored: _Scored, names: NDArray[np.float64]) -> Prediction:
        scores = scored.scores
        picked = {
            task: [self._labels[task][k] for k in scores[task].argmax(axis=1)] for task in _TAGS
        }
        heads = best_heads(scores["arcs"])
        return Prediction(
            passage=scored.passage,
            first=scored.first,
            upos=tuple(picked["upos"]),
            xpos=tuple(picked["xpos"]),
            feats=tuple(picked["feats"]),
            lemmas=tuple(map(lemma_of, scored.words, picked["upos"], picked["lemma_scripts"])),
            heads=tuple(heads),
            deprels=with_active_subjects(heads, self._arc_labels(scores, heads)),
            names=self._names.spans(names),
            entities=tuple(picked["entities"]),
        )

    def _arc_labels(self, scores: Scores, heads: list[int]) -> tuple[str, ...]:
        """The best label of each arc; ``root`` for the root word and for no other."""
        ones = np.ones((len(heads), 1), dtype=np.float32)
        dep = np.concatenate([scores["label_dep"], ones], axis=1)
        head = np.concatenate([scores["label_head"][[h + 1 for h in heads]], ones], axis=1)
        labels = self._labels["deprels"]
        by_label = (dep @ self._label_weight).reshape(len(heads), len(labels), -1)
        table = (by_label * head[:, None, :]).sum(axis=2)
        table[:, labels.index("root")] = -np.inf
        best = table.argmax(axis=1)
        return tuple("root" if h < 0 else labels[k] for h, k in zip(heads, best, strict=True))


def _read_sentences(
    passages: Sequence[Passage], scored: Sequence[_Scored], sentences: Sequence[Prediction]
) -> list[ReadSentence]:
    """The sentences as the heads take them."""
    marks = [quote_marks(passage.words) for passage in passages]
    return [
        ReadSentence(
            lemmas=p.lemmas,
            upos=p.upos,
            deprels=p.deprels,
            heads=p.heads,
            marks=marks[p.passage][p.first : p.first + len(p.upos)],
            vectors=s.scores["vectors"][1:],
        )
        for s, p in zip(scored, sentences, strict=True)
    ]


def _sentences(window: Window, passages: Sequence[Passage], scores: Scores) -> Iterator[_Scored]:
    """The sentences of a window: each part is cut where the model sees a start."""
    offset = 0
    begins = scores["starts"][:, 1] > scores["starts"][:, 0]
    for part in window.parts:
        size = part.last - part.first
        sure = passages[part.passage].starts
        inside = range(1, 1 if part.whole else size)
        marked = (w for w in inside if begins[offset + w] or part.first + w in sure)
        edges = [*_with_words(passages[part.passage].words[part.first :], marked), size]
        for first, last in pairwise(edges):
            start = part.first + first
            yield _Scored(
                passage=part.passage,
                first=start,
                words=passages[part.passage].words[start : part.first + last],
                scores=_within(scores, offset + first, offset + last),
            )
        offset += size


def _with_words(words: Sequence[str], starts: Iterable[int]) -> Iterator[int]:
    """0 and the starts, but for those that would leave a sentence of mere punctuation behind."""
    last = 0
    yield last
    for start in starts:
        if any(c.isalnum() for word in words[last:start] for c in word):
            last = start
            yield last


def _within(scores: Scores, first: int, last: int) -> Scores:
    """The scores of words ``first`` to ``last`` (exclusive) of a window.

    Tables over slots keep slot 0, the root or "nothing before", in front.
    """
    slots = [0, *range(first + 1, last + 1)]
    cut = {task: table[first:last] for task, table in scores.items() if task not in _SLOTS}
    cut |= {task: scores[task][slots] for task in _SLOTS}
    cut["arcs"] = cut["arcs"][:, slots]
    return cut


def _mentions(scored: _Scored, sentence: Prediction) -> Iterator[MentionVectors]:
    """The head words of a sentence's mentions, with their link vectors."""
    asks, offers = scored.scores["link_dep"], scored.scores["link_head"]
    for word, kind in enumerate(sentence.entities):
        if kind != "O":
            yield MentionVectors(
                passage=sentence.passage,
                word=sentence.first + word,
                ask=asks[word],
                offer=offers[word + 1],
                none=float(asks[word] @ offers[0]),
            )


@cache
def shipped_core(threads: int = 2) -> LanguageCore:
    """The core whose weights ship in the package, built once per process and number of threads."""
    return LanguageCore(WEIGHTS, threads)
