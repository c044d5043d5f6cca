"""Quotations and attributed statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from communique.records.provenance import Provenance
from communique.records.spans import Span

QuoteKind = Literal["direct", "indirect", "mixed"]
Attitude = Literal["speech", "mention", "belief", "intention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Content that somebody is reported to have said, written or posted (coding guide, section 3).

    `text` is the content span without quotation marks, `cue` the words that report it, `speaker`
    the words that name the speaker; `speaker_name` is the canonical full name, or a lower-case
    description for unnamed speakers; `represents` and `addressee` are entity codes.

    Only `attitude` ``speech`` is a quote of the guide. ``mention`` is speech of which no more than
    the matter is named (*criticised the deal*) or whose speaker is not, ``belief`` a thought,
    feeling or stance, ``intention`` a wish, plan or attempt.
    """

    id: str
    article_id: str
    sentence: Span
    text: Span
    kind: QuoteKind
    cue: Span | None
    cue_lemma: str | None
    speaker: Span | None
    speaker_name: str | None
    represents: str | None
    addressee: str | None
    attitude: Attitude = "speech"
    provenance: Provenance


def innermost_quote(words: Span, quotes: Iterable[Quote]) -> Quote | None:
    """The narrowest quote whose content holds `words`; None when they are the author's."""
    holding = [quote for quote in quotes if quote.text.contains(words)]
    return min(holding, key=lambda q: q.text.end - q.text.start) if holding else None


def voice_of(quote: Quote | None, persons: Collection[str]) -> str:
    """Whose words these are: a person's name, else the code spoken for (coding guide, section 1).

    ``author`` without a quote; a description or ``---`` for a speaker nobody names. `persons` are
    the canonical names known in the article.
    """
    if quote is None:
        return "author"
    if quote.speaker_name in persons:
        return quote.speaker_name or "---"
    return quote.represents or quote.speaker_name or "---"
