"""Sentences to coded events, by patterns over the parse. See README.md."""

from __future__ import annotations

from communique.codebook.patterns import helpers, pattern_table
from communique.codebook.places import PlaceIndex
from communique.records import REPORTING_KINDS, Analysis, Event, LinkTable, Quote, Segment, Timex
from communique.stages.events.carry import carry_targets
from communique.stages.events.coder import Place, Tools, code_sentence, span_sort_key

__all__ = ["code_events"]


def code_events(
    article_id: str,
    segments: tuple[Segment, ...],
    analysis: Analysis,
    links: LinkTable,
    timexes: tuple[Timex, ...],
    quotes: tuple[Quote, ...],
    *,
    places: PlaceIndex,
) -> tuple[Event, ...]:
    """Events of the reporting segments, in text order."""
    tools = Tools(table=pattern_table(), helpers=helpers(), places=places)
    events: list[Event] = []
    for number, sentence in enumerate(analysis.sentences):
        if segments[sentence.segment].kind not in REPORTING_KINDS:
            continue
        place = Place(
            article_id=article_id,
            number=number,
            sentence=sentence,
            links=links,
            timexes=[t for t in timexes if t.sentence == number],
            quotes=[q for q in quotes if q.sentence == sentence.span],
        )
        events += code_sentence(place, tools)
    return tuple(carry_targets(sorted(events, key=span_sort_key)))
