"""Any event and any quote, whatever its text, survives the store."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import (
    Appointment,
    AppointmentKind,
    Event,
    Granularity,
    Place,
    Provenance,
    Quote,
    Span,
    content_id,
)
from communique.records.events import Status, WhenBasis
from communique.records.quotes import QuoteKind
from communique.store import Run, Store, write_store
from tests.builders import article, bare

texts = st.text(max_size=12)
spans = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda p: Span(min(p), max(p)))
words = st.lists(texts, max_size=3).map(tuple)
places = st.lists(spans, max_size=3).map(tuple)
origins = st.builds(
    Provenance, stage=texts, rule=texts, model=st.none() | texts, data=st.none() | texts
)
events = st.builds(
    Event, id=texts.map(lambda t: content_id("event", t)), article_id=st.just("any"),
    sentence=spans, trigger=spans, cameo=texts, plover=texts, mode=st.none() | texts,
    contexts=words, source=words, target=words, source_persons=words, target_persons=words,
    source_spans=places, target_spans=places, status=st.sampled_from(get_args(Status)),
    status_evidence=places, when=st.none() | texts, when_basis=st.sampled_from(get_args(WhenBasis)),
    when_granularity=st.none() | st.sampled_from(get_args(Granularity)),
    when_span=st.none() | spans, where=st.none() | texts, where_span=st.none() | spans,
    asserted_by=texts, asserted_span=st.none() | spans, denied_by=st.none() | texts,
    goldstein=st.none() | st.floats(-10, 10), probability=st.none() | st.floats(0, 1),
    where_id=st.none() | texts, where_lat=st.none() | st.floats(-90, 90),
    where_lon=st.none() | st.floats(-180, 180), where_precision=st.none() | st.just("town"),
    provenance=origins,
)  # fmt: skip
named = st.builds(
    Place, span=spans, sentence=st.integers(0, 9), written=texts, place_id=st.none() | texts,
    name=st.none() | texts, kind=st.none() | texts, country=st.none() | texts, admin=words,
    lat=st.none() | st.floats(-90, 90), lon=st.none() | st.floats(-180, 180),
    precision=st.none() | st.just("region"), as_actor=st.booleans(), score=st.floats(-9, 99),
    alternatives=words, provenance=origins,
)  # fmt: skip
appointments = st.builds(
    Appointment, id=texts.map(lambda t: content_id("appointment", t)), article_id=st.just("any"),
    sentence=spans, kind=st.sampled_from(get_args(AppointmentKind)), cue=spans, when=texts,
    when_granularity=st.sampled_from(get_args(Granularity)),
    when_basis=st.sampled_from(get_args(WhenBasis)), when_span=st.none() | spans, parties=words,
    persons=words, party_spans=places, where=st.none() | texts, where_span=st.none() | spans,
    event_id=st.none() | texts, announced_by=texts, announced_span=st.none() | spans,
    provenance=origins,
)  # fmt: skip
quotes = st.builds(
    Quote, id=texts.map(lambda t: content_id("quote", t)), article_id=st.just("any"),
    sentence=spans, text=spans, kind=st.sampled_from(get_args(QuoteKind)), cue=st.none() | spans,
    cue_lemma=st.none() | texts, speaker=st.none() | spans, speaker_name=st.none() | texts,
    represents=st.none() | texts, addressee=st.none() | texts, provenance=origins,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=400), events, quotes, named, appointments)
def test_record_to_duckdb_to_record(
    text: str, event: Event, quote: Quote, place: Place, appointment: Appointment
) -> None:
    source = article(text, id="any")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.duckdb"
        annotation = replace(
            bare(source),
            events=(event,),
            quotes=(quote,),
            places=(place,),
            appointments=(appointment,),
        )
        write_store(path, [annotation], run=Run(version="0.1.0"))
        with Store(path) as store:
            assert store.article("any") == source
            assert store.event_records("any") == (event,)
            assert store.quote_records("any") == (quote,)
            assert store.place_records("any") == (place,)
            assert store.appointment_records("any") == (appointment,)
            assert [line["evidence"] for line in store.calendar().rows()] == [[appointment.id]]
            assert store.events().rows()[0]["trigger"] == event.trigger.of(text)
            assert store.quotes().rows()[0]["text"] == quote.text.of(text)
