"""Whom pronouns and bare nouns stand for, chosen among all whom the text speaks of."""

from __future__ import annotations

import pytest

from communique.codebook.actors import actor_index, first_name_genders
from communique.codebook.places import place_index
from communique.records import ChainTable, Link, Mention
from communique.runtime.ranking import shipped_ranker
from communique.stages.actors import by_rule, link_mentions
from communique.stages.actors.referring import SIGNS, Choice
from communique.stages.mentions import find_chains, find_mentions
from tests.reading import link_of, read, read_by_rule

TEXT = "Norway warned Sweden on Monday. It then closed the border."


def test_the_shipped_weights_are_of_the_signs_that_are_set() -> None:
    assert set(shipped_ranker("references").signs.values()) == {SIGNS}


def linked(text: str, chosen: str) -> tuple[Link, ...]:
    """The links where whoever has the code is chosen wherever it is offered."""

    def decide(mention: Mention, choices: list[Choice]) -> int:
        for number, choice in enumerate(choices):
            if choice.codes == (chosen,):
                return number
        return by_rule(mention, choices)

    analysis = read_by_rule(text).analysis
    mentions = find_mentions(analysis, actor_index())
    return link_mentions(
        analysis, mentions, ChainTable(find_chains(analysis, first_name_genders())),
        index=actor_index(), places=place_index(), day="2022-06-15", decide=decide,
    )  # fmt: skip


@pytest.mark.parametrize("code", ["NOR", "SWE"])
def test_the_choice_is_told_with_where_it_was_named(code: str) -> None:
    pronoun = next(x for x in linked(TEXT, code) if x.mention.span.of(TEXT) == "It")
    assert pronoun.codes == (code,)
    assert pronoun.antecedent is not None
    assert pronoun.antecedent.of(TEXT) == {"NOR": "Norway", "SWE": "Sweden"}[code]


def test_a_changed_answer_is_marked_and_keeps_the_rules() -> None:
    by_code = {c: next(x for x in linked(TEXT, c) if x.mention.span.of(TEXT) == "It")
               for c in ("NOR", "SWE")}  # fmt: skip
    changed = [x for x in by_code.values() if x.provenance.rule.endswith("+ranked")]
    assert len(changed) == 1
    assert changed[0].alternatives != changed[0].codes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ukraine spoke. It is necessary to act.", "It"),
        ("Russia and its allies left.", "allies"),
        ("Many leaders called Ukraine. Ukraine thanked them.", "leaders"),
        ("A Libya expert spoke to reporters.", "expert"),
    ],
)
def test_what_the_words_leave_open_is_not_filled(text: str, words: str) -> None:
    assert not set(link_of(read(text), words).codes) & {"UKR", "RUS", "LBY", "LBY.EDU"}


def test_a_stance_is_not_outvoted() -> None:
    text = "In Syria, pro-government fighters shelled a village. Syria is at war."
    assert link_of(read(text), "fighters").codes == ("SYR.MIL",)


def test_the_words_of_a_side_hold_whom_the_pronoun_takes_up() -> None:
    text = "Iran says it has detained three Swedish journalists."
    words = [[span.of(text) for span in event.source_spans] for event in read(text).events]
    assert ["it", "Iran"] in words
