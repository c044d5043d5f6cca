"""Reading the data folder: TOML and CSV files, with clear errors and a digest of what was read.

A user's folder may lie over the shipped one (`communique.codebook.overlay`).
"""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from communique.codebook.cache import kept
from communique.codebook.overlay import (
    merged_documents,
    merged_entries,
    merged_rows,
    overlay_folder,
)
from communique.errors import DataError

DATA = Path(str(resources.files("communique"))) / "data"
_PART = re.compile(r"<<(\w+)>>")


def load_toml(relative: str) -> dict[str, Any]:
    """The TOML file at ``data/<relative>``, the user's laid over it.

    `DataError` names the file and the fault.
    """
    shipped, own = _layers(relative)
    document = parsed_toml(shipped) if own is None or shipped.exists() else {}
    return document if own is None else merged_documents(document, parsed_toml(own))


def load_folder(relative: str, key: str) -> list[dict[str, Any]]:
    """The entries under `key` of all TOML files in a data folder, files in name order."""
    own = overlay_folder()
    shipped = _entries(DATA / relative, key)
    return shipped if own is None else merged_entries(shipped, _entries(own / relative, key))


def load_csv(relative: str) -> list[dict[str, str]]:
    """The rows of a CSV file with a header, every value a string."""
    shipped, own = _layers(relative)
    rows = parsed_csv(shipped)
    return rows if own is None else merged_rows(relative, rows, parsed_csv(own))


def parsed_toml(path: Path) -> dict[str, Any]:
    """One TOML file, parsed once per text and kept for later runs."""
    try:
        text = path.read_text(encoding="utf-8")
        digest = hashlib.blake2s(text.encode(), digest_size=16).hexdigest()
        found: dict[str, Any] = kept("toml", digest, lambda: _plain(tomllib.loads(text)))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError("data.unreadable", f"{path}: {error}") from error
    return found


def parsed_csv(path: Path) -> list[dict[str, str]]:
    """The rows of one CSV file; a row longer or shorter than the header is an error."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError("data.unreadable", f"{path}: {error}") from error
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise DataError("data.unreadable", f"{path}, line {number}: not as wide as the header")
    return rows


def _plain(value: Any) -> Any:
    """The value with bare TOML dates as ISO strings, which is how the tables hold days."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _layers(relative: str) -> tuple[Path, Path | None]:
    """The shipped file and the user's file of the same place, if there is one."""
    own = overlay_folder()
    path = own / relative if own is not None else None
    return DATA / relative, path if path is not None and path.exists() else None


def _entries(folder: Path, key: str) -> list[dict[str, Any]]:
    return [e for path in sorted(folder.glob("*.toml")) for e in parsed_toml(path).get(key, [])]


def split_values(cell: str) -> list[str]:
    """The parts of a ``a|b|c`` cell.

    >>> split_values("Kyiv|Kiev")
    ['Kyiv', 'Kiev']
    """
    return [part.strip() for part in cell.split("|") if part.strip()]


def expand_parts(pattern: str, parts: Mapping[str, str]) -> str:
    """The pattern with every ``<<name>>``, also within a part, replaced by the part of that name.

    An unknown name raises `DataError`.

    >>> expand_parts("<<day>>", {"day": "<<digit>>+", "digit": "[0-9]"})
    '[0-9]+'
    """
    while _PART.search(pattern):
        try:
            pattern = _PART.sub(lambda found: parts[found.group(1)], pattern)
        except KeyError as error:
            raise DataError("data.part", f"no part named {error} for {pattern!r}") from error
    return pattern


@cache
def data_digest() -> str:
    """16 hex digits over every rule file of the data folder and the user's, for provenance."""
    digest = hashlib.blake2s(digest_size=8)
    for folder in filter(None, (DATA, overlay_folder())):
        for path in sorted(p for p in folder.rglob("*") if p.suffix in {".toml", ".csv"}):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
