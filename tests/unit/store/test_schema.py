"""The tables of the migrations are the rows that the records make."""

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa
import pytest

from communique.records.days import days_of
from communique.store.files import migrate, migrations
from communique.store.rows import SCHEMAS


@pytest.mark.parametrize("table", sorted(SCHEMAS))
def test_tables_have_the_columns_of_the_rows(table: str) -> None:
    with duckdb.connect(":memory:") as connection:
        migrate(connection)
        made: pa.Schema = connection.sql(f"SELECT * FROM {table}").to_arrow_table().schema
    assert {f.name: f.type for f in made} == {f.name: f.type for f in SCHEMAS[table]}


def test_migrations_are_numbered_without_gaps() -> None:
    assert [number for number, _, _ in migrations()] == list(range(1, len(migrations()) + 1))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-01-10", (2022, 1, 10), (2022, 1, 10)),
        ("2022-01-10T14:30", (2022, 1, 10), (2022, 1, 10)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2014", (2014, 1, 1), (2014, 12, 31)),
        ("2022-W02", (2022, 1, 10), (2022, 1, 16)),
        ("2022-W02-WE", (2022, 1, 15), (2022, 1, 16)),
        ("2022-Q4", (2022, 10, 1), (2022, 12, 31)),
        ("2022-H2", (2022, 7, 1), (2022, 12, 31)),
        ("2021-WI", (2021, 12, 1), (2022, 2, 28)),
        ("199X", (1990, 1, 1), (1999, 12, 31)),
        ("2014-03/2014-05-02", (2014, 3, 1), (2014, 5, 2)),
    ],
)  # fmt: skip
def test_days(value: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert days_of(value) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "value", [None, "", "DCT", "DCT-1", "DCT-sat", "2022-13", "2022-02-30", "P3D", "2022/2014",
              "XXXX-01", "0000", "2022-Q9", "9999-12/x", "PAST_REF"],
)  # fmt: skip
def test_no_days(value: str | None) -> None:
    assert days_of(value) is None
