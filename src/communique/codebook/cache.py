"""Parsed data files kept between runs: JSON files named by the digest of what they were made of.

Reading forty thousand lines of TOML takes half a second, reading the same as JSON a twentieth of
it. A kept file is never edited: another text has another digest and so another file. The folder is
``$COMMUNIQUE_CACHE`` (empty: nothing is kept), else ``communique`` in the user's cache folder; when
it cannot be written, everything works as before, only slower.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

# Raised when the shape of what is kept changes, so that files of earlier versions are not read.
_SHAPE = 4
_UNUSED_DAYS = 90


def cache_folder() -> Path | None:
    """Where files are kept, or None when keeping is switched off."""
    named = os.environ.get("COMMUNIQUE_CACHE")
    if named is not None:
        return Path(named) if named else None
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "communique"


def kept(kind: str, digest: str, make: Callable[[], Any]) -> Any:
    """What `make` returns (JSON types only), from an earlier run if one kept it.

    `digest` must stand for everything that `make` reads.
    """
    try:
        folder = cache_folder()
    except RuntimeError:  # no home folder is known
        folder = None
    if folder is None:
        return make()
    path = folder / f"{kind}-{_SHAPE}-{digest}.json"
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        made = make()
    try:
        _keep(path, made)
    except OSError as error:
        log.debug("nothing kept in %s: %s", folder, error)
    return made


def _keep(path: Path, made: Any) -> None:
    """Write beside and rename, so that no other process sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False
    ) as out:
        json.dump(made, out, ensure_ascii=False, separators=(",", ":"))
    os.replace(out.name, path)
    for other in path.parent.glob("*.json"):
        if time.time() - other.stat().st_mtime > _UNUSED_DAYS * 86400:
            other.unlink(missing_ok=True)
