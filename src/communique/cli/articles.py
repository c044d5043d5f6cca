"""``communique articles``."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.cli.options import (
    DEFAULT_STORE,
    ArticleId,
    Format,
    FormatName,
    Limit,
    Since,
    StoreFile,
    Until,
)
from communique.cli.output import print_rows


def articles(
    store: StoreFile = DEFAULT_STORE,
    outlet: Annotated[str | None, typer.Option(help="The outlet's name.")] = None,
    since: Since = None,
    until: Until = None,
    article: ArticleId = None,
    limit: Limit = None,
    form: FormatName = Format.table,
) -> None:
    """List the articles of a store with what each yielded."""
    from communique.store import Store

    with Store(store) as opened:
        query = opened.articles().between(since, until)
        query = query.naming(outlet, "outlet") if outlet else query
        query = query.where(id=article) if article else query
        print_rows("articles", query.limit(limit), form)
