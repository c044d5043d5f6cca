"""Sentences to quotations: content, cue and speaker of what is reported to be said."""

from __future__ import annotations

from communique.records import REPORTING_KINDS, Analysis, LinkTable, Quote, Segment
from communique.stages.quotes.attribution import attribute
from communique.stages.quotes.contents import Found, find_contents
from communique.stages.quotes.regions import quoted_regions

__all__ = ["find_quotes"]


def find_quotes(
    article_id: str,
    text: str,
    segments: tuple[Segment, ...],
    analysis: Analysis,
    links: LinkTable,
) -> tuple[Quote, ...]:
    """Quotes in text order, one per sentence of what a speaker says."""
    regions = quoted_regions(text, segments)
    found: list[Found] = []
    for number, sentence in enumerate(analysis.sentences):
        if segments[sentence.segment].kind not in REPORTING_KINDS:
            continue
        found += find_contents(text, segments, number, sentence, regions)
    found.sort(key=lambda f: (f.content.start, -f.content.end))
    return attribute(article_id, text, analysis, segments, links, found)
