"""Wiring: which stage gets what, in one readable function."""

from __future__ import annotations

from functools import partial

from communique.codebook.actors import actor_index, first_name_genders
from communique.codebook.dating import dating_book
from communique.codebook.gazetteer import gazetteer
from communique.codebook.places import place_index
from communique.pipeline.windows import linked_within
from communique.records import (
    Analysis,
    Annotation,
    Article,
    ChainTable,
    DateWindow,
    Link,
    LinkTable,
    Quote,
    Segment,
    Timex,
)
from communique.runtime.core import LanguageCore, shipped_core
from communique.runtime.sessions import on_one_thread
from communique.stages.actors import Decide, by_rule, by_weight, link_mentions, voices_of
from communique.stages.agenda import find_appointments
from communique.stages.analyze import analyze
from communique.stages.dating import date_window
from communique.stages.events import SILENT, Notes, Recording, SentenceTrace, code_events
from communique.stages.mentions import find_chains, find_mentions
from communique.stages.places import find_places, locate_events
from communique.stages.quotes import find_quotes
from communique.stages.segment import find_segments
from communique.stages.times import clause_tense, find_timexes


def annotate_article(
    article: Article,
    core: LanguageCore,
    *,
    notes: Notes = SILENT,
    decide: Decide | None = None,
) -> Annotation:
    """Everything one article yields; `notes` is told how its events were decided.

    `decide` chooses whom a mention stands for where the rules guess; by default the shipped
    weights, and the rules alone where the core has no act head.
    """
    with on_one_thread():
        segments = find_segments(article)
        analysis = analyze(article.text, segments, core)
        decide = decide or (by_weight if analysis.act_reader else by_rule)
        return _coded(article, segments, analysis, notes, decide)


def _coded(
    article: Article,
    segments: tuple[Segment, ...],
    analysis: Analysis,
    notes: Notes,
    decide: Decide,
) -> Annotation:
    captions = {number for number, s in enumerate(segments) if s.kind == "caption"}
    timexes = find_timexes(analysis, dct=article.dct, captions=captions)
    links, window, attributed = _meant(article, segments, analysis, timexes, decide)
    table = LinkTable(links)
    named_places = find_places(article.text, analysis, links, gazetteer=gazetteer())
    quotes = tuple(q for q in attributed if q.attitude == "speech")
    events = code_events(
        article.id,
        segments,
        analysis,
        table,
        timexes=timexes,
        quotes=quotes,
        known_states=actor_index().codes,
        dct=article.dct,
        notes=notes,
    )
    appointments = find_appointments(
        article, segments, analysis, table, timexes=timexes, quotes=quotes, events=events
    )
    return Annotation(
        article=article,
        segments=segments,
        analysis=analysis,
        links=links,
        timexes=timexes,
        quotes=quotes,
        events=locate_events(events, named_places),
        places=named_places,
        window=window,
        attitudes=tuple(q for q in attributed if q.attitude != "speech"),
        appointments=appointments,
    )


def _meant(
    article: Article,
    segments: tuple[Segment, ...],
    analysis: Analysis,
    timexes: tuple[Timex, ...],
    decide: Decide,
) -> tuple[tuple[Link, ...], DateWindow | None, tuple[Quote, ...]]:
    """Whom mentions stand for, when an undated article appeared, and who says what in it."""
    index = actor_index()
    mentions = find_mentions(analysis, index)
    chains = ChainTable(find_chains(analysis, first_name_genders()))
    link = partial(
        link_mentions, analysis, mentions, chains,
        index=index, places=place_index(), decide=decide,
    )  # fmt: skip
    links, window = link(day=article.dct), None
    if article.dct is None:
        window = date_window(
            article.text,
            segments,
            analysis,
            links,
            timexes,
            index=index,
            book=dating_book(),
            tense_of=clause_tense,
        )
        links = linked_within(window, links, link)
    quotes = find_quotes(article.id, article.text, segments, analysis, LinkTable(links))
    voices = voices_of(article.text, links, quotes)
    if voices:
        link = partial(link, voices=voices, earlier=links)
        links = linked_within(window, link(day=article.dct), link)
    return links, window, quotes


def trace_article(
    article: Article, *, threads: int = 2, by_rule: bool = False
) -> tuple[Annotation, tuple[SentenceTrace, ...]]:
    """What `annotate_article` yields, with how the events of each sentence were decided.

    `by_rule` leaves the act head out.
    """
    recording, core = Recording(), shipped_core(threads)
    annotation = annotate_article(article, core.by_rule() if by_rule else core, notes=recording)
    return annotation, recording.traces
