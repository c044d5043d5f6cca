"""What a speech act is about decides its code."""

from __future__ import annotations

import pytest

from communique.codebook.composition import composition
from communique.codebook.ontologies import cameo_codes
from communique.pipeline import annotate_article, article_from_text
from communique.records import Event
from tests.reading import rules_core


def events_of(text: str) -> list[Event]:
    article = article_from_text(text, article_id="content", date="2022-06-15")
    return list(annotate_article(article, rules_core()).events)


def only(text: str) -> Event:
    (event,) = events_of(text)
    return event


def test_type_mode_and_score_follow_the_final_code() -> None:
    event = only("Kosovo appealed to Spain for recognition.")
    code = cameo_codes()["022"]
    assert (event.cameo, event.plover, event.mode) == ("022", code.plover, code.mode)
    assert event.goldstein == code.goldstein


def test_rule_names_the_act_and_its_content_and_the_trigger_stays() -> None:
    text = "Iraq asked the United Nations to bring an end to the embargo."
    event = only(text)
    assert event.provenance.rule == "request.ask+content:content.sanctions"
    assert event.trigger.of(text) == "asked"


def test_an_end_asks_for_the_reverse() -> None:
    assert only("Egypt asked Israel not to bomb the city.").cameo == "0256"
    assert only("Ireland urged Egypt to end the detention of the student.").cameo == "0253"


def test_the_nearest_content_decides() -> None:
    (event, *_) = events_of("Ghana offered the United Nations an escort for humanitarian aid.")
    assert event.cameo == "0334"


def test_unknown_words_between_hide_the_content() -> None:
    assert only("India asked Canada to explain the trade agreement.").cameo == "020"


def test_how_things_are_is_no_content() -> None:
    assert events_of("Barack Obama insisted it was not a war with Russia.") == []


def test_content_is_no_second_event() -> None:
    events = events_of("Egypt asked Israel not to bomb the city.")
    assert [event.plover for event in events] == ["REQUEST"]


def test_a_promise_is_the_act_but_a_planned_meeting_is_none() -> None:
    promise = only("Denmark will give Moldova a loan of forty million euros.")
    assert (promise.cameo, promise.status) == ("0331", "actual")
    meeting = only("Denmark and Moldova will meet on Friday.")
    assert (meeting.plover, meeting.status) == ("CONSULT", "planned")


def test_a_weak_verb_needs_content() -> None:
    assert events_of("Ghana offered Togo an explanation.") == []


def test_a_subject_before_a_saying_is_not_the_sayings() -> None:
    event = only("Norway has imposed sanctions on Belarus, the White House said on Tuesday.")
    assert (event.cameo, event.source, event.target) == ("163", ("NOR",), ("BLR",))


@pytest.mark.parametrize(
    ("own", "content", "code"),
    [("020", "release", "0253"), ("025", "release", "0253"), ("024", "release", None),
     ("0253", "release", None), ("020", "attack", None), ("111", "release", None)],
)  # fmt: skip
def test_codes_only_grow_more_exact(own: str, content: str, code: str | None) -> None:
    table = composition()
    assert table.composed(own, table.contents[content]) == code


def test_stopping_leads_to_another_content() -> None:
    table = composition()
    stopped = table.told_by(table.contents["sanctions"], stopped=True)
    assert stopped is not None
    assert stopped.id == "eased-sanctions"
    assert table.told_by(table.contents["reform"], stopped=True) is None
