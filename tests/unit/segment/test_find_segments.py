"""Kinds of segments in small articles written for these tests."""

from __future__ import annotations

import time
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import Article, Segment
from communique.records.segments import SegmentKind
from communique.stages.segment import find_segments

LEAD = "Envoys of both sides met in Riga on Monday and agreed to exchange prisoners."
SECOND = "The host country’s foreign minister told reporters that more rounds would follow."


def segments_of(text: str, title: str | None = None) -> list[tuple[str, str]]:
    article = Article(id="a", digest="d", text=text, title=title)
    return [(s.kind, s.span.of(text)) for s in find_segments(article)]


def full(text: str) -> tuple[Segment, ...]:
    return find_segments(Article(id="a", digest="d", text=text))


def test_header_on_the_line_of_the_lead_covers_just_its_characters() -> None:
    assert segments_of(f" date 2022-01-07 {LEAD}\n\n{SECOND}") == [
        ("header", " date 2022-01-07 "),
        ("body", LEAD),
        ("body", SECOND),
    ]


def test_header_lines_headline_and_body() -> None:
    header = "Title: Envoys meet\nDate: 4 March 2014\nurl: https://example.org/a"
    text = f"{header}\n\nEnvoys meet in Riga\n\n{LEAD}"
    kinds = [kind for kind, _ in segments_of(text)]
    assert kinds == ["header", "header", "header", "headline", "body"]


def test_a_source_line_below_the_lead_is_no_header() -> None:
    assert ("boilerplate", "Source: Example Wire") in segments_of(f"{LEAD}\n\nSource: Example Wire")


def test_a_body_sentence_that_opens_with_a_date_stays_whole() -> None:
    text = f"4 March 2014 was the day the envoys met.\n\n{SECOND}"
    assert segments_of(text)[0] == ("body", "4 March 2014 was the day the envoys met.")


def test_title_opens_the_line_of_the_lead() -> None:
    found = segments_of(f"Envoys meet in Riga {LEAD}", title="Envoys meet in Riga")
    assert found == [("headline", "Envoys meet in Riga"), ("body", LEAD)]


def test_a_first_paragraph_with_a_full_stop_is_body() -> None:
    assert segments_of(f"Envoys met.\n\n{LEAD}")[0][0] == "body"


def test_the_only_line_is_body() -> None:
    assert segments_of("Envoys meet in Riga") == [("body", "Envoys meet in Riga")]


@pytest.mark.parametrize(
    "dateline",
    [
        "BRUSSELS, March 4 (Reuters) —",
        "KYIV (AP) -",
        "MOSCOW, Feb 21 /TASS/.",
        "MINSK, 20 June (BelTA) –",
        "KYIV, Ukraine (AP) —",
        "GENEVA, April 17 (Example Wire) —",
        "WASHINGTON, March 4 —",
        "PARIS | Tue Mar 4, 2014 2:10 pm EST PARIS (Reuters) -",
    ],
)
def test_dateline_is_cut_from_the_lead(dateline: str) -> None:
    assert segments_of(f"{dateline} {LEAD}\n\n{SECOND}") == [
        ("dateline", dateline),
        ("body", LEAD),
        ("body", SECOND),
    ]


def test_an_organisation_with_its_short_name_is_no_dateline() -> None:
    lead = "NATO (the North Atlantic Treaty Organization) met in Riga on Monday."
    assert segments_of(f"{lead}\n\n{SECOND}")[0] == ("body", lead)


def test_byline_below_the_headline() -> None:
    text = f"Envoys meet in Riga\n\nBy Jane Roe and John Doe in Riga\n\n{LEAD}"
    assert [kind for kind, _ in segments_of(text)] == ["headline", "byline", "body"]


@pytest.mark.parametrize(
    "caption",
    [
        "Guards stand at the gate of the base near the port. AP",
        "Delegates take their seats in Riga. Photo: Example Wire",
        "FILE PHOTO: A convoy waits at the border crossing.",
        "A woman walks past a barricade in the old town (Reuters)",
        "Protesters gather in the main square. AFP/Getty",
        "A soldier guards the bridge. REUTERS/Jane Roe",
    ],
)
def test_captions(caption: str) -> None:
    assert segments_of(f"{LEAD}\n\n{caption}\n\n{SECOND}")[1] == ("caption", caption)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The ministry said that talks would resume, according to AP",
        "He told the station that guards stand at the gate. (Reuters)",
        "Two people were killed near the port on Monday, the mayor told AFP.",
    ],
)
def test_sentences_that_name_an_agency_stay_body(paragraph: str) -> None:
    assert segments_of(f"{LEAD}\n\n{paragraph}\n\n{SECOND}")[1] == ("body", paragraph)


def test_all_paragraphs_of_a_signed_post_are_the_post() -> None:
    first = "Ministers of all @ExampleAlliance members stood united today."
    second = "They want dialogue & restraint. pic.twitter.com/Ab12Cd34 "
    signature = "— Example Mission (@ExampleMission) January 7, 2022"
    text = f"{LEAD}\n\n{first}\n\n{second}{signature}\n\n{SECOND}"
    found = full(text)
    assert [s.kind for s in found] == ["body", "post", "post", "byline", "body"]
    for post in found[1:3]:
        assert post.author == "Example Mission (@ExampleMission)"
        assert post.date == "2022-01-07"
        assert post.author_span is not None
        assert post.author_span.of(text) == "Example Mission (@ExampleMission)"


def test_a_bare_signature_takes_the_paragraph_above() -> None:
    text = f"{LEAD}\n\nThe guns must fall silent.\n\n— Jane Roe (@janeroe) 4 March 2014\n\n{SECOND}"
    assert [s.kind for s in full(text)] == ["body", "post", "byline", "body"]


def test_an_introducing_line_is_not_part_of_the_post() -> None:
    post = "We stand by #Riga. — Jane Roe (@janeroe) March 4, 2014"
    text = f"{LEAD}\n\nShe wrote on her account:\n\n{post}"
    assert [s.kind for s in full(text)] == ["body", "body", "post", "byline"]


def test_text_after_a_signature_is_body_again() -> None:
    text = f"{LEAD}\n\nWe agree. — Jane Roe (@janeroe) March 4, 2014 {SECOND}"
    assert segments_of(text)[-1] == ("body", SECOND)


def test_impossible_day_of_a_post_is_unknown() -> None:
    post = full(f"{LEAD}\n\nWe agree. — Jane Roe (@janeroe) February 31, 2014")[-2]
    assert (post.kind, post.date) == ("post", None)


def test_pull_quote_repeats_a_sentence() -> None:
    body = "The neighbour must withdraw its forces from the valley and end its threats, he said."
    line = "Neighbour must withdraw forces, end threats"
    assert ("pullquote", line) in segments_of(f"{LEAD}\n\n{body}\n\n{line}\n\n{SECOND}")


def test_a_subhead_with_its_own_words_stays_body() -> None:
    line = "Grain prices rise before winter"
    assert ("body", line) in segments_of(f"{LEAD}\n\n{line}\n\n{SECOND}")


def test_sign_up_block_runs_to_the_end() -> None:
    block = [
        "Sign up to our free newsletters",
        "Straight to your inbox:",
        "Morning post",
        "Please select at least one mailing list.",
        "We use Mailchimp as our marketing platform.",
    ]
    found = full("\n\n".join([LEAD, SECOND, *block]))
    assert [s.kind for s in found] == ["body"] * 2 + ["boilerplate"] * 5
    assert {s.reason for s in found[2:]} == {"sign-up"}


def test_a_short_paragraph_after_a_sign_up_block_stays_body() -> None:
    text = "\n\n".join([LEAD, "Sign up to our newsletter", "The talks go on.", SECOND])
    assert [s.kind for s in full(text)] == ["body", "boilerplate", "body", "body"]
    last = "\n\n".join([LEAD, "Sign up to our newsletter", "The talks go on."])
    assert [s.kind for s in full(last)] == ["body", "boilerplate", "body"]


def test_sign_up_block_ends_at_the_next_body_paragraph() -> None:
    text = "\n\n".join([LEAD, "Sign up to our newsletter", "Enter your email address", SECOND])
    assert [s.kind for s in full(text)] == ["body", "boilerplate", "boilerplate", "body"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("ADVERTISEMENT", "advert marker"),
        ("Read more: Envoys return home", "related link"),
        ("Follow us on Instagram", "follow us"),
        ("We use cookies to improve your visit.", "cookies"),
        ("© 2022 Example Wire", "rights"),
        ("(Reporting by Jane Roe; editing by John Doe)", "credits"),
        ("We welcome comments on our articles.", "comment rules"),
        ("Download our app", "app prompt"),
        ("ab/cd (AFP, Reuters)", "sign-off"),
        ("***", "separator"),
    ],
)
def test_boilerplate_lines_keep_their_place_and_say_why(line: str, reason: str) -> None:
    found = full(f"{LEAD}\n\n{line}\n\n{SECOND}")
    assert [(s.kind, s.reason) for s in found][1] == ("boilerplate", reason)
    assert [s.kind for s in found] == ["body", "boilerplate", "body"]


def test_credits_at_the_end_of_a_paragraph_are_cut_off() -> None:
    found = segments_of(f"{LEAD}\n\n{SECOND} (Reporting by Jane Roe; Editing by John Doe)")
    assert found[1:] == [
        ("body", SECOND),
        ("boilerplate", "(Reporting by Jane Roe; Editing by John Doe)"),
    ]


def test_shouted_lines_are_related_links_only_in_mixed_case_text() -> None:
    line = "ENVOYS WARN OF LONG WINTER AS GAS TALKS FAIL"
    assert ("boilerplate", line) in segments_of(f"{LEAD}\n\n{line}\n\n{SECOND}")
    shouted = f"{LEAD.upper()}\n\n{line}\n\n{SECOND.upper()}"
    assert ("boilerplate", line) not in segments_of(shouted)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "Envoys of both sides met in the old town of Riga on Monday and\n"
        "agreed to exchange all the prisoners that were taken since the\n"
        "summer, officials said."
    )
    assert segments_of(f"{wrapped}\n\n{SECOND}") == [("body", wrapped), ("body", SECOND)]


def test_indented_paragraphs_of_wrapped_lines() -> None:
    text = (
        "Envoys of both sides said they\n"
        "will meet in the old town of Riga next week to exchange all the\n"
        "prisoners taken since the summer.\n"
        "    The host said it would offer\n"
        "1.8 million euros for the return of the families to their homes.\n"
        " Example Wire"
    )
    paragraphs = [words for _, words in segments_of(text)]
    assert [words.split()[0] for words in paragraphs] == ["Envoys", "The", "Example"]


def test_with_a_known_title_another_first_line_is_no_headline() -> None:
    found = segments_of(f"Grain 34 cents a bushel\n\n{LEAD}", title="Envoys meet in Riga")
    assert found[0] == ("body", "Grain 34 cents a bushel")
    near = segments_of(f"Envoys meet in Riga again\n\n{LEAD}", title="Envoys meet in Riga | Wire")
    assert near[0][0] == "headline"


def test_single_newlines_between_sentences_part_paragraphs() -> None:
    assert segments_of(f"{LEAD}\n{SECOND}") == [("body", LEAD), ("body", SECOND)]


def test_windows_line_ends_part_paragraphs() -> None:
    assert segments_of(f"{LEAD}\r\n\r\n{SECOND}\r\n") == [("body", LEAD), ("body", SECOND)]


def test_every_segment_names_its_rule_and_its_data() -> None:
    for segment in full(f"date 2014-03-04\n\n{LEAD}\n\nADVERTISEMENT"):
        assert segment.provenance.stage == "segment.v1"
        assert segment.provenance.rule
        assert segment.provenance.data


def test_blank_text_has_no_segments() -> None:
    assert full(" \n\t\n ") == ()


PIECES = st.sampled_from(
    [
        LEAD,
        SECOND,
        "date 2014-03-04 ",
        "BRUSSELS, March 4 (Reuters) — ",
        "Sign up to our newsletter",
        "Envoys meet",
        "We agree. — Jane Roe (@janeroe) March 4, 2014",
        "ADVERTISEMENT",
        "\n",
        "\n\n",
        "\r\n",
        "\u2028",
        " ",
        "\t",
        "(Reporting by Jane Roe; Editing by John Doe)",
        "(@",
        "— ",
        "***",
        "FILE PHOTO: A gate.",
        "\x0b",
        "\x85",
        "İ",
        "😀",
        "By Jane Roe",
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=14).map("".join),
)


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.none() | st.text(max_size=20) | st.just("Envoys meet"))
def test_segments_tile_the_text_that_is_not_blank(text: str, title: str | None) -> None:
    found = find_segments(Article(id="a", digest="d", text=text, title=title))
    position = 0
    for segment in found:
        assert segment.span.start >= position
        assert not text[position : segment.span.start].strip()
        assert segment.span.of(text).strip()
        assert segment.kind in get_args(SegmentKind)
        position = segment.span.end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    "text",
    ["AB-" * 100_000, "(@" * 100_000, "— A (@b) " * 20_000, "a\n" * 100_000, "By Ab " * 50_000,
     ". Reporting by A" * 20_000, "A B C D E F\n" * 5_000, "[file " * 50_000],
    ids=["capitals", "handles", "signatures", "lines", "names", "credits", "shouted", "open"],
)  # fmt: skip
def test_odd_text_takes_no_longer_than_a_breath(text: str) -> None:
    started = time.perf_counter()
    full(text)
    assert time.perf_counter() - started < 8
