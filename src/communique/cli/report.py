"""``communique report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.options import DEFAULT_STORE, StoreFile
from communique.cli.output import talk
from communique.errors import UsageError


def report(
    out: Annotated[Path, typer.Option("--out", help="The HTML file to write.")],
    store: StoreFile = DEFAULT_STORE,
) -> None:
    """Write a store as one HTML file that needs no network and no JavaScript."""
    from communique.store import Store
    from communique.views.report import report as page_of

    with Store(store) as opened:
        page = page_of(opened)
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError("usage.unwritable", f"{out}: {error.strerror}") from error
    talk(f"{out} written")
