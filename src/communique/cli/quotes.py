"""``communique quotes``."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.options import (
    DEFAULT_STORE,
    ArticleId,
    AttitudeName,
    Format,
    FormatName,
    Limit,
    Since,
    StoreFile,
    Until,
)
from communique.cli.output import print_rows


def quotes(
    store: StoreFile = DEFAULT_STORE,
    speaker: Annotated[str | None, typer.Option(help="The speaker's name or surname.")] = None,
    actor: Annotated[str | None, typer.Option(help="A code that the speaker speaks for.")] = None,
    since: Since = None,
    until: Until = None,
    article: ArticleId = None,
    attitude: Annotated[
        AttitudeName, typer.Option(help="Speech, or what is attributed otherwise.")
    ] = AttitudeName.speech,
    limit: Limit = None,
    form: FormatName = Format.table,
) -> None:
    """List quotes and attributed statements; days are those of the articles."""
    from communique.store import Store

    with Store(store) as opened:
        query = opened.attributions().between(since, until)
        query = query if attitude is AttitudeName.any else query.where(attitude=attitude.value)
        query = query.naming(speaker, "speaker_name") if speaker else query
        query = query.naming(actor, "represents") if actor else query
        query = query.where(article_id=article) if article else query
        print_rows("quotes", query.limit(limit), form)
