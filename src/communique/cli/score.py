"""``communique score``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.options import Format, FormatName
from communique.cli.output import print_rich, talk, write
from communique.errors import UsageError

GOLD = "gold/communique_dev"


def score(
    gold: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder with articles.jsonl and annotations.jsonl in string form. Default: "
            f"$COMMUNIQUE_SHARED/{GOLD} (../shared/{GOLD} when the variable is not set).",
        ),
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="TOML file of pinned floors; a figure below its floor is an error."
        ),
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="Threads of the language core.")] = 2,
    form: FormatName = Format.table,
) -> None:
    """Score the reader against gold articles coded by the coding guide."""
    from communique.pipeline import score_folder
    from communique.scoring import below_floors, read_floors
    from communique.views.export import as_csv, as_json_array

    folder = gold or Path(os.environ.get("COMMUNIQUE_SHARED", "../shared")) / GOLD
    if not (folder / "articles.jsonl").is_file():
        raise UsageError("usage.no-gold", f"no articles.jsonl in {folder}: name a folder by --gold")
    scores = score_folder(folder, threads=threads)
    rows = [s.row() for s in scores]
    if form is Format.json:
        write(as_json_array(rows) + "\n")
    elif form is Format.csv:
        write(as_csv(rows, list(rows[0])))
    else:
        _print_table(rows)
    if floors is not None:
        faults = below_floors(scores, read_floors(floors))
        for fault in faults:
            talk(fault)
        if faults:
            raise typer.Exit(1)


def _print_table(rows: list[dict[str, object]]) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in rows[0]:
        table.add_column(heading, justify="left" if heading == "figure" else "right")
    for row in rows:
        table.add_row(*(f"{v:.3f}" if isinstance(v, float) else str(v) for v in row.values()))
    print_rich(table)
