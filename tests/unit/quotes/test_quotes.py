from __future__ import annotations

import pytest

from communique.codebook.resources import load_toml
from communique.records import Quote
from tests.reading import read


def quotes(text: str) -> list[tuple[str, str, str | None]]:
    return [(q.kind, q.text.of(text), q.speaker_name) for q in read(text).quotes]


def entries() -> list[tuple[str, str]]:
    table = load_toml("patterns/quotes/cues.toml")
    kinds = (*table["cue"], *table["noun"], *table["phrase"])
    return [tuple(e) for entry in kinds for e in entry["examples"]]


@pytest.mark.parametrize(("text", "content"), entries())
def test_listed_cues(text: str, content: str) -> None:
    assert content in [c for _, c, _ in quotes(text)]


def test_every_entry_with_lemmas_names_no_verb_twice() -> None:
    for entry in load_toml("patterns/quotes/cues.toml")["cue"]:
        assert len(entry["lemmas"]) == len(set(entry["lemmas"])), entry["id"]


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


def test_titles_in_marks_are_no_quotation() -> None:
    assert quotes("Anna Berg, who said little, works for “The Northern Daily News” in Oslo.") == []


def test_every_quote_points_into_the_text() -> None:
    text = "Kyiv said 😀 “the bridge is open”, according to Reuters."
    for quote in read(text).quotes:
        assert isinstance(quote, Quote)
        assert 0 <= quote.text.start < quote.text.end <= len(text)
        assert quote.speaker is None or quote.speaker.of(text).strip() == quote.speaker.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "‘The guns are silent,’ Anna Berg said.",
        "'The guns are silent,' Anna Berg said.",
        "``The guns are silent,'' Anna Berg said.",
        "«The guns are silent», Anna Berg said.",
        "„The guns are silent”, Anna Berg said.",
    ],
)
def test_marks_of_all_kinds(text: str) -> None:
    assert quotes(text) == [("direct", "The guns are silent", "Anna Berg")]


def test_an_apostrophe_closes_nothing() -> None:
    text = "‘We don’t want the soldiers’ pity,’ Anna Berg said."
    assert quotes(text) == [("direct", "We don’t want the soldiers’ pity", "Anna Berg")]


def test_apostrophes_open_nothing() -> None:
    assert quotes("The '90s were hard for the farmers' sons and the miners' wives.") == []


def test_inverted_cue_takes_the_whole_sentence_before_it() -> None:
    text = "In the north the talks had failed, said Anna Berg."
    assert quotes(text) == [("indirect", "In the north the talks had failed", "Anna Berg")]


def test_speaker_behind_the_cue_with_a_description() -> None:
    text = "“We will leave,” said Norway's defence minister, Anna Berg, who arrived on Monday."
    (quote,) = read(text).quotes
    assert quote.text.of(text) == "We will leave"
    assert (quote.speaker_name, quote.represents) == ("Anna Berg", "NOR")


def test_a_quotation_taken_up_again_is_two() -> None:
    text = "“The guns are silent,” Anna Berg said, “and the people of the town are back.”"
    assert [c for _, c, _ in quotes(text)] == [
        "The guns are silent",
        "and the people of the town are back.",
    ]


def test_later_conjuncts_belong_to_the_content() -> None:
    text = "Anna Berg said that the army would go, was ready to talk and would pay for the damage."
    assert [c for _, c, _ in quotes(text)] == [
        "the army would go, was ready to talk and would pay for the damage"
    ]


def test_a_saying_tail_is_a_report_of_its_own() -> None:
    text = "Anna Berg said the law was “a disgrace,” adding that judges would strike it down."
    assert quotes(text) == [
        ("mixed", "the law was “a disgrace", "Anna Berg"),
        ("indirect", "judges would strike it down", "Anna Berg"),
    ]


def test_a_clause_before_the_content_stays_outside() -> None:
    text = "Anna Berg told reporters in May, when she was in Oslo, that the border would stay shut."
    assert quotes(text) == [("indirect", "the border would stay shut", "Anna Berg")]


def test_quoted_as_saying_has_its_subject_as_speaker() -> None:
    text = "Anna Berg was quoted as saying that the border would stay shut."
    assert quotes(text) == [("indirect", "the border would stay shut", "Anna Berg")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("As Anna Berg noted, the convoy left at dawn.", "Anna Berg"),
        ("As described by the minister, the convoy left at dawn.", "minister"),
    ],
)
def test_as_clauses(text: str, speaker: str) -> None:
    assert quotes(text) == [("indirect", "the convoy left at dawn", speaker)]


def test_as_noted_goes_on_with_the_speaker() -> None:
    text = "The talks had failed, Anna Berg said. As noted, the border has been shut for a year."
    assert quotes(text)[1] == ("indirect", "the border has been shut for a year", "Anna Berg")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The army issued a statement saying that the road was clear.", "army"),
        ("Anna Berg repeated a warning that the road was clear.", "Anna Berg"),
        ("The claim by Anna Berg that the road was clear is new.", "Anna Berg"),
    ],
)
def test_cue_nouns_have_their_maker_as_speaker(text: str, speaker: str) -> None:
    assert quotes(text) == [("indirect", "the road was clear", speaker)]


def test_a_claim_of_nobody_is_left_out() -> None:
    assert quotes("The claim that the road was clear was repeated often.") == []


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("NATO chief: Alliance will grow", "Alliance will grow", "NATO chief"),
        ("Border will stay shut: minister", "Border will stay shut", "minister"),
    ],
)
def test_headlines_with_a_colon(text: str, content: str, speaker: str) -> None:
    assert quotes(text) == [("indirect", content, speaker)]


def test_a_topic_before_a_colon_speaks_not() -> None:
    assert quotes("Border crisis: villages will stay empty") == []


def test_a_colon_gives_the_quotation_to_the_subject() -> None:
    text = "Anna Berg praised the crew on Friday: “The guns are silent. People are back.”"
    assert quotes(text) == [
        ("direct", "The guns are silent.", "Anna Berg"),
        ("direct", "People are back.", "Anna Berg"),
    ]


def test_a_sentence_ending_in_a_colon_introduces_the_next_paragraph() -> None:
    text = "“No,” Olaf Scholz said.\n\nAnna Berg saw it in another way:\n\n“The guns are silent.”"
    assert quotes(text)[-1] == ("direct", "The guns are silent.", "Anna Berg")


def test_the_source_is_the_one_named_before() -> None:
    text = "A military source said the town had fallen. The source added that troops had left."
    assert [s for _, _, s in quotes(text)] == ["military source", "military source"]


def test_a_thing_speaks_in_its_own_words() -> None:
    text = "The motion claims that the order breaks the law."
    assert quotes(text) == [("indirect", "the order breaks the law", "motion")]


def test_i_inside_a_quotation_is_who_speaks() -> None:
    text = "“I told them we were ready,” Anna Berg said. “That is all.”"
    assert [s for _, _, s in quotes(text)] == ["Anna Berg"] * 3


def test_days_speak_not() -> None:
    assert all(q.speaker_name != "Monday" for q in read("The talks failed, said Monday.").quotes)


def test_a_name_keeps_the_code_of_its_description() -> None:
    text = "Anna Berg, a spokeswoman for the Norwegian navy, left early. “It is gone,” Berg said."
    (quote,) = read(text).quotes
    assert (quote.speaker_name, quote.represents) == ("Anna Berg", "NOR.MIL")


def test_a_subject_between_quotation_and_cue_speaks() -> None:
    text = "“It was a hard night,” the mayor, Anna Berg, told the BBC. “We lost two houses.”"
    assert quotes(text) == [
        ("direct", "It was a hard night", "Anna Berg"),
        ("direct", "We lost two houses.", "Anna Berg"),
    ]


def test_content_behind_a_circumstance() -> None:
    text = "The president said on Monday in a speech to parliament that the country was ready."
    assert quotes(text) == [("indirect", "the country was ready", "president")]


def test_an_answer_of_one_word() -> None:
    assert quotes("“No,” Anna Berg answered.") == [("direct", "No", "Anna Berg")]


def test_an_unresolved_pronoun_names_nobody() -> None:
    (quote,) = read("He asked whether the port was open.").quotes
    assert quote.speaker is not None
    assert quote.speaker_name is None


def test_a_body_in_apposition_is_the_speaker() -> None:
    text = "The Russian energy giant Gazprom said the pipeline would close."
    assert quotes(text) == [("indirect", "the pipeline would close", "Gazprom")]
