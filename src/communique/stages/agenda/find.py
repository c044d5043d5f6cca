"""From planned events and from times to appointments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from communique.codebook.resources import data_digest
from communique.records import (
    Appointment,
    Event,
    LinkTable,
    Provenance,
    Quote,
    Sentence,
    Span,
    Timex,
    content_id,
    cover,
    day_value,
    granularity_of,
    innermost_quote,
    shifted,
    voice_of,
)
from communique.stages.agenda.cues import Cues
from communique.stages.agenda.due import is_due, looks_ahead
from communique.stages.agenda.occasions import Occasion, occasion_of
from communique.stages.agenda.sides import parties_of, place_of

STAGE = "agenda.v1"
_TO = frozenset({"to", "until", "till", "through", "-", "–", "—"})
_VAGUE = frozenset({"PRESENT_REF", "FUTURE_REF", "PAST_REF"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the article gives: its id, text and day, its actors and its quotes."""

    article_id: str
    text: str
    dct: str | None
    links: LinkTable
    quotes: Sequence[Quote]
    persons: Collection[str]


def planned_appointments(events: Iterable[Event], page: Page, cues: Cues) -> Iterator[Appointment]:
    """The planned events that have a time still to come, none coarser than a month."""
    for event in events:
        fine = event.when_granularity
        if event.status != "planned" or event.when is None or fine is None or fine == "year":
            continue
        kind = next((p for p in cues.planned if event.plover in p.plover), None)
        if kind is None or not is_due(event.when, page.dct, ahead=True):
            continue
        yield Appointment(
            id=_id(page, event.trigger, event.when_span, event.when),
            article_id=page.article_id,
            sentence=event.sentence,
            kind=kind.kind,
            cue=event.trigger,
            when=event.when,
            when_granularity=fine,
            when_basis=event.when_basis,
            when_span=event.when_span,
            parties=tuple(dict.fromkeys((*event.source, *event.target))),
            persons=tuple(dict.fromkeys((*event.source_persons, *event.target_persons))),
            party_spans=(*event.source_spans, *event.target_spans),
            where=event.where,
            where_span=event.where_span,
            event_id=event.id,
            announced_by=event.asserted_by,
            announced_span=event.asserted_span,
            provenance=Provenance(stage=STAGE, rule=kind.id, data=data_digest()),
        )


def told_appointments(
    sentence: Sentence, number: int, timexes: Sequence[Timex], page: Page, cues: Cues
) -> Iterator[Appointment]:
    """The appointments of one sentence that its times make."""
    for timex in _with_ranges(sentence, timexes):
        if timex.type == "SET" or timex.value in _VAGUE:
            continue
        occasion = occasion_of(sentence, timex, cues)
        if occasion is None:
            continue
        when = _when(sentence, timex, timexes, page.dct)
        root = occasion.verbs[0] if occasion.verbs else occasion.words[-1]
        if when is None or not is_due(when, page.dct, ahead=looks_ahead(sentence, root)):
            continue
        made = _appointment(sentence, number, occasion, page, timex=timex, when=when)
        if made is not None:
            yield made


def _with_ranges(sentence: Sentence, timexes: Sequence[Timex]) -> list[Timex]:
    """The times, two days joined by ``to`` made one interval."""
    found: list[Timex] = []
    for timex in timexes:
        last = found[-1] if found else None
        if last is not None and _is_range(sentence, last, timex):
            value = f"{day_value(last.value)}/{day_value(timex.value)}"
            found[-1] = replace(last, span=cover((last.span, timex.span)), value=value)
        else:
            found.append(timex)
    return found


def _is_range(sentence: Sentence, first: Timex, last: Timex) -> bool:
    between = [
        word.lower()
        for word, span in zip(sentence.words, sentence.spans, strict=True)
        if first.span.end <= span.start and span.end <= last.span.start
    ]
    values = (day_value(first.value), day_value(last.value))
    return (
        len(between) == 1
        and between[0] in _TO
        and all(granularity_of(value) == "day" for value in values)
        and values[0] < values[1]
    )


def _when(sentence: Sentence, timex: Timex, others: Sequence[Timex], dct: str | None) -> str | None:
    """The time's value; of a term, its end, counted from the day of the words."""
    if timex.type != "DURATION":
        return day_value(timex.value)
    inside = [w for w, s in enumerate(sentence.spans) if timex.span.overlaps(s)]
    above: set[int] = set()
    for node in inside:
        while node >= 0 and node not in above:
            above.add(node)
            node = sentence.heads[node]
    for other in others:
        words = [w for w, s in enumerate(sentence.spans) if other.span.overlaps(s)]
        hangs = any(sentence.heads[w] in above - set(words) for w in words)
        if other.type in {"DATE", "TIME"} and other.value not in _VAGUE and hangs:
            return shifted(timex.value, day_value(other.value))
    return shifted(timex.value, dct[:10] if dct else None)


def _appointment(
    sentence: Sentence, number: int, occasion: Occasion, page: Page, *, timex: Timex, when: str
) -> Appointment | None:
    fine = granularity_of(when)
    if fine is None:
        return None
    parties = parties_of(sentence, number, occasion, page.links)
    place = place_of(sentence, number, occasion, page.links)
    cue = cover(tuple(sentence.spans[w] for w in occasion.words))
    quote = innermost_quote(cue, page.quotes)
    codes = (code for link in parties for code in link.codes)
    if occasion.cue.has_places:
        # A people that votes is its state.
        codes = (code.partition(".")[0] for code in codes)
    counted = timex.relative or timex.type == "DURATION"
    return Appointment(
        id=_id(page, cue, timex.span, when),
        article_id=page.article_id,
        sentence=sentence.span,
        kind=occasion.cue.kind,
        cue=cue,
        when=when,
        when_granularity=fine,
        when_basis="anchored" if counted else "stated",
        when_span=timex.span,
        parties=tuple(dict.fromkeys(codes)),
        persons=tuple(dict.fromkeys(link.person for link in parties if link.person)),
        party_spans=tuple(link.mention.span for link in parties),
        where=" ".join(place.of(page.text).split()) if place else None,
        where_span=place,
        event_id=None,
        announced_by=voice_of(quote, page.persons),
        announced_span=quote.speaker if quote else None,
        provenance=Provenance(stage=STAGE, rule=occasion.cue.id, data=data_digest()),
    )


def _id(page: Page, cue: Span, time: Span | None, when: str) -> str:
    return content_id("appointment", page.article_id, cue, time, when)


def joined(planned: Iterable[Appointment], told: Iterable[Appointment]) -> list[Appointment]:
    """Both together; of one time in one sentence the planned event stays.

    It takes the kind of the occasion that the words name (``will meet at a summit on Friday``).
    """
    by_time: dict[tuple[Span, Span | None], Appointment] = {}
    for appointment in told:
        by_time.setdefault((appointment.sentence, appointment.when_span), appointment)
    kept = []
    for appointment in planned:
        same = by_time.pop((appointment.sentence, appointment.when_span), None)
        named = same is not None and same.kind not in {appointment.kind, "meeting", "other"}
        if same is not None and named:
            appointment = replace(
                appointment, kind=same.kind, where=appointment.where or same.where,
                where_span=appointment.where_span or same.where_span,
            )  # fmt: skip
        kept.append(appointment)
    return sorted((*kept, *by_time.values()), key=lambda a: (a.cue, a.when, a.id))
