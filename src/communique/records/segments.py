"""Typed stretches of the text. Nothing is deleted: boilerplate is a segment with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.records.provenance import Provenance
from communique.records.spans import Span

SegmentKind = Literal[
    "header",
    "headline",
    "dateline",
    "byline",
    "body",
    "caption",
    "post",
    "pullquote",
    "boilerplate",
]
# Kinds whose words may make events and quotes (coding guide, rule 9).
REPORTING_KINDS = frozenset({"headline", "body", "caption", "post"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A paragraph-like stretch. Posts carry `author` (account or name) and `date` (ISO or None)."""

    span: Span
    kind: SegmentKind
    reason: str | None = None
    author: str | None = None
    author_span: Span | None = None
    date: str | None = None
    provenance: Provenance
