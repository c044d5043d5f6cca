"""``communique annotate``."""

from __future__ import annotations

import typer

from communique.cli.options import Columns, Date, Inputs, Threads, told_apart
from communique.cli.output import counted, progress, report_failures, talk, write


def annotate(
    paths: Inputs, date: Date = None, columns: Columns = None, threads: Threads = 2
) -> None:
    """Print one JSON line for each article, in the order of the input; nothing is stored."""
    from communique.api import annotated, inputs
    from communique.records import Failure
    from communique.views.annotate_line import annotation_line
    from communique.views.export import as_json

    failures: list[Failure] = []
    done = 0
    paths, pairs = told_apart(paths, columns)
    articles = inputs(paths, date=date, columns=pairs)
    for item in progress(annotated(articles, threads=threads)):
        write(as_json(annotation_line(item)) + "\n")
        if isinstance(item, Failure):
            failures.append(item)
        else:
            done += 1
    report_failures(failures)
    failed = f", {len(failures)} failed" if failures else ""
    talk(f"{counted(done, 'article')} read{failed}")
    if failures:
        raise typer.Exit(3)
