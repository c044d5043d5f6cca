"""Words to model input: word pieces, word shapes, and the first piece of each word.

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
MAX_PIECES = 500


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
    """One sentence as model input; `first[0]` is the root slot, then one entry per word."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]


class Pieces:
    """Word-piece encoder over the tokenizer file that ships beside the weights."""

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, sentences: Sequence[Sequence[str]]) -> list[Encoded]:
        """Model inputs for sentences of words, in order.

        A word without pieces points at the piece before it. The caller keeps sentences short
        enough (`MAX_PIECES`); longer input is cut and its words point at the last piece kept.
        """
        plain = [[word.translate(_PLAIN) or "." for word in words] for words in sentences]
        batch = self._tokenizer.encode_batch(plain, is_pretokenized=True)
        return [
            _encoded(e.ids, e.word_ids, words) for e, words in zip(batch, sentences, strict=True)
        ]


def _encoded(ids: list[int], word_ids: list[int | None], words: Sequence[str]) -> Encoded:
    shape_of = [word_shape(word) for word in words]
    first = [0] * (len(words) + 1)
    shapes = [0] * len(ids)
    last = -1
    for position, word in enumerate(word_ids):
        if word is None:
            continue
        shapes[position] = shape_of[word]
        if word != last:
            first[word + 1] = position
            last = word
    for slot in range(1, len(first)):
        first[slot] = min(first[slot] or first[slot - 1], MAX_PIECES - 1)
    return Encoded(ids[:MAX_PIECES], shapes[:MAX_PIECES], first)
