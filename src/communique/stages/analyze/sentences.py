"""Sentence boundaries inside a segment, by rules over abbreviations and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from communique.codebook.resources import load_toml
from communique.records import Span

CLOSERS = "\"'”’»)]"
OPENERS = "\"'“‘«(["
_CANDIDATE = re.compile(rf"(?:[.!?…]+[{re.escape(CLOSERS)}]*)(?=\s|$|[{re.escape(OPENERS)}A-Z])")
_LAST_WORD = re.compile(r"(\S+)$")
_NEXT_WORD = re.compile(rf"\s*[{re.escape(OPENERS)}]*([^\W_]+)")


@dataclass(frozen=True, slots=True)
class SplitRules:
    """Word lists of ``patterns/sentences/splitting.toml``."""

    titles: frozenset[str]
    abbreviations: frozenset[str]
    starters: frozenset[str]
    cues: frozenset[str]
    prefixes: frozenset[str]
    whole: frozenset[str]


@cache
def split_rules() -> SplitRules:
    """The word lists, read once."""
    table = load_toml("patterns/sentences/splitting.toml")
    return SplitRules(*(frozenset(table[k]) for k in SplitRules.__slots__))


def split_sentences(text: str, span: Span) -> Iterator[Span]:
    """Sentence spans inside `span`, without surrounding white space.

    A blank line always ends a sentence; a single newline is a space (hard-wrapped text).
    """
    rules = split_rules()
    start = span.start
    for match in _CANDIDATE.finditer(text, span.start, span.end):
        if match.start() >= start and _ends_sentence(text, match, span, rules):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, span.end)


def _ends_sentence(text: str, match: re.Match[str], span: Span, rules: SplitRules) -> bool:
    """Whether the stop at `match` ends a sentence rather than an abbreviation or a quoted part."""
    following = _NEXT_WORD.match(text, match.end(), span.end)
    if following is None:
        return True
    next_word = following.group(1)
    glued = match.end() < span.end and not text[match.end()].isspace()
    before = _LAST_WORD.search(text, max(span.start, match.start() - 40), match.start())
    last_word = before.group(1).lstrip(OPENERS) if before else ""
    if glued:
        return _is_lost_space(last_word, match.group(), next_word, text[match.end()])
    if next_word[0].islower():
        return False
    mark = match.group()
    if mark[0] == ".":
        low = last_word.lower()
        if low in rules.titles or (len(last_word) == 1 and last_word.isupper()):
            return False
        if low in rules.abbreviations or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", last_word):
            return next_word.lower() in rules.starters
    if mark[-1] in CLOSERS and mark[0] in "?!":
        ahead = text[following.start() : min(span.end, following.start() + 60)]
        words = re.findall(r"[^\W\d_]+", ahead)[:4]
        return not any(word.lower() in rules.cues for word in words)
    return True


def _is_lost_space(last_word: str, mark: str, next_word: str, next_char: str) -> bool:
    """Whether ``end.Start`` is two sentences with the space lost between them."""
    if not mark.endswith((".", "!", "?", "”", '"')) or next_char in CLOSERS:
        return False
    plain_end = len(last_word) >= 3 and last_word[-1].islower() and "." not in last_word
    return plain_end and len(next_word) > 1 and next_word[0].isupper() and next_word[1].islower()


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without outer white space, cut at blank lines; nothing when it is blank."""
    for part in re.finditer(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", text[start:end], re.DOTALL):
        yield Span(start + part.start(), start + part.end())
