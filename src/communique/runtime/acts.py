"""Acts that a sentence tells, read by a small head on the encoder's vectors.

In: sentences with tags, trees and vectors. Out: for every word that may be the trigger of an act
its likely types and the words that may name who does it and to whom. Training and run time share
the features, so that the head sees in use what it saw in training.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from communique.errors import ModelError
from communique.records import Act
from communique.runtime.attributions import Features, ReadSentence, by_length
from communique.runtime.sessions import open_session

# Triggers, types, codes and sides that the head believes in less are not told.
_LEAST_TRIGGER, _LEAST_TYPE, _LEAST_SIDE = 0.1, 0.05, 0.05
SIDES = ("source", "target")
_Key = TypeVar("_Key")


class Kinds:
    """The kinds of acts that the head tells apart: a type with one of its codes, or with any other.

    Written ``ASSAULT/195`` and ``ASSAULT/``.
    """

    def __init__(self, names: Sequence[str], types: Sequence[str]) -> None:
        parts = [name.partition("/") for name in names]
        self.names = list(names)
        self.codes = [code for _, _, code in parts]
        # [kind, type]: what the kinds of a type sum up to is the belief in it.
        self.of_type = np.array([[t == own for t in types] for own, _, _ in parts], dtype=float)

    def __len__(self) -> int:
        return len(self.names)


class ActFeatures:
    """Sentences as arrays, by the word lists and the lexicon the head was trained with.

    The lexicon tells for a lemma which types of acts the event patterns know it to carry; it is the
    head's own copy, since what it learned holds for that state of the patterns.
    """

    def __init__(self, lists: dict[str, list[str]], lexicon: dict[str, list[str]]) -> None:
        self._features = Features(lists)
        self.lists, self.lexicon = lists, lexicon
        self.types = lists["types"]
        self.kinds = Kinds(lists["kinds"], self.types)
        numbers = {name: number for number, name in enumerate(self.types)}
        self._hints = {
            lemma: np.isin(np.arange(len(numbers)), [numbers[t] for t in types])
            for lemma, types in lexicon.items()
        }
        self.relations = self._features.relations

    def arrays(self, sentences: Sequence[ReadSentence]) -> dict[str, NDArray[Any]]:
        """Padded inputs of the head; sentences must come longest first."""
        arrays = self._features.arrays(sentences)
        shape = (*arrays["lemmas"].shape, len(self.types))
        hints = np.zeros(shape, dtype=np.float32)
        for row, sentence in enumerate(sentences):
            for word, lemma in enumerate(sentence.lemmas):
                known = self._hints.get(lemma.lower())
                if known is not None:
                    hints[row, word] = known
        return arrays | {"hints": hints}


class ActReader:
    """The head's session with its word lists.

    It runs on one thread: an int8 LSTM on two says something else in the fourth digit.
    """

    def __init__(self, folder: Path) -> None:
        try:
            manifest: dict[str, Any] = json.loads((folder / "acts.json").read_text("utf-8"))
            self.name = f"{manifest['name']}@{manifest['digest'][:12]}"
            self._features = ActFeatures(manifest["lists"], manifest["lexicon"])
            self._session = open_session(folder / "acts.onnx", 1)
        except Exception as error:
            # The libraries raise kinds of their own for a broken file; all mean the same here.
            raise ModelError("model.unreadable", f"weights in {folder}: {error}") from error

    def acts(self, sentences: Sequence[ReadSentence]) -> list[tuple[Act, ...]]:
        """The acts of each sentence, in order of their triggers.

        Batches are formed from the given sentences alone, by a fixed rule.
        """
        found: list[tuple[Act, ...]] = [()] * len(sentences)
        for batch in by_length([len(s.lemmas) for s in sentences]):
            feeds = self._features.arrays([sentences[i] for i in batch])
            feeds["least"] = np.array(_LEAST_TRIGGER, dtype=np.float32)
            outputs = self._session.run(["picked", "chances", "kinds", "sides"], feeds)
            sizes = [len(sentences[i].lemmas) for i in batch]
            acts = acts_of(*outputs, sizes=sizes, features=self._features)
            for index, own in zip(batch, acts, strict=True):
                found[index] = own
        return found


def acts_of(
    picked: NDArray[np.int64],
    chances: NDArray[np.float32],
    kinds: NDArray[np.float32],
    sides: NDArray[np.float32],
    *,
    sizes: Sequence[int],
    features: ActFeatures,
) -> list[tuple[Act, ...]]:
    """What the head's outputs for sentences of these sizes amount to; all are probabilities.

    `kinds` are [trigger, kind], `sides` [trigger, word, source or target].
    """
    told = features.kinds
    types = kinds.astype(np.float64) @ told.of_type
    found: list[list[Act]] = [[] for _ in sizes]
    for (row, anchor), chance, by_kind, by_type, by_word in zip(
        picked.tolist(), chances.tolist(), kinds, types, sides, strict=True
    ):
        found[row].append(
            Act(
                anchor=anchor,
                share=round(chance, 4),
                types=_shares(by_type, features.types, _LEAST_TYPE),
                codes=tuple(c for c in _shares(by_kind, told.codes, _LEAST_TYPE) if c[0]),
                sources=_shares(by_word[: sizes[row], 0], range(sizes[row]), _LEAST_SIDE),
                targets=_shares(by_word[: sizes[row], 1], range(sizes[row]), _LEAST_SIDE),
            )
        )
    return [tuple(acts) for acts in found]


def _shares(
    table: NDArray[Any], keys: Sequence[_Key], least: float
) -> tuple[tuple[_Key, float], ...]:
    """The keys whose share is worth telling, greatest first."""
    order = np.argsort(-table, kind="stable")
    return tuple((keys[i], round(float(table[i]), 4)) for i in order if table[i] >= least)
