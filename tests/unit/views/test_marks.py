"""Highlights cover the right words and let nothing through."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from communique.records import Span
from communique.views.marks import Mark, marked


def test_overlapping_marks_are_cut_at_every_edge() -> None:
    marks = [Mark(span=Span(0, 8), kind="source"), Mark(span=Span(4, 12), kind="time")]
    assert str(marked("abcdefghijklmno", Span(2, 15), marks)) == (
        '<mark class="k-source" title="source">cd</mark>'
        '<mark class="k-source k-time" title="source, time">efgh</mark>'
        '<mark class="k-time" title="time">ijkl</mark>mno'
    )


def test_words_after_an_emoji() -> None:
    text = "😀😀 <b>Kyiv</b> met"
    html_of = str(marked(text, Span(0, len(text)), [Mark(span=Span(15, 18), kind="trigger")]))
    assert html_of.endswith('&lt;/b&gt; <mark class="k-trigger" title="trigger">met</mark>')


def test_a_target_becomes_a_link_with_a_harmless_address() -> None:
    mark = Mark(span=Span(0, 1), kind="trigger", target='"><script>')
    assert '<a href="#&#34;&gt;&lt;script&gt;">' in str(marked("x", Span(0, 1), [mark]))


spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda p: Span(min(p), max(p)))


@given(st.text(max_size=40), spans, st.lists(spans, max_size=4))
def test_the_words_stay_as_they_are(text: str, stretch: Span, places: list[Span]) -> None:
    cut = Span(min(stretch.start, len(text)), min(stretch.end, len(text)))
    made = str(marked(text, cut, [Mark(span=place, kind="time") for place in places]))
    assert re.sub(r"<[^>]*>", "", made) == str(escape(cut.of(text)))
