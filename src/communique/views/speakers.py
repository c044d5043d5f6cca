"""Quotes by speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody and what the articles report him to have said; `name` None when nobody is named."""

    name: str | None
    represents: tuple[str, ...]
    quotes: tuple[Row, ...]


def speakers(rows: Iterable[Row]) -> tuple[Speaker, ...]:
    """The rows of `Store.quotes` by speaker: most quoted first, then by name, nameless last."""
    by_name: dict[str | None, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row["speaker_name"], []).append(row)
    ordered = sorted(by_name.items(), key=lambda i: (i[0] is None, -len(i[1]), i[0] or ""))
    return tuple(
        Speaker(
            name=name,
            represents=tuple(dict.fromkeys(r["represents"] for r in quotes if r["represents"])),
            quotes=tuple(quotes),
        )
        for name, quotes in ordered
    )
