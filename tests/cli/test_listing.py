"""Commands that ask a store."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from communique.store import Run, write_store
from tests.builders import GENEVA, geneva
from tests.cli.conftest import Call

pytestmark = pytest.mark.usefixtures("store")


def cameo(call: Call, *words: str) -> list[str]:
    result = call(*words, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    return [row["cameo"] for row in json.loads(result.stdout)]


@pytest.mark.parametrize("command", ["events", "timeline"])
def test_conditions(call: Call, command: str) -> None:
    assert cameo(call, command) == ["112", "036", "194"]
    assert cameo(call, command, "--actor", "rus") == ["112", "036", "194"]
    assert cameo(call, command, "--actor", "Ignazio Cassis") == ["112"]
    assert cameo(call, command, "--source-actor", "RUS") == ["036", "194"]
    assert cameo(call, command, "--target-actor", "RUS") == ["112"]
    assert cameo(call, command, "--type", "assault") == ["194"]
    assert cameo(call, command, "--cameo", "03") == ["036"]
    assert cameo(call, command, "--status", "planned") == ["036"]
    assert cameo(call, command, "--since", "2022-01-11") == ["036"]
    assert cameo(call, command, "--until", "2022-01-11") == ["112"]
    assert cameo(call, command, "--article", "village") == ["194"]
    assert cameo(call, command, "--limit", "1") == ["112"]


def test_a_table_is_readable_without_a_terminal(call: Call) -> None:
    result = call("timeline")
    lines = result.stdout.splitlines()
    assert "\x1b" not in result.stdout
    headings = "when who → whom cameo plover status where trigger article id"
    assert lines[0].split() == headings.split()
    assert lines[2].startswith("2022-01-10   CHE (Ignazio Cassis) → RUS")
    assert geneva().events[0].id in lines[2]
    assert lines[-1].startswith("unknown")


def test_a_narrow_terminal_gets_rows_below_each_other() -> None:
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "communique", "timeline", "--limit", "1"]
    subprocess.run(words, stdout=theirs, env={**os.environ, "COLUMNS": "40"}, check=True)
    shown = b""
    os.close(theirs)
    # At the end of what was printed Linux answers with an error, others with nothing.
    with contextlib.suppress(OSError):
        while part := os.read(ours, 10_000):
            shown += part
    os.close(ours)
    lines = shown.decode().strip().splitlines()
    assert lines[0] == "when        2022-01-10"
    assert lines[-1] == f"id          {geneva().events[0].id}"


def test_csv_has_every_column(call: Call) -> None:
    rows = list(csv.DictReader(io.StringIO(call("events", "--format", "csv").stdout, newline="")))
    assert rows[1]["source"] == "CHE|RUS"
    assert rows[2]["target"] == "---"
    assert rows[0]["sentence"].startswith("Foreign Minister")


def test_quotes(call: Call) -> None:
    for words in ([], ["--speaker", "ignazio cassis"], ["--actor", "CHE"], ["--until", "2022"]):
        (row,) = json.loads(call("quotes", "--format", "json", *words).stdout)
        assert row["text"] == "We shall not wait for ever"
    result = call("quotes", "--speaker", "Nobody")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no rows\n")


def test_articles_and_failures(call: Call) -> None:
    rows = json.loads(call("articles", "--format", "json").stdout)
    found = [(r["id"], r["dct"], r["events"], r["quotes"]) for r in rows]
    assert found == [("geneva", "2022-01-10", 2, 1), ("village", None, 1, 0)]
    named = call("articles", "--outlet", "example wire", "--format", "json")
    assert json.loads(named.stdout) == rows
    (failed,) = json.loads(call("failures", "--format", "json").stdout)
    assert failed["where"] == "broken.jsonl:3"


def test_show(call: Call) -> None:
    result = call("show", "geneva")
    assert result.exit_code == 0
    assert "Sign up for our newsletter." in result.stdout
    shown = json.loads(call("show", "geneva", "--format", "json").stdout)
    assert shown["text"] == GENEVA
    assert [event["cameo"] for event in shown["events"]] == ["112", "036"]
    unknown = call("show", "nothing")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "query.unknown-article" in unknown.stderr


def test_explain(call: Call) -> None:
    meeting = geneva().events[1]
    result = call("explain", meeting.id)
    assert result.exit_code == 0
    lines = [line.split(maxsplit=1) for line in result.stdout.splitlines()]
    assert ["trigger", "meet [176:180]"] in lines
    assert ["made", "by         events.v1, rule consult.meet.1"] in lines
    assert any(words[0] == "codebook" and words[1].startswith("036 ") for words in lines)
    told = json.loads(call("explain", meeting.id, "--format", "json").stdout)
    assert [entry.get("code") or entry["type"] for entry in told["codebook"]] == ["036", "CONSULT"]
    assert call("explain", "event-0").exit_code == 2


def test_report(call: Call, folder: Path) -> None:
    result = call("report", "--out", "report.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "report.html written" in result.stderr
    assert (folder / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert call("report", "--out", "no/such/folder.html").exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["events", "--type", "ACUSE"],
        ["timeline", "--cameo", "99"],
        ["events", "--since", "yesterday"],
        ["events", "--status", "perhaps"],
        ["events", "--limit", "0"],
        ["events", "--format", "xml"],
        ["events", "--unknown"],
        ["nonsense"],
        ["show"],
        ["report"],
        ["codebook", "xx"],
    ],
)
def test_wrong_usage(call: Call, words: list[str]) -> None:
    result = call(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


@pytest.mark.parametrize(
    "command", ["events", "quotes", "show a", "explain event-1", "report --out x"]
)
def test_a_store_that_is_none(call: Call, folder: Path, command: str) -> None:
    with duckdb.connect(str(folder / "other.duckdb")) as other:
        other.execute("CREATE TABLE sales (amount INTEGER)")
    (folder / "text.txt").write_text("hello")
    for name in ("missing.duckdb", "other.duckdb", "text.txt"):
        result = call(*command.split(), "--store", name)
        assert (result.exit_code, result.stdout) == (4, "")
        assert name in result.stderr


def test_single_things_print_as_csv_too(call: Call) -> None:
    event = geneva().events[0]
    for words, heading in (
        (["show", event.article_id], "id,article_id"),
        (["explain", event.id], "field,value"),
        (["codebook"], "code,name"),
        (["codebook", "112"], "code,name"),
    ):
        result = call(*words, "--format", "csv")
        assert result.exit_code == 0, result.stderr
        assert result.stdout.startswith(heading)
        assert result.stdout.count("\n") > 1


def test_beliefs_are_listed_only_when_asked_for(call: Call, folder: Path) -> None:
    given = geneva()
    belief = replace(given.quotes[0], id="quote-belief", attitude="belief")
    store = folder / "thoughts.duckdb"
    write_store(store, [replace(given, attitudes=(belief,))], run=Run(version="0", settings=()))
    asked = ("quotes", "--store", str(store), "--format", "json")
    assert [row["attitude"] for row in json.loads(call(*asked).stdout)] == ["speech"]
    found = json.loads(call(*asked, "--attitude", "belief").stdout)
    assert [row["id"] for row in found] == ["quote-belief"]
    assert len(json.loads(call(*asked, "--attitude", "any").stdout)) == 2
