"""A question to a store that is not yet asked: conditions are added, then rows are fetched."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import pyarrow as pa

from communique.errors import UsageError
from communique.records.days import Days, days_of

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL with one ``?`` for each value."""

    sql: str
    values: tuple[Value | list[Value], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Rows of one table or view of the store. Every method but the last three gives a new query.

    `order` makes the sequence of rows the same on every machine; `span` names the columns that
    hold the first and last day of a row.
    """

    connection: duckdb.DuckDBPyConnection
    sql: str
    order: str = ""
    span: tuple[str, str] | None = None
    conditions: tuple[Condition, ...] = ()
    count: int | None = None

    def where(self, **columns: Value | Collection[Value]) -> Query:
        """Rows whose columns have these values.

        On a list column a value must be among its items; a collection of values means any of them;
        None means "not stated". Values travel as parameters, never as SQL.
        """
        query = self
        for column, value in columns.items():
            query = query._and(_equals(column, query._is_list(column), value))
        return query

    def naming(self, value: str, *columns: str) -> Query:
        """Rows where one of the columns names `value`, a code or a person, in any letter case.

        A state's code also finds its parts: ``RUS`` finds ``RUS.MIL``, not the other way round.
        A surname finds the full name: ``Lavrov`` finds ``Sergei Lavrov``.
        """
        tests = [self._names(column) for column in columns]
        name = value.strip().upper()
        forms = (f"|{name}|", f"|{name}.", f" {name}|")
        return self._and(Condition(f"({' OR '.join(tests)})", forms * len(columns)))

    def starting(self, **columns: str) -> Query:
        """Rows whose columns begin with these words: ``starting(cameo="19")``."""
        query = self
        for column, prefix in columns.items():
            query._is_list(column)
            query = query._and(Condition(f'starts_with("{column}", ?)', (prefix,)))
        return query

    def between(self, since: str | None = None, until: str | None = None) -> Query:
        """Rows whose days touch the interval; ``2022``, ``2022-01`` and ``2022-01-10`` are fine.

        Rows without a day are left out as soon as a bound is given.
        """
        if self.span is None:
            raise UsageError("query.no-days", "these rows have no dates")
        query = self
        if since is not None:
            test = f"CAST({self.span[1]} AS DATE) >= CAST(? AS DATE)"
            query = query._and(Condition(test, (_bound(since)[0].isoformat(),)))
        if until is not None:
            test = f"CAST({self.span[0]} AS DATE) <= CAST(? AS DATE)"
            query = query._and(Condition(test, (_bound(until)[1].isoformat(),)))
        return query

    def limit(self, count: int | None) -> Query:
        """At most `count` rows, all for None."""
        return replace(self, count=count)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self._relation(f"SELECT * FROM ({self.sql}) LIMIT 0").columns)

    def rows(self) -> list[dict[str, Any]]:
        """The rows, one dict each."""
        rows: list[dict[str, Any]] = self.to_arrow().to_pylist()
        return rows

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table, for pandas, polars or R."""
        with _sql_errors():
            return self._ask().to_arrow_table()

    def table(self) -> str:
        """The first rows as plain text, for a quick look."""
        with _sql_errors():
            return str(self._ask())

    def _ask(self) -> duckdb.DuckDBPyRelation:
        parts = [f"SELECT * FROM ({self.sql})"]
        if self.conditions:
            parts.append("WHERE " + " AND ".join(c.sql for c in self.conditions))
        if self.order:
            parts.append("ORDER BY " + self.order)
        if self.count is not None:
            parts.append(f"LIMIT {int(self.count)}")
        return self._relation("\n".join(parts), [v for c in self.conditions for v in c.values])

    def _relation(self, sql: str, values: list[Any] | None = None) -> duckdb.DuckDBPyRelation:
        with _sql_errors():
            return self.connection.sql(sql, params=values or None)

    def _and(self, condition: Condition) -> Query:
        return replace(self, conditions=(*self.conditions, condition))

    def _is_list(self, column: str) -> bool:
        relation = self._relation(f"SELECT * FROM ({self.sql}) LIMIT 0")
        if column not in relation.columns:
            raise UsageError("query.unknown-column", _unknown(column, list(relation.columns)))
        return relation.types[relation.columns.index(column)].id == "list"

    def _names(self, column: str) -> str:
        text = f"array_to_string(\"{column}\", '|')" if self._is_list(column) else f'"{column}"'
        text = f"'|' || upper({text}) || '|'"
        return f"coalesce({' OR '.join([f'contains({text}, ?)'] * 3)}, false)"


@contextmanager
def _sql_errors() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise UsageError("query.sql", str(error)) from error


def _equals(column: str, is_list: bool, value: Value | Collection[Value]) -> Condition:
    if value is None:
        return Condition(f'"{column}" IS NULL')
    values: list[Value] = [value] if isinstance(value, str | int | float) else list(value)
    if is_list:
        return Condition(f'list_has_any("{column}", ?)', (values,))
    return Condition(f'list_contains(?, "{column}")', (values,))


def _bound(value: str) -> Days:
    days = days_of(value)
    if days is None:
        raise UsageError("query.date", f"{value!r} is no date; write 2022, 2022-01 or 2022-01-10")
    return days


def _unknown(column: str, known: list[str]) -> str:
    near = difflib.get_close_matches(column, known, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return f"no column {column!r}; {hint}there are: {', '.join(known)}"
