"""Embedded posts: enter paragraphs, leave post segments for all paragraphs of each post."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from communique.records import Segment, Span
from communique.stages.segment.cues import cues_of, provenance
from communique.stages.segment.paragraphs import trimmed

# The longest post of the classic service, with some room; links count little there.
POST_LENGTH = 330
# How far before and after a handle its account name and the day can reach.
AUTHOR, DATE = 70, 80
FIRST_PERSON = re.compile(r"\b(?:I|we|our|us|my)\b", re.IGNORECASE)
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
REPORTING = re.compile(r"\b(?:said|told|added|warned|according to)\b", re.IGNORECASE)
LINK = re.compile(r"(?:https?://|pic\.twitter\.com/|t\.co/)\S+")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signature:
    span: Span
    author: str
    author_span: Span
    date: str | None


def find_posts(text: str, paragraphs: Sequence[Span]) -> dict[int, tuple[tuple[Segment, ...], int]]:
    """For each paragraph number that belongs to a post: its segments, and where its post ends.

    The signature is a byline of its own, no words of the account. Text after the signature on the
    same line is left to the caller.
    """
    found: dict[int, tuple[tuple[Segment, ...], int]] = {}
    for index, span in enumerate(paragraphs):
        signature = _signature(text, span)
        if signature is None:
            continue
        own = trimmed(text, span.start, signature.span.start)
        if _length(own.of(text)) > POST_LENGTH:
            continue
        first = _first_paragraph(text, paragraphs, index, own, taken=found)
        for number in range(first, index):
            found[number] = ((_segment(paragraphs[number], signature),), paragraphs[number].end)
        signed = trimmed(text, signature.span.start, signature.span.end)
        byline = Segment(
            span=signed,
            kind="byline",
            reason="post signature",
            provenance=provenance("post.signature"),
        )
        parts = (_segment(own, signature), byline) if own.start < own.end else (byline,)
        found[index] = (parts, signed.end)
    return found


def _signature(text: str, span: Span) -> _Signature | None:
    """The first signature in the paragraph; only the words around a handle are looked at."""
    words = span.of(text)
    at = words.find("(@")
    while at >= 0:
        for cue in cues_of("signature"):
            # A start position, not a cut: "^" must mean the start of the paragraph.
            near = (
                cue.pattern.search(words, max(0, at - AUTHOR), at + DATE) if cue.pattern else None
            )
            if near is not None:
                author = Span(span.start + near.start("author"), span.start + near.end("author"))
                return _Signature(
                    span=Span(span.start + near.start(), span.start + near.end()),
                    author=f"{near['name'].strip()} ({near['handle']})",
                    author_span=author,
                    date=_iso(near["date"]),
                )
        at = words.find("(@", at + 1)
    return None


def _first_paragraph(
    text: str,
    paragraphs: Sequence[Span],
    last: int,
    own: Span,
    *,
    taken: Container[int],
) -> int:
    """The number of the first paragraph of the post that is signed in paragraph `last`.

    A paragraph above belongs to it when it looks like a post (handle, tag, link, first person
    outside quotation marks) and the whole stays within one post's length. A bare signature takes
    the paragraph above it in any case. Reporting verbs and a closing colon are the article's own.
    """
    first, length = last, _length(own.of(text))
    for number in range(last - 1, -1, -1):
        words = paragraphs[number].of(text)
        length += _length(words)
        if number in taken or length > POST_LENGTH:
            break
        if _looks_like_post(words) or (number == last - 1 and own.start == own.end):
            first = number
        elif REPORTING.search(words) or words.endswith(":"):
            break
    return first


def _looks_like_post(words: str) -> bool:
    if words.endswith(":"):
        return False
    marked = any(cue.marks(words) for cue in cues_of("mark"))
    plain = QUOTED.sub("", words)
    return marked or (FIRST_PERSON.search(plain) is not None and not REPORTING.search(words))


def _length(words: str) -> int:
    return len(LINK.sub("", words).strip())


def _segment(span: Span, signature: _Signature) -> Segment:
    return Segment(
        span=span,
        kind="post",
        author=signature.author,
        author_span=signature.author_span,
        date=signature.date,
        provenance=provenance("post.signature"),
    )


def _iso(written: str) -> str | None:
    word = re.search(r"[A-Za-z]{3}", written)
    numbers = [int(n) for n in re.findall(r"\d+", written)]
    if word is None or len(numbers) != 2 or word.group().lower() not in MONTHS:
        return None
    day, year = numbers
    try:
        return date(year, MONTHS.index(word.group().lower()) + 1, day).isoformat()
    except ValueError:
        return None
