"""What the public names do. The command line calls the same functions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from communique import __version__
from communique.errors import InputError, UsageError
from communique.pipeline import (
    ColumnMap,
    annotate_articles,
    article_from_text,
    read_articles,
    trace_article,
)
from communique.records import Annotation, Article, Failure, content_id
from communique.stages.events import SentenceTrace
from communique.store import Run, RunReport, Store, write_store

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
Item = Annotation | Failure


def read(
    paths: Paths,
    *,
    store: str | os.PathLike[str] = "record.duckdb",
    date: str | None = None,
    columns: Mapping[str, str] | None = None,
    threads: int = 2,
) -> Store:
    """Annotate the articles under `paths` into a store, and open it.

    An article that cannot be read becomes a row of `Store.failures`. `date` is the publication
    day of all articles; `columns` names the columns of tables: ``{"text": "body"}``.
    """
    pairs = [f"{field}={column}" for field, column in (columns or {}).items()]
    fill_store(paths, store=store, date=date, columns=pairs, threads=threads)
    return Store(store)


def annotate(source: str | os.PathLike[str] | Article, *, date: str | None = None) -> Annotation:
    """The annotation of one article: its text as a string, a file as a `Path`, or an `Article`.

    Raises `InputError` when it cannot be read, `UsageError` when `date` is no date. A string is
    always a text, never a file's name.
    """
    (item, *more) = annotated(_articles(source, date), threads=2)
    if more:
        raise UsageError("usage.many-articles", f"{source}: more than one article; use read")
    if isinstance(item, Failure):
        raise InputError(item.code, item.message)
    return item


def traced(
    source: str | Article, *, date: str | None = None
) -> tuple[Annotation, tuple[SentenceTrace, ...]]:
    """The annotation of a text or an article, and how the events of each sentence were decided."""
    (article,) = _articles(source, date)
    if isinstance(article, Failure):
        raise InputError(article.code, article.message)
    return trace_article(article)


def open(path: str | os.PathLike[str]) -> Store:
    """The store at `path`, for reading."""
    return Store(path)


def annotated(articles: Iterable[Article | Failure], *, threads: int) -> Iterator[Item]:
    """The annotations of these articles, in their order."""
    return annotate_articles(articles, threads=threads)


def inputs(
    paths: Paths, *, date: str | None, columns: Sequence[str]
) -> Iterator[Article | Failure]:
    """The articles under `paths`; `columns` are words like ``text=body``."""
    names = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    table = ColumnMap.from_pairs(columns) if columns else None
    return read_articles([os.fspath(name) for name in names], columns=table, date=date)


def fill_store(
    paths: Paths,
    *,
    store: str | os.PathLike[str],
    date: str | None = None,
    columns: Sequence[str] = (),
    threads: int = 2,
    watch: Callable[[Iterator[Item]], Iterator[Item]] = iter,
) -> RunReport:
    """Annotate into a store and report what changed; `watch` sees the annotations pass."""
    settings = {"date": date, "columns": " ".join(columns) or None}
    run = Run(
        version=__version__,
        settings=tuple((name, value) for name, value in settings.items() if value is not None),
    )
    articles = inputs(paths, date=date, columns=columns)
    return write_store(store, watch(annotated(articles, threads=threads)), run=run)


def _articles(
    source: str | os.PathLike[str] | Article, date: str | None
) -> Iterable[Article | Failure]:
    if isinstance(source, Article):
        if date is not None:
            raise UsageError("usage.date", "an Article has its own date; give no other")
        return [source]
    if isinstance(source, str):
        article = article_from_text(source, article_id=content_id("text", source), date=date)
        if date is not None and article.dct_basis != "given":
            raise UsageError("usage.date", f"not a date: {date!r}; write it as 2014-03-04")
        return [article]
    return inputs(Path(source), date=date, columns=())
