"""Examples of holdings, coalitions, stateless peoples and allies, run through the whole reader."""

from __future__ import annotations

from typing import Any

import pytest

from communique.codebook.resources import load_toml
from communique.records import Link
from tests.reading import read_by_rule

DAY = "2016-03-01"
HOLDINGS = load_toml("patterns/holdings.toml")["holding"]
COALITIONS = load_toml("patterns/coalitions.toml")["coalition"]
PEOPLES = load_toml("patterns/peoples.toml")["people"]


def at_word(text: str, words: str, day: str = DAY) -> Link | None:
    """The link of the mention whose head stands where `words` stands last."""
    annotation = read_by_rule(text, day)
    start = text.rindex(words)
    for link in annotation.links:
        sentence = annotation.analysis.sentences[link.mention.sentence]
        head = sentence.spans[link.mention.head]
        if start <= head.start < start + len(words):
            return link
    return None


def code_of(link: Link | None) -> str:
    """The codes of an actor, joined; empty for nobody and for places."""
    return "+".join(link.codes) if link is not None and not link.is_place else ""


@pytest.mark.parametrize("entry", HOLDINGS, ids=lambda e: e["id"])
def test_holdings(entry: dict[str, Any]) -> None:
    assert entry["examples"]
    found = {(t, w): code_of(at_word(t, w)) for t, w, _ in entry["examples"]}
    assert found == {(t, w): code for t, w, code in entry["examples"]}


@pytest.mark.parametrize("entry", COALITIONS, ids=lambda e: e["id"])
def test_coalitions(entry: dict[str, Any]) -> None:
    assert entry["from"] <= entry["until"]
    found = {t: code_of(at_word(t, "coalition", day)) for day, t, _ in entry["examples"]}
    assert found == {t: code for _, t, code in entry["examples"]}


@pytest.mark.parametrize("entry", PEOPLES, ids=lambda e: e["id"])
def test_peoples(entry: dict[str, Any]) -> None:
    found = {(t, w): code_of(at_word(t, w)) for t, w, _ in entry["examples"]}
    assert found == {(t, w): code for t, w, code in entry["examples"]}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        # a comma, a party, a body of that name: no coalition that fights
        ("In Syria, the ruling coalition split. Syria votes.", "coalition", ""),
        ("In Yemen, the Saudi-led coalition bombed Sanaa.", "coalition", "SAU"),
        # whoever they are to others, their nationality is their own
        ("In Syria, the regime and its Russian ally bombed the town.", "ally", "RUS"),
        ("The minister met his Egyptian counterpart.", "counterpart", "EGY"),
        ("The US and its allies imposed sanctions.", "allies", "WEST"),
        ("Many countries condemned the raid.", "countries", "INTL"),
        # names in capitals, short and without their apostrophe
        ("Jets struck again after IS dealt a blow to the army.", "IS", "IS"),
        ("Rebels in Syria cut ISs supply route.", "ISs", "IS"),
        ("US President Obama asked Congress for money.", "Congress", "USA.LEG"),
        ("In the US, the White House spoke before the House voted.", "House voted", "USA.LEG"),
        ("The USS Example left Norfolk.", "USS Example", "USA.MIL"),
        # counted others are people like the rest
        ("In Syria, another 15 people were killed.", "people", "SYR.CVL"),
        # where the sentence is set
        ("Egypt is in uproar. In London, protesters filled a street.", "protesters", "GBR.CVL"),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, words: str, code: str) -> None:
    assert code_of(at_word(text, words)) == code
