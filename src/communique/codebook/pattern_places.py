"""Where the entry of an event pattern stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from communique.codebook.check_events import pattern_entries
from communique.codebook.overlay import overlay_folder
from communique.codebook.resources import DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternPlace:
    """File and line of an entry: inside the shipped folder, or the whole path of a user's file."""

    file: str
    line: int
    note: str


@cache
def pattern_places() -> dict[str, tuple[PatternPlace, ...]]:
    """The places of each pattern by id, two where a user's entry adds to a shipped one."""
    places: dict[str, list[PatternPlace]] = {}
    for root in filter(None, (DATA, overlay_folder())):
        for placed in pattern_entries(root):
            ident = placed.name
            if root != DATA and not placed.entry.get("extend"):
                places.pop(ident, None)
            place = PatternPlace(
                file=_file(placed.path, root), line=placed.line, note=_note(placed.entry)
            )
            places.setdefault(ident, []).append(place)
    return {ident: tuple(found) for ident, found in places.items()}


def _file(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if root == DATA else str(path)


def _note(entry: dict[str, Any]) -> str:
    return str(entry.get("note", ""))
