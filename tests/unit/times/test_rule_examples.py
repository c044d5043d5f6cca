"""Every example and counter-example of every time rule is run."""

from __future__ import annotations

import pytest

from communique.stages.times import find_timexes
from communique.stages.times.normalize import RECIPES
from communique.stages.times.rules import Rule, load_rules

RULES = load_rules().rules
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
COUNTER = [(rule, text) for rule in RULES for text in rule.not_examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda x: getattr(x, "id", None))
def test_example(rule: Rule, example: tuple[str, str, str, str], parse_for_tests) -> None:
    sentence, dct, text, value = example
    found = find_timexes(parse_for_tests(sentence), dct=dct or None)
    words = [(t.span.of(sentence), t.value) for t in found]
    if rule.type == "NONE":
        assert words == []
        return
    assert (text, value) in words
    match = next(t for t in found if t.span.of(sentence) == text)
    assert match.type == rule.type
    if not rule.recipe.startswith("clock"):
        assert match.provenance.rule == rule.id


@pytest.mark.parametrize(("rule", "sentence"), COUNTER, ids=lambda x: getattr(x, "id", None))
def test_counter_example(rule: Rule, sentence: str, parse_for_tests) -> None:
    found = find_timexes(parse_for_tests(sentence), dct="2014-03-04")
    assert rule.id not in [t.provenance.rule for t in found]


def test_ids_are_unique_and_every_rule_has_an_example() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert [rule.id for rule in RULES if not rule.examples] == []


def test_recipes_exist_and_are_used() -> None:
    used = {rule.recipe for rule in RULES if rule.type != "NONE"}
    assert used == set(RECIPES)
