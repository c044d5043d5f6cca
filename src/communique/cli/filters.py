"""The conditions that ``events`` and ``timeline`` share."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from communique.cli.options import (
    DEFAULT_STORE,
    ArticleId,
    Format,
    FormatName,
    Limit,
    Since,
    StatusName,
    StoreFile,
    Until,
)
from communique.cli.output import print_rows
from communique.errors import UsageError

if TYPE_CHECKING:
    from communique.store import Query

_SOURCE = ("source", "source_persons")
_TARGET = ("target", "target_persons")

Actor = Annotated[
    str | None, typer.Option(help="A code or a person on either side; RUS also finds RUS.MIL.")
]
SourceActor = Annotated[str | None, typer.Option(help="A code or a person that acts.")]
TargetActor = Annotated[str | None, typer.Option(help="A code or a person acted upon.")]
Type = Annotated[
    str | None, typer.Option("--type", help="A PLOVER type, such as ACCUSE, or your own.")
]
Cameo = Annotated[str | None, typer.Option(help="A CAMEO or own code, or its beginning.")]
Status = Annotated[StatusName | None, typer.Option(help="Whether it happened.")]


def print_events(
    kind: Literal["events", "timeline"],
    *,
    store: StoreFile = DEFAULT_STORE,
    actor: Actor = None,
    source_actor: SourceActor = None,
    target_actor: TargetActor = None,
    plover: Type = None,
    cameo: Cameo = None,
    status: Status = None,
    since: Since = None,
    until: Until = None,
    article: ArticleId = None,
    limit: Limit = None,
    form: FormatName = Format.table,
) -> None:
    """Print the events of a store that meet every condition given."""
    from communique.store import Store

    with Store(store) as opened:
        query: Query = getattr(opened, kind)()
        for name, columns in (
            (actor, (*_SOURCE, *_TARGET)),
            (source_actor, _SOURCE),
            (target_actor, _TARGET),
        ):
            query = query.naming(name, *columns) if name else query
        type_ = plover and type_name(plover, opened.values("event", "plover"))
        start = cameo and code_start(cameo, opened.values("event", "cameo"))
        query = query.where(**_known(plover=type_, article_id=article))
        query = query.where(**_known(status=status and status.value))
        query = query.starting(**_known(cameo=start)).between(since, until)
        print_rows(kind, query.limit(limit), form)


def _known(**conditions: str | None) -> dict[str, str]:
    return {column: value for column, value in conditions.items() if value is not None}


def type_name(name: str, stored: Iterable[str] = ()) -> str:
    """The type in its own spelling; an unknown one is an error that names the nearest.

    The types in a store count as known: they may be another folder's own.
    """
    from communique.views.names import plover_entries

    known = list(dict.fromkeys((*plover_entries(), *stored)))
    if name.upper() in known:
        return name.upper()
    near = difflib.get_close_matches(name.upper(), known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    raise UsageError("usage.type", f"no PLOVER type {name!r}; {hint}")


def code_start(start: str, stored: Iterable[str] = ()) -> str:
    """The beginning of a code; one that no code has is an error, not an empty list."""
    from communique.views.names import cameo_entries

    codes = (*cameo_entries(), *stored)
    if not any(code.startswith(start.upper()) for code in codes):
        raise UsageError("usage.cameo", f"no CAMEO code begins with {start!r}; see codebook")
    return start.upper()
