"""An undated article's actors take what holds on every day it can have appeared."""

from __future__ import annotations

from communique.pipeline.windows import linked_within
from communique.records import DateWindow, Link, Mention, Provenance, Span

MENTION = Mention(span=Span(0, 4), sentence=0, head=0, first=0, last=0, kind="nominal")


def link(code: str, rule: str = "agent.minister", person: str | None = None) -> Link:
    source = Provenance(stage="test", rule=rule)
    return Link(mention=MENTION, codes=(code,), person=person, provenance=source)


def window(start: str, end: str) -> DateWindow:
    source = Provenance(stage="test", rule="window")
    return DateWindow(start=start, end=end, reasons=(), dropped=(), provenance=source)


def test_what_both_ends_agree_on_is_taken_and_marked() -> None:
    undated = (link("RUS"),)
    held = link("RUS", "agent.minister+holder", "Sergei Lavrov")
    ends = window("2014-02-27", "2014-09-30")
    (found,) = linked_within(ends, undated, lambda **_: (held,))
    assert found.person == "Sergei Lavrov"
    assert found.provenance.rule == "agent.minister+window+holder"
    assert found.named is None


def test_where_the_ends_differ_the_undated_link_stays() -> None:
    undated = (link("DNK"),)
    by_day = {"2009-01-01": (link("DNK", person="A"),), "2009-12-31": (link("NATO", person="A"),)}
    ends = window("2009-01-01", "2009-12-31")
    assert linked_within(ends, undated, lambda *, day: by_day[day]) == undated


def test_a_wide_window_decides_nothing() -> None:
    undated = (link("RUS"),)

    def never(*, day: str) -> tuple[Link, ...]:
        raise AssertionError(day)

    assert linked_within(window("2004-01-01", "2014-01-01"), undated, never) == undated
    assert linked_within(None, undated, never) == undated
