"""Whatever the words, the iCalendar file parses back to them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from communique.views.ics import as_ics, escaped, folded


def line(**fields: Any) -> dict[str, Any]:
    return {
        "id": "appointment-1", "kind": "meeting", "day_from": date(2022, 1, 10),
        "day_until": date(2022, 1, 10), "parties": ["USA", "RUS"], "where": "Geneva",
        "sentence": "Talks, in Geneva; on Monday.", "articles": 2, "article_ids": ["a", "b"],
        "last_dct": "2022-01-07", **fields,
    }  # fmt: skip


def events_of(text: str) -> list[dict[str, str]]:
    """A reader of its own: unfold, split, unescape."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(part.encode()) <= 75 for part in text.split("\r\n"))
    found: list[dict[str, str]] = []
    for row in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = row.partition(":")
        if row == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in {"", "END"}:
            found[-1][name] = re.sub(
                r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value, flags=re.DOTALL
            )
    return found


def test_one_event() -> None:
    (event,) = events_of(as_ics([line()]))
    assert event == {
        "UID": "appointment-1@communique", "DTSTAMP": "20220107T000000Z",
        "DTSTART;VALUE=DATE": "20220110", "DTEND;VALUE=DATE": "20220111",
        "SUMMARY": "Meeting: USA, RUS (Geneva)", "LOCATION": "Geneva", "CATEGORIES": "meeting",
        "DESCRIPTION": "Talks, in Geneva; on Monday.\nArticles: a, b", "TRANSP": "TRANSPARENT",
    }  # fmt: skip


def test_a_week_runs_to_the_day_after_its_last() -> None:
    (event,) = events_of(as_ics([line(day_until=date(2022, 1, 16))]))
    assert event["DTEND;VALUE=DATE"] == "20220117"


def test_the_stamp_of_undated_articles_is_the_day_itself() -> None:
    (event,) = events_of(as_ics([line(last_dct=None)]))
    assert event["DTSTAMP"] == "20220110T000000Z"


def test_no_day_no_event() -> None:
    assert events_of(as_ics([line(day_from=None, day_until=None)])) == []


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.none() | st.text(max_size=30).filter(str.strip),
    st.dates(),
    st.integers(0, 40),
)
def test_any_words_parse_back(words: str, where: str | None, day: date, more: int) -> None:
    last = day + timedelta(days=min(more, (date.max - day).days))
    clean = re.sub("[\x00-\x1f\x7f-\x9f]", " ", " ".join(words.split()))
    made = as_ics([line(sentence=words, where=where and "Bern", day_from=day, day_until=last)])
    (event,) = events_of(made)
    assert event["DESCRIPTION"] == f"{clean}\nArticles: a, b"
    assert event["DTSTART;VALUE=DATE"] == day.isoformat().replace("-", "")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_folding_only_adds_breaks(text: str) -> None:
    assert folded(text).replace("\r\n ", "") == text
    assert "\n" not in escaped(text)
