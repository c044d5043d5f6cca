"""Store files: opening them, knowing ours from others, bringing old ones up to date."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import duckdb

from communique.errors import StoreError

# No extension is fetched or loaded behind the user's back: a store works offline.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": 2,
}
_NAME = re.compile(r"m(\d{4})_\w+\.sql")


@cache
def migrations() -> tuple[tuple[int, str, str], ...]:
    """Number, name and SQL of every migration, in order. They are appended, never edited."""
    folder = resources.files("communique.store") / "migrations"
    found = [(_NAME.fullmatch(entry.name), entry) for entry in folder.iterdir()]
    return tuple(
        sorted(
            (int(name[1]), name[0], entry.read_text(encoding="utf-8"))
            for name, entry in found
            if name
        )
    )


@cache
def query_text(name: str) -> str:
    """The SQL of ``queries/<name>.sql``."""
    folder = resources.files("communique.store") / "queries"
    return (folder / f"{name}.sql").read_text(encoding="utf-8")


def open_reader(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to an existing store.

    The file is attached to a database of its own in memory: `duckdb.connect` would hand out the
    instance that an earlier call in this process opened, even after a run has replaced the file.
    """
    if not path.is_file():
        raise StoreError("store.missing", f"{path}: there is no store here")
    connection = duckdb.connect(":memory:", config=_CONFIG)
    quoted = str(path.absolute()).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS store (READ_ONLY, TYPE duckdb)")
        connection.execute("USE store")
        require_ours(connection, path)
        if applied(connection) != migrations()[-1][0]:
            raise StoreError("store.older", f"{path}: older; read into it once to update it")
    except duckdb.Error as error:
        connection.close()
        raise _not_ours(path, error) from error
    except StoreError:
        connection.close()
        raise
    return connection


def open_draft(draft: Path, path: Path) -> duckdb.DuckDBPyConnection:
    """A writing connection to `draft`, a copy of the store at `path` or a new one, up to date."""
    try:
        connection = duckdb.connect(str(draft), config=_CONFIG)
    except duckdb.Error as error:
        raise _not_ours(path, error) from error
    try:
        if path.exists():
            require_ours(connection, path)
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def require_ours(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise `StoreError` when the database lacks our tables or is newer than we are."""
    tables = connection.execute(
        "SELECT count(*) FROM duckdb_tables() "
        "WHERE database_name = current_database() AND table_name IN ('migration', 'article')"
    ).fetchall()
    if tables != [(2,)]:
        raise StoreError("store.not-ours", f"{path}: a DuckDB file, but not a communique store")
    if applied(connection) > migrations()[-1][0]:
        raise StoreError("store.newer", f"{path}: written by a newer version of communique")


def applied(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the last migration the store has seen."""
    rows = connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchall()
    return int(rows[0][0])


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply the migrations that the store has not seen and record them."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL, name VARCHAR NOT NULL)"
    )
    seen = applied(connection)
    for number, name, sql in _after(seen):
        connection.execute(sql)
        connection.execute("INSERT INTO migration VALUES (?, ?)", [number, name])


def _after(seen: int) -> Iterator[tuple[int, str, str]]:
    return (migration for migration in migrations() if migration[0] > seen)


def identity(path: Path) -> tuple[int, int, int] | None:
    """What tells one version of a file from the next: inode, size and time of change."""
    try:
        state = os.stat(path)
    except FileNotFoundError:
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns


def _not_ours(path: Path, error: Exception) -> StoreError:
    reason = str(error).strip().splitlines()[0]
    return StoreError("store.not-ours", f"{path}: not a communique store ({reason})")
