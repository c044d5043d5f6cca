"""The report: a store as one HTML file that needs nothing else.

In: a store. Out: HTML. The page loads nothing from anywhere, which its own content security
policy enforces, and reads without JavaScript. Nothing in it depends on the clock.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from communique.records import Span
from communique.store import Store
from communique.views.marks import Mark, marked
from communique.views.names import actor_name, cameo_name, own_type_names
from communique.views.speakers import speakers
from communique.views.timeline import relative_title, timeline
from communique.views.window import dated_in_words

Row = dict[str, Any]

# Evidence kinds in the order of the legend, with the columns that hold them.
_LISTS = {"source": "source_spans", "target": "target_spans", "status": "status_evidence"}
_PAIRS = {
    "trigger": "trigger",
    "time": "when_span",
    "place": "where_span",
    "asserted": "asserted_span",
}
LEGEND = (
    ("trigger", "the act"),
    ("source", "who"),
    ("target", "to whom"),
    ("time", "when"),
    ("place", "where"),
    ("status", "planned, possible, negated"),
    ("asserted", "who says so"),
)


def report(store: Store) -> str:
    """The whole store as a self-contained page."""
    articles = store.articles().rows()
    texts = {row["id"]: row["text"] for row in store.sql("SELECT id, text FROM article").rows()}
    anchors = {row["id"]: f"article-{n}" for n, row in enumerate(articles, start=1)}
    events = [_event(row, texts, anchors) for row in store.timeline().rows()]
    quotes = [{**row, "anchor": anchors[row["article_id"]]} for row in store.quotes().rows()]
    failures = store.failures().rows()
    script, style = _asset("report.js"), _asset("report.css")
    return _environment().get_template("report.html").render(
        policy=_policy(script, style),
        script=Markup(script),
        style=Markup(style),
        articles=_articles(store, articles, texts, events, quotes, anchors),
        events=events,
        happened=timeline(e for e in events if e["status"] == "actual"),
        due=timeline(e for e in events if e["status"] == "planned"),
        open_=timeline(e for e in events if e["status"] not in {"actual", "planned"}),
        speakers=speakers(quotes),
        failures=failures,
        notes=_notes(articles, events, store),
        choices=_choices(events),
        legend=LEGEND,
        own_types=own_type_names(event["plover"] for event in events),
        versions=_versions(store),
        dates=sorted(row["dct"] for row in articles if row["dct"]),
    )  # fmt: skip


def _event(row: Row, texts: dict[str, str], anchors: dict[str, str]) -> Row:
    """The row with what the page shows of it."""
    text = texts[row["article_id"]]
    sentence = Span(row["sentence_start"], row["sentence_end"])
    marks = list(_evidence(row))
    return {
        **row,
        "anchor": anchors[row["article_id"]],
        "marked": marked(text, sentence, marks),
        "evidence": [_words(text, sentence, mark) for mark in marks],
        "cameo_name": cameo_name(row["cameo"]),
        "relative": relative_title(row["when"]),
        "actors": "|".join(["", *row["source"], *row["target"], ""]),
    }


def _evidence(row: Row) -> Iterator[Mark]:
    for kind, _ in LEGEND:
        if kind in _PAIRS:
            start = row[f"{_PAIRS[kind]}_start"]
            if start is not None:
                yield Mark(span=Span(start, row[f"{_PAIRS[kind]}_end"]), kind=kind)
        else:
            for item in row[_LISTS[kind]]:
                yield Mark(span=Span(item["start"], item["end"]), kind=kind)


def _words(text: str, sentence: Span, mark: Mark) -> Row:
    return {
        "kind": mark.kind,
        "words": mark.span.of(text),
        "outside": not sentence.contains(mark.span),
    }


def _articles(
    store: Store,
    articles: list[Row],
    texts: dict[str, str],
    events: list[Row],
    quotes: list[Row],
    anchors: dict[str, str],
) -> list[Row]:
    """Every article with its paragraphs, triggers and quotes marked."""
    marks: dict[str, list[Mark]] = {row["id"]: [] for row in articles}
    for event in events:
        span = Span(event["trigger_start"], event["trigger_end"])
        marks[event["article_id"]].append(Mark(span=span, kind="trigger", target=event["id"]))
    for quote in quotes:
        span = Span(quote["text_start"], quote["text_end"])
        marks[quote["article_id"]].append(Mark(span=span, kind="quote"))
    segments = _grouped(store.sql("SELECT * FROM segment ORDER BY article_id, number").rows())
    return [
        {
            **row,
            "anchor": anchors[row["id"]],
            "dated": dated_in_words(row["dct"], row["dct_basis"], store.window(row["id"])),
            "paragraphs": [
                {**part, "html": marked(texts[row["id"]], part["span"], marks[row["id"]])}
                for part in _paragraphs(texts[row["id"]], segments.get(row["id"], []))
            ],
        }
        for row in articles
    ]


def _grouped(rows: list[Row]) -> dict[str, list[Row]]:
    return {key: list(some) for key, some in groupby(rows, key=lambda row: row["article_id"])}


def _paragraphs(text: str, segments: list[Row]) -> Iterator[Row]:
    """The segments, and as ``rest`` any words that none of them covers."""
    reached = 0
    for segment in sorted(segments, key=lambda s: (s["span_start"], s["span_end"])):
        start, end = max(segment["span_start"], reached), segment["span_end"]
        if text[reached:start].strip():
            yield {"kind": "rest", "reason": None, "author": None, "span": Span(reached, start)}
        if end > start:
            yield {**segment, "span": Span(start, end)}
            reached = end
    if text[reached:].strip():
        yield {"kind": "rest", "reason": None, "author": None, "span": Span(reached, len(text))}


def _notes(articles: list[Row], events: list[Row], store: Store) -> list[str]:
    """What a reader has to know before he trusts the numbers."""
    undated = sum(row["dct"] is None for row in articles)
    conflicts = sum(row["date_conflict"] for row in articles)
    without_day = sum(row["day_from"] is None for row in events)
    replaced = sum(len(run["replaced"]) for run in store.runs().rows())
    counted = (
        (undated, "article has no known date", "articles have no known date"),
        (conflicts, "article has dates that disagree", "articles have dates that disagree"),
        (without_day, "event has no known day", "events have no known day"),
        (replaced, "article was replaced by a newer text", "articles were replaced by newer texts"),
    )
    return [f"{n} {one if n == 1 else many}." for n, one, many in counted if n]


def _choices(events: list[Row]) -> dict[str, list[tuple[str, str]]]:
    """The values that the filter offers, with their names."""
    actors = sorted({code for event in events for code in (*event["source"], *event["target"])})
    return {
        "actor": [(code, _labelled(code)) for code in actors],
        "type": [(name, name) for name in _distinct(events, "plover")],
        "status": [(name, name) for name in _distinct(events, "status")],
    }


def _labelled(code: str) -> str:
    name = actor_name(code)
    return code if name == code else f"{code} – {name}"


def _distinct(rows: Iterable[Row], column: str) -> list[str]:
    return sorted({row[column] for row in rows})


def _versions(store: Store) -> list[str]:
    return _distinct(store.sql("SELECT DISTINCT version FROM run").rows(), "version")


def _policy(script: str, style: str) -> str:
    """Nothing may load; only this very script and style may run."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _asset(name: str) -> str:
    folder = resources.files("communique.views") / "templates"
    return (folder / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("communique.views", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["actor_name"] = actor_name
    return environment
