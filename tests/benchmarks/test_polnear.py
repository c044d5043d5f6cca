"""What counts as the same content."""

from __future__ import annotations

from benchmarks.polnear import bare, pieces

from communique.records import Span

TEXT = "He said that “rain fell. Wind rose,” again."


def test_marks_stops_and_a_joining_that_do_not_count() -> None:
    assert bare(TEXT, Span(8, 24)).of(TEXT) == "rain fell"
    assert bare("that", Span(0, 4)).of("that") == "that"


def test_content_over_two_sentences_is_cut_between_them() -> None:
    sentences = [Span(0, 24), Span(25, len(TEXT))]
    assert {p.of(TEXT) for p in pieces(TEXT, [[8, 36]], sentences)} == {"rain fell", "Wind rose"}
