"""A sentence as lower-cased pieces joined by spaces, with the way back to article offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from communique.records import Sentence, Span

PIECE = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+|\S")
_FOLDED = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "‐": "-"})


def pieces_of(text: str, case_kept: frozenset[str]) -> str:
    """`text` cut at changes between letters, digits and marks, in the form the rules match.

    >>> pieces_of("Third-quarter talks in May, 8pm", frozenset({"may"}))
    'third - quarter talks in May , 8 pm'
    """
    return " ".join(_fold(m.group(), case_kept) for m in PIECE.finditer(text))


def _fold(piece: str, case_kept: frozenset[str]) -> str:
    lowered = piece.lower()
    if lowered in case_kept and piece[0].isupper():
        return lowered.capitalize()
    # A few capitals grow when lowered; they stay as written so that offsets hold.
    return (lowered if len(lowered) == len(piece) else piece).translate(_FOLDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """The pieces of a sentence: `text` is padded with one space at both ends.

    `offsets` are the places of the pieces in `text`, `spans` in the article, `words` the index of
    the word each piece came from.
    """

    text: str
    offsets: tuple[int, ...]
    spans: tuple[Span, ...]
    words: tuple[int, ...]

    def piece_at(self, offset: int) -> int:
        """The index of the piece that covers `offset` of `text`."""
        return bisect_right(self.offsets, offset) - 1

    def span(self, start: int, end: int) -> Span:
        """The article span of ``text[start:end]``."""
        first, last = self.piece_at(start), self.piece_at(end - 1)
        return Span(self.spans[first].start, self.spans[last].end)


def surface_of(sentence: Sentence, case_kept: frozenset[str]) -> Surface:
    """The surface of `sentence`; a word whose span is not its own length stays one piece."""
    folded: list[str] = []
    spans: list[Span] = []
    words: list[int] = []
    for index, (word, span) in enumerate(zip(sentence.words, sentence.spans, strict=True)):
        exact = span.end - span.start == len(word)
        for match in PIECE.finditer(word):
            folded.append(_fold(match.group(), case_kept))
            words.append(index)
            spans.append(
                Span(span.start + match.start(), span.start + match.end()) if exact else span
            )
    offsets: list[int] = []
    at = 1
    for piece in folded:
        offsets.append(at)
        at += len(piece) + 1
    text = f" {' '.join(folded)} "
    return Surface(text=text, offsets=tuple(offsets), spans=tuple(spans), words=tuple(words))
