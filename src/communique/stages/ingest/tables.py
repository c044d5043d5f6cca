"""Tables: enter CSV, TSV or Parquet, leave articles row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from communique.errors import InputError
from communique.records import Article, Failure
from communique.stages.ingest.decode import decode
from communique.stages.ingest.options import ColumnMap
from communique.stages.ingest.rows import Reading, check_encoding, read_record

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 64
DELIMITERS = (",", "\t", ";", "|")


def read_csv(stream: IO[bytes], reading: Reading) -> Iterator[Article | Failure]:
    """The articles of a table with a header line; the delimiter is the one the header uses most.

    Bytes that are not UTF-8 spoil only their own row, and are read as windows-1252 if they can be.
    """
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        header_line = lines.readline(reading.limits.line)
        check_encoding(header_line.encode("utf-8", "surrogateescape"))
        if not header_line.strip():
            raise InputError("input.empty", "no text: the table is empty")
        delimiter = max(DELIMITERS, key=header_line.count)
        header = next(csv.reader([header_line], delimiter=delimiter))
        check_columns(header, reading.columns)
        yield from _rows(lines, header, delimiter, reading)
    finally:
        # The stream belongs to the caller, who closes it.
        lines.detach()


def looks_like_csv(start: bytes, columns: ColumnMap) -> bool:
    """True when the first line is a header with the text column and another that we know."""
    line = start.partition(b"\n")[0].decode("utf-8", "replace").strip("\ufeff\r")
    known = {getattr(columns, field) for field in ColumnMap.__slots__}
    return any(
        columns.text in names and len(known.intersection(names)) > 1
        for names in (line.split(delimiter) for delimiter in DELIMITERS)
    )


def _rows(
    lines: IO[str], header: list[str], delimiter: str, reading: Reading
) -> Iterator[Article | Failure]:
    rows = csv.reader(_bounded(lines, reading.limits.line), delimiter=delimiter)
    # The module's limit on one field is process-wide; it is raised for each row and put back.
    while True:
        number = rows.line_num + 2
        before = csv.field_size_limit(reading.limits.line)
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield reading.failure(number, InputError("input.csv", f"not a table row: {error}"))
            continue
        finally:
            csv.field_size_limit(before)
        if not row:
            continue
        try:
            record = dict(zip(header, map(_repaired, row), strict=False))
        except InputError as error:
            yield reading.failure(number, error)
            continue
        yield read_record(record, number, reading)


def _bounded(lines: IO[str], longest: int) -> Iterator[str]:
    while line := lines.readline(longest):
        yield line


def read_parquet(stream: IO[bytes], reading: Reading) -> Iterator[Article | Failure]:
    """The articles of a Parquet file, a few rows at a time."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        table = ParquetFile(stream)
        names = [str(name) for name in table.schema_arrow.names]
        check_columns(names, reading.columns)
        wanted = {getattr(reading.columns, name) for name in ColumnMap.__slots__} | {"source"}
        number = 0
        for batch in table.iter_batches(
            batch_size=BATCH, columns=[name for name in names if name in wanted]
        ):
            for record in _records(_in_microseconds(batch)):
                number += 1
                yield read_record(record, number, reading)
    except (ArrowException, OSError) as error:
        raise InputError("input.parquet", f"not a readable Parquet file: {error}") from error


def _in_microseconds(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with times as fine as Python's; pandas writes nanoseconds, which it cannot hold."""
    import pyarrow as pa

    fields = [
        pa.field(field.name, pa.timestamp("us", field.type.tz))
        if pa.types.is_timestamp(field.type)
        else field
        for field in batch.schema
    ]
    return batch.cast(pa.schema(fields), safe=False)


def _records(batch: Any) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = batch.to_pylist()
    except UnicodeDecodeError as error:
        raise InputError("input.encoding", f"a text column is not UTF-8: {error}") from error
    return found


def check_columns(names: list[str], columns: ColumnMap) -> None:
    """Raise InputError when the text column, or one that was asked for, is not in the table."""
    default = ColumnMap()
    for field in ColumnMap.__slots__:
        column = getattr(columns, field)
        asked_for = field == "text" or column != getattr(default, field)
        if asked_for and column not in names:
            have = ", ".join(names[:20]).encode("utf-8", "replace").decode("utf-8")
            raise InputError(
                "input.columns", f"no column {column!r} for {field}; there are: {have}"
            )


def _repaired(field: str) -> str:
    try:
        field.encode("utf-8")
    except UnicodeEncodeError:
        return decode(field.encode("utf-8", "surrogateescape"))
    return field
