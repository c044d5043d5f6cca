"""Inputs on disk: enter paths as given, leave the files to read with their format."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from communique.errors import UsageError

Format = Literal["text", "html", "jsonl", "json", "csv", "parquet", "stdin", "unsupported"]
FORMATS: dict[str, Format] = {
    ".txt": "text", ".text": "text", ".md": "text", "": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
# Files that hold articles in a form not read here: named as failures, not passed over.
UNSUPPORTED = frozenset(
    (".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".xls", ".xlsx", ".warc", ".zip", ".tar")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to read: `stem` is its name without suffixes, `path` None for standard input."""

    path: Path | None
    format: Format
    packed: bool
    stem: str

    @property
    def where(self) -> str:
        """The file as failures name it."""
        return str(self.path) if self.path is not None else "<stdin>"


def find_sources(inputs: Sequence[str | Path]) -> list[Source]:
    """The files behind the inputs: theirs in the given order, those of a folder sorted by name.

    Folders are read with all folders below; hidden files, a folder's README and files of other
    kinds are passed over. Raises UsageError for a path that is not there and for a folder without
    anything to read.
    """
    if not inputs:
        raise UsageError("usage.no-input", "no input given")
    found: list[Source] = []
    for given in inputs:
        if str(given) == "-":
            found.append(Source(path=None, format="stdin", packed=False, stem="stdin"))
            continue
        path = Path(given)
        if not os.path.lexists(path):
            raise UsageError("usage.no-such-path", f"no such file or folder: {given}")
        if not path.is_dir():
            found.append(_source(path, unknown="text"))
            continue
        inside = [s for s in _in_folder(path) if s is not None]
        if not any(source.format != "unsupported" for source in inside):
            raise UsageError("usage.nothing-to-read", f"no readable file in folder {given}")
        found.extend(inside)
    return found


def _in_folder(folder: Path) -> Iterator[Source | None]:
    files: list[Path] = []
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files.extend(Path(parent, name) for name in names if _is_wanted(name))
    for path in sorted(files, key=lambda p: p.relative_to(folder).parts):
        source = _source(path, unknown="skip") if path.is_file() else None
        if source is None or source.format != "text" or source.stem.upper() != "README":
            yield source
    # Reading them fails and so names them: a folder that may not be entered is no empty folder.
    for path in sorted(Path(error.filename) for error in closed):
        yield Source(path=path, format="text", packed=False, stem=path.name)


def _is_wanted(name: str) -> bool:
    suffixes = {suffix.lower() for suffix in Path(name).suffixes[-2:]} or {""}
    return not name.startswith(".") and any(s in FORMATS or s in UNSUPPORTED for s in suffixes)


def _source(path: Path, *, unknown: Literal["text", "skip"]) -> Source:
    packed = path.suffix.lower() == ".gz"
    inner = path.with_suffix("") if packed else path
    suffix = inner.suffix.lower()
    form: Format
    if suffix in FORMATS:
        form = FORMATS[suffix]
    elif suffix in UNSUPPORTED or unknown == "skip":
        form = "unsupported"
    else:
        form = "text"
    return Source(path=path, format=form, packed=packed, stem=inner.stem or inner.name)
