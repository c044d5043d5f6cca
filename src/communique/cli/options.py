"""Options that several commands share, each defined once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_STORE = Path("record.duckdb")


class Format(StrEnum):
    """How answers are printed: for a reader, for a program, for a spreadsheet."""

    table = "table"
    json = "json"
    csv = "csv"


class AttitudeName(StrEnum):
    """What kind of attribution is listed; `mention` is speech of which only the matter is named."""

    speech = "speech"
    mention = "mention"
    belief = "belief"
    intention = "intention"
    any = "any"


class StatusName(StrEnum):
    """The statuses of the coding guide."""

    actual = "actual"
    planned = "planned"
    conditional = "conditional"
    negated = "negated"
    denied = "denied"


StoreFile = Annotated[Path, typer.Option("--store", help="The store file.")]
FormatName = Annotated[Format, typer.Option("--format", help="How to print the answer.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many rows.")]
Since = Annotated[str | None, typer.Option(help="First day: 2022, 2022-01 or 2022-01-10.")]
Until = Annotated[str | None, typer.Option(help="Last day, written the same way.")]
ArticleId = Annotated[str | None, typer.Option("--article", help="Only this article.")]
Inputs = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Files or folders; - is standard input.")
]
Date = Annotated[
    str | None, typer.Option("--date", help="Publication day of all articles, as 2022-01-10.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN",
        help="Where a table keeps a field: text=body. More pairs may follow, or more --columns.",
    ),
]
Threads = Annotated[
    int,
    typer.Option(
        "--threads",
        min=1,
        help="Cores to use: threads for few articles, processes from the twelfth on.",
    ),
]


def told_apart(paths: list[str], columns: list[str] | None) -> tuple[list[str], list[str]]:
    """The paths and the column pairs, where pairs that follow one ``--columns`` stand among paths.

    >>> told_apart(["date=day", "wire.jsonl"], ["text=body"])
    (['wire.jsonl'], ['text=body', 'date=day'])
    """
    if not columns:
        return paths, []
    pairs = [path for path in paths if "=" in path and not Path(path).exists()]
    return [path for path in paths if path not in pairs], [*columns, *pairs]
