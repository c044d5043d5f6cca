"""Sentences to coded events, by patterns over the parse. See README.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from communique.codebook.composition import composition
from communique.codebook.patterns import helpers, pattern_table
from communique.records import REPORTING_KINDS, Analysis, Event, LinkTable, Quote, Segment, Timex
from communique.stages.events.candidates import ArticleActs
from communique.stages.events.carry import Surroundings, carry_sides
from communique.stages.events.coder import Reading, Tools, code_sentence, span_sort_key
from communique.stages.events.dating import Account, date_events
from communique.stages.events.sides import Draft, Scene, choose_sides
from communique.stages.events.trace import (
    ACT_HEAD,
    SILENT,
    Chosen,
    Construction,
    Filler,
    Looked,
    Notes,
    Recording,
    Refusal,
    SentenceTrace,
)

__all__ = [
    "ACT_HEAD",
    "SILENT",
    "Chosen",
    "Construction",
    "Filler",
    "Looked",
    "Notes",
    "Recording",
    "Refusal",
    "SentenceTrace",
    "code_events",
]


def code_events(
    article_id: str,
    segments: tuple[Segment, ...],
    analysis: Analysis,
    links: LinkTable,
    *,
    timexes: tuple[Timex, ...],
    quotes: tuple[Quote, ...],
    known_states: Collection[str],
    dct: str | None,
    notes: Notes = SILENT,
) -> tuple[Event, ...]:
    """Events of the reporting segments, in text order.

    `known_states` holds every state's code, `dct` is the article's day (ISO) or None.
    `notes` is told what is decided on the way.
    """
    tools = Tools(table=pattern_table(), composition=composition(), helpers=helpers(), notes=notes)
    persons = frozenset(link.named for link in links if link.named is not None)
    article_acts = ArticleActs(analysis)
    drafts: list[Draft] = []
    for number, sentence in enumerate(analysis.sentences):
        if segments[sentence.segment].kind not in REPORTING_KINDS:
            notes.skip(sentence, segments[sentence.segment].kind)
            continue
        reading = Reading(
            article_id=article_id,
            number=number,
            sentence=sentence,
            links=links,
            timexes=[t for t in timexes if t.sentence == number],
            quotes=[q for q in quotes if q.sentence == sentence.span],
            acts=analysis.acts.get(number, ()),
            act_reader=analysis.act_reader,
            article_acts=article_acts,
            persons=persons,
            dct=dct,
        )
        drafts += code_sentence(reading, tools)
    coded = sorted((draft.event for draft in drafts), key=span_sort_key)
    events = carry_sides(coded, _surroundings(analysis, coded, links, known_states))
    if analysis.act_reader is not None:
        events = choose_sides(drafts, events, Scene(analysis, links, events), notes)
    for event in events:
        if not event.source:
            notes.drop(event.id, "no-deed")
    events = [event for event in events if event.source]
    account = Account(
        analysis=analysis,
        segments=segments,
        timexes=timexes,
        quotes=quotes,
        dct=dct,
        helpers=tools.helpers,
        persons=persons,
    )
    return tuple(date_events(events, account))


def _surroundings(
    analysis: Analysis, events: list[Event], links: LinkTable, known_states: Collection[str]
) -> Surroundings:
    """What the article says around its deeds: its states, and how each deed is worded."""
    sentences = {sentence.span: sentence for sentence in analysis.sentences}
    against, passives = set(), set()
    for event in events:
        sentence = sentences[event.sentence]
        words = [w for w, s in enumerate(sentence.spans) if event.trigger.contains(s)]
        if any(sentence.lemmas[w].lower() in helpers().against_states for w in words):
            against.add(event.id)
        if any(sentence.dependents(w, "nsubj:pass", "aux:pass") for w in words):
            passives.add(event.id)
    codes = Counter(code for link in links for code in link.codes)
    return Surroundings(
        states=Counter({code: n for code, n in codes.items() if code in known_states}),
        codes=codes,
        against_states=frozenset(against),
        passives=frozenset(passives),
    )
