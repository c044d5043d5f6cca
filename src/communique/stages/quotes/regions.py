"""Stretches between quotation marks."""

from __future__ import annotations

import re

from communique.records import Segment, Span

_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"', "``": "''"}
_MARK = re.compile(r"``|''|[“”«»„\"]")


def quoted_regions(text: str, segments: tuple[Segment, ...]) -> tuple[Span, ...]:
    """Spans between matching marks, inside one paragraph; marks themselves excluded.

    A mark left open at the end of its paragraph quotes the rest of it, as newspapers do when a
    quotation runs on into the next paragraph.
    """
    regions: list[Span] = []
    for segment in segments:
        opened: tuple[str, int] | None = None
        for match in _MARK.finditer(text, segment.span.start, segment.span.end):
            mark = match.group()
            if opened is not None and mark == _PAIRS[opened[0]]:
                regions.append(Span(opened[1], match.start()))
                opened = None
            elif opened is None and mark in _PAIRS and _can_open(text, match):
                opened = (mark, match.end())
        if opened is not None and opened[1] < segment.span.end:
            regions.append(Span(opened[1], segment.span.end))
    return tuple(regions)


def _can_open(text: str, match: re.Match[str]) -> bool:
    """A straight mark opens only before a word (``6" gun`` and stray closers do not)."""
    after = text[match.end() : match.end() + 1]
    before = text[match.start() - 1 : match.start()]
    return match.group() != '"' or (bool(after.strip()) and not before.isalnum())


def trimmed(text: str, span: Span) -> Span:
    """The span without outer white space, quotation marks and a closing comma or dash."""
    start, end = span.start, span.end
    while start < end and text[start] in " \t\n\u00a0“”\"'‘«»„`,;:–—-":
        start += 1
    while end > start and text[end - 1] in ' \t\n\u00a0“”"«»„`,;:–—-':
        end -= 1
    return Span(start, end)


def quoted_share(regions: tuple[Span, ...], span: Span) -> float:
    """The share of the span's characters that stand in quotation marks, 0 to 1."""
    inside = sum(
        max(0, min(r.end, span.end) - max(r.start, span.start)) for r in regions
    )  # fmt: skip
    return inside / max(1, span.end - span.start)
