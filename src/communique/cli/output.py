"""Printing: data to standard output as UTF-8, talk to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from communique.cli.options import Format

if TYPE_CHECKING:
    from rich.console import RenderableType

    from communique.records import Failure
    from communique.store import Query

Item = TypeVar("Item")
_PLAIN_WIDTH = 160
# Below this many characters for each column a table breaks words to pieces.
_COLUMN_WIDTH = 12


def write(text: str) -> None:
    """Write `text` to standard output as UTF-8, whatever the machine's locale says."""
    typer.echo(text.encode("utf-8", "backslashreplace"), nl=False)


def talk(text: str) -> None:
    """Write a line to standard error."""
    typer.echo(text, err=True)


def print_rows(kind: str, query: Query, form: Format) -> None:
    """Print the rows of a query; a table shows the columns that matter, JSON and CSV all."""
    from communique.views.export import as_csv, as_json_array

    if form is Format.json:
        write(as_json_array(query.rows()) + "\n")
    elif form is Format.csv:
        write(as_csv(query.rows(), query.columns))
    else:
        print_table(kind, query.rows())


def print_rows_of(kind: str, rows: list[dict[str, Any]], form: Format) -> None:
    """Print rows made outside a store in the asked form."""
    from communique.views.export import as_csv, as_json_array

    if form is Format.json:
        write(as_json_array(rows) + "\n")
    elif form is Format.csv:
        write(as_csv(rows, list(rows[0]) if rows else []))
    else:
        print_table(kind, rows)


def print_table(kind: str, rows: Iterable[dict[str, Any]]) -> None:
    """Print rows as a table for the eye."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from communique.views.listing import TABLES, table_cells

    headings = list(TABLES[kind])
    if sys.stdout.isatty() and get_terminal_size().columns < _COLUMN_WIDTH * len(headings):
        _print_stacked(headings, [table_cells(kind, row) for row in rows])
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in headings:
        # An id is there to be copied: it is never broken.
        table.add_column(heading, overflow="fold", no_wrap=heading == "id")
    for row in rows:
        table.add_row(*(Text(cell) for cell in table_cells(kind, row)))
    if table.row_count:
        print_rich(table)
    else:
        talk("no rows")


def _print_stacked(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows one under the other, for a terminal too narrow for a table."""
    from rich.text import Text

    width = max(map(len, headings)) + 2
    parts: list[Text] = []
    for row in rows:
        pairs = zip(headings, row, strict=True)
        lines = [Text(f"{heading:<{width}}{cell}") for heading, cell in pairs if cell]
        parts.append(Text("\n").join(lines) + Text("\n"))
    if parts:
        print_rich(*parts)
    else:
        talk("no rows")


def print_rich(*parts: RenderableType) -> None:
    """Print rich text: in colours and to the terminal's width on a terminal, else plain."""
    from io import StringIO

    from rich.console import Console

    lively = sys.stdout.isatty()
    width = None if lively else _PLAIN_WIDTH
    out = StringIO()
    console = Console(file=out, force_terminal=lively, width=width, highlight=False, emoji=False)
    for part in parts:
        console.print(part)
    write("\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n")


def progress(items: Iterator[Item], noun: str = "articles") -> Iterator[Item]:
    """`items` unchanged, counted on standard error while that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    told = TextColumn(f"{{task.completed:.0f}} {noun}")
    columns = (SpinnerColumn(), told, TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        for item in items:
            yield item
            bar.advance(task)


def report_failures(failures: Iterable[Failure]) -> None:
    """Name each failed article with its place and code on standard error."""
    from communique.views.listing import clean

    for failure in failures:
        talk(clean(f"{failure.where}: {failure.code}: {failure.message}"))


def counted(number: int, noun: str) -> str:
    """The number with its noun.

    >>> counted(1, "article"), counted(2, "article")
    ('1 article', '2 articles')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
