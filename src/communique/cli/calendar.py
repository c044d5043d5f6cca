"""``communique calendar``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.options import (
    DEFAULT_STORE,
    Format,
    FormatName,
    Since,
    StoreFile,
    Until,
)
from communique.cli.output import counted, print_rows, talk
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.store import Query


class KindName(StrEnum):
    """The kinds of appointments."""

    meeting = "meeting"
    deadline = "deadline"
    election = "election"
    vote = "vote"
    summit = "summit"
    other = "other"


def calendar(
    store: StoreFile = DEFAULT_STORE,
    actor: Annotated[
        str | None, typer.Option(help="A code or a person that takes part; RUS also finds RUS.MIL.")
    ] = None,
    since: Since = None,
    until: Until = None,
    kind: Annotated[KindName | None, typer.Option(help="Only appointments of this kind.")] = None,
    form: FormatName = Format.table,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FILE", help="Also write them as an iCalendar file."),
    ] = None,
) -> None:
    """List announced meetings, deadlines, elections, votes and summits by their day."""
    from communique.store import Store

    with Store(store) as opened:
        query = opened.calendar().between(since, until)
        query = query.naming(actor, "parties", "persons") if actor else query
        query = query.where(kind=kind.value) if kind else query
        if ics is not None:
            _write_ics(ics, query)
        print_rows("calendar", query, form)


def _write_ics(path: Path, query: Query) -> None:
    from communique.views.ics import as_ics, has_days

    lines = query.rows()
    try:
        path.write_text(as_ics(lines), encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError("usage.unwritable", f"{path}: {error.strerror}") from error
    dated = sum(map(has_days, lines))
    left = f", {len(lines) - dated} without a day left out" if dated < len(lines) else ""
    talk(f"{path} written: {counted(dated, 'appointment')}{left}")
