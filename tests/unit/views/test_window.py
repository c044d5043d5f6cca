"""The window of an undated article in values and in words, and through a store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from communique.records import DateReason, DateWindow, Span
from communique.store import Run, Store, write_store
from communique.views.article import article_line
from communique.views.listing import table_cells
from communique.views.report import report
from communique.views.window import dated_in_words, window_fields
from tests.builders import article, bare, provenance

REASONS = (
    DateReason(rule="deed.done", reason="it speaks of the seizure", span=Span(0, 6),
               earliest="2014-02-27", latest=None, strength="sure"),
    DateReason(rule="office.term", reason="Rasmussen leads NATO", span=Span(7, 9),
               earliest="2009-08-01", latest="2014-09-30", strength="likely"),
)  # fmt: skip
WINDOW = DateWindow(
    start="2014-02-27",
    end="2014-09-30",
    reasons=REASONS,
    dropped=(replace(REASONS[0], earliest="2019-01-01"),),
    provenance=provenance("dating.v1", "window.heaviest-agreement"),
)
WORDS = (
    "undated; between 2014-02-27 and 2014-09-30 because it speaks of the seizure; "
    "Rasmussen leads NATO"
)


def test_words() -> None:
    assert dated_in_words(None, "unknown", WINDOW) == WORDS


def test_fields() -> None:
    fields = window_fields(WINDOW)
    assert fields is not None
    assert list(fields) == ["start", "end", "reasons", "dropped"]
    assert fields["reasons"][0] == {
        "rule": "deed.done", "reason": "it speaks of the seizure", "start": 0, "end": 6,
        "from": "2014-02-27", "until": None, "strength": "sure",
    }  # fmt: skip


def test_a_store_keeps_the_window(tmp_path: Path) -> None:
    undated = replace(bare(article(dct=None, dct_basis="unknown", dates=())), window=WINDOW)
    write_store(tmp_path / "w.duckdb", [undated], run=Run(version="test"))
    with Store(tmp_path / "w.duckdb") as store:
        assert store.window("geneva") == WINDOW
        row = store.articles().rows()[0]
        assert table_cells("articles", row)[1] == "unknown, 2014-02-27 to 2014-09-30"
        assert article_line(store, "geneva")["dct_window"] == window_fields(WINDOW)
        assert WORDS in report(store)
