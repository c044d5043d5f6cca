"""One stored article as values."""

from __future__ import annotations

from typing import Any

from communique.store import Store
from communique.views.annotate_line import (
    attitude_fields,
    event_fields,
    place_fields,
    quote_fields,
    span_fields,
    timex_fields,
)
from communique.views.window import window_fields


def article_line(store: Store, article_id: str) -> dict[str, Any]:
    """What ``annotate`` printed of the article, with its text and the words about it."""
    article = store.article(article_id)
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "dct": article.dct,
        "dct_basis": article.dct_basis,
        "dct_window": window_fields(store.window(article_id)),
        "date_conflict": article.date_conflict,
        "text": article.text,
        "segments": [
            {**(span_fields(segment.span) or {}), "kind": segment.kind, "reason": segment.reason}
            for segment in store.segments(article_id)
        ],
        "events": [event_fields(event) for event in store.event_records(article_id)],
        "quotes": [quote_fields(quote) for quote in store.quote_records(article_id)],
        "attitudes": [attitude_fields(q) for q in store.attitude_records(article_id)],
        "dates": [timex_fields(timex) for timex in store.timex_records(article_id)],
        "places": [place_fields(place) for place in store.place_records(article_id)],
    }
