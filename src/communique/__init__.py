"""communique reads news reports and writes the record of who did or said what to whom.

The names below are the whole public surface. They are loaded when first used, so that importing
the package, or only its records, stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.api import annotate, open, read

__all__ = ["__version__", "annotate", "open", "read"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("communique.api"), name)
    raise AttributeError(f"module 'communique' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
