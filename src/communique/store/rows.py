"""What one annotation puts into the tables."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from communique.records import (
    Annotation,
    Appointment,
    Article,
    Event,
    Failure,
    Link,
    Place,
    Quote,
    Segment,
    Timex,
    content_id,
    days_of,
)
from communique.store.columns import schema_of, to_row
from communique.store.windows import window_row

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_ID = pa.string()
_NUMBER = pa.int32()
SCHEMAS: dict[str, pa.Schema] = {
    "article": schema_of(
        Article, window_from=_ID, window_until=_ID, window_reasons=_ID, record=_ID
    ),
    "segment": schema_of(Segment, article_id=_ID, number=_NUMBER),
    "sentence": pa.schema(
        [
            ("article_id", _ID),
            ("number", _NUMBER),
            ("span_start", _NUMBER),
            ("span_end", _NUMBER),
            ("segment", _NUMBER),
        ]
    ),
    "event": schema_of(Event, day_from=pa.date32(), day_until=pa.date32()),
    "appointment": schema_of(Appointment, day_from=pa.date32(), day_until=pa.date32()),
    "quote": schema_of(Quote),
    "timex": schema_of(Timex, id=_ID, article_id=_ID),
    "link": schema_of(Link, id=_ID, article_id=_ID),
    "place": schema_of(Place, id=_ID, article_id=_ID),
    "failure": schema_of(Failure),
}


def rows_of(annotation: Annotation) -> Rows:
    """The rows of every table, the article's with a digest over all of them.

    The digest tells a re-read that changes nothing from one by newer rules.
    """
    key = str(to_row(annotation.article)["id"])
    rows: Rows = {
        "article": [_article_row(annotation)],
        "segment": [
            {"article_id": key, "number": number, **to_row(segment)}
            for number, segment in enumerate(annotation.segments)
        ],
        "sentence": _sentence_rows(key, annotation),
        "event": [_dated_row(event) for event in annotation.events],
        "appointment": [_dated_row(appointment) for appointment in annotation.appointments],
        "quote": [to_row(q) for q in (*annotation.quotes, *annotation.attitudes)],
        "timex": [
            {"id": timex_id(key, timex), "article_id": key, **to_row(timex)}
            for timex in annotation.timexes
        ],
        "link": [{"id": link_id(key, k), "article_id": key, **to_row(k)} for k in annotation.links],
        "place": [
            {"id": place_key(key, p), "article_id": key, **to_row(p)} for p in annotation.places
        ],
    }
    rows["article"][0]["record"] = content_id("record", json.dumps(rows, default=str))
    return rows


def timex_id(article_id: str, timex: Timex) -> str:
    """The id under which the store keeps a time expression."""
    return content_id("timex", article_id, timex.span.start, timex.span.end, timex.value)


def link_id(article_id: str, link: Link) -> str:
    """The id under which the store keeps a link."""
    span = link.mention.span
    return content_id("link", article_id, span.start, span.end, link.mention.kind)


def place_key(article_id: str, place: Place) -> str:
    """The id under which the store keeps a named place; the gazetteer's is `place_id`."""
    return content_id("place", article_id, place.span.start, place.span.end)


def _article_row(annotation: Annotation) -> Row:
    return {**to_row(annotation.article), **window_row(annotation.window)}


def _sentence_rows(key: str, annotation: Annotation) -> list[Row]:
    return [
        {
            "article_id": key,
            "number": number,
            "span_start": sentence.span.start,
            "span_end": sentence.span.end,
            "segment": sentence.segment,
        }
        for number, sentence in enumerate(annotation.analysis.sentences)
    ]


def _dated_row(record: Event | Appointment) -> Row:
    first, last = days_of(record.when) or (None, None)
    return {**to_row(record), "day_from": first, "day_until": last}
