"""What ``communique annotate`` prints for one article."""

from __future__ import annotations

from typing import Any

from communique.records import (
    Annotation,
    Appointment,
    Event,
    Failure,
    Link,
    Place,
    Quote,
    Segment,
    Span,
    Timex,
)
from communique.views.window import window_fields


def annotation_line(item: Annotation | Failure) -> dict[str, Any]:
    """The article's records as plain JSON values, keys in a fixed order.

    Spans become ``{"start", "end"}``. The text itself is printed only where ingest extracted it
    from a page, because there the reader does not have it.
    """
    if isinstance(item, Failure):
        failure = {"code": item.code, "message": item.message, "where": item.where}
        return {"id": item.id, "failure": failure}
    article = item.article
    line: dict[str, Any] = {
        "id": article.id,
        "dct": article.dct,
        "dct_basis": article.dct_basis,
        "dct_window": window_fields(item.window),
        "segments": [_segment(segment) for segment in item.segments],
        "events": [event_fields(event) for event in item.events],
        "quotes": [quote_fields(quote) for quote in item.quotes],
        "attitudes": [attitude_fields(quote) for quote in item.attitudes],
        "dates": [timex_fields(timex) for timex in item.timexes],
        "actors": [actor_fields(link) for link in item.links if link.codes or link.person],
        "places": [place_fields(place) for place in item.places],
        "appointments": [appointment_fields(entry) for entry in item.appointments],
    }
    if article.extracted:
        line["text"] = article.text
    return line


def span_fields(span: Span | None) -> dict[str, int] | None:
    """The span as start and end, or None."""
    return None if span is None else {"start": span.start, "end": span.end}


def event_fields(event: Event) -> dict[str, Any]:
    """The event as the coding guide lists it (section 1), then its evidence."""
    return {
        "id": event.id,
        "sentence": span_fields(event.sentence),
        "trigger": span_fields(event.trigger),
        "cameo": event.cameo,
        "plover": event.plover,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "source": list(event.source),
        "target": list(event.target),
        "source_persons": list(event.source_persons),
        "target_persons": list(event.target_persons),
        "status": event.status,
        "when": event.when,
        "when_basis": event.when_basis,
        "when_granularity": event.when_granularity,
        "where": event.where,
        "asserted_by": event.asserted_by,
        "denied_by": event.denied_by,
        "goldstein": event.goldstein,
        "rule": event.provenance.rule,
        "probability": event.probability,
        "source_spans": [span_fields(span) for span in event.source_spans],
        "target_spans": [span_fields(span) for span in event.target_spans],
        "status_evidence": [span_fields(span) for span in event.status_evidence],
        "when_span": span_fields(event.when_span),
        "where_span": span_fields(event.where_span),
        "asserted_span": span_fields(event.asserted_span),
        "where_id": event.where_id,
        "where_lat": event.where_lat,
        "where_lon": event.where_lon,
        "where_precision": event.where_precision,
    }


def appointment_fields(appointment: Appointment) -> dict[str, Any]:
    """What was announced for a time to come, then its evidence."""
    return {
        "id": appointment.id,
        "kind": appointment.kind,
        "sentence": span_fields(appointment.sentence),
        "cue": span_fields(appointment.cue),
        "when": appointment.when,
        "when_basis": appointment.when_basis,
        "when_granularity": appointment.when_granularity,
        "parties": list(appointment.parties),
        "persons": list(appointment.persons),
        "where": appointment.where,
        "event_id": appointment.event_id,
        "announced_by": appointment.announced_by,
        "rule": appointment.provenance.rule,
        "when_span": span_fields(appointment.when_span),
        "party_spans": [span_fields(span) for span in appointment.party_spans],
        "where_span": span_fields(appointment.where_span),
        "announced_span": span_fields(appointment.announced_span),
    }


def quote_fields(quote: Quote) -> dict[str, Any]:
    """The quote as the coding guide lists it (section 3)."""
    return {
        "id": quote.id,
        "text": span_fields(quote.text),
        "kind": quote.kind,
        "cue": span_fields(quote.cue),
        "speaker": span_fields(quote.speaker),
        "speaker_name": quote.speaker_name,
        "represents": quote.represents,
        "addressee": quote.addressee,
        "rule": quote.provenance.rule,
        "model": quote.provenance.model,
    }


def attitude_fields(quote: Quote) -> dict[str, Any]:
    """What somebody thinks, wants or speaks of, as a quote with its attitude."""
    return {"attitude": quote.attitude, **quote_fields(quote)}


def timex_fields(timex: Timex) -> dict[str, Any]:
    """The time expression with its TIMEX3 type and value."""
    return {
        "start": timex.span.start,
        "end": timex.span.end,
        "type": timex.type,
        "value": timex.value,
        "rule": timex.provenance.rule,
    }


def actor_fields(link: Link) -> dict[str, Any]:
    """Whom a mention stands for on the article's day; mentions of nobody known are left out."""
    return {
        "start": link.mention.span.start,
        "end": link.mention.span.end,
        "kind": link.mention.kind,
        "codes": list(link.codes),
        "person": link.person,
        "office": link.office,
        "is_place": link.is_place,
        "alternatives": list(link.alternatives),
        "rule": link.provenance.rule,
    }


def place_fields(place: Place) -> dict[str, Any]:
    """The place with its gazetteer id, what lies around it, and what its coordinates stand for."""
    return {
        "start": place.span.start,
        "end": place.span.end,
        "id": place.place_id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin": list(place.admin),
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "as_actor": place.as_actor,
        "alternatives": list(place.alternatives),
        "rule": place.provenance.rule,
    }


def _segment(segment: Segment) -> dict[str, Any]:
    return {"start": segment.span.start, "end": segment.span.end, "kind": segment.kind}
