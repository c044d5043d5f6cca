from __future__ import annotations

import pytest

from tests.reading import link_of, read, read_by_rule


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        ("Russian troops crossed the border.", "troops", ("RUS.MIL",)),
        ("A senior NATO diplomat spoke to reporters.", "diplomat", ("NATO",)),
        ("Ukraine's ambassador to NATO spoke on Monday.", "ambassador", ("UKR",)),
        (
            "Diplomats from Spain, Slovakia and Latvia met on Monday.",
            "Diplomats",
            ("ESP", "SVK", "LVA"),
        ),
        ("The Kremlin rejected the offer.", "Kremlin", ("RUS",)),
        ("The Baltic states protested.", "Baltic states", ("EST", "LTU", "LVA")),
    ],
)
def test_who_is_meant(text: str, words: str, codes: tuple[str, ...]) -> None:
    assert link_of(read(text), words).codes == codes


@pytest.mark.parametrize(
    ("day", "code"), [("2005-05-04", "DNK"), ("2012-05-04", "NATO"), ("2014-03-04", "NATO")]
)
def test_an_office_holder_acts_for_the_office_of_the_day(day: str, code: str) -> None:
    link = link_of(read("Anders Fogh Rasmussen spoke in Brussels.", day), "Anders Fogh Rasmussen")
    assert link.codes == (code,)
    assert link.person == "Anders Fogh Rasmussen"


def test_a_surname_is_the_person_named_before() -> None:
    text = "Ihor Petrenko, mayor of Lviv, met Polish officials. Mr Petrenko thanked Poland."
    link = link_of(read(text), "Petrenko")
    assert link.person == "Ihor Petrenko"
    assert link.codes == ("UKR",)


def test_a_capital_behind_a_preposition_is_a_place() -> None:
    assert link_of(read("The ministers met in Moscow."), "Moscow").is_place
    assert not link_of(read("Moscow recalled its ambassador."), "Moscow").is_place


def test_the_alliance_is_the_one_named_before() -> None:
    read_ = read("NATO held a summit in Madrid. The alliance invited Finland.")
    assert link_of(read_, "alliance").codes == ("NATO",)


def test_the_unknown_stays_unknown() -> None:
    assert link_of(read("The alliance was praised."), "alliance").codes == ()


def test_every_link_names_its_rule() -> None:
    annotation = read("Russian troops crossed the border, the Kremlin said.")
    assert all(link.provenance.rule and link.provenance.data for link in annotation.links)


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        # lost apostrophes
        ("Syrias army shelled the town.", "army", ("SYR.MIL",)),
        ("Syria mourned. Assads forces left the town.", "Assads", ("SYR",)),
        # groups of states as adjectives
        ("Western envoys left the hall.", "envoys", ("WEST",)),
        ("Arab envoys met on Sunday.", "envoys", ("ARAB",)),
        # people of a nationality, and the government it may stand for
        ("Thousands of Libyans fled.", "Libyans", ("LBY.CVL",)),
        ("An Australian was arrested.", "Australian", ("AUS.CVL",)),
        ("The Russians rejected the offer.", "Russians", ("RUS",)),
        # bodies named by their kind
        ("The Polish Defence Ministry denied it.", "Polish Defence Ministry", ("POL",)),
        ("A source at Aleppo Police Command spoke.", "source", ("SYR.COP",)),
        ("Reporters of Dutch Orion Radio resigned.", "Dutch Orion Radio", ("NLD.MED",)),
        ("The head of the Spanish army resigned.", "head", ("ESP.MIL",)),
        ("A Kenyan military source spoke.", "military source", ("KEN.MIL",)),
        # places and people of places
        ("Benghazi residents protested.", "residents", ("LBY.CVL",)),
        (
            "The US ambassador visited Lviv. Police in Lviv arrested two men.",
            "Police",
            ("UKR.COP",),
        ),
        # lists
        ("US, British and French forces landed.", "forces", ("USA.MIL", "GBR.MIL", "FRA.MIL")),
        # whose they are not
        ("Russia and its allies left.", "allies", ()),
        ("Many leaders called Ukraine. Ukraine thanked them.", "leaders", ()),
        ("A Libya expert spoke to reporters.", "expert", ()),
        ("A Libyan expert spoke to reporters.", "expert", ("LBY.EDU",)),
        ("The head of the Orbis Guild resigned in Norway. Norway is calm.", "head", ()),
    ],
)
def test_general_causes(text: str, words: str, codes: tuple[str, ...]) -> None:
    assert link_of(read(text), words).codes == codes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Soldiers reached the outskirts of Tripoli.", "Tripoli"),
        ("Fighting went on in eastern Ukraine.", "Ukraine"),
        ("Settlers marched through the West Bank.", "West Bank"),
        ("Families fled to Tunisia.", "Tunisia"),
        ("Troops entered the capital Khartoum.", "Khartoum"),
    ],
)
def test_a_place_is_no_actor(text: str, words: str) -> None:
    assert link_of(read(text), words).is_place


def test_backers_are_not_the_backed() -> None:
    link = link_of(read("Syria is at war. Iranian-backed soldiers left Syria."), "soldiers")
    assert link.codes == ("SYR.MIL",)


def test_both_sides_are_the_two_named() -> None:
    text = "Poland and Hungary reopened talks. Both countries want a deal."
    link = link_of(read(text), "countries")
    assert set(link.codes) == {"POL", "HUN"}
    assert link.provenance.rule == "nominal.the-two"
    text = "Envoys from Peru, Chile and Brazil spoke. The two countries want a deal."
    assert link_of(read(text), "countries").codes == ()


def test_the_country_is_the_one_named_last() -> None:
    text = "Egypt and Kenya trade much. Peru sent aid to Kenya. The country is poor."
    assert link_of(read(text), "country").codes == ("KEN",)


def test_civilians_are_those_of_the_scene() -> None:
    text = (
        "Russia shelled Kharkiv. Russia denied it. Russia has lost men near Izium. "
        "Civilians hid in cellars."
    )
    link = link_of(read(text), "Civilians")
    assert link.codes == ("UKR.CVL",)
    assert link.provenance.rule == "nominal.article-scene"


def test_a_bare_role_is_that_of_the_state_whose_like_the_article_names() -> None:
    text = "American medics spoke of police. America sent aid. Chadian police thanked America."
    first = next(x for x in read_by_rule(text).links if x.mention.span.of(text) == "police")
    assert first.provenance.rule == "nominal.article-sector"
    assert first.codes == ("TCD.COP",)


def test_a_modifier_alone_turns_to_no_state() -> None:
    text = "Islamic State carried out terrorist attacks in France."
    assert link_of(read(text), "terrorist").codes == ()


def test_stance_sets_the_side() -> None:
    text = "Syria is at war. Pro-regime fighters left Syria."
    assert link_of(read(text), "fighters").codes == ("SYR.MIL",)
    text = "Syria is at war. Anti-government forces left Syria."
    assert link_of(read(text), "forces").codes == ("SYR.REB",)


def test_former_offices_are_the_plain_state() -> None:
    assert link_of(read("A former Israeli general spoke."), "general").codes == ("ISR",)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Egypt is calm. Mubarak spoke in Egypt.", "Hosni Mubarak"),
        ("Norway is calm. English spoke in Norway.", "English"),
    ],
)
def test_a_surname_needs_a_reason(text: str, person: str) -> None:
    read_ = read(text, "2010-05-04")
    words = person.split()[-1]
    assert [x.person for x in read_.links if x.mention.span.of(text) == words] in ([person], [None])
    assert all(x.person in {person, None} for x in read_.links)


def test_a_town_is_not_a_person() -> None:
    text = "Ukraine denied it. Mariupol's fate is open. Ukraine holds Mariupol."
    assert all(x.person is None for x in read(text).links)


def test_a_short_form_is_its_long_name() -> None:
    text = "The Muslim Brotherhood called for protests in Egypt. The Brotherhood is banned."
    assert link_of(read(text), "Brotherhood").codes == ("EGY.OPP",)


def test_empty_it_is_nobody() -> None:
    assert link_of(read("Ukraine spoke. It is necessary to act."), "It").codes == ()


def test_she_is_a_woman() -> None:
    text = "Angela Merkel met Vladimir Putin. She thanked Russia."
    assert link_of(read(text, "2015-05-04"), "She").person == "Angela Merkel"


def test_a_possessive_may_run_ahead() -> None:
    text = "Poland protested. With its invasion, Russia had planned a quick war."
    link = link_of(read(text), "its")
    assert link.codes == ("RUS",)
    assert link.provenance.rule == "pronoun.coming-subject"


def test_we_is_the_speaker_of_the_quotation() -> None:
    text = "“We will defend our allies,” President Joe Biden said. The Kremlin kept silent."
    annotation = read(text, "2022-03-01")
    assert link_of(annotation, "We").codes == ("USA",)
    assert link_of(annotation, "We").person == "Joe Biden"
    assert link_of(annotation, "allies").codes == ("WEST",)


def test_we_outside_quotations_is_nobody() -> None:
    assert link_of(read("We went to Kyiv in May.", "2022-06-01"), "We").codes == ()


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        ("Islamic State seized a dam in Syria. Syria sent troops.", "Islamic State", ("IS",)),
        ("Libyan fighters loyal to Gaddafi left Sirte.", "fighters", ("LBY.MIL",)),
        ("Syrian rebels met regime fighters near Homs.", "fighters", ("SYR.MIL",)),
        ("Ukrainians will not surrender, he said.", "Ukrainians", ("UKR",)),
        ("Two Ukrainians died in the fire.", "Ukrainians", ("UKR.CVL",)),
        ("The Nato-led coalition bombed a depot in Libya.", "coalition", ("NATO",)),
        ("Kyiv called on all states to help.", "states", ("INTL",)),
        ("Moscow and its allies objected.", "allies", ()),
        ("Rebels took control of Chad.", "Rebels", ("TCD.REB",)),
        ("Shells hit a residential area in Homs in Syria.", "residential area", ("SYR.CVL",)),
        ("Egyptian security forces beat the marchers.", "security forces", ("EGY.COP",)),
        ("The pope condemned the war.", "The pope", ("VAT",)),
    ],
)
def test_sides_of_running_news(text: str, words: str, codes: tuple[str, ...]) -> None:
    assert link_of(read(text, "2016-03-01"), words).codes == codes


def test_the_opposition_in_arms_are_the_rebels() -> None:
    text = "Libyan rebels held Ajdabiya. Rebels from Libya shelled Brega. The opposition advanced."
    assert link_of(read(text, "2011-04-01"), "opposition").codes == ("LBY.REB",)
    assert link_of(read("The Libyan opposition met in Cairo."), "opposition").codes == ("LBY.OPP",)


def test_a_home_with_somebody_in_it_is_a_place() -> None:
    link = link_of(read("Syrian troops hid in a mosque in Homs."), "mosque")
    assert link.is_place
