"""``communique version``."""

from __future__ import annotations

from communique import __version__
from communique.cli.output import write


def version() -> None:
    """Print the version of communique and of its data."""
    from communique.codebook.resources import data_digest

    write(f"communique {__version__}, data {data_digest()}\n")
