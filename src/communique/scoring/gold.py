"""Gold articles in string form: every sentence, trigger, quote and date as its exact words.

The words are found again in the article text, so that scores compare spans, not strings. A string
that occurs twice takes its occurrences in order.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """A gold event; one whose sentence or trigger is not in the text is counted as lost instead."""

    sentence: Span
    trigger: Span
    cameo: str
    plover: str
    source: frozenset[str]
    target: frozenset[str]
    status: str
    when: str | None
    asserted_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuote:
    """A gold quote: content span, kind, canonical speaker name and the code spoken for."""

    text: Span
    kind: str
    speaker_name: str | None
    represents: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDate:
    """A gold time expression."""

    span: Span
    type: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """One article with its gold records; `lost` counts gold whose words are not in the text."""

    id: str
    dct: str | None
    text: str
    events: tuple[GoldEvent, ...]
    quotes: tuple[GoldQuote, ...]
    dates: tuple[GoldDate, ...]
    lost: int


class _Finder:
    """Finds strings in a text, each search going on after the last hit of the same string."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\u00a0", " ")
        self._next: dict[tuple[str, int], int] = {}
        self.lost = 0

    def find(self, words: str, inside: Span | None = None) -> Span | None:
        """The next occurrence of `words`, inside a span when one is given."""
        low, high = (inside.start, inside.end) if inside else (0, len(self._text))
        words = words.replace("\u00a0", " ")
        start = self._text.find(words, max(low, self._next.get((words, low), 0)), high)
        if start < 0:
            start = self._text.find(words, low, high)
        if start < 0:
            self.lost += 1
            return None
        self._next[(words, low)] = start + 1
        return Span(start, start + len(words))


def read_gold(folder: Path) -> list[GoldArticle]:
    """Articles of ``articles.jsonl`` joined with ``annotations.jsonl`` in `folder`."""
    annotations = {row["id"]: row for row in _lines(folder / "annotations.jsonl")}
    return [
        _article(row, annotations[row["id"]])
        for row in _lines(folder / "articles.jsonl")
        if row["id"] in annotations
    ]


def _lines(path: Path) -> list[dict[str, Any]]:
    # Not splitlines(): a JSON string may hold a bare U+2028.
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def _article(article: dict[str, Any], gold: dict[str, Any]) -> GoldArticle:
    finder = _Finder(article["text"])
    sentences: dict[str, Span | None] = {}
    events = []
    for row in gold["events"]:
        words = row["sentence"]
        if words not in sentences:
            sentences[words] = finder.find(words)
        sentence = sentences[words]
        trigger = finder.find(row["trigger"], sentence) if sentence else None
        if sentence and trigger:
            events.append(_event(row, sentence, trigger))
    quotes = [
        GoldQuote(
            text=span,
            kind=row["kind"],
            speaker_name=row["speaker_name"],
            represents=row["represents"],
        )
        for row in gold["quotes"]
        if (span := finder.find(row["text"]))
    ]
    dates = [
        GoldDate(span=span, type=row["type"], value=row["value"])
        for row in gold["dates"]
        if (span := finder.find(row["text"]))
    ]
    return GoldArticle(
        id=article["id"],
        dct=article.get("dct"),
        text=article["text"],
        events=tuple(events),
        quotes=tuple(quotes),
        dates=tuple(dates),
        lost=finder.lost,
    )


def _event(row: dict[str, Any], sentence: Span, trigger: Span) -> GoldEvent:
    return GoldEvent(
        sentence=sentence,
        trigger=trigger,
        cameo=row["cameo"],
        plover=row["plover"],
        source=frozenset(row["source"]),
        target=frozenset(row["target"]),
        status=row["status"],
        when=row["when"],
        asserted_by=row["asserted_by"],
    )
