"""Sentences to quotations: content, cue and speaker of what is reported to be said."""

from __future__ import annotations

from communique.records import REPORTING_KINDS, Analysis, LinkTable, Quote, Segment
from communique.stages.quotes.attribution import Attribution
from communique.stages.quotes.contents import find_contents
from communique.stages.quotes.learned import by_model
from communique.stages.quotes.reading import Found, Reading
from communique.stages.quotes.regions import quoted_regions

__all__ = ["find_quotes"]


def find_quotes(
    article_id: str,
    text: str,
    segments: tuple[Segment, ...],
    analysis: Analysis,
    links: LinkTable,
) -> tuple[Quote, ...]:
    """Quotes in text order, one per sentence of what a speaker says.

    Among them is what people are reported to think or want, told by `Quote.attitude`.
    """
    regions = quoted_regions(text, segments)
    found: list[Found] = []
    learned: list[Found] = []
    for number, sentence in enumerate(analysis.sentences):
        segment = segments[sentence.segment]
        if segment.kind not in REPORTING_KINDS:
            continue
        here = tuple(r for r in regions if r.overlaps(sentence.span))
        reading = Reading(text=text, number=number, sentence=sentence, regions=here)
        here_found = find_contents(reading, segment, links)
        found += here_found
        if segment.kind != "post":
            reports = analysis.reports.get(number, ())
            learned += by_model(reading, reports, here_found, analysis.reporter)
    found.sort(key=lambda f: (f.content.start, -f.content.end))
    return Attribution(article_id, text, analysis, segments, links).quotes(found, learned)
