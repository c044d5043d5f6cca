"""Reading the data folder: TOML and CSV files, with clear errors and a digest of what was read."""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from communique.errors import DataError

DATA = Path(str(resources.files("communique"))) / "data"
_PART = re.compile(r"<<(\w+)>>")


def load_toml(relative: str) -> dict[str, Any]:
    """The parsed TOML file at ``data/<relative>``; `DataError` names the file and the fault."""
    path = DATA / relative
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError("data.unreadable", f"{path}: {error}") from error


def load_folder(relative: str, key: str) -> list[dict[str, Any]]:
    """The entries under `key` of all TOML files in a data folder, files in name order."""
    entries: list[dict[str, Any]] = []
    for path in sorted((DATA / relative).glob("*.toml")):
        entries += load_toml(f"{relative}/{path.name}").get(key, [])
    return entries


def load_csv(relative: str) -> list[dict[str, str]]:
    """The rows of a CSV file with a header, every value a string."""
    path = DATA / relative
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, strict=True))
    except (OSError, csv.Error) as error:
        raise DataError("data.unreadable", f"{path}: {error}") from error


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
    """16 hex digits over every rule file of the data folder, for provenance."""
    digest = hashlib.blake2s(digest_size=8)
    for path in sorted(p for p in DATA.rglob("*") if p.suffix in {".toml", ".csv"}):
        digest.update(str(path.relative_to(DATA)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
