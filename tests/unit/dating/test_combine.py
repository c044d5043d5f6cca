"""Clues that agree, clues that contradict each other."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from communique.codebook.dating import Interval, complement, dating_book, first_day, merged
from communique.records import Span
from communique.stages.dating.clues import ALWAYS, Clue, by, since
from communique.stages.dating.combine import window_of

OUTER = dating_book().outer


def day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def clue(subject: str, days: tuple[Interval, ...], weight: int = 1, sure: bool = True) -> Clue:
    return Clue(rule="test", subject=subject, reason=subject, span=Span(0, 1), days=days,
                weight=weight, sure=sure)  # fmt: skip


def test_nothing_known_gives_no_window() -> None:
    assert window_of([], OUTER) is None
    assert window_of([clue("all", (ALWAYS,))], OUTER) is None


def test_agreeing_clues_are_intersected() -> None:
    window = window_of(
        [clue("a", since(day("2014-02-27"))), clue("b", by(day("2014-10-01")))], OUTER
    )
    assert window is not None
    assert (window.start, window.end) == ("2014-02-27", "2014-10-01")
    assert [r.reason for r in window.reasons] == ["a", "b"]
    assert window.dropped == ()


def test_a_lower_bound_alone_reaches_to_the_outer_one() -> None:
    window = window_of([clue("a", since(day("2014-02-27")))], OUTER)
    assert window is not None
    assert (window.start, window.end) == ("2014-02-27", "2026-12-31")


def test_the_fewest_are_dropped_and_named() -> None:
    window = window_of(
        [
            clue("old", by(day("2001-01-01"))),
            clue("a", since(day("2014-01-01"))),
            clue("b", ((day("2013-01-01"), day("2015-01-01")),)),
        ],
        OUTER,
    )
    assert window is not None
    assert [r.reason for r in window.dropped] == ["old"]
    assert (window.start, window.end) == ("2014-01-01", "2015-01-01")


def test_of_two_that_weigh_the_same_the_later_counts() -> None:
    window = window_of(
        [clue("a", by(day("2001-01-01"))), clue("b", since(day("2014-01-01")))], OUTER
    )
    assert window is not None
    assert window.start == "2014-01-01"


def test_a_stronger_clue_beats_a_weaker_one() -> None:
    window = window_of(
        [clue("deed", since(day("2014-01-01")), 3), clue("x", by(day("2001-01-01")), 1),
         clue("y", by(day("2002-01-01")), 1)],
        OUTER,
    )  # fmt: skip
    assert window is not None
    assert window.start == "2014-01-01"


def test_one_fact_counts_once() -> None:
    many = [clue("x", by(day("2001-01-01"))) for _ in range(5)]
    window = window_of([*many, clue("deed", since(day("2014-01-01")), 2)], OUTER)
    assert window is not None
    assert window.start == "2014-01-01"


def test_likely_clues_narrow_and_never_move() -> None:
    sure = clue("sure", ((day("2010-01-01"), day("2012-01-01")),))
    inside = clue("in", ((day("2011-01-01"), day("2020-01-01")),), sure=False)
    outside = [clue(f"o{n}", since(day("2019-01-01")), sure=False) for n in range(5)]
    window = window_of([sure, inside, *outside], OUTER)
    assert window is not None
    assert (window.start, window.end) == ("2011-01-01", "2012-01-01")
    assert {r.strength for r in window.dropped} == {"likely"}


def test_the_order_of_clues_does_not_matter() -> None:
    clues = [clue("a", since(day("2014-01-01"))), clue("b", by(day("2013-01-01"))),
             clue("c", ((day("2012-01-01"), day("2016-01-01")),))]  # fmt: skip
    one, two = window_of(clues, OUTER), window_of(clues[::-1], OUTER)
    assert one is not None
    assert two is not None
    assert (one.start, one.end) == (two.start, two.end)


@given(st.lists(st.tuples(st.integers(0, 20000), st.integers(0, 3000), st.integers(1, 3))))
def test_a_window_lies_between_the_outer_bounds(parts: list[tuple[int, int, int]]) -> None:
    first = first_day("1970-01-01")
    clues = [clue(str(n), ((first + a, first + a + b),), w) for n, (a, b, w) in enumerate(parts)]
    window = window_of(clues, OUTER)
    assert (window is None) == (not clues)
    if window is not None:
        assert "1950-01-01" <= window.start <= window.end <= "2026-12-31"
        assert len(window.reasons) + len(window.dropped) == len(clues)


def test_intervals() -> None:
    assert merged([(1, 2), (2, 5), (7, 8)]) == ((1, 5), (7, 8))
    assert complement([(1, 5)])[0] == (6, ALWAYS[1])
