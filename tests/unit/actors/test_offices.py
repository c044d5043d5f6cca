"""Offices resolve both ways: a person to the office held, words for an office to its holder."""

from __future__ import annotations

import pytest

from communique.codebook.actors import actor_index
from tests.reading import link_of, read


@pytest.mark.parametrize(
    ("text", "day", "words", "person", "office"),
    [
        (
            "The Russian foreign minister rejected the claim on Monday.",
            "2014-03-01", "foreign minister", "Sergei Lavrov", "foreign minister",
        ),
        ("The UN chief called for calm.", "2012-05-01", "UN chief", "Ban Ki-moon", None),
        ("The UN chief called for calm.", "2022-05-01", "UN chief", "António Guterres", None),
        (
            "The British foreign secretary called on Moscow to withdraw.",
            "2022-01-07", "foreign secretary", "Liz Truss", "foreign secretary",
        ),
        (
            "The French president agreed with the German chancellor.",
            "2022-01-07", "chancellor", "Olaf Scholz", "chancellor",
        ),
        ("The Israeli premier left.", "2021-07-07", "premier", "Naftali Bennett", None),
        ("The CIA director spoke.", "2011-03-01", "director", "Leon Panetta", "head of CIA"),
        ("US CIA Director said so.", "2022-07-22", "Director", "William Burns", "head of CIA"),
        ("The chief of MI6 spoke.", "2011-03-01", "chief", "John Sawers", "head of MI6"),
        ("The Belarusian leader left.", "2022-01-07", "leader", "Alexander Lukashenko", None),
        ("The British leader left.", "2011-03-01", "leader", "David Cameron", "prime minister"),
    ],
)  # fmt: skip
def test_words_for_an_office_mean_its_holder(
    text: str, day: str, words: str, person: str, office: str | None
) -> None:
    link = link_of(read(text, day), words)
    assert link.person == person
    assert link.provenance.rule.endswith("+holder")
    assert office is None or link.office == office


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The former Russian foreign minister rejected the claim.", "foreign minister"),
        ("A French president rarely travels alone.", "president"),
        ("The Russian ministers rejected the claim.", "ministers"),
    ],
)
def test_former_any_and_many_holders_are_nobody(text: str, words: str) -> None:
    assert link_of(read(text, "2014-03-01"), words).person is None


def test_an_undated_article_asks_for_no_holder() -> None:
    assert link_of(read("The Russian president spoke.", None), "president").person is None


def test_a_persons_office_is_that_of_the_day() -> None:
    text = "Rasmussen welcomed the decision of Denmark and Nato."
    assert link_of(read(text, "2012-05-01"), "Rasmussen").office == "secretary general"
    assert link_of(read(text, "2005-05-01"), "Rasmussen").office == "prime minister"


def test_several_holders_at_a_time_are_none() -> None:
    """Governors there are many of; nobody is picked."""
    index = actor_index()
    assert index.office_holder("RUS", "ambassador", "2014-03-01") is None
    assert index.office_holder("RUS", "foreign minister", "2014-03-01") is not None
    assert index.office_holder("RUS", "no such office", "2014-03-01") is None


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        ("Canada sold no aircraft to the country. Egypt had asked for some.",
         "country", ()),
        ("Ukraine, a nation of 44 million, asked for help.", "nation", ("UKR",)),
        ("Russia and Ukraine met. Ukraine and Russia talked again. The two countries agreed.",
         "countries", ("RUS", "UKR")),
    ],
)  # fmt: skip
def test_the_country(text: str, words: str, codes: tuple[str, ...]) -> None:
    assert set(link_of(read(text), words).codes) == set(codes)


def test_the_official_who_said_so_is_the_last_speaker() -> None:
    text = (
        "French Foreign Minister Catherine Colonna visited Kyiv. Colonna said France stands with "
        "Ukraine. The aid for Ukraine will continue, the official stressed."
    )
    link = link_of(read(text, "2022-06-04"), "official")
    assert link.person == "Catherine Colonna"
    assert link.codes == ("FRA",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He died at home in Paris, France.", "France"),
        ("The oasis lies 900 miles from Algiers.", "Algiers"),
    ],
)
def test_where_is_not_who(text: str, words: str) -> None:
    assert link_of(read(text), words).is_place


@pytest.mark.parametrize("words", ["rebel leader", "spiritual leader", "former leader"])
def test_who_leads_something_else_does_not_lead_the_state(words: str) -> None:
    annotation = read(f"The Libyan {words} refused to talk.", "2011-03-01")
    persons = {link.person for link in annotation.links}
    assert persons == {None}


def test_the_president_of_a_party_is_not_the_state_s() -> None:
    text = "Supporters cheered the President of the Party, Nowak, in Poland."
    assert link_of(read(text, "2022-03-01"), "President").person != "Andrzej Duda"
    link = link_of(read("The PiS president rejected the plan.", "2022-03-01"), "president")
    assert link.person == "Jarosław Kaczyński"


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("NATO Secretary General Jens Stooltenberg", "Jens Stoltenberg"),
        ("Ukraine's foreign minister Dmitry Kuleba", "Dmytro Kuleba"),
    ],
)
def test_a_slip_in_a_name_of_somebody_in_office(name: str, person: str) -> None:
    annotation = read(f"{name} spoke in Brussels.", "2022-02-14")
    assert person in {link.person for link in annotation.links}


@pytest.mark.parametrize(
    ("text", "day", "words", "person"),
    [
        ("The head of British diplomacy visits Ottawa.", "2022-02-10", "head", "Liz Truss"),
        (
            "The Secretary of State of the USA spoke in Paris.",
            "2022-02-10", "Secretary of State", "Antony Blinken",
        ),
        (
            "The Secretary-General of NATO warned of a long war.",
            "2022-06-19", "Secretary-General of NATO", "Jens Stoltenberg",
        ),
        ("Ukraine's health minister resigned.", "2022-06-01", "minister", "Viktor Lyashko"),
        (
            "Zelensky praised the chief of his intelligence agency, Kyrylo Budanov, on Monday.",
            "2022-06-22", "chief", "Kyrylo Budanov",
        ),
        (
            "Podolyak, a presidential adviser, was in Geneva. Kyiv's advisor left on Friday.",
            "2022-06-01", "advisor", "Mykhailo Podolyak",
        ),
    ],
)  # fmt: skip
def test_words_around_an_office_lead_to_its_holder(
    text: str, day: str, words: str, person: str
) -> None:
    assert link_of(read(text, day), words).person == person


@pytest.mark.parametrize(
    "words", ["deputy foreign minister", "junior health minister", "deputy health minister"]
)
def test_a_deputy_is_not_the_holder(words: str) -> None:
    annotation = read(f"The Ukrainian {words} resigned.", "2022-06-01")
    assert {link.person for link in annotation.links} == {None}


def test_of_two_offices_held_the_one_that_the_article_speaks_of() -> None:
    text = (
        "Jarosław Kaczyński spoke in Sochaczew. Supporters cheered the President of the Party "
        "Jarosław Kaczyński. Later Kaczyński thanked Poland."
    )
    assert link_of(read(text, "2022-06-09"), "Kaczyński").office == "party leader"
    text = "Jarosław Kaczyński, deputy prime minister of Poland, spoke. Kaczyński left."
    assert link_of(read(text, "2022-06-09"), "Kaczyński").office == "deputy prime minister"


def test_on_the_day_an_office_changes_hands_the_article_says_who_holds_it() -> None:
    text = "President Donald Trump left Washington. Joe Biden will take the oath at noon."
    annotation = read(text, "2021-01-20")
    assert link_of(annotation, "Donald Trump").office == "president"
    assert link_of(annotation, "Joe Biden").office == "president-elect"
    alone = read("Joe Biden took the oath in Washington.", "2021-01-20")
    assert link_of(alone, "Joe Biden").office == "president"


@pytest.mark.parametrize("name", ["Ławrow", "Siergiej Ławrow"])
def test_a_name_in_another_alphabets_spelling(name: str) -> None:
    annotation = read(f"Russia will respond, {name} told the Russian agency.", "2022-02-14")
    assert "Sergei Lavrov" in {link.person for link in annotation.links}


def test_an_acting_holder_is_told_as_that() -> None:
    text = "Acting foreign minister Andrii Deshchytsia spoke in Kyiv. Ukraine's government met."
    assert (
        link_of(read(text, "2014-03-20"), "Andrii Deshchytsia").office == "acting foreign minister"
    )


def test_a_place_beside_a_name_is_no_office() -> None:
    text = "Fires burned in the city centre, Paul Grady told the Ukrainian parliament."
    offices = {link.office for link in read(text, "2022-06-01").links}
    assert "city centre" not in offices


@pytest.mark.parametrize(
    ("text", "day", "words", "person", "office"),
    [
        ("Vice President Biden said so.", "2009-02-25", "Biden", "Joe Biden", "vice president"),
        (
            *("Reporters saw Secretary of State Clinton in Oslo.", "2009-03-05", "Clinton"),
            *("Hillary Clinton", "secretary of state"),
        ),
        (
            *("Prime Minister of Dominica Roosevelt Skerrit spoke.", "2010-01-13"),
            *("Roosevelt Skerrit", "Roosevelt Skerrit", "prime minister"),
        ),
        (
            *("Russia's leader, Vladimir Putin, spoke in Sochi.", "2008-09-21", "Vladimir Putin"),
            *("Vladimir Putin", "prime minister"),
        ),
        (
            *("Defense Minister Hussein Tantawi spoke in Cairo.", "2011-02-20", "Hussein Tantawi"),
            *("Mohamed Hussein Tantawi", "defence minister"),
        ),
        (
            *("The bill is by Sen. Christopher J. Dodd.", "2009-05-04", "Christopher J. Dodd"),
            *("Chris Dodd", "senator"),
        ),
    ],
)
def test_the_title_beside_a_name_tells_who_and_in_which_office(
    text: str, day: str, words: str, person: str, office: str
) -> None:
    link = link_of(read(text, day), words)
    assert (link.person, link.office) == (person, office)


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Bill Clinton", "former president"),
        ("longtime leader Hosni Mubarak", "former president"),
        ("former Vice President Dick Cheney", "former vice president"),
    ],
)
def test_who_is_out_of_office_is_told_as_a_former_holder(words: str, office: str) -> None:
    annotation = read(f"Reporters in Egypt and the United States met {words}.", "2011-02-20")
    assert office in {link.office for link in annotation.links if link.mention.kind == "name"}


@pytest.mark.parametrize(
    ("text", "day", "person"),
    [
        ("The Scottish health secretary met the British one.", "2009-04-26", None),
        ("The British health secretary spoke in London.", "2009-04-26", "Alan Johnson"),
        ("The Welsh first minister spoke in Cardiff.", "2019-04-26", "Mark Drakeford"),
        ("The US Treasury secretary spoke in Ohio.", "2008-10-01", "Henry Paulson"),
        ("The president of the European Union spoke.", "2009-03-26", None),
    ],
)
def test_offices_of_parts_of_states_and_of_bodies(text: str, day: str, person: str | None) -> None:
    first = next(link for link in read(text, day).links if link.mention.kind == "nominal")
    assert first.person == person


def test_a_vice_president_is_not_the_president() -> None:
    text = "Vice President Joe Biden sat behind him. The president spoke to Congress."
    nouns = [x for x in read(text, "2009-02-25").links if x.mention.kind == "nominal"]
    assert nouns[-1].person != "Joe Biden"
