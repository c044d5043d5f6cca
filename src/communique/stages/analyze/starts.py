"""Sentence starts that punctuation settles, for news as it is printed.

The model finds sentences; it has read few newspapers. Direct speech ends with a full stop inside
its marks, and an abbreviation's stop may end a sentence as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.runtime.pieces import GAPS
from communique.stages.analyze.tokens import token_rules

_GLUED = GAPS.index("glued")
_CLOSING = frozenset({"”", "’’", "''", "»"})
_OPENING = frozenset({"“", "‘‘", "``", "«"})
_EITHER = frozenset({'"', "'"})
_SHORT = re.compile(r"(?:[^\W\d_]\.){2,}")


def sure_starts(words: Sequence[str], gaps: Sequence[int]) -> frozenset[int]:
    """Indices of words that surely begin a sentence."""
    return frozenset(
        index
        for index in range(2, len(words))
        if _after_speech(words, gaps, index)
        or _before_speech(words, gaps, index)
        or _after_short(words, index)
        or _after_stop(words, index)
    )


def _after_speech(words: Sequence[str], gaps: Sequence[int], index: int) -> bool:
    """``... peace." Kyiv``: a comma, not a full stop, would go on with "he said"."""
    mark = words[index - 1]
    closes = mark in _CLOSING or (mark in _EITHER and gaps[index - 1] == _GLUED != gaps[index])
    return closes and words[index - 2] == "." and words[index][:1].isupper()


def _before_speech(words: Sequence[str], gaps: Sequence[int], index: int) -> bool:
    """``... the minister. "Yes``: an opening mark behind a full stop."""
    mark = words[index]
    inner = index + 1 < len(words) and gaps[index + 1] == _GLUED
    opens = mark in _OPENING or (mark in _EITHER and inner and gaps[index] != _GLUED)
    return opens and words[index - 1] in {".", "!", "?"}


def _after_stop(words: Sequence[str], index: int) -> bool:
    """``... no war. We``: a full stop of its own before a word that commonly starts a sentence."""
    word = words[index]
    if words[index - 1] != "." or words[index - 2].isdigit():
        return False  # "1. The first point" is one sentence
    return word.istitle() and word.lower() in token_rules().starters


def _after_short(words: Sequence[str], index: int) -> bool:
    """``... the U.S. The``: a word that commonly starts a sentence, written with a capital."""
    before, word = words[index - 1], words[index]
    rules = token_rules()
    short = before.endswith(".") and (
        bool(_SHORT.fullmatch(before)) or before[:-1].lower() in rules.abbreviations
    )
    return short and word.istitle() and word.lower() in rules.starters and len(word) > 1
