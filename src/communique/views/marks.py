"""Highlighted text: marks laid over words without touching the words.

In: a text, a stretch of it, and marks by code-point span. Out: HTML with everything escaped, or
the words with brackets for a terminal.
Marks may overlap; the text is cut at every edge, and a piece carries all its kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    pieces = (_piece(words, held) for words, held in _pieces(text, stretch, marks))
    return Markup("").join(pieces)


def bracketed(text: str, stretch: Span, marks: Iterable[Mark]) -> str:
    """The words of `stretch`, each marked piece in brackets with its kinds, for a terminal.

    >>> bracketed("Mali met.", Span(0, 9), [Mark(span=Span(0, 4), kind="source")])
    '[Mali: source] met.'
    """
    return "".join(
        f"[{words}: {' '.join(dict.fromkeys(mark.kind for mark in held))}]" if held else words
        for words, held in _pieces(text, stretch, marks)
    )


def _pieces(text: str, stretch: Span, marks: Iterable[Mark]) -> Iterator[tuple[str, list[Mark]]]:
    """The words of `stretch`, cut at every edge of a mark, with the marks that hold each piece."""
    inside = sorted(
        (mark for mark in marks if mark.span.overlaps(stretch)),
        key=lambda mark: (mark.span, mark.kind, mark.target or ""),
    )
    edges = {stretch.start, stretch.end}
    for mark in inside:
        edges |= {max(mark.span.start, stretch.start), min(mark.span.end, stretch.end)}
    for a, b in pairwise(sorted(edges)):
        yield text[a:b], [m for m in inside if m.span.start <= a and b <= m.span.end]


def _piece(words: str, marks: Sequence[Mark]) -> Markup:
    if not marks:
        return escape(words)
    kinds = list(dict.fromkeys(mark.kind for mark in marks))
    html = Markup('<mark class="{}" title="{}">{}</mark>').format(
        " ".join(f"k-{kind}" for kind in kinds), ", ".join(kinds), words
    )
    target = next((mark.target for mark in marks if mark.target), None)
    return Markup('<a href="#{}">{}</a>').format(target, html) if target else html
