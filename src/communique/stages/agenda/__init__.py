"""Announced meetings, deadlines, elections, votes and summits. See README.md."""

from __future__ import annotations

from communique.records import (
    REPORTING_KINDS,
    Analysis,
    Appointment,
    Article,
    Event,
    LinkTable,
    Quote,
    Segment,
    Timex,
)
from communique.stages.agenda.cues import load_cues
from communique.stages.agenda.find import Page, joined, planned_appointments, told_appointments

__all__ = ["find_appointments"]


def find_appointments(
    article: Article,
    segments: tuple[Segment, ...],
    analysis: Analysis,
    links: LinkTable,
    *,
    timexes: tuple[Timex, ...],
    quotes: tuple[Quote, ...],
    events: tuple[Event, ...],
) -> tuple[Appointment, ...]:
    """What was still due when the article was written, in text order, one for each mention."""
    cues = load_cues()
    page = Page(
        article_id=article.id,
        text=article.text,
        dct=article.dct,
        links=links,
        quotes=quotes,
        persons=frozenset(link.person for link in links if link.person is not None),
    )
    told = [
        appointment
        for number, sentence in enumerate(analysis.sentences)
        if segments[sentence.segment].kind in REPORTING_KINDS
        for appointment in told_appointments(
            sentence, number, [t for t in timexes if t.sentence == number], page, cues
        )
    ]
    return tuple(joined(planned_appointments(events, page, cues), told))
