"""Finding: spans, joining, memory, tense, undated articles."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.records import Analysis
from communique.stages.times import find_timexes
from communique.stages.times.lexicon import load_lexicon
from communique.stages.times.surface import surface_of

from .conftest import parse_text


def _values(analysis: Analysis, dct: str | None) -> list[str]:
    return [t.value for t in find_timexes(analysis, dct=dct)]


@pytest.mark.parametrize(
    ("text", "dct", "values"),
    [
        ("Ministers meet on Tuesday; they will meet on Friday.", "2014-03-04",
         ["2014-03-04", "2014-03-07"]),
        ("Rebels left in May. The vote will be held in May.", "2014-08-20",
         ["2014-05", "2015-05"]),
        ("The guns fell silent at 8 p.m. on Friday.", "2014-03-04", ["2014-02-28T20:00"]),
        ("The guns fell silent on 4 March 2014 at 20:00 GMT.", None, ["2014-03-04T20:00"]),
        ("From 3 to 5 March envoys met.", "2014-03-10", ["2014-03-03", "2014-03-05"]),
        ("It was signed on 29 February 2014.", None, []),
        ("It may rain, and they march for a second time.", "2014-03-04", []),
        ("Some 2014 troops and 1,500 tanks crossed.", "2014-03-04", []),
    ],
)  # fmt: skip
def test_values(text: str, dct: str | None, values: list[str], parse_for_tests) -> None:
    assert _values(parse_for_tests(text), dct) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He left yesterday.", "DCT-1"),
        ("He will leave tomorrow.", "DCT+1"),
        ("He left last week.", "DCT-1W"),
        ("He will leave next month.", "DCT+1M"),
        ("He left last year.", "DCT-1Y"),
        ("He left three days ago.", "DCT-3"),
        ("He left on Saturday.", "DCT-sat"),
        ("He will leave on Saturday.", "DCT+sat"),
        ("He left on Saturday morning.", "DCT-satTMO"),
        ("He left on 4 March.", "XXXX-03-04"),
        ("He left on 4 March 2014.", "2014-03-04"),
    ],
)
def test_undated_article(text: str, value: str, parse_for_tests) -> None:
    assert _values(parse_for_tests(text), None) == [value]


def test_relative_marks_what_was_reckoned(parse_for_tests) -> None:
    text = "He left on 4 March 2014 and came back yesterday."
    found = find_timexes(parse_for_tests(text), dct="2014-05-01")
    assert [t.relative for t in found] == [False, True]


def test_an_anchor_is_forgotten_after_some_sentences(parse_for_tests) -> None:
    near = "He fled on 4 March 2014. He was shot the same day."
    far = near.replace(". He was", ". It was war. It was so. It was hard. He was")
    assert _values(parse_for_tests(near), "2014-05-01")[-1] == "2014-03-04"
    assert _values(parse_for_tests(far), "2014-05-01")[-1] == "2014-05-01"


def test_an_anchor_too_coarse_is_not_used(parse_for_tests) -> None:
    text = "War came in 2014. Two days later he fled."
    assert _values(parse_for_tests(text), "2016-05-01") == ["2014", "PAST_REF"]


def test_counts_beyond_the_calendar_do_not_break(parse_for_tests) -> None:
    text = "It was 99999999 weeks later, 10000000000000000000000 years ago, in 999999 days."
    assert _values(parse_for_tests(text), "2014-03-04")[1] == "PAST_REF"


def test_words_may_be_cut_in_any_way() -> None:
    """The rules see letters, digits and marks, however the tokenizer joined them."""
    joined = parse_text("A 90-minute call at 8pm.").sentences[0]
    lexicon = load_lexicon()
    assert surface_of(joined, lexicon.case_kept).text == " a 90 - minute call at 8 pm . "


@given(
    st.lists(
        st.sampled_from(
            ["on", "Friday", "4", "March", "2014", "last", "week", "two", "days", "ago", ",", "at",
             "8", "p.m.", "the", "İstanbul", "said", "will", "May", "3", "-", "5", "year", "’s"]
        ),
        min_size=1,
        max_size=12,
    )
)  # fmt: skip
def test_spans_are_ordered_and_hold_what_was_read(words: list[str]) -> None:
    text = " ".join(words)
    found = find_timexes(parse_text(text), dct="2014-03-04")
    for earlier, later in pairwise(found):
        assert earlier.span.end <= later.span.start
    for timex in found:
        assert timex.span.of(text).strip() == timex.span.of(text) != ""
        assert timex.value
