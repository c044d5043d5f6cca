from __future__ import annotations

import pytest

from communique.codebook.patterns import helpers
from communique.stages.events.status import decide_status
from tests.reading import read_by_rule


def told(text: str, word: str, cameo: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The status of the act at a word of the only sentence, and the words that decide it."""
    (sentence,) = read_by_rule(text).analysis.sentences
    verdict = decide_status(sentence, sentence.words.index(word), helpers(), cameo)
    return verdict.status, tuple(span.of(text) for span in verdict.spans(sentence))


@pytest.mark.parametrize(
    ("text", "word", "status", "words"),
    [
        ("Norway does not plan to send troops.", "send", "negated", ("not", "plan")),
        ("Norway may decide to send troops.", "send", "conditional", ("may", "decide")),
        ("Iran denies planning to attack the tanker.", "attack", "denied", ("denies", "planning")),
        ("Iran did not deny attacking the tanker.", "attacking", "actual", ()),
        ("Diplomats did not fail to reach a truce.", "reach", "actual", ()),
    ],
)
def test_what_governs_an_act_counts_with_its_own_status(
    text: str, word: str, status: str, words: tuple[str, ...]
) -> None:
    assert told(text, word) == (status, words)


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Norway asked envoys not to leave and pushed back the deadline.", "pushed", "actual"),
        ("Serbia and Kosovo plan to meet and sign a deal.", "sign", "planned"),
        ("Serbia and Kosovo did not meet or sign a deal.", "sign", "negated"),
        ("Norway has no plan and hopes for talks.", "hopes", "actual"),
    ],
)
def test_what_joined_words_share(text: str, word: str, status: str) -> None:
    assert told(text, word)[0] == status


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Norway will condemn the attack on the port.", "attack", "actual"),
        ("Norway may be hit by attacks on its pipelines.", "hit", "conditional"),
        ("Ships are patrolling the strait to enforce an embargo.", "embargo", "actual"),
        ("Norway will launch an inquiry after the attack.", "attack", "actual"),
        ("The brigade will launch an attack.", "attack", "planned"),
    ],
)
def test_a_deed_that_is_only_named_is_not_undone(text: str, word: str, status: str) -> None:
    assert told(text, word)[0] == status


@pytest.mark.parametrize(
    ("text", "word", "cameo", "status"),
    [
        ("Norway will provide Ukraine with tanks, the minister said.", "provide", "033", "actual"),
        ("Norway will promise Ukraine more tanks.", "promise", "033", "planned"),
        ("Russia must withdraw its troops, the minister said.", "withdraw", "103", "actual"),
        ("The ministers did not unite behind the deal.", "unite", "030", "negated"),
        ("Ukraine will not give up, the president said.", "give", "120", "actual"),
        ("Norway may provide Ukraine with tanks.", "provide", "033", "conditional"),
        ("Norway will provide Ukraine with tanks.", "provide", "072", "planned"),
    ],
)
def test_what_is_said_is_done_by_saying_it(text: str, word: str, cameo: str, status: str) -> None:
    assert told(text, word, cameo)[0] == status


def test_who_denies_is_found_through_a_joined_verb() -> None:
    text = "Iran rejected the report and denied attacking Israel."
    (event,) = [e for e in read_by_rule(text).events if e.status == "denied"]
    assert event.denied_by == "IRN"
