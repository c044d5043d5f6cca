"""Mentions of an article with whom they stand for, as rows."""

from __future__ import annotations

from typing import Any

from communique.records import Annotation
from communique.views.annotate_line import actor_fields


def link_rows(annotation: Annotation) -> list[dict[str, Any]]:
    """One row per mention, in text order; unknown is an empty list of codes."""
    text = annotation.article.text
    return [
        {
            "words": link.mention.span.of(text),
            "description": link.description,
            **actor_fields(link),
        }
        for link in annotation.links
    ]
