"""``communique codebook``."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from communique.cli.options import Format, FormatName
from communique.cli.output import print_rows_of, write
from communique.errors import UsageError


def codebook(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]", help="A CAMEO code, a PLOVER type or a mode: CONSULT.visit."
        ),
    ] = None,
    form: FormatName = Format.table,
) -> None:
    """List the event codes, or explain one of them; your own types and codes too."""
    from communique.views.export import as_csv, as_json
    from communique.views.names import codebook_rows

    if code is None:
        print_rows_of("codebook", codebook_rows(), form)
        return
    entry = _entry(code)
    if form is Format.json:
        write(as_json(entry) + "\n")
    elif form is Format.csv:
        write(as_csv([entry], list(entry)))
    else:
        write("\n".join(_lines(entry)) + "\n")


def _entry(code: str) -> dict[str, Any]:
    from communique.views.names import cameo_entries, codebook_entry, plover_entries

    entry = codebook_entry(code)
    if entry is None:
        near = difflib.get_close_matches(code.upper(), [*cameo_entries(), *plover_entries()], n=3)
        hint = f"; near are {', '.join(near)}" if near else ""
        raise UsageError("usage.code", f"no code {code!r} in the codebooks{hint}")
    return entry


def _lines(entry: dict[str, Any]) -> Iterator[str]:
    from communique.views.names import entry_title

    yield entry_title(entry)
    yield entry["definition"]
    for name, value in entry.items():
        if name in {"code", "type", "name", "definition"} or value == []:
            continue
        if isinstance(value, list):
            yield f"{name.replace('_', ' ')}:"
            yield from (f"  {item}" for item in value)
        else:
            yield f"{name.replace('_', ' ')}: {value}"
