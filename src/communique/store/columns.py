"""How a record becomes a row and a row a record again.

In: any frozen record. Out: one column per plain field, ``<field>_start`` and ``<field>_end`` for a
span, a list for a tuple, the columns of `Provenance` and `Mention` in place. The mapping is read
from the records' own type hints, so a new field needs a migration and nothing here.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from communique.records import DateCandidate, Mention, Provenance, Span

Record = TypeVar("Record")
_SPANS = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
_DATES = pa.list_(
    pa.struct([("value", pa.string()), ("origin", pa.string()), ("evidence", pa.string())])
)
_PLAIN = {str: pa.string(), int: pa.int32(), bool: pa.bool_(), float: pa.float64()}
_LISTS = {str: pa.list_(pa.string()), Span: _SPANS, DateCandidate: _DATES}
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a record: `hint` is its type without ``None``, `shape` how it is laid out."""

    field: str
    hint: Any
    shape: Literal["plain", "list", "span", "nested"]


@cache
def columns_of(record_type: type[Any]) -> tuple[Column, ...]:
    """The columns of a record type, in field order."""
    hints = get_type_hints(record_type)
    return tuple(_column(name, _bare(hint)) for name, hint in hints.items())


def _bare(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return _bare(next(arg for arg in get_args(hint) if arg is not type(None)))
    if get_origin(hint) is Literal:
        return str
    return hint


def _column(name: str, hint: Any) -> Column:
    if get_origin(hint) is tuple:
        return Column(name, get_args(hint)[0], "list")
    if hint is Span:
        return Column(name, hint, "span")
    if hint in (Provenance, Mention):
        return Column(name, hint, "nested")
    return Column(name, hint, "plain")


def schema_of(record_type: type, **extra: pa.DataType) -> pa.Schema:
    """The Arrow schema of a record's rows, with the `extra` columns its table adds."""
    return pa.schema([*extra.items(), *_schema_fields(record_type)])


def _schema_fields(record_type: type) -> Iterator[tuple[str, pa.DataType]]:
    for column in columns_of(record_type):
        match column.shape:
            case "plain":
                yield column.field, _PLAIN[column.hint]
            case "list":
                yield column.field, _LISTS[column.hint]
            case "span":
                yield f"{column.field}_start", pa.int32()
                yield f"{column.field}_end", pa.int32()
            case "nested":
                yield from _schema_fields(column.hint)


def to_row(record: Any) -> dict[str, Any]:
    """The record's row."""
    row: dict[str, Any] = {}
    record_type: Any = type(record)
    for column in columns_of(record_type):
        value = getattr(record, column.field)
        match column.shape:
            case "plain":
                row[column.field] = storable(value)
            case "list":
                row[column.field] = [_item(item) for item in value]
            case "span":
                row[f"{column.field}_start"] = value and value.start
                row[f"{column.field}_end"] = value and value.end
            case "nested":
                row.update(to_row(value))
    return row


def from_row(record_type: type[Record], row: Mapping[str, Any]) -> Record:
    """The record that `to_row` turned into this row; further columns are ignored."""
    values: dict[str, Any] = {}
    hinted: Any = record_type
    for column in columns_of(hinted):
        match column.shape:
            case "plain":
                values[column.field] = row[column.field]
            case "list":
                values[column.field] = tuple(_rebuilt(column.hint, v) for v in row[column.field])
            case "span":
                start, end = row[f"{column.field}_start"], row[f"{column.field}_end"]
                values[column.field] = None if start is None else Span(start, end)
            case "nested":
                values[column.field] = from_row(column.hint, row)
    return record_type(**values)


def storable(value: Any) -> Any:
    """`value` as UTF-8 can hold it: a lone surrogate becomes U+FFFD, so offsets keep their place.

    >>> storable("a\\ud800b") == "a\\ufffdb"
    True
    """
    if isinstance(value, str) and not value.isascii():
        return _LONE.sub("\ufffd", value)
    return value


def _item(item: Any) -> Any:
    return storable(item) if isinstance(item, str) else to_item(item)


def to_item(item: Span | DateCandidate) -> dict[str, Any]:
    """A list element as a struct with the names of its fields."""
    return {f.name: storable(getattr(item, f.name)) for f in fields(item)}


def _rebuilt(hint: Any, value: Any) -> Any:
    return value if hint is str else hint(**value)
