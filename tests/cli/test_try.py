"""``try``, and what ``explain`` tells of an event by reading its article again."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import geneva
from tests.cli.conftest import Call

DEMAND = "NATO called on Russia on Friday to withdraw its troops from Ukraine."


def tried(call: Call, *words: str) -> list[dict[str, Any]]:
    result = call("try", *words, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    return [sentence for text in json.loads(result.stdout) for sentence in text["sentences"]]


def test_an_event_is_told_with_all_that_decided_it(call: Call) -> None:
    (sentence,) = tried(call, DEMAND, "--date", "2022-01-07")
    (event,) = sentence["events"]
    assert event["record"]["plover"] == "REQUEST"
    source, target = event["slots"]
    assert [(w["words"], w["role"]) for w in source["words"]] == [("NATO", "subject")]
    assert [(w["words"], w["role"]) for w in target["words"]] == [("Russia", "on")]
    assert event["status"] == {"value": "actual", "words": []}
    assert (event["when"]["value"], event["when"]["words"]) == ("2022-01-07", "Friday")
    assert event["marked"].startswith("[NATO: source] [called on: trigger] [Russia: target]")
    found = event["construction"]
    assert "withdraw" in found["phrase"]
    (place,) = found["files"]
    assert place.startswith("patterns/events/02-appeal.toml:")
    kinds = [entry.get("code") or entry.get("mode") or entry["type"] for entry in event["codebook"]]
    assert kinds == [event["record"]["cameo"], "REQUEST", "yield"]
    assert all(entry["definition"] for entry in event["codebook"])
    why = {(row["word"], row["reason"]) for row in sentence["rejected"]}
    assert ("called", "weaker") in why
    assert ("withdraw", "contained") in why


def test_the_table_says_the_same_in_lines(call: Call) -> None:
    result = call("try", DEMAND, "--date", "2022-01-07")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == DEMAND
    told = [line.split(maxsplit=1) for line in lines if line]
    assert ["source", "NATO ← “NATO” as subject"] in told
    assert ["target", "RUS ← “Russia” behind “on”"] in told
    assert any(label == "rejected" and "fewer words than" in text for label, text in told)
    assert any(label == "codebook" and text.startswith("REQUEST ") for label, text in told)


def test_nothing_found_is_told_with_the_words_looked_at(call: Call) -> None:
    result = call("try", "The weather was fine in Oslo.")
    assert result.exit_code == 0
    assert "no event       no construction gives an event" in result.stdout
    assert "looked at      fine (read as adj “fine”)" in result.stdout
    skipped = call("try", "France and Germany held talks.\n\nSign up to our free newsletters")
    assert "taken for boilerplate, which is not read for events" in skipped.stdout


def test_several_texts_are_read_each_by_itself(call: Call) -> None:
    texts = ["France accused Mali of lying.", "It rained. It snowed."]
    result = call("try", *texts, "--format", "json")
    first, second = json.loads(result.stdout)
    assert (first["text"], second["text"]) == tuple(texts)
    assert [len(s["events"]) for s in first["sentences"]] == [1]
    assert [s["sentence"] for s in second["sentences"]] == ["It rained.", "It snowed."]
    rows = list(csv.DictReader(io.StringIO(call("try", *texts, "--format", "csv").stdout)))
    assert {row["sentence"] for row in rows} == {texts[0], "It rained.", "It snowed."}
    assert any(row["field"] == "event" and "FRA → MLI" in row["value"] for row in rows)


@pytest.mark.parametrize(("words", "code"), [([""], 3), (["Mali", "--date", "soon"], 2), ([], 2)])
def test_wrong_use(call: Call, words: list[str], code: int) -> None:
    result = call("try", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr


def test_explain_reads_the_article_again(call: Call, folder: Path) -> None:
    # A sentence alone is weighed otherwise: the same article is typed.
    text = f"7 January 2022\n\n{DEMAND}\n"
    (folder / "wire.txt").write_text(text, encoding="utf-8")
    assert call("read", "wire.txt").exit_code == 0
    (row,) = json.loads(call("events", "--format", "json").stdout)
    told = json.loads(call("explain", row["id"], "--format", "json").stdout)
    *_, sentence = tried(call, text, "--date", "2022-01-07")
    again, typed = told["coding"], sentence["events"][0]
    assert again["change"] is None
    for name in ("construction", "status", "codebook", "marked"):
        assert again["event"][name] == typed[name]
    why = [(r["word"], r["pattern"], r["reason"]) for r in again["rejected"]]
    assert why == [(r["word"], r["pattern"], r["reason"]) for r in sentence["rejected"]]
    table = call("explain", row["id"]).stdout
    assert "target          RUS ← “Russia” behind “on”" in table
    assert "rejected        called: " in table
    stored = call("explain", row["id"], "--stored").stdout
    assert "rejected" not in stored
    assert "construction" not in stored


@pytest.mark.usefixtures("store")
def test_explain_tells_when_the_tables_have_changed(call: Call) -> None:
    result = call("explain", geneva().events[1].id)
    assert result.exit_code == 0
    assert "the tables have changed since: made by data 0123456789abcdef" in result.stdout
    assert "read again, the article does not give this event" in result.stdout
