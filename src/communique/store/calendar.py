"""Announcements of one appointment in several articles made one line.

In: rows of the query ``appointments``. Out: the lines, whatever the order of the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

Row = dict[str, Any]

_TEXT = pa.string()
_TEXTS = pa.list_(_TEXT)
SCHEMA = pa.schema(
    [
        ("id", _TEXT), ("kind", _TEXT), ("day_from", pa.date32()), ("day_until", pa.date32()),
        ("when", _TEXT), ("when_granularity", _TEXT), ("when_basis", _TEXT),
        ("parties", _TEXTS), ("persons", _TEXTS), ("where", _TEXT), ("announced_by", _TEXTS),
        ("articles", pa.int32()), ("article_ids", _TEXTS), ("first_dct", _TEXT),
        ("last_dct", _TEXT), ("sentence", _TEXT), ("cue", _TEXT), ("evidence", _TEXTS),
        ("event_ids", _TEXTS),
    ]
)  # fmt: skip


def calendar_lines(rows: Iterable[Row]) -> list[Row]:
    """One line for each appointment, by day.

    Announcements are of one appointment when kind and time are the same and the parties of one
    are among those of the other, or the places agree and the parties overlap; parts of a state
    count as the state. Inside one article a single shared party is not enough without a shared
    person. Parties that fit two different appointments of the day make their own line, and so
    does an announcement without parties, unless its article or place leaves no choice. A time
    relative to an undated article is never that of another article.
    """
    same_time: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        relative = row["article_id"] if row["day_from"] is None else ""
        same_time[row["kind"], row["when"], relative].append(row)
    lines = [_line(group) for some in same_time.values() for group in _groups(some)]
    return sorted(lines, key=_by_day)


def _by_day(line: Row) -> tuple[bool, str, str, str, str]:
    day = line["day_from"]
    return (
        day is None,
        str(day or ""),
        str(line["day_until"] or ""),
        line["when"],
        line["id"],
    )


def _groups(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows of one time parted by who takes part; the fullest set of parties leads each."""
    groups: list[list[Row]] = []
    for row in sorted(rows, key=_fullest_first):
        fitting = [group for group in groups if _is_same(group[0], row)]
        if not _states(row):
            fitting = [group for group in groups if _is_beside(group, row)]
        if len(fitting) == 1:
            fitting[0].append(row)
        else:
            groups.append([row])
    yield from groups


def _fullest_first(row: Row) -> tuple[int, list[str], str, str]:
    states = _states(row)
    return -len(states), sorted(states), _place(row), row["id"]


def _is_same(leader: Row, row: Row) -> bool:
    """Whether the leader's appointment is the row's, by parties and place."""
    ours, theirs = _states(leader), _states(row)
    here, there = _place(leader), _place(row)
    if here and here == there:
        return bool(ours & theirs)
    if ours == theirs:
        return bool(ours)
    if (here and there) or not theirs <= ours:
        return False
    return (
        len(theirs) > 1
        or leader["article_id"] != row["article_id"]
        or bool(set(leader["persons"]) & set(row["persons"]))
    )


def _is_beside(group: list[Row], row: Row) -> bool:
    """Whether a row without parties stands in an article or names the place of the group."""
    place = _place(row)
    return any(
        other["article_id"] == row["article_id"] or (place and _place(other) == place)
        for other in group
    )


def _states(row: Row) -> set[str]:
    return {code.partition(".")[0] for code in row["parties"]}


def _place(row: Row) -> str:
    return (row["where"] or "").casefold()


def _line(group: list[Row]) -> Row:
    """The line of a group; its words are those of the first article that announced it."""
    group = sorted(group, key=_first_told)
    first = group[0]
    days = sorted({row["dct"] for row in group if row["dct"]})
    articles = _each(row["article_id"] for row in group)
    return {
        **{name: first[name] for name in ("id", "kind", "day_from", "day_until", "when")},
        **{name: first[name] for name in ("when_granularity", "sentence", "cue")},
        "when_basis": "stated" if any(r["when_basis"] == "stated" for r in group) else "anchored",
        "parties": _each(code for row in group for code in row["parties"]),
        "persons": _each(person for row in group for person in row["persons"]),
        "where": next((row["where"] for row in group if row["where"]), None),
        "announced_by": _each(row["announced_by"] for row in group),
        "articles": len(articles),
        "article_ids": articles,
        "first_dct": days[0] if days else None,
        "last_dct": days[-1] if days else None,
        "evidence": [row["id"] for row in group],
        "event_ids": _each(row["event_id"] for row in group if row["event_id"]),
    }


def _first_told(row: Row) -> tuple[bool, str, str, int, str]:
    return (
        row["dct"] is None,
        row["dct"] or "",
        row["article_id"],
        row["cue_start"],
        row["id"],
    )


def _each(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
