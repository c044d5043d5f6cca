"""Reading a store: questions by table, and the way back from an id to the words."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa

from communique.errors import UsageError
from communique.records import (
    Appointment,
    Article,
    DateWindow,
    Event,
    Failure,
    Link,
    Place,
    Quote,
    Segment,
    Span,
    Timex,
)
from communique.store.calendar import SCHEMA, calendar_lines
from communique.store.columns import from_row, to_item
from communique.store.files import open_reader, query_text
from communique.store.query import Query
from communique.store.windows import window_of_row

_BY_PLACE = "dct NULLS LAST, article_id"
_TABLES: dict[str, type] = {
    "event": Event,
    "appointment": Appointment,
    "quote": Quote,
    "timex": Timex,
    "link": Link,
    "place": Place,
}
# The spans that prove a record, under the names a reader knows them by.
_EVIDENCE: dict[str, tuple[tuple[str, str], ...]] = {
    "event": (
        ("trigger", "trigger"),
        ("source", "source_spans"),
        ("target", "target_spans"),
        ("status", "status_evidence"),
        ("when", "when_span"),
        ("where", "where_span"),
        ("asserted_by", "asserted_span"),
    ),
    "appointment": (
        ("cue", "cue"),
        ("when", "when_span"),
        ("parties", "party_spans"),
        ("where", "where_span"),
        ("announced_by", "announced_span"),
    ),
    "quote": (("text", "text"), ("cue", "cue"), ("speaker", "speaker")),
    "timex": (("timex", "span"),),
    "link": (("mention", "mention"), ("antecedent", "antecedent")),
    "place": (("place", "span"),),
}


class Store:
    """A store opened for reading. Close it, or use it in a ``with`` block."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._connection = open_reader(self.path)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file free."""
        self._connection.close()

    def events(self) -> Query:
        """Events with their words, in the order of article date, article and place in the text."""
        return self._query("events", f"{_BY_PLACE}, trigger_start, trigger_end, id", _EVENT_DAYS)

    def timeline(self) -> Query:
        """The same events by the day on which they happened.

        Those without a day of their own follow those of the day their article reported them on,
        and those of undated articles come last.
        """
        day = "coalesce(day_from, TRY_CAST(dct AS DATE)) NULLS LAST, day_from IS NULL, day_until"
        order = f"{day}, {_BY_PLACE}, trigger_start, trigger_end, id"
        return self._query("events", order, _EVENT_DAYS)

    def appointments(self) -> Query:
        """Announcements of what was to come, each mention by itself, in the order of the text."""
        order = f"{_BY_PLACE}, cue_start, cue_end, id"
        return self._query("appointments", order, _EVENT_DAYS)

    def calendar(self) -> Query:
        """What was announced, by day: all announcements of one appointment are one line.

        `evidence` holds the ids of the announcements, which `explain` walks back; `id` is that of
        the first. Times relative to an undated article have no day and come last.
        """
        lines = calendar_lines(self.appointments().rows())
        self._connection.register("calendar_line", pa.Table.from_pylist(lines, schema=SCHEMA))
        order = 'day_from NULLS LAST, day_until, "when", id'
        sql = "SELECT * FROM calendar_line"
        return Query(connection=self._connection, sql=sql, order=order, span=_EVENT_DAYS)

    def quotes(self) -> Query:
        """Quotes with their words, in the order of article date, article and place in the text."""
        return self.attributions().where(attitude="speech")

    def attributions(self) -> Query:
        """Quotes together with beliefs, intentions and mentions of speech, told by `attitude`."""
        return self._query("quotes", f"{_BY_PLACE}, text_start, text_end, id", _ARTICLE_DAY)

    def articles(self) -> Query:
        """Articles with counts of what they yielded, undated ones last."""
        return self._query("articles", "dct NULLS LAST, id", _ARTICLE_DAY)

    def failures(self) -> Query:
        """Articles that could not be read."""
        return self._query("failures", 'id, "where", code', None)

    def runs(self) -> Query:
        """The runs that changed this store, first to last."""
        return Query(connection=self._connection, sql="SELECT * FROM run", order="number")

    def values(self, table: str, column: str) -> tuple[str, ...]:
        """The different values of a column, in order."""
        rows = self.sql(f'SELECT DISTINCT "{column}" FROM "{table}" ORDER BY 1').rows()
        return tuple(row[column] for row in rows if row[column] is not None)

    def sql(self, query: str) -> Query:
        """A question in SQL of your own; the tables are named like the records."""
        return Query(connection=self._connection, sql=query.strip().rstrip(";"))

    def article(self, article_id: str) -> Article:
        """The article with its text."""
        return from_row(Article, self._article_row(article_id))

    def window(self, article_id: str) -> DateWindow | None:
        """The interval in which an undated article's day must lie, if one is known."""
        return window_of_row(self._article_row(article_id))

    def segments(self, article_id: str) -> tuple[Segment, ...]:
        """The article's segments, in text order."""
        return tuple(from_row(Segment, row) for row in self._of("segment", article_id, "number"))

    def event_records(self, article_id: str) -> tuple[Event, ...]:
        """The article's events as records, in text order."""
        rows = self._of("event", article_id, "trigger_start, trigger_end, id")
        return tuple(from_row(Event, row) for row in rows)

    def appointment_records(self, article_id: str) -> tuple[Appointment, ...]:
        """The article's appointments as records, in text order."""
        rows = self._of("appointment", article_id, 'cue_start, cue_end, "when", id')
        return tuple(from_row(Appointment, row) for row in rows)

    def quote_records(self, article_id: str) -> tuple[Quote, ...]:
        """The article's quotes as records, in text order."""
        return tuple(q for q in self._attributed(article_id) if q.attitude == "speech")

    def attitude_records(self, article_id: str) -> tuple[Quote, ...]:
        """What the article attributes otherwise: beliefs, intentions, mentions; in text order."""
        return tuple(q for q in self._attributed(article_id) if q.attitude != "speech")

    def _attributed(self, article_id: str) -> tuple[Quote, ...]:
        rows = self._of("quote", article_id, "text_start, text_end, id")
        return tuple(from_row(Quote, row) for row in rows)

    def timex_records(self, article_id: str) -> tuple[Timex, ...]:
        """The article's time expressions as records, in text order."""
        rows = self._of("timex", article_id, "span_start, span_end, id")
        return tuple(from_row(Timex, row) for row in rows)

    def place_records(self, article_id: str) -> tuple[Place, ...]:
        """The article's named places as records, in text order."""
        rows = self._of("place", article_id, "span_start, span_end, id")
        return tuple(from_row(Place, row) for row in rows)

    def failure_records(self) -> tuple[Failure, ...]:
        """All failures as records."""
        return tuple(from_row(Failure, row) for row in self.failures().rows())

    def explain(self, record_id: str) -> dict[str, Any]:
        """The way back from a record of the store to its rule, its data and its words."""
        table = record_id.partition("-")[0]
        if table not in _TABLES:
            raise _unknown(record_id)
        rows = self.sql(f"SELECT * FROM {table}").where(id=record_id).limit(1).rows()
        if not rows:
            raise _unknown(record_id)
        return self._explained(table, rows[0])

    def _explained(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        record: Any = from_row(_TABLES[table], row)
        article = self.article(row["article_id"])
        sentence = self._sentence(record, row)
        evidence = [
            {"role": role, **to_item(span), "words": span.of(article.text)}
            for role, name in _EVIDENCE[table]
            for span in _spans(getattr(record, name))
        ]
        return {
            "id": row["id"],
            "kind": table,
            "article": {name: getattr(article, name) for name in _NAMED},
            "sentence": {**to_item(sentence), "text": sentence.of(article.text)},
            "evidence": evidence,
            "record": {k: v for k, v in row.items() if k not in _ELSEWHERE},
            "provenance": {name: row[name] for name in ("stage", "rule", "model", "data")},
        }

    def _sentence(self, record: Any, row: Mapping[str, Any]) -> Span:
        if isinstance(record, Event | Appointment | Quote):
            return record.sentence
        sentences = self.sql("SELECT * FROM sentence")
        place = sentences.where(article_id=row["article_id"], number=row["sentence"]).rows()[0]
        return Span(place["span_start"], place["span_end"])

    def _article_row(self, article_id: str) -> dict[str, Any]:
        rows = self.sql("SELECT * FROM article").where(id=article_id).rows()
        if not rows:
            raise UsageError("query.unknown-article", f"no article {article_id!r} in {self.path}")
        return rows[0]

    def _of(self, table: str, article_id: str, order: str) -> list[dict[str, Any]]:
        query = Query(connection=self._connection, sql=f"SELECT * FROM {table}", order=order)
        return query.where(article_id=article_id).rows()

    def _query(self, name: str, order: str, span: tuple[str, str] | None) -> Query:
        return Query(connection=self._connection, sql=query_text(name), order=order, span=span)


_EVENT_DAYS = ("day_from", "day_until")
_ARTICLE_DAY = ("dct", "dct")
_NAMED = ("id", "outlet", "title", "url", "dct", "dct_basis", "digest")
_ELSEWHERE = frozenset({"stage", "rule", "model", "data"})


def _spans(value: Any) -> tuple[Span, ...]:
    if value is None:
        return ()
    if isinstance(value, Span):
        return (value,)
    return value if isinstance(value, tuple) else (value.span,)


def _unknown(record_id: str) -> UsageError:
    return UsageError("explain.unknown-id", f"no record has the id {record_id!r}")
