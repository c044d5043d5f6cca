"""What the bundled example articles yield, kept as files that a reviewer reads as a diff.

``pytest tests/golden --update-golden`` writes them anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from communique.codebook.resources import DATA
from communique.pipeline import ColumnMap, annotate_article, read_articles
from communique.records import Annotation, Article, Span
from communique.runtime.core import shipped_core

HERE = Path(__file__).parent
EXAMPLES = DATA / "examples"
CUSTOM = ["id=key", "date=published", "title=headline", "text=body", "outlet=source", "url=link"]


def articles() -> list[Article]:
    paths = sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".txt", ".html"})
    items = [*read_articles([*paths, EXAMPLES / "wire-2014.jsonl"])]
    items += read_articles(
        [EXAMPLES / "custom-columns.jsonl"], columns=ColumnMap.from_pairs(CUSTOM)
    )
    return [item for item in items if isinstance(item, Article)]


def golden(annotation: Annotation) -> dict[str, Any]:
    """A reviewer's view: words instead of offsets."""
    text = annotation.article.text

    def words(span: Span | None) -> str | None:
        return span.of(text) if span else None

    return {
        "dct": annotation.article.dct,
        "dct_basis": annotation.article.dct_basis,
        "segments": [f"{s.kind}: {words(s.span)}" for s in annotation.segments if s.kind != "body"],
        "events": [
            f"{words(e.trigger)} | {e.cameo} {e.plover} | {'+'.join(e.source)} > "
            f"{'+'.join(e.target)} | {e.status} | {e.when} ({e.when_basis}) | {e.where} | "
            f"{e.asserted_by} | {e.provenance.rule}"
            for e in annotation.events
        ],
        "quotes": [
            f"{q.kind} | {words(q.text)} | {words(q.cue)} | {q.speaker_name} | {q.represents}"
            for q in annotation.quotes
        ],
        "dates": [f"{words(t.span)} | {t.type} | {t.value}" for t in annotation.timexes],
    }


def test_at_least_six_examples() -> None:
    assert len(articles()) >= 6


@pytest.mark.parametrize("article", articles(), ids=lambda a: a.id)
def test_golden(article: Article, request: pytest.FixtureRequest) -> None:
    found = golden(annotate_article(article, shipped_core(1)))
    path = HERE / f"{article.id}.json"
    written = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--update-golden"):
        path.write_text(written, "utf-8")
    assert json.loads(path.read_text("utf-8")) == found
