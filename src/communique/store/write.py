"""Writing a store: into a new file beside the old one, then one rename.

In: annotations and failures. Out: the store file and a report of what changed. Until the rename
the old store is whole and readable; a run that changes nothing leaves the file as it is.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from communique.errors import StoreError
from communique.records import Annotation, Failure
from communique.store.columns import storable, to_row
from communique.store.files import identity, open_draft
from communique.store.rows import SCHEMAS, Row, Rows, rows_of

_BATCH = 256
_OWNED = (
    "segment", "sentence", "event", "appointment", "quote", "timex", "link", "place",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What made the annotations: version of communique and the settings of the call."""

    version: str
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True, kw_only=True)
class RunReport:
    """What a run did to the store.

    `recoded` counts articles whose text is as before and whose records differ; `replaced` lists
    ids that came with a new text, `repeated` counts articles met twice in one run.
    """

    articles: int = 0
    added: int = 0
    unchanged: int = 0
    recoded: int = 0
    repeated: int = 0
    replaced: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    failures_changed: bool = False

    @property
    def changed(self) -> bool:
        """True when the store differs from what it was before the run."""
        return bool(self.added or self.recoded or self.replaced or self.failures_changed)


def write_store(
    path: str | os.PathLike[str], items: Iterable[Annotation | Failure], *, run: Run
) -> RunReport:
    """Add `items` to the store at `path`, which is made when missing; report what changed.

    An article with a known id takes the place of the old one. Two different texts under one id in
    the same run are not both storable: the second becomes a failure ``store.duplicate-id``.
    """
    target = Path(path)
    started = datetime.now(UTC).replace(tzinfo=None)
    before = identity(target)
    with _draft(target) as draft:
        connection = open_draft(draft, target)
        try:
            report = _Writer(connection).write(items)
            if report.changed or before is None:
                _record_run(connection, run, report, started)
        except duckdb.Error as error:
            raise StoreError("store.unwritable", f"{target}: {error}") from error
        finally:
            connection.close()
        if report.changed or before is None:
            _publish(draft, target, before)
    return report


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A place for the new file in the same folder, already a copy of the old store if any."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise StoreError("store.unwritable", f"{target}: {error.strerror}") from error
    try:
        draft = folder / "draft.duckdb"
        if target.exists():
            _copy(target, draft)
        yield draft
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(target: Path, draft: Path) -> None:
    try:
        shutil.copyfile(target, draft)
    except OSError as error:
        raise StoreError("store.unreadable", f"{target}: {error.strerror}") from error


def _publish(draft: Path, target: Path, before: tuple[int, int, int] | None) -> None:
    if identity(target) != before:
        raise StoreError("store.changed", f"{target}: another run has written it; run again")
    try:
        with draft.open("rb+") as done:
            os.fsync(done.fileno())
        os.replace(draft, target)
    except OSError as error:
        raise StoreError("store.unwritable", f"{target}: {error.strerror}") from error


class _Writer:
    """Sorts articles into new, unchanged, recoded and replaced, and inserts in batches."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.report = RunReport()
        self.seen: dict[str, str] = {}
        rows = connection.execute('SELECT id, "where" FROM failure').fetchall()
        self.failed: set[tuple[str, str | None]] = set(rows)

    def write(self, items: Iterable[Annotation | Failure]) -> RunReport:
        stream = iter(items)
        while batch := list(islice(stream, _BATCH)):
            failures = [item for item in batch if isinstance(item, Failure)]
            fresh, twice = self._first_of_each([i for i in batch if isinstance(i, Annotation)])
            self._write_articles(fresh)
            self._write_failures(failures + twice)
        return self.report

    def _first_of_each(
        self, annotations: list[Annotation]
    ) -> tuple[list[Annotation], list[Failure]]:
        fresh, twice = [], []
        for annotation in annotations:
            article = annotation.article
            known = self.seen.get(article.id)
            if known is None:
                self.seen[article.id] = article.digest
                fresh.append(annotation)
            elif known == article.digest:
                self.report.repeated += 1
            else:
                twice.append(_duplicate(annotation))
        self.report.articles += len(fresh)
        return fresh, twice

    def _write_articles(self, annotations: list[Annotation]) -> None:
        coded = {storable(a.article.id): rows_of(a) for a in annotations}
        known = self._known(list(coded))
        changed = {key: rows for key, rows in coded.items() if self._count(rows, known.get(key))}
        self._delete([key for key in changed if key in known])
        self._insert(changed.values())
        self._clear_failures(annotations)

    def _known(self, keys: list[str]) -> dict[str, tuple[str, str]]:
        rows = self.connection.execute(
            "SELECT id, digest, record FROM article WHERE id IN (SELECT unnest(?::VARCHAR[]))",
            [keys],
        ).fetchall()
        return {key: (digest, record) for key, digest, record in rows}

    def _count(self, rows: Rows, known: tuple[str, str] | None) -> bool:
        """Count the article by what became of it; true when it is to be written."""
        article = rows["article"][0]
        if known is None:
            self.report.added += 1
        elif known == (article["digest"], article["record"]):
            self.report.unchanged += 1
            return False
        elif known[0] == article["digest"]:
            self.report.recoded += 1
        else:
            self.report.replaced.append(article["id"])
        return True

    def _delete(self, keys: list[str]) -> None:
        if not keys:
            return
        for table, column in (*((name, "article_id") for name in _OWNED), ("article", "id")):
            self.connection.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?::VARCHAR[]))", [keys]
            )

    def _insert(self, coded: Iterable[Rows]) -> None:
        tables: Rows = {name: [] for name in SCHEMAS}
        for rows in coded:
            for name, some in rows.items():
                tables[name] += some
        for name, some in tables.items():
            self._insert_rows(name, some)

    def _insert_rows(self, table: str, rows: list[Row]) -> None:
        if not rows:
            return
        batch = pa.Table.from_pylist(rows, schema=SCHEMAS[table])
        self.connection.register("batch", batch)
        self.connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM batch")
        self.connection.unregister("batch")

    def _clear_failures(self, annotations: list[Annotation]) -> None:
        """Forget an earlier failure of an article that can now be read from the same place."""
        for annotation in annotations:
            place = storable(annotation.article.id), storable(annotation.article.origin)
            if place in self.failed:
                self._forget_failure(place)
                self.report.failures_changed = True

    def _write_failures(self, failures: list[Failure]) -> None:
        self.report.failures += failures
        for row in map(to_row, failures):
            place = row["id"], row["where"]
            old = self._forget_failure(place) if place in self.failed else []
            self._insert_rows("failure", [row])
            self.failed.add(place)
            same = old == [(row["stage"], row["code"], row["message"])]
            self.report.failures_changed |= not same

    def _forget_failure(self, place: tuple[str, str | None]) -> list[tuple[str, str, str]]:
        """Take the failure at this place out of the store and return what it said."""
        self.failed.discard(place)
        return self.connection.execute(
            'DELETE FROM failure WHERE id = ? AND "where" = ? RETURNING stage, code, message',
            list(place),
        ).fetchall()


def _duplicate(annotation: Annotation) -> Failure:
    article = annotation.article
    return Failure(
        id=article.id,
        where=article.origin or article.id,
        stage="store",
        code="store.duplicate-id",
        message=f"another article of this run has the id {article.id!r} too; the first was kept",
    )


def _record_run(
    connection: duckdb.DuckDBPyConnection, run: Run, report: RunReport, started: datetime
) -> None:
    ((number,),) = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM run").fetchall()
    keys, values = [k for k, _ in run.settings], [v for _, v in run.settings]
    counts = [report.articles, report.added, report.unchanged, report.recoded]
    connection.execute(
        "INSERT INTO run VALUES"
        " (?, ?, map(?::VARCHAR[], ?::VARCHAR[]), ?, ?, ?, ?, ?::VARCHAR[], ?)",
        [number, run.version, keys, values, *counts, report.replaced, len(report.failures)],
    )
    connection.execute("INSERT INTO run_time VALUES (?, ?)", [number, started])
