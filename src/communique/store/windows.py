"""The window of an undated article as three columns, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from communique.records import DateReason, DateWindow, Provenance, Span
from communique.store.columns import storable

COLUMNS = ("window_from", "window_until", "window_reasons")


def window_row(window: DateWindow | None) -> dict[str, str | None]:
    """The columns of a window; all NULL without one."""
    if window is None:
        return dict.fromkeys(COLUMNS)
    told = {
        "reasons": [asdict(reason) for reason in window.reasons],
        "dropped": [asdict(reason) for reason in window.dropped],
        "provenance": asdict(window.provenance),
    }
    text = storable(json.dumps(told, ensure_ascii=False))
    return dict(zip(COLUMNS, (window.start, window.end, text), strict=True))


def window_of_row(row: Mapping[str, Any]) -> DateWindow | None:
    """The window that `window_row` turned into these columns."""
    if row["window_from"] is None or row["window_reasons"] is None:
        return None
    told = json.loads(row["window_reasons"])
    return DateWindow(
        start=row["window_from"],
        end=row["window_until"],
        reasons=tuple(map(_reason, told["reasons"])),
        dropped=tuple(map(_reason, told["dropped"])),
        provenance=Provenance(**told["provenance"]),
    )


def _reason(fields: dict[str, Any]) -> DateReason:
    return DateReason(**{**fields, "span": Span(**fields["span"])})
