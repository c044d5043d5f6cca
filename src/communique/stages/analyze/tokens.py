"""Word spans inside a passage, in the manner of the English treebanks.

Clitics (``'s``, ``n't``) and hyphens between words are tokens of their own; prefixes keep theirs
(``pro-Russian``), abbreviations keep their full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from communique.codebook.resources import load_toml
from communique.records import Span

_TOKEN = re.compile(
    r"""
      (?:https?://|www\.|pic\.twitter\.com)\S*[^\s.,;:!?)\]>”"’']   # addresses
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                # e-mail
    | @\w+ | \#[^\W\d_]\w*
    | -[LR][RSC]B-(?!\w) | \\/                                     # brackets and slash of treebanks
    | (?<=\s)['’](?:s|S|re|ve|ll|d|m)(?![\w'’])                     # a clitic set apart
    | \d{4}-\d{2}-\d{2}(?!\w)                                     # ISO dates stay whole
    | \d+(?:-\d+){2,}(?!\w) | \d{3}-\d{4}(?![\w-])                # telephone numbers
    | \d+(?:[.,:/]\d+)*(?=[ap]m\b|[AP]M\b)                         # 7:30 PM
    | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|m|bn|km)?(?![^\W\d_])
    | (?:[^\W\d_]\.){2,}(?!\w)                                    # U.S., p.m.
    | [^\W\d_]+(?:\.[^\W\d_]+)+(?<=\.com|\.org|\.net|\.gov|\.edu|\.htm|\.doc|\.xls|\.pdf|\.txt)\b
    | [A-Z]+&[A-Z]+(?!\w)                                          # AT&T
    | [^\W_]+(?:['’][^\W_]+)*
    | [.!?]{2,} | --+ | ['’‘`]{2}
    | [:;=]-?[()DP](?!\w)                                          # :-)
    | ([^\w\s"'“”‘’«»()\[\]$%&-])\1+ | _+                         # <<, ***, ====
    | [^\w\s]
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?i)(?<=\w)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
# Written as one word but two in the treebanks; the first group is the first of them.
_FUSED = re.compile(
    r"(?i)^(?:(can)not|(gon|wan)na|(got)ta"
    r"|(do|does|did|wo|ca|is|was|are|were|ai|could|would|should|have|has|had)nt)$"
)


@dataclass(frozen=True, slots=True)
class TokenRules:
    """Word lists of ``patterns/sentences/splitting.toml``."""

    titles: frozenset[str]
    small: frozenset[str]
    abbreviations: frozenset[str]
    starters: frozenset[str]
    prefixes: frozenset[str]
    whole: frozenset[str]


@cache
def token_rules() -> TokenRules:
    """The word lists, read once."""
    table = load_toml("patterns/sentences/splitting.toml")
    return TokenRules(*(frozenset(table[k]) for k in TokenRules.__slots__))


def split_tokens(text: str, passage: Span) -> tuple[Span, ...]:
    """Token spans that tile the passage but for white space."""
    pieces = list(_with_prefixes(text, _pieces(text, passage)))
    return tuple(_with_abbreviations(text, pieces))


def _pieces(text: str, passage: Span) -> Iterator[Span]:
    for match in _TOKEN.finditer(text, passage.start, passage.end):
        word = match.group()
        size = _first_part(word)
        yield Span(match.start(), match.start() + size)
        if size < len(word):
            yield Span(match.start() + size, match.end())


def _first_part(word: str) -> int:
    """How many characters the first of the words in `word` takes."""
    clitic, fused = _CLITIC.search(word), _FUSED.match(word)
    if clitic is not None:
        return clitic.start()
    return len(next(filter(None, fused.groups()))) if fused is not None else len(word)


def _with_prefixes(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    """Join ``pro`` + ``-`` + ``Russian`` and ``build`` + ``-`` + ``up`` into one token."""
    rules = token_rules()
    waiting: list[Span] = []
    for span in spans:
        waiting.append(span)
        if len(waiting) == 3:
            head, hyphen, tail = waiting
            glued = head.end == hyphen.start and hyphen.end == tail.start
            whole = text[head.start : tail.end].lower()
            first = head.of(text)
            # "UN-backed" is the organisation, not the prefix.
            prefix = first.lower() in rules.prefixes and not (first.isupper() and len(first) > 1)
            known = prefix or _singular(whole) in rules.whole
            if glued and hyphen.of(text) in "-‑" and known:
                waiting = [Span(head.start, tail.end)]
                continue
            yield waiting.pop(0)
    yield from waiting


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _with_abbreviations(text: str, spans: list[Span]) -> Iterator[Span]:
    """Give an abbreviation, or an initial before a name, its full stop (``Mr.``, ``J. Lee``)."""
    rules = token_rules()
    index = 0
    while index < len(spans):
        span = spans[index]
        stop = spans[index + 1] if index + 1 < len(spans) else None
        if stop is None or stop.start != span.end or stop.of(text) != ".":
            yield span
            index += 1
            continue
        after = spans[index + 2].of(text) if index + 2 < len(spans) else ""
        word = span.of(text)
        initial = len(word) == 1 and word.isupper() and after[:1].isupper()
        if _is_short(word, after, rules) or initial:
            yield Span(span.start, stop.end)
            index += 2
        else:
            yield span
            index += 1


def _is_short(word: str, after: str, rules: TokenRules) -> bool:
    """Whether `word` is an abbreviation whose full stop belongs to it.

    At the very end of a passage the full stop ends the sentence. ``no.`` and ``art.`` are words as
    well: in lower case they count as short only before a number.
    """
    low = word.lower()
    if low in rules.abbreviations and (word[0].isupper() or low in rules.small):
        return after != "" and not (after[0].isupper() and after.lower() in rules.starters)
    return low in rules.titles and after != "" and (word[0].isupper() or after[0].isdigit())
