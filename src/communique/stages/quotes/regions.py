"""Stretches between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.records import Segment, Span

_PAIRS = {"“": "”’’", "«": "»", "„": "“”", '"': '"”', "``": "''"}
_MARK = re.compile(r"``|''|’’|[“”«»„\"]")
# A single mark opens after a blank or bracket and before a word; short forms, decades and the
# possessive of tokenised text ("'s", "'90s") are no marks.
_OPEN_SINGLE = re.compile(
    r"(?:(?<=[\s(\[—–:])|^)(?P<mark>['‘])(?!(?:s|re|ve|ll|d|m|t|em|til|cause|tis|twas|n)\b|\d\ds?\b)"
    r"(?=[^\W_])",
    re.IGNORECASE,
)
# Behind punctuation a single mark closes for certain; behind a letter it may be a possessive.
_CLOSE_SINGLE = {
    m: (
        re.compile(rf"(?<=[.,?!…]){m}(?!\w)"),
        re.compile(rf"(?<=\w){m}(?=[\s.,;:?!)\]–—]|$)"),
    )
    for m in ("'", "’")
}
# A spoken turn behind a dash: at the start of its paragraph or behind a colon.
_TURN = re.compile(r":\s*[-–—]\s+(?=[^\W\d_])")


def quoted_regions(text: str, segments: tuple[Segment, ...]) -> tuple[Span, ...]:
    """Spans between matching marks, inside one paragraph; marks themselves excluded.

    A mark left open at the end of its paragraph quotes the rest of it, as newspapers do when a
    quotation runs on into the next paragraph.
    """
    regions: list[Span] = []
    for segment in segments:
        double = list(_double_marks(text, segment.span))
        single = [s for s in _single_marks(text, segment.span) if not _touches(s, double)]
        turn = [s for s in _turns(text, segment.span) if not _touches(s, double + single)]
        regions += sorted([*double, *single, *turn], key=lambda r: r.start)
    return tuple(regions)


def _touches(span: Span, others: list[Span]) -> bool:
    return any(span.overlaps(o) for o in others)


def _double_marks(text: str, span: Span) -> Iterator[Span]:
    opened: tuple[str, int] | None = None
    for match in _MARK.finditer(text, span.start, span.end):
        mark = match.group()
        if opened is not None and mark in _PAIRS[opened[0]]:
            yield Span(opened[1], match.start())
            opened = None
        elif opened is None and mark in _PAIRS and _can_open(text, match):
            opened = (mark, match.end())
    if opened is not None and opened[1] < span.end:
        yield Span(opened[1], span.end)


def _can_open(text: str, match: re.Match[str]) -> bool:
    """A straight mark opens only before a word (``6" gun`` and stray closers do not)."""
    after = text[match.end() : match.end() + 1]
    before = text[match.start() - 1 : match.start()]
    return match.group() != '"' or (bool(after.strip()) and not before.isalnum())


def _single_marks(text: str, span: Span) -> Iterator[Span]:
    """Spans between single marks that no apostrophe can explain."""
    place = span.start
    while match := _OPEN_SINGLE.search(text, place, span.end):
        place = match.end()
        closer = "’" if match.group("mark") == "‘" else "'"
        further = _OPEN_SINGLE.search(text, place, span.end)
        limit = further.start() if further else span.end
        for pattern in _CLOSE_SINGLE[closer]:
            close = pattern.search(text, place, limit)
            if close is not None:
                yield Span(place, close.start())
                place = close.end()
                break


def _turns(text: str, span: Span) -> Iterator[Span]:
    match = _TURN.search(text, span.start, span.end)
    if match is not None:
        yield Span(match.end(), span.end)


def trimmed(text: str, span: Span) -> Span:
    """The span without outer white space, quotation marks and a closing comma or dash."""
    start, end = span.start, span.end
    while start < end and text[start] in " \t\n\u00a0“”\"'‘’«»„`,;:–—-":
        start += 1
    while end > start and text[end - 1] in ' \t\n\u00a0“”"«»„`,;:–—-':
        end -= 1
    if end > start and text[end - 1] in "'’" and _closes(text, start, end - 1):
        return trimmed(text, Span(start, end - 1))
    return Span(start, end)


def _closes(text: str, start: int, place: int) -> bool:
    """Whether the single mark at `place` is a closing one and not an apostrophe."""
    if place > start and text[place - 1] in ".,?!'’":
        return True
    opened = list(_OPEN_SINGLE.finditer(text, max(0, start - 1), place))
    return bool(opened) and opened[0].start() <= start


def quoted_share(regions: tuple[Span, ...], span: Span) -> float:
    """The share of the span's characters that stand in quotation marks, 0 to 1."""
    inside = sum(
        max(0, min(r.end, span.end) - max(r.start, span.start)) for r in regions
    )  # fmt: skip
    return inside / max(1, span.end - span.start)
