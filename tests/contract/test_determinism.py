"""Same input, same version, same bytes: whatever the threads, the order or the company."""

from __future__ import annotations

import json

from communique.codebook.resources import DATA
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


def test_one_thread_and_two_give_the_same_scores() -> None:
    words = [["Talks", "between", "Oslo", "and", "Minsk", "failed", "."], ["They", "met", "."]]
    assert LanguageCore(threads=1).predict(words) == shipped_core(2).predict(words)
