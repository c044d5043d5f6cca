"""Words to model input: word pieces, word shapes, gaps, and the first piece of each word.

Training and run time share this file, so that the model sees in use what it saw in training.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

# The training texts write straight quotes and plain hyphens; news prints typographic ones.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"',
     "»": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "…": ".", "\u00a0": " ", "\u00ad": "-"}
)  # fmt: skip
SHAPES = ("special", "lower", "title", "upper", "mixed", "digits", "other", "initial")
# What stands before a word: not told, nothing, a space, the end of a line.
GAPS = ("unknown", "glued", "space", "line")


def word_shape(word: str) -> int:
    """The index in `SHAPES` that tells how `word` is written.

    >>> [SHAPES[word_shape(w)] for w in ("Nato", "NATO", "talks", "28", "McCain", "“", "J")]
    ['title', 'upper', 'lower', 'digits', 'mixed', 'other', 'initial']
    """
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return SHAPES.index("digits" if any(c.isdigit() for c in word) else "other")
    if word.isupper():
        return SHAPES.index("initial" if len(letters) == 1 else "upper")
    if word.islower():
        return SHAPES.index("lower")
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return SHAPES.index("title")
    return SHAPES.index("mixed")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A run of words: pieces, a shape and a gap per piece, and the first piece of each word.

    The gap stands on the first piece of its word; the other pieces have none.
    """

    pieces: list[int]
    shapes: list[int]
    gaps: list[int]
    first: list[int]


class Pieces:
    """Word-piece encoder over a tokenizer file that ships beside the weights.

    `start` and `stop` are the names of the pieces that stand before a window and after each run.
    """

    def __init__(self, tokenizer_file: Path, start: str = "[CLS]", stop: str = "[SEP]") -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        special = self._tokenizer.get_vocab()
        self._start, self._break = special[start], special[stop]
        self._unknown = special["[UNK]"]

    def encode(self, runs: Sequence[Sequence[str]], gaps: Sequence[Sequence[int]]) -> list[Encoded]:
        """The pieces of runs of words, in order; every word has at least one piece."""
        plain = [[word.translate(_PLAIN) or "." for word in words] for words in runs]
        batch = self._tokenizer.encode_batch(plain, is_pretokenized=True, add_special_tokens=False)
        return [
            self._encoded(e.ids, e.word_ids, words, before)
            for e, words, before in zip(batch, runs, gaps, strict=True)
        ]

    def _encoded(
        self,
        ids: list[int],
        word_ids: list[int | None],
        words: Sequence[str],
        before: Sequence[int],
    ) -> Encoded:
        by_word: list[list[int]] = [[] for _ in words]
        for piece, index in zip(ids, word_ids, strict=True):
            if index is not None:
                by_word[index].append(piece)
        run = Encoded([], [], [], [])
        for word, pieces, gap in zip(words, by_word, before, strict=True):
            pieces = pieces or [self._unknown]
            run.first.append(len(run.pieces))
            run.pieces.extend(pieces)
            run.shapes.extend([word_shape(word)] * len(pieces))
            run.gaps.extend([gap] + [0] * (len(pieces) - 1))
        return run

    def window(self, runs: Sequence[Encoded]) -> Encoded:
        """One model input of several runs: a start piece, then each run and a break.

        `first[0]` is the root slot, then one entry per word of all runs.
        """
        joined = Encoded([self._start], [0], [0], [0])
        for run in runs:
            offset = len(joined.pieces)
            joined.first.extend(offset + piece for piece in run.first)
            joined.pieces.extend([*run.pieces, self._break])
            joined.shapes.extend([*run.shapes, 0])
            joined.gaps.extend([*run.gaps, 0])
        return joined
