"""How a sentence was coded: each event with its construction, slots, evidence and codebook entries,
and every other construction that was looked at, with what spoke against it.

`communique try` and `communique explain` show the same values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from communique.codebook.pattern_places import pattern_places
from communique.codebook.patterns import Pattern
from communique.records import Annotation, Event, Span
from communique.stages.events import Chosen, Construction, Filler, Looked, Refusal, SentenceTrace
from communique.views.annotate_line import event_fields, span_fields
from communique.views.marks import Mark, bracketed
from communique.views.names import codebook_entry

Row = dict[str, Any]

# What a later step added to the rule of an event, each behind a plus sign.
_STEPS = {
    "carried": "a side taken from another mention of the deed",
    "opponent": "the other side of a civil war that the article names",
    "article-state": "the other state that the article is about",
    "deed": "who is condemned taken from the deed that is",
    "content": "the code made more exact by what the act is about",
    "code": "a more exact code by the act head, where the pattern tells only the root",
    "unfilled": "taken on the act head's word, though the rules miss a side",
    "freed": "taken on the act head's word, though the rules see a content or a forecast",
    "source": "who acts read by the act head",
    "target": "who is acted upon read by the act head",
}
_MOST_SHOWN = 3


def coding_fields(annotation: Annotation, traces: Iterable[SentenceTrace]) -> Row:
    """The text with what each of its sentences gave; a segment that is not read counts as one."""
    article = annotation.article
    read = tuple(traces)
    unread = (
        SentenceTrace(sentence=segment.span, skipped=segment.kind)
        for segment in annotation.segments
        if not any(segment.span.overlaps(trace.sentence) for trace in read)
        and segment.span.of(article.text).strip()
    )
    in_order = sorted((*read, *unread), key=lambda trace: trace.sentence)
    return {
        "text": article.text,
        "date": article.dct,
        "sentences": [sentence_fields(annotation, trace) for trace in in_order],
    }


def sentence_fields(annotation: Annotation, trace: SentenceTrace) -> Row:
    """One sentence: its events, what was rejected, and the words looked at in vain."""
    text = annotation.article.text
    chosen = {item.event_id: item for item in trace.chosen}
    events = [event for event in annotation.events if event.sentence == trace.sentence]
    return {
        "sentence": trace.sentence.of(text),
        **(span_fields(trace.sentence) or {}),
        "skipped": trace.skipped,
        "events": [event_coding(text, event, chosen.get(event.id)) for event in events],
        "rejected": rejected_fields(text, trace.refusals),
        "looked_at": looked_fields(text, trace),
    }


def event_coding(text: str, event: Event, chosen: Chosen | None) -> Row:
    """One event; `chosen` is None for one that no construction of the sentence gave."""
    fillers = chosen.fillers if chosen is not None else ()
    marks = list(_marks(event))
    record = event_fields(event)
    for name in ("sentence", "trigger", "rule", "probability"):
        del record[name]
    return {
        "id": event.id,
        "trigger": event.trigger.of(text),
        "marked": bracketed(text, event.sentence, marks),
        "construction": _construction(text, chosen.found) if chosen is not None else None,
        "slots": [*_slots(text, event, fillers)],
        "status": {
            "value": event.status,
            "words": [span.of(text) for span in event.status_evidence],
        },
        "when": {
            "value": event.when,
            "basis": event.when_basis,
            "words": _words(text, event.when_span),
        },
        "where": {"value": event.where, "words": _words(text, event.where_span)},
        "asserted_by": {"value": event.asserted_by, "words": _words(text, event.asserted_span)},
        "made_by": made_by(event),
        "probability": event.probability,
        "evidence": [
            {"role": mark.kind, **(span_fields(mark.span) or {}), "words": mark.span.of(text)}
            for mark in marks
        ],
        "codebook": codebook_sections(event),
        "record": record,
    }


def made_by(event: Event) -> Row:
    """Stage, rule, model and data behind the event, with the later steps in words."""
    made = event.provenance
    _, *steps = made.rule.split("+")
    return {
        "stage": made.stage,
        "rule": made.rule,
        "steps": [_step(step) for step in steps],
        "model": made.model,
        "data": made.data,
    }


def _step(step: str) -> str:
    """A later step as the rule writes it, with its meaning where it has one."""
    meaning = _STEPS.get(step.partition(":")[0])
    return f"+{step}: {meaning}" if meaning else f"+{step}"


def codebook_sections(event: Event) -> list[Row]:
    """The codebook's entries for the event: code, type and mode, each with its definition."""
    keys = [event.cameo, event.plover, f"{event.plover}.{event.mode}" if event.mode else ""]
    return [entry for key in keys if key and (entry := codebook_entry(key))]


def rejected_fields(text: str, refusals: Iterable[Refusal]) -> list[Row]:
    """Each construction that gave no event with the reason, once for each word and entry.

    A shorter phrase of the entry that won tells nothing, and is left out.
    """
    rows: dict[tuple[Span, str], Row] = {}
    for refusal in sorted(refusals, key=_place):
        found, winner = refusal.found, refusal.winner
        own = winner is not None and winner.pattern.id == found.pattern.id
        if own and refusal.reason == "weaker":
            continue
        row = {
            "word": found.head.of(text),
            **(span_fields(found.head) or {}),
            **_construction(text, found),
            "reason": refusal.reason,
            "why": refusal.told(text),
            "by": winner.pattern.id if winner is not None else None,
        }
        rows.setdefault((found.head, found.pattern.id), row)
    return [*rows.values()]


def looked_fields(text: str, trace: SentenceTrace) -> list[Row]:
    """The words that a pattern may begin with but where none was found complete."""
    found = {chosen.found.head for chosen in trace.chosen}
    found |= {refusal.found.head for refusal in trace.refusals}
    return [
        {
            "word": looked.word.of(text),
            **(span_fields(looked.word) or {}),
            "lemma": looked.lemma,
            "tag": looked.tag,
            "patterns": len({pattern.id for pattern in looked.patterns}),
            "nearest": [*_nearest(looked)],
        }
        for looked in trace.looked
        if looked.word not in found
    ]


def _nearest(looked: Looked) -> Iterator[str]:
    """The shortest phrases that the word may begin, as the entries write them."""
    ranked = sorted(looked.patterns, key=lambda pattern: len(pattern.words))
    phrases = dict.fromkeys(f"{p.phrase} ({p.head}, {p.id})" for p in ranked)
    yield from list(phrases)[:_MOST_SHOWN]


def _place(refusal: Refusal) -> tuple[Span, int]:
    return refusal.found.head, -len(refusal.found.words)


def _construction(text: str, found: Construction) -> Row:
    pattern = found.pattern
    places = pattern_places().get(pattern.id, ())
    return {
        "pattern": pattern.id,
        "files": [f"{place.file}:{place.line}" for place in places],
        "head": pattern.head,
        "phrase": pattern.phrase,
        "words": [span.of(text) for span in found.words],
        "cameo": pattern.cameo,
        "roles": _roles(pattern),
        "note": " ".join(place.note for place in places if place.note) or None,
    }


def _roles(pattern: Pattern) -> dict[str, list[str]]:
    """The roles that fill each slot, in the order in which they are tried."""
    if pattern.parties:
        return {"source": list(pattern.parties), "target": []}
    return {"source": list(pattern.source), "target": list(pattern.target)}


def _slots(text: str, event: Event, fillers: Iterable[Filler]) -> Iterator[Row]:
    """Each side with its codes and the words behind them, by the role that found them.

    Words that a later step took from elsewhere in the text have no role.
    """
    roles: dict[tuple[str, Span], str] = {(f.slot, f.span): f.role for f in fillers}
    sides = (
        ("source", event.source, event.source_persons, event.source_spans),
        ("target", event.target, event.target_persons, event.target_spans),
    )
    for slot, codes, persons, spans in sides:
        yield {
            "slot": slot,
            "codes": list(codes),
            "persons": list(persons),
            "words": [
                {
                    "words": span.of(text),
                    **(span_fields(span) or {}),
                    "role": roles.get((slot, span)),
                }
                for span in spans
            ],
        }


def _marks(event: Event) -> Iterator[Mark]:
    """The words that prove the event."""
    yield Mark(span=event.trigger, kind="trigger")
    for kind, spans in (
        ("source", event.source_spans),
        ("target", event.target_spans),
        ("status", event.status_evidence),
    ):
        yield from (Mark(span=span, kind=kind) for span in spans)
    for kind, span in (
        ("when", event.when_span),
        ("where", event.where_span),
        ("asserted-by", event.asserted_span),
    ):
        if span is not None:
            yield Mark(span=span, kind=kind)


def _words(text: str, span: Span | None) -> str | None:
    return None if span is None else span.of(text)
