"""One record explained: words, rule and codebook entry together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from communique.codebook.resources import data_digest
from communique.records import Annotation
from communique.stages.events import SentenceTrace
from communique.store import Store
from communique.views.coding import event_coding, sentence_fields
from communique.views.names import codebook_entry
from communique.views.window import dated_in_words, window_fields


def explanation(store: Store, record_id: str) -> dict[str, Any]:
    """What the store knows about a record, with the codebook entries of its codes."""
    told = store.explain(record_id)
    record = told["record"]
    mode = f"{record.get('plover')}.{record['mode']}" if record.get("mode") else None
    codes = (record.get("cameo"), record.get("plover"), mode)
    article = told["article"]
    window = store.window(article["id"])
    article["dct_window"] = window_fields(window)
    article["dated"] = dated_in_words(article["dct"], article["dct_basis"], window)
    told["codebook"] = [entry for code in codes if code and (entry := codebook_entry(code))]
    return told


def data_change(told: dict[str, Any]) -> str | None:
    """What to know of a record whose tables are not those of today, None when they are."""
    then, now = told["provenance"]["data"], data_digest()
    if then == now:
        return None
    return f"the tables have changed since: made by data {then}, read again by data {now}"


def coding(
    told: dict[str, Any], annotation: Annotation, traces: Iterable[SentenceTrace]
) -> dict[str, Any]:
    """How the event of an `explanation` was coded, found by reading its stored article again.

    `event` is None where reading it again no longer gives the event.
    """
    start, end = told["sentence"]["start"], told["sentence"]["end"]
    here = [t for t in traces if (t.sentence.start, t.sentence.end) == (start, end)]
    events = [event for event in annotation.events if event.id == told["id"]]
    chosen = {item.event_id: item for trace in here for item in trace.chosen}
    text = annotation.article.text
    read = [sentence_fields(annotation, trace) for trace in here]
    return {
        "change": data_change(told),
        "event": event_coding(text, events[0], chosen.get(told["id"])) if events else None,
        "rejected": [row for fields in read for row in fields["rejected"]],
        "looked_at": [row for fields in read for row in fields["looked_at"]],
    }
