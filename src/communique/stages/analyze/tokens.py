"""Word spans inside a sentence, in the manner of the English treebanks.

Clitics (``'s``, ``n't``) and hyphens between words are tokens of their own; prefixes keep theirs
(``pro-Russian``), abbreviations keep their full stop inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.records import Span
from communique.stages.analyze.sentences import split_rules

_TOKEN = re.compile(
    r"""
      (?:https?://|www\.|pic\.twitter\.com)\S*[^\s.,;:!?)\]”"’']   # addresses
    | [\w.+-]+@[\w-]+\.[\w.]+                                     # e-mail
    | [@\#]\w+
    | \d{4}-\d{2}-\d{2}(?!\w)                                     # ISO dates stay whole
    | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|m|bn|km|pm|am|%)?(?![^\W\d_])
    | (?:[^\W\d_]\.){2,}(?!\w)                                    # U.S., p.m.
    | [^\W_]+(?:['’][^\W_]+)*
    | \.{2,} | --+ | (?:[^\w\s]|_)
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?i)(?<=\w)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")
_CANNOT = re.compile(r"(?i)^(can)(not)$")


def split_tokens(text: str, sentence: Span) -> tuple[Span, ...]:
    """Token spans that tile the sentence but for white space."""
    return tuple(
        _with_abbreviations(text, list(_with_prefixes(text, _pieces(text, sentence))), sentence)
    )


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    for match in _TOKEN.finditer(text, sentence.start, sentence.end):
        word = match.group()
        clitic = _CLITIC.search(word) or _CANNOT.match(word)
        if clitic is not None:
            cut = match.start() + (clitic.start() or 3)
            yield Span(match.start(), cut)
            yield Span(cut, match.end())
        else:
            yield Span(match.start(), match.end())


def _with_prefixes(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    """Join ``pro`` + ``-`` + ``Russian`` and ``build`` + ``-`` + ``up`` into one token."""
    rules = split_rules()
    waiting: list[Span] = []
    for span in spans:
        waiting.append(span)
        if len(waiting) == 3:
            head, hyphen, tail = waiting
            glued = head.end == hyphen.start and hyphen.end == tail.start
            whole = text[head.start : tail.end].lower()
            known = head.of(text).lower() in rules.prefixes or _singular(whole) in rules.whole
            if glued and hyphen.of(text) in "-‑" and known:
                waiting = [Span(head.start, tail.end)]
                continue
            yield waiting.pop(0)
    yield from waiting


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _with_abbreviations(text: str, spans: list[Span], sentence: Span) -> Iterator[Span]:
    """Give an abbreviation its full stop (``Mr.``) unless that ends the sentence."""
    rules = split_rules()
    index = 0
    while index < len(spans):
        span = spans[index]
        following = spans[index + 1] if index + 1 < len(spans) else None
        low = span.of(text).lower()
        known = low in rules.titles or low in rules.abbreviations
        initial = span.end - span.start == 1 and text[span.start].isupper()
        if (
            following is not None
            and (known or initial)
            and following.start == span.end
            and following.of(text) == "."
            and following.end != sentence.end
        ):
            yield Span(span.start, following.end)
            index += 2
        else:
            yield span
            index += 1
