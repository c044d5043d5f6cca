"""Entries of data files with the place where they stand, for messages and for `explain`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.codebook.resources import parsed_csv, parsed_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedEntry:
    """One entry of a TOML file: its lines, counted from 1, and whether it adds to another."""

    path: Path
    line: int
    lines: tuple[str, ...]
    entry: dict[str, Any]

    @property
    def name(self) -> str:
        """The entry's id, or what it is called by."""
        return str(self.entry.get("id") or self.entry.get("name") or f"entry on line {self.line}")

    @property
    def is_partial(self) -> bool:
        """Whether the entry only changes or drops a shipped one."""
        return bool(self.entry.get("extend") or self.entry.get("drop"))

    def line_with(self, *values: str) -> int:
        """The first line of the entry that holds all `values`, else its first line."""
        if values:
            for number, line in enumerate(self.lines):
                if all(value in line for value in values):
                    return self.line + number
        return self.line


def placed_entries(path: Path, key: str) -> Iterator[PlacedEntry]:
    """The entries under ``[[key]]`` of a TOML file, in order; `DataError` if it cannot be read."""
    entries = parsed_toml(path).get(key, [])
    text = path.read_text(encoding="utf-8").splitlines()
    heads = [n for n, line in enumerate(text) if re.match(r"\s*\[\[", line)]
    own = [n for n in heads if re.match(rf"\s*\[\[\s*{key}\s*\]\]", text[n])]
    for entry, first in zip(entries, own, strict=True):
        last = next((n for n in heads if n > first and text[n].strip().count(".") == 0), len(text))
        yield PlacedEntry(path=path, line=first + 1, lines=tuple(text[first:last]), entry=entry)


def placed_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with the line each ends on."""
    parsed_csv(path)
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        return [(reader.line_num, row) for row in reader]
