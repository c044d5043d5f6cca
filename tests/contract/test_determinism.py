"""Same input, same version, same bytes: whatever the threads, the order or the company."""

from __future__ import annotations

import json
import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from communique.codebook.resources import DATA
from communique.errors import DataError
from communique.pipeline import annotate_articles, read_articles
from communique.records import Annotation, Article
from communique.runtime.core import LanguageCore, shipped_core
from communique.views.annotate_line import annotation_line


def examples() -> list[Article]:
    paths = sorted((DATA / "examples").glob("*.txt"))
    return [a for a in read_articles(paths) if isinstance(a, Article)]


def lines(articles: list[Article], threads: int) -> dict[str, str]:
    found = annotate_articles(articles, threads=threads)
    return {
        a.article.id: json.dumps(annotation_line(a), ensure_ascii=False)
        for a in found
        if isinstance(a, Annotation)
    }


def test_threads_and_order_change_nothing() -> None:
    articles = examples()
    assert len(articles) >= 4
    once = lines(articles, threads=1)
    assert lines(articles[::-1], threads=2) == once
    assert lines(articles[:1], threads=2)[articles[0].id] == once[articles[0].id]


def many() -> list[Article]:
    """More articles than are read in one process."""
    return [replace(a, id=f"{a.id}-{n}") for n in range(3) for a in examples()]


def test_processes_change_nothing() -> None:
    articles = many()
    once = lines(articles, threads=1)
    assert list(lines(articles, threads=2).items()) == list(once.items())


def test_a_lost_process_loses_no_article() -> None:
    articles = many()
    found = annotate_articles(articles, threads=2)
    told = [next(found)]
    for process in multiprocessing.active_children():
        process.terminate()
    told += found
    assert [item.article.id for item in told if isinstance(item, Annotation)] == [
        a.id for a in articles
    ]


def test_a_faulty_table_stops_processes_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents/offices.toml").write_text("leader = 010\n", "utf-8")
    monkeypatch.setenv("COMMUNIQUE_DATA", str(tmp_path))
    with pytest.raises(DataError, match=r"offices\.toml"):
        list(annotate_articles(many(), threads=2))


def test_one_thread_and_two_give_the_same_scores() -> None:
    words = [["Talks", "between", "Oslo", "and", "Minsk", "failed", "."], ["They", "met", "."]]
    assert LanguageCore(threads=1).predict(words) == shipped_core(2).predict(words)
