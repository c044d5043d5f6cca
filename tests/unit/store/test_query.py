"""Conditions narrow a question; values never become SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from communique.errors import UsageError
from communique.records import Span
from communique.store import Query, Run, Store, write_store
from tests.builders import article, bare, event, geneva

TEXT = "Troops shelled a village. The army withdrew. An envoy may visit."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    source = article(TEXT, id="village", dct=None, dct_basis="unknown")
    shelling = event(
        source,
        Span(0, 25),
        Span(7, 14),
        cameo="194",
        plover="ASSAULT",
        source=("RUS.MIL",),
        target=("UKR", "UKR.CVL"),
        when="2022-01",
    )
    retreat = event(
        source,
        Span(26, 44),
        Span(35, 43),
        cameo="087",
        plover="RETREAT",
        source=("---",),
        target=(),
        when="DCT-1",
    )
    visit = event(
        source,
        Span(45, 64),
        Span(58, 63),
        cameo="042",
        plover="CONSULT",
        when="2021-12-30/2022-01-02",
        status="conditional",
    )
    path = tmp_path / "record.duckdb"
    village = replace(bare(source), events=(shelling, retreat, visit))
    write_store(path, [geneva(), village], run=Run(version="0.1.0"))
    with Store(path) as opened:
        yield opened


def codes(query: Query) -> list[str]:
    return [row["cameo"] for row in query.rows()]


def test_events_follow_the_text(store: Store) -> None:
    assert codes(store.events()) == ["112", "036", "194", "087", "042"]


def test_the_timeline_follows_the_days_and_keeps_the_undated_last(store: Store) -> None:
    assert codes(store.timeline()) == ["042", "194", "112", "036", "087"]


def test_where(store: Store) -> None:
    events = store.events()
    assert codes(events.where(plover="ASSAULT")) == ["194"]
    assert codes(events.where(target="UKR.CVL")) == ["194"]
    assert codes(events.where(source=["RUS", "---"])) == ["036", "087"]
    assert codes(events.where(status=("planned", "conditional"))) == ["036", "042"]
    assert codes(events.where(status="actual", source="CHE")) == ["112"]
    assert codes(events.where(when=None)) == []
    assert codes(events.where(dct=None).limit(2)) == ["194", "087"]


def test_a_state_finds_its_parts_and_a_name_finds_its_person(store: Store) -> None:
    events = store.events()
    assert codes(events.naming("rus", "source")) == ["036", "194"]
    assert codes(events.naming("RUS.MIL", "source", "target")) == ["194"]
    assert codes(events.naming("ignazio cassis", "source_persons")) == ["112"]
    assert codes(events.naming("Cassis", "source_persons")) == ["112"]
    assert codes(events.naming("RU", "source")) == []
    assert codes(events.naming("assis", "source_persons")) == []


def test_between_takes_every_event_whose_days_touch(store: Store) -> None:
    events = store.timeline()
    assert codes(events.between("2022-01-10", "2022-01-10")) == ["194", "112"]
    assert codes(events.between(until="2021")) == ["042"]
    assert codes(events.between(since="2022-01-11")) == ["194", "036"]
    assert codes(events.starting(cameo="04").between("2022")) == ["042"]
    with pytest.raises(UsageError, match="'soon' is no date"):
        events.between("soon")


def test_values_are_never_sql(store: Store) -> None:
    hostile = "' OR 1=1 --"
    assert codes(store.events().where(plover=hostile)) == []
    assert codes(store.events().naming(hostile, "source")) == []
    assert codes(store.events().starting(cameo="%")) == []
    with pytest.raises(UsageError):
        store.events().where(**{'plover" = 1 OR "plover': "x"})


def test_an_unknown_column_names_the_nearest(store: Store) -> None:
    with pytest.raises(UsageError, match="did you mean 'cameo'") as raised:
        store.events().where(cameos="1")
    assert raised.value.code == "query.unknown-column"


def test_sql_asks_and_cannot_write(store: Store) -> None:
    query = store.sql("SELECT plover, count(*) AS n FROM event GROUP BY plover ORDER BY plover;")
    assert query.where(plover="ACCUSE").rows() == [{"plover": "ACCUSE", "n": 1}]
    for bad in ("SELEKT 1", "DROP TABLE event"):
        with pytest.raises(UsageError) as raised:
            store.sql(bad).rows()
        assert raised.value.code == "query.sql"


def test_a_query_gives_arrow_and_text(store: Store) -> None:
    query = store.sql("SELECT cameo FROM event").where(cameo="194")
    assert query.to_arrow().num_rows == 1
    assert "194" in query.table()
    assert query.columns == ["cameo"]
