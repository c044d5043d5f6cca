"""Reports of the attribution head beside those of the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communique.codebook.resources import load_toml
from communique.records import LinkTable, Quote, Report
from communique.stages.quotes import find_quotes
from communique.stages.quotes.cues import attitude_table
from tests.reading import read


def examples() -> list[tuple[str, str, str]]:
    table = load_toml("patterns/quotes/attitudes.toml")["attitude"]
    return [
        (text, cue, entry["id"].removeprefix("attitude."))
        for entry in table
        for text, cue in entry["examples"]
    ]


@pytest.mark.parametrize(("text", "cue", "attitude"), examples())
def test_listed_attitudes(text: str, cue: str, attitude: str) -> None:
    sentence = read(text).analysis.sentences[0]
    lemma = sentence.lemmas[sentence.words.index(cue)]
    assert attitude_table()[lemma] == attitude


def test_no_lemma_has_two_attitudes() -> None:
    listed = [
        lemma
        for entry in load_toml("patterns/quotes/attitudes.toml")["attitude"]
        for lemma in entry["lemmas"]
    ]
    assert len(listed) == len(set(listed))


def told(text: str, *reports: Report) -> tuple[Quote, ...]:
    """Quotes of a text in whose first sentence the head sees just these reports."""
    found = read(text)
    analysis = replace(found.analysis, reports={0: reports}, reporter="head@1")
    return find_quotes("x", text, found.segments, analysis, LinkTable(found.links))


def report(anchor: int, content: tuple[int, int], share: float = 0.9, **given: object) -> Report:
    fields = {
        "cue": (anchor, anchor), "source": (0, anchor - 1), "attitude": "speech", **given
    }  # fmt: skip
    return Report(anchor=anchor, contents=(content,), share=share, **fields)  # type: ignore[arg-type]


BELIEF = "Olaf Scholz believes that the talks will fail."


def test_a_belief_is_told_from_speech_and_names_the_model() -> None:
    (quote,) = told(BELIEF, report(2, (4, 7)))
    assert quote.attitude == "belief"
    assert quote.text.of(BELIEF) == "the talks will fail"
    assert quote.speaker_name == "Olaf Scholz"
    assert quote.provenance.rule == "quote.learned.1"
    assert quote.provenance.model == "head@1"


def test_doubtful_reports_are_left_out() -> None:
    assert told(BELIEF, report(2, (4, 7), share=0.1)) == ()


def test_rules_win_over_the_model() -> None:
    text = "Olaf Scholz said the talks would fail."
    (quote,) = told(text, report(2, (3, 6)))
    assert quote.provenance.model is None


def test_speech_without_a_clause_is_only_mentioned() -> None:
    text = "Olaf Scholz criticised the agreement."
    (quote,) = told(text, report(2, (3, 4)))
    assert (quote.attitude, quote.text.of(text)) == ("mention", "the agreement")


def test_without_a_source_nobody_is_named() -> None:
    text = "The bridge is expected to open in May."
    (quote,) = told(text, report(3, (4, 7), source=None))
    assert (quote.speaker, quote.speaker_name, quote.attitude) == (None, None, "belief")


@pytest.mark.parametrize(
    ("text", "attitude", "content", "speaker"),
    [
        (
            "Many farmers in the valley believe that the dam will burst this year.",
            "belief",
            "the dam will burst this year",
            "many farmers in the valley",
        ),
        (
            "Prime Minister Donald Tusk hopes to end the dispute before the summer.",
            "intention",
            "to end the dispute before the summer",
            "Donald Tusk",
        ),
        (
            "The union made it clear that its members would not return to work.",
            "speech",
            "its members would not return to work",
            "union",
        ),
        (
            "Senators criticised the decision to close the embassy in Minsk.",
            "mention",
            "the decision to close the embassy in Minsk",
            "senators",
        ),
    ],
)
def test_the_shipped_head(text: str, attitude: str, content: str, speaker: str) -> None:
    found = read(text)
    (quote,) = (*found.quotes, *found.attitudes)
    assert (quote.attitude, quote.text.of(text), quote.speaker_name) == (attitude, content, speaker)
    assert quote.provenance.model == found.analysis.reporter


def test_a_purpose_or_a_description_is_not_said() -> None:
    for text in (
        "The president declared an emergency so that he could build the wall.",
        "Moscow responded with a decree that forbids its residents to send money abroad.",
        "A weak harvest would show that prices will rise.",
    ):
        assert read(text).quotes == ()
