"""Highlighted text: marks laid over words without touching the words.

In: a text, a stretch of it, and marks by code-point span. Out: HTML with everything escaped.
Marks may overlap; the text is cut at every edge, and a piece carries all its kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from communique.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span with the kind of evidence it is; `target` is the id of a row to link to."""

    span: Span
    kind: str
    target: str | None = None


def marked(text: str, stretch: Span, marks: Iterable[Mark]) -> Markup:
    """The words of `stretch`, each marked piece in a ``<mark>`` with its kinds as classes."""
    inside = sorted(
        (mark for mark in marks if mark.span.overlaps(stretch)),
        key=lambda mark: (mark.span, mark.kind, mark.target or ""),
    )
    edges = {stretch.start, stretch.end}
    for mark in inside:
        edges |= {max(mark.span.start, stretch.start), min(mark.span.end, stretch.end)}
    cuts = sorted(edges)
    pieces = [
        _piece(text[a:b], [m for m in inside if m.span.start <= a and b <= m.span.end])
        for a, b in pairwise(cuts)
    ]
    return Markup("").join(pieces)


def _piece(words: str, marks: Sequence[Mark]) -> Markup:
    if not marks:
        return escape(words)
    kinds = list(dict.fromkeys(mark.kind for mark in marks))
    html = Markup('<mark class="{}" title="{}">{}</mark>').format(
        " ".join(f"k-{kind}" for kind in kinds), ", ".join(kinds), words
    )
    target = next((mark.target for mark in marks if mark.target), None)
    return Markup('<a href="#{}">{}</a>').format(target, html) if target else html
