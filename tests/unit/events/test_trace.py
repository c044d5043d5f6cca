"""Why a reading gave no event: every reason, and that tracing changes nothing."""

from __future__ import annotations

import pytest

from communique.pipeline import article_from_text, trace_article
from communique.stages.events import Refusal, SentenceTrace
from tests.reading import read, read_by_rule

DEMAND = "NATO called on Russia to withdraw its troops from Ukraine."


def traced(text: str, *, by_rule: bool = True) -> tuple[SentenceTrace, ...]:
    article = article_from_text(text, article_id="typed", date="2022-06-15")
    annotation, traces = trace_article(article, threads=1, by_rule=by_rule)
    assert annotation == (read_by_rule(text) if by_rule else read(text))
    events = {event.id for event in annotation.events}
    assert {chosen.event_id for trace in traces for chosen in trace.chosen} == events
    return traces


def refusals(text: str) -> list[Refusal]:
    return [refusal for trace in traced(text) for refusal in trace.refusals]


@pytest.mark.parametrize(
    ("text", "word", "reason", "told"),
    [
        (DEMAND, "called", "weaker", "fewer words than “called on"),
        (DEMAND, "withdraw", "contained", "part of “called on"),
        ("France accused Mali of expelling its ambassador.", "expelling", "content",
         "content of “accused” (accuse.accuse-verb)"),
        ("A possible Russian attack on Ukraine worries Poland.", "attack", "forecast",
         "only possible by “possible”"),
        ("The doctor rejected the manuscript.", "rejected", "slot",
         "nobody is named as its source or its target"),
        ("Russia dismissed the British claim.", "dismissed", "not-with",
         "“claim” stands near, and then the words mean something else"),
        ("The talks on grain were long.", "talks", "alone", "takes two sides"),
        ("The attack was bad.", "attack", "no-deed", "refers back to a deed"),
        ("“Russia must be stopped,” Olaf Scholz said.", "stopped", "voice",
         "counts only in the active"),
    ],
)  # fmt: skip
def test_reasons(text: str, word: str, reason: str, told: str) -> None:
    found = [r for r in refusals(text) if r.found.head.of(text) == word and r.reason == reason]
    assert any(told in refusal.told(text) for refusal in found), [
        (r.found.head.of(text), r.found.pattern.id, r.reason, r.told(text)) for r in refusals(text)
    ]


def test_slots_tell_their_roles_in_symmetric_acts_too() -> None:
    text = "France and Germany held talks with Russia in Paris."
    (trace,) = traced(text)
    roles = {f.span.of(text): f.role for chosen in trace.chosen for f in chosen.fillers}
    assert roles["Russia"] == "with"
    assert roles["France"] == roles["Germany"] != "with"


@pytest.mark.parametrize("text", [DEMAND, "The attack on Kyiv was condemned. The attack was bad."])
def test_tracing_changes_nothing_with_the_act_head_either(text: str) -> None:
    assert len(traced(text, by_rule=False)) == text.count(".")


def test_words_looked_at_hold_what_they_may_begin() -> None:
    (trace,) = traced("The weather was fine in Oslo.")
    looked = {item.lemma: item for item in trace.looked}
    assert looked["fine"].tag == "ADJ"
    assert {pattern.head for pattern in looked["fine"].patterns} == {"verb"}
