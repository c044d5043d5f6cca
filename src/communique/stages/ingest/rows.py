"""Records of a file: enters one record (fields by column name), leaves an Article or a Failure."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from communique.errors import InputError
from communique.records import Article, Failure
from communique.stages.ingest.build import build_article, given_dates
from communique.stages.ingest.decode import BOM, UTF16, UTF32, decode
from communique.stages.ingest.options import ColumnMap, Limits

STAGE = "ingest"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What stays the same for all records of a file."""

    where: str
    stem: str
    columns: ColumnMap
    date: str | None
    limits: Limits

    def failure(self, number: int | None, error: InputError) -> Failure:
        """The failure of one record, or of the whole file when `number` is None."""
        suffix = "" if number is None else f":{number}"
        own_id = self.stem if number is None else f"{self.stem}-{number}"
        return Failure(
            id=own_id,
            where=self.where + suffix,
            stage=STAGE,
            code=error.code,
            message=error.message,
        )


def read_record(record: Mapping[str, Any], number: int, reading: Reading) -> Article | Failure:
    """The article of one record. `number` is its line or row, for the id and for failures.

    ``source`` stands for the outlet where there is no outlet column.
    """
    columns = reading.columns
    own_id = _words(record.get(columns.id)) or f"{reading.stem}-{number}"
    outlet = record.get(columns.outlet)
    if columns.outlet == "outlet" and columns.outlet not in record:
        outlet = record.get("source")
    fields = {
        "title": _words(record.get(columns.title)),
        "outlet": _words(outlet),
        "url": _words(record.get(columns.url)),
    }
    try:
        _check_id(own_id)
        return build_article(
            _text(record, columns.text),
            article_id=own_id,
            fields=fields,
            dates=given_dates(reading.date, _whole(record.get(columns.date))),
            origin=f"{reading.where}:{number}",
            limits=reading.limits,
        )
    except InputError as error:
        failure = reading.failure(number, error)
        safe_id = own_id.encode("utf-8", "replace").decode("utf-8")
        return Failure(
            id=safe_id,
            where=failure.where,
            stage=STAGE,
            code=failure.code,
            message=failure.message,
        )


def read_jsonl(stream: IO[bytes], reading: Reading) -> Iterator[Article | Failure]:
    """The articles of a file with one JSON object per line; blank lines are passed over."""
    number = 0
    while line := stream.readline(reading.limits.line + 1):
        number += 1
        if number == 1:
            check_encoding(line)
        if len(line) > reading.limits.line:
            _skip_line(stream, line)
            message = f"a line of more than {reading.limits.line:,} bytes"
            yield reading.failure(number, InputError("input.too-large", message))
        elif line.strip():
            yield _read_line(line.removeprefix(BOM) if number == 1 else line, number, reading)


def read_json(stream: IO[bytes], reading: Reading) -> Iterator[Article | Failure]:
    """The articles of a JSON file: one object, a list of objects, or lines after all."""
    content = stream.read(reading.limits.line + 1)
    if len(content) > reading.limits.line:
        raise InputError(
            "input.too-large",
            f"more than {reading.limits.line:,} bytes of JSON; use one object per line (.jsonl)",
        )
    try:
        value = _parse(content.removeprefix(BOM))
    except InputError:
        lines = [line for line in content.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith(b"{") for line in lines):
            raise
        yield from read_jsonl(io.BytesIO(content), reading)
        return
    items = value if isinstance(value, list) else [value]
    if not items:
        raise InputError("input.empty", "no text: the list is empty")
    for number, item in enumerate(items, start=1):
        yield _from_value(item, number, reading)


def check_encoding(start: bytes) -> None:
    """Raise InputError when a file of records begins as UTF-16 or UTF-32 does."""
    if start.startswith((*UTF16, UTF32[1])):
        raise InputError("input.encoding", "the file is UTF-16 or UTF-32; save it as UTF-8")


def _read_line(line: bytes, number: int, reading: Reading) -> Article | Failure:
    try:
        value = _parse(line)
    except InputError as error:
        return reading.failure(number, error)
    return _from_value(value, number, reading)


def _from_value(value: object, number: int, reading: Reading) -> Article | Failure:
    if isinstance(value, dict):
        return read_record(value, number, reading)
    kind = type(value).__name__
    return reading.failure(number, InputError("input.json", f"not a JSON object but a {kind}"))


def _parse(content: bytes) -> object:
    if not content.strip():
        raise InputError("input.empty", "no text: the input is empty or blank")
    try:
        return json.loads(decode(content))
    except RecursionError as error:
        raise InputError("input.json", "JSON nested too deeply") from error
    except ValueError as error:
        raise InputError("input.json", f"not valid JSON: {error}") from error


def _skip_line(stream: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(CHUNK)


def _text(record: Mapping[str, Any], column: str) -> str:
    value = record.get(column)
    if value is None:
        have = ", ".join(str(key) for key in list(record)[:12])
        have = have.encode("utf-8", "replace").decode("utf-8")
        raise InputError("input.no-text", f"no field {column!r}; there are: {have or 'none'}")
    if not isinstance(value, str):
        kind = type(value).__name__
        raise InputError("input.no-text", f"field {column!r} is not text but a {kind}")
    return value


def _words(value: object) -> str | None:
    """A field as words; numbers are written out, lists and objects are not words."""
    value = _whole(value)
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value).strip() or None
    return None


def _whole(value: object) -> object:
    """The value; tables turn whole numbers with gaps into floats (20140304.0), taken back here."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _check_id(own_id: str) -> None:
    try:
        own_id.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError("input.encoding", "the id holds half a surrogate pair") from error
