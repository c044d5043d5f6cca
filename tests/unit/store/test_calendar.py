"""Announcements of one appointment make one line, whatever their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from communique.records import Appointment, Span, content_id, granularity_of
from communique.store import Run, Store, write_store
from communique.store.calendar import calendar_lines
from tests.builders import article, bare, provenance

TALKS = "Swiss and Russian envoys will meet in Geneva on 14 January."


def appointment(article_id: str = "a", **fields: Any) -> Appointment:
    given: dict[str, Any] = {
        "kind": "meeting", "when": "2022-01-14", "when_basis": "stated",
        "when_span": Span(48, 58), "parties": ("CHE", "RUS"), "persons": (), "party_spans": (),
        "where": "Geneva", "where_span": Span(38, 44), "event_id": None, "announced_by": "author",
        "announced_span": None, "provenance": provenance("agenda.v1", "agenda.planned.meeting"),
        "sentence": Span(0, 59), "cue": Span(30, 34),
    }  # fmt: skip
    made = {**given, **fields}
    key = content_id("appointment", article_id, *(str(made[k]) for k in sorted(made)))
    return Appointment(
        id=key,
        article_id=article_id,
        when_granularity=granularity_of(made["when"]) or "day",
        **made,
    )


def stored(path: Path, *appointments: Appointment, dct: str | None = "2022-01-10") -> Store:
    annotations = [
        replace(
            bare(article(TALKS, id=key, dct=dct)),
            appointments=tuple(a for a in appointments if a.article_id == key),
        )
        for key in dict.fromkeys(a.article_id for a in appointments)
    ]
    write_store(path, annotations, run=Run(version="0.1.0"))
    return Store(path)


def test_articles_that_announce_the_same_are_one_line(tmp_path: Path) -> None:
    one, two = appointment("a"), appointment("b", parties=("RUS.MIL", "CHE"), where=None)
    with stored(tmp_path / "s.duckdb", one, two) as store:
        (line,) = store.calendar().rows()
        assert (line["articles"], line["article_ids"]) == (2, ["a", "b"])
        assert line["evidence"] == [one.id, two.id]
        assert (line["id"], line["where"], line["day_from"]) == (
            one.id,
            "Geneva",
            date(2022, 1, 14),
        )
        assert line["sentence"] == TALKS
        assert store.appointment_records("b") == (two,)
        told = store.explain(two.id)
        assert told["kind"] == "appointment"
        words = [(e["role"], e["words"]) for e in told["evidence"]]
        assert words == [("cue", "meet"), ("when", "14 January"), ("where", "Geneva")]


def test_different_occasions_of_a_day_stay_apart(tmp_path: Path) -> None:
    others = (
        appointment("b", parties=("CHE", "FRA"), where="Paris"),
        appointment("c", kind="summit"),
        appointment("d", when="2022-01-15"),
        appointment("e", parties=(), where=None),
    )
    with stored(tmp_path / "s.duckdb", appointment("a"), *others) as store:
        assert store.calendar().to_arrow().num_rows == 5


def test_parties_that_fit_two_appointments_join_neither(tmp_path: Path) -> None:
    three = (
        appointment("a", parties=("USA", "RUS"), where=None),
        appointment("b", parties=("USA", "FRA"), where=None),
        appointment("c", parties=("USA",), where=None),
    )
    with stored(tmp_path / "s.duckdb", *three) as store:
        assert [line["articles"] for line in store.calendar().rows()] == [1, 1, 1]


def test_relative_times_of_two_articles_are_two_lines(tmp_path: Path) -> None:
    two = (appointment("a", when="DCT+1"), appointment("b", when="DCT+1"))
    with stored(tmp_path / "s.duckdb", *two, dct=None) as store:
        lines = store.calendar().rows()
        assert [(line["when"], line["day_from"]) for line in lines] == [("DCT+1", None)] * 2
        assert store.calendar().between("2022").rows() == []


def test_conditions(tmp_path: Path) -> None:
    two = (appointment("a"), appointment("b", kind="election", parties=("UKR",), persons=("A B",)))
    with stored(tmp_path / "s.duckdb", *two) as store:
        assert len(store.calendar().where(kind="election").rows()) == 1
        assert len(store.calendar().naming("rus", "parties", "persons").rows()) == 1
        assert store.calendar().between("2022-02").rows() == []


codes = st.lists(st.sampled_from(["USA", "RUS", "RUS.MIL", "NATO", "UKR"]), max_size=3, unique=True)
announcements = st.builds(
    appointment,
    st.sampled_from(["a", "b", "c"]),
    kind=st.sampled_from(["meeting", "summit"]),
    when=st.sampled_from(["2022-01-14", "DCT+1"]),
    parties=codes.map(tuple),
    where=st.sampled_from([None, "Geneva", "Paris"]),
)


def as_row(entry: Appointment) -> dict[str, Any]:
    day = date(2022, 1, 14) if entry.when[0] == "2" else None
    names = ("id", "article_id", "kind", "when", "when_granularity", "when_basis", "where")
    return {
        **{name: getattr(entry, name) for name in names},
        **{name: list(getattr(entry, name)) for name in ("parties", "persons")},
        "announced_by": entry.announced_by, "event_id": entry.event_id, "day_from": day,
        "day_until": day, "dct": "2022-01-10", "cue_start": 30, "sentence": TALKS, "cue": "meet",
    }  # fmt: skip


@given(st.lists(announcements, max_size=7, unique_by=lambda a: a.id), st.randoms())
def test_the_order_of_articles_does_not_matter(entries: list[Appointment], random: Any) -> None:
    rows = [as_row(entry) for entry in entries]
    lines = calendar_lines(rows)
    random.shuffle(rows)
    assert calendar_lines(rows) == lines
    assert sorted(e for line in lines for e in line["evidence"]) == sorted(e.id for e in entries)
