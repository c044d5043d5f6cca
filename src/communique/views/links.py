"""Mentions of an article with whom they stand for, as rows."""

from __future__ import annotations

from typing import Any

from communique.records import Annotation


def link_rows(annotation: Annotation) -> list[dict[str, Any]]:
    """One row per mention, in text order; unknown is an empty list of codes."""
    text = annotation.article.text
    return [
        {
            "words": link.mention.span.of(text),
            "start": link.mention.span.start,
            "end": link.mention.span.end,
            "kind": link.mention.kind,
            "codes": list(link.codes),
            "person": link.person or link.description,
            "is_place": link.is_place,
            "alternatives": list(link.alternatives),
            "rule": link.provenance.rule,
        }
        for link in annotation.links
    ]
