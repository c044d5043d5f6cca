"""``communique failures``."""

from __future__ import annotations

from communique.cli.options import DEFAULT_STORE, Format, FormatName, Limit, StoreFile
from communique.cli.output import print_rows


def failures(
    store: StoreFile = DEFAULT_STORE, limit: Limit = None, form: FormatName = Format.table
) -> None:
    """List the articles that could not be read, with place and reason."""
    from communique.store import Store

    with Store(store) as opened:
        print_rows("failures", opened.failures().limit(limit), form)
