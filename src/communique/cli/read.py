"""``communique read``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from communique.cli.options import (
    DEFAULT_STORE,
    Columns,
    Date,
    Inputs,
    StoreFile,
    Threads,
    told_apart,
)
from communique.cli.output import counted, progress, report_failures, talk

if TYPE_CHECKING:
    from communique.store import RunReport


def read(
    paths: Inputs,
    store: StoreFile = DEFAULT_STORE,
    date: Date = None,
    columns: Columns = None,
    threads: Threads = 2,
) -> None:
    """Read articles into a store. Reading the same article again changes nothing."""
    from communique.api import fill_store

    paths, pairs = told_apart(paths, columns)
    report = fill_store(
        paths, store=store, date=date, columns=pairs, threads=threads, watch=progress
    )
    report_failures(report.failures)
    talk(_summary(report, str(store)))
    if report.failures:
        raise typer.Exit(3)


def _summary(report: RunReport, store: str) -> str:
    parts = {
        "new": report.added,
        "unchanged": report.unchanged,
        "coded anew": report.recoded,
        "replaced by a new text": len(report.replaced),
        "met twice": report.repeated,
    }
    told = ", ".join(f"{n} {what}" for what, n in parts.items() if n) or "nothing new"
    failed = f"; {len(report.failures)} failed" if report.failures else ""
    return f"{counted(report.articles, 'article')} read into {store}: {told}{failed}"
