"""The line of ``annotate`` is a contract: keys, nesting, order."""

from __future__ import annotations

import json
from dataclasses import replace

from communique.views.annotate_line import annotation_line
from communique.views.export import as_json
from tests.builders import GENEVA, article, bare, failure, geneva
from tests.reading import read
from tests.unit.views.test_window import WINDOW

EVENT_KEYS = [
    "id", "sentence", "trigger", "cameo", "plover", "mode", "contexts", "source", "target",
    "source_persons", "target_persons", "status", "when", "when_basis", "when_granularity",
    "where", "asserted_by", "denied_by", "goldstein", "rule", "probability", "source_spans",
    "target_spans",
    "status_evidence", "when_span", "where_span", "asserted_span",
    "where_id", "where_lat", "where_lon", "where_precision",
]  # fmt: skip


def words(span: dict[str, int]) -> str:
    return GENEVA[span["start"] : span["end"]]


def test_keys_and_order() -> None:
    line = json.loads(as_json(annotation_line(geneva())))
    assert list(line) == [
        "id", "dct", "dct_basis", "dct_window", "segments", "events", "quotes",
        "attitudes", "dates", "actors", "places", "appointments",
    ]  # fmt: skip
    assert list(line["events"][0]) == EVENT_KEYS
    assert list(line["quotes"][0]) == [
        "id", "text", "kind", "cue", "speaker", "speaker_name", "represents", "addressee", "rule",
        "model",
    ]  # fmt: skip
    assert list(line["dates"][0]) == ["start", "end", "type", "value", "rule"]
    assert list(line["appointments"][0]) == [
        "id", "kind", "sentence", "cue", "when", "when_basis", "when_granularity", "parties",
        "persons", "where", "event_id", "announced_by", "rule", "when_span", "party_spans",
        "where_span", "announced_span",
    ]  # fmt: skip
    assert line["segments"][0] == {"start": 0, "end": 24, "kind": "headline"}


def test_spans_point_at_the_words() -> None:
    line = annotation_line(geneva())
    meeting = line["events"][1]
    assert words(meeting["trigger"]) == "meet"
    assert [words(span) for span in meeting["source_spans"]] == ["Swiss", "Russian"]
    assert words(meeting["when_span"]) == "14 January"
    assert words(line["quotes"][0]["speaker"]) == "Cassis"
    assert words(line["dates"][1]) == "14 January"
    assert line["events"][0]["where_span"] is None
    (appointment,) = line["appointments"]
    assert (appointment["when"], words(appointment["cue"])) == ("2022-01-14", "meet")


def test_actors_are_told_with_office_and_rule() -> None:
    line = annotation_line(read("Russian Foreign Minister Sergei Lavrov spoke.", "2014-03-01"))
    actor = next(
        a for a in line["actors"] if a["person"] == "Sergei Lavrov" and a["kind"] == "name"
    )
    assert actor["codes"] == ["RUS"]
    assert actor["office"] == "foreign minister"
    assert actor["rule"] == "person.sergei-lavrov"
    assert not actor["is_place"]


def test_text_is_printed_for_extracted_articles_only() -> None:
    assert "text" not in annotation_line(bare(article()))
    assert annotation_line(bare(article(extracted=True)))["text"] == GENEVA


def test_an_undated_article_has_its_window() -> None:
    undated = bare(article(dct=None, dct_basis="unknown"))
    assert annotation_line(undated)["dct_window"] is None
    windowed = replace(undated, window=WINDOW)
    window = annotation_line(windowed)["dct_window"]
    assert (window["start"], window["end"]) == (WINDOW.start, WINDOW.end)


def test_a_failure_has_its_own_line() -> None:
    line = annotation_line(failure())
    assert line["id"] == "broken"
    assert line["failure"]["code"] == "input.empty"
    assert line["failure"]["message"] == "no text in this line"


def test_characters_are_not_escaped() -> None:
    assert "Київ 😀" in as_json(annotation_line(bare(article("Київ 😀", extracted=True))))
