"""``communique calendar``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import geneva
from tests.cli.conftest import Call

pytestmark = pytest.mark.usefixtures("store")


def rows(call: Call, *words: str) -> list[dict[str, Any]]:
    result = call("calendar", *words, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_conditions(call: Call) -> None:
    (line,) = rows(call)
    assert (line["kind"], line["when"], line["parties"]) == (
        "meeting",
        "2022-01-14",
        ["CHE", "RUS"],
    )
    assert line["evidence"] == [geneva().appointments[0].id]
    for words in (["--actor", "rus"], ["--kind", "meeting"], ["--since", "2022-01-14"]):
        assert rows(call, *words) == [line]
    for words in (["--actor", "USA"], ["--kind", "vote"], ["--until", "2022-01-13"]):
        assert rows(call, *words) == []


def test_table_and_csv(call: Call) -> None:
    lines = call("calendar").stdout.splitlines()
    headings = "day kind parties where announced by articles words id"
    assert lines[0].split() == headings.split()
    assert lines[2].startswith("Fri 2022-01-14   meeting   CHE, RUS   Geneva   author")
    (row,) = csv.DictReader(io.StringIO(call("calendar", "--format", "csv").stdout, newline=""))
    assert (row["parties"], row["day_from"]) == ("CHE|RUS", "2022-01-14")


def test_ics(call: Call, folder: Path) -> None:
    result = call("calendar", "--ics", "talks.ics")
    assert result.exit_code == 0
    assert "talks.ics written: 1 appointment" in result.stderr
    made = (folder / "talks.ics").read_bytes()
    assert made.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert b"DTSTART;VALUE=DATE:20220114\r\n" in made
    call("calendar", "--ics", "again.ics")
    assert (folder / "again.ics").read_bytes() == made
    assert call("calendar", "--ics", "no/such/folder.ics").exit_code == 2


def test_explain(call: Call) -> None:
    result = call("explain", geneva().appointments[0].id)
    assert result.exit_code == 0
    lines = [line.split(maxsplit=1) for line in result.stdout.splitlines()]
    assert ["cue", "meet [176:180]"] in lines
    assert ["when", "14 January [194:204]"] in lines
    assert ["event_id", geneva().events[1].id] in lines


@pytest.mark.parametrize("words", [["--kind", "party"], ["--since", "tomorrow"]])
def test_wrong_usage(call: Call, words: list[str]) -> None:
    result = call("calendar", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
