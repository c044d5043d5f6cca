from __future__ import annotations

import pytest

from communique.codebook.resources import load_toml
from communique.records import Quote
from tests.reading import read


def quotes(text: str) -> list[tuple[str, str, str | None]]:
    return [(q.kind, q.text.of(text), q.speaker_name) for q in read(text).quotes]


def entries() -> list[tuple[str, str]]:
    table = load_toml("patterns/quotes/cues.toml")
    return [tuple(e) for entry in (*table["cue"], *table["phrase"]) for e in entry["examples"]]


@pytest.mark.parametrize(("text", "content"), entries())
def test_listed_cues(text: str, content: str) -> None:
    assert content in [c for _, c, _ in quotes(text)]


def test_direct_with_speaker_behind() -> None:
    text = "“Talks will go on,” French President Emmanuel Macron said on Monday."
    assert quotes(text) == [("direct", "Talks will go on", "Emmanuel Macron")]


def test_mixed_keeps_the_marks_inside() -> None:
    text = "Olaf Scholz said the vote was “a turning point” for Europe."
    assert quotes(text) == [("mixed", "the vote was “a turning point” for Europe", "Olaf Scholz")]


def test_a_sentence_without_cue_goes_on_with_the_speaker() -> None:
    text = "“We are ready,” Olaf Scholz said. “Nobody should doubt it.”"
    assert quotes(text)[1] == ("direct", "Nobody should doubt it.", "Olaf Scholz")


def test_scare_quotes_are_no_quotation() -> None:
    assert quotes("The so-called “people's republic” shut the road.") == []


def test_every_quote_points_into_the_text() -> None:
    text = "Kyiv said 😀 “the bridge is open”, according to Reuters."
    for quote in read(text).quotes:
        assert isinstance(quote, Quote)
        assert 0 <= quote.text.start < quote.text.end <= len(text)
        assert quote.speaker is None or quote.speaker.of(text).strip() == quote.speaker.of(text)
