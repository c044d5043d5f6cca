"""A type of one's own from two TOML files: the very files of ``docs/custom-types.md``."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "custom-types.md"
TEXT = (
    "10 January 2022\n\nIran launched a cyberattack on Albania on Monday.\n\n"
    "Germany accused Russia of hacking its parliament.\n"
)


def run(*words: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: tables are read once per process."""
    own = ["--data", str(data)] if data else []
    return subprocess.run(
        [sys.executable, "-m", "communique", *own, *words], capture_output=True, text=True
    )


def asked(*words: str, data: Path | None = None) -> Any:
    done = run(*words, "--format", "json", data=data)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "my-tables"
    blocks = re.findall(r"```toml\n# (\S+)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert [name for name, _ in blocks] == ["codebooks/custom.toml", "patterns/events/cyber.toml"]
    for name, text in blocks:
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_page_s_folder_has_no_fault(own: Path) -> None:
    done = run("data", "check", data=own)
    assert (done.returncode, done.stdout) == (0, "")
    for line in done.stderr.splitlines():
        assert line == "no rows" or line in PAGE.read_text("utf-8")
    changed = {row["entry"]: row["change"] for row in asked("data", "diff", data=own)}
    assert changed["CYBER"] == changed["cyber.knock-out"] == "adds"


def test_events_of_the_type_come_out_everywhere(own: Path, folder: Path) -> None:
    (folder / "wire.txt").write_text(TEXT, encoding="utf-8")
    line = json.loads(run("annotate", "wire.txt", data=own).stdout)
    found = [(e["plover"], e["cameo"][:3], e["source"], e["target"]) for e in line["events"]]
    assert found == [
        ("CYBER", "X02", ["IRN"], ["ALB"]),
        ("ACCUSE", "112", ["DEU"], ["RUS"]),
    ]
    assert line["events"][0]["goldstein"] == -7.0
    assert run("read", "wire.txt", data=own).returncode == 0
    (event,) = asked("events", "--type", "cyber", data=own)
    assert [e["id"] for e in asked("timeline", "--cameo", "X", data=own)] == [event["id"]]
    told = asked("explain", event["id"], data=own)
    assert told["coding"]["change"] is None
    assert told["coding"]["event"]["construction"]["pattern"] == "cyber.knock-out"
    assert [entry.get("code") or entry["type"] for entry in told["codebook"]] == ["X02", "CYBER"]
    assert "X02,CYBER" in run("events", "--format", "csv", data=own).stdout
    assert run("report", "--out", "report.html", data=own).returncode == 0
    page = (folder / "report.html").read_text("utf-8")
    assert "Disable or destroy computers" in page
    assert "CYBER: of this record’s own" in page
    # Without the folder the store still answers, and explain tells that the tables are others.
    assert [e["id"] for e in asked("events", "--type", "CYBER")] == [event["id"]]
    assert "the tables have changed since" in asked("explain", event["id"])["coding"]["change"]


def test_the_codebook_prints_own_codes_and_types(own: Path) -> None:
    code = asked("codebook", "x01", data=own)
    assert (code["plover"], code["nearest"], code["goldstein"]) == ("CYBER", "170", -5.0)
    assert code["examples"]
    assert code["counter_examples"]
    kind = asked("codebook", "cyber", data=own)
    assert kind["codes"] == ["X01 Break into computers", "X02 Disable or destroy computers"]
    assert {"X01", "X02"} <= {row["code"] for row in asked("codebook", data=own)}
    assert run("codebook", "X01").returncode == 2


def test_all_faults_of_a_type_come_at_once(own: Path, folder: Path) -> None:
    path = own / "codebooks" / "custom.toml"
    path.write_text(
        '[[type]]\nid = "ACCUSE"\nname = "Accuse"\ndefinition = "d"\n'
        'codes = [{code = "112", name = "n", nearest = "999", goldstein = 11}]\n'
        '[[type]]\nid = "Cyber"\nname = "n"\nkind = 1\n'
    )
    done = run("data", "check", "--format", "json", data=own)
    assert done.returncode == 5
    rows = [row for row in json.loads(done.stdout) if row["path"] == str(path)]
    found = {(row["line"], row["message"]) for row in rows}
    assert {
        (2, "ACCUSE is a type of PLOVER's; take another id"),
        (5, "code 112: an own code is capitals and digits, such as X01"),
        (5, "code 112: nearest '999' is no CAMEO code"),
        (5, "code 112: goldstein 11 is not between -10 and 10"),
        (6, "'codes' is missing"),
        (6, "'definition' is missing"),
        (9, "unknown key 'kind'"),
        (7, "id 'Cyber' is not in capitals, such as CYBER or ELECTION_MEDDLING"),
    } <= found
    assert "the examples were not read" in done.stderr
    (folder / "wire.txt").write_text(TEXT, encoding="utf-8")
    done = run("annotate", "wire.txt", data=own)
    assert (done.returncode, done.stdout) == (5, "")
    assert "event type ACCUSE" in done.stderr


def test_an_act_head_that_believes_nothing_leaves_own_types_alone(own: Path) -> None:
    program = (
        "import dataclasses, sys\n"
        "from communique.pipeline import annotate, article_from_text, trace_article\n"
        "from communique.stages.events import learned\n"
        "plain = annotate.analyze\n"
        "def asked(*words):\n"
        "    return dataclasses.replace(plain(*words), act_reader='head', acts={})\n"
        "annotate.analyze = asked\n"
        "book = dataclasses.replace(learned.act_book(), least=1.0, least_ruled=1.0)\n"
        "learned.act_book = lambda: book\n"
        "article = article_from_text(sys.argv[1], article_id='typed', date=None)\n"
        "print(*(e.plover for e in trace_article(article)[0].events))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, TEXT],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COMMUNIQUE_DATA": str(own)},
    )
    assert done.stdout == "CYBER\n"


def faults(own: Path) -> dict[str, list[tuple[int, str]]]:
    """Line and message of the faults, by entry."""
    done = run("data", "check", "--format", "json", data=own)
    assert done.returncode == 5
    found: dict[str, list[tuple[int, str]]] = {}
    for row in json.loads(done.stdout):
        found.setdefault(row["entry"], []).append((row["line"], row["message"]))
    return found


def test_examples_that_do_not_come_out_are_named_with_what_did(own: Path) -> None:
    path = own / "patterns" / "events" / "cyber.toml"
    text = path.read_text("utf-8").replace('"ISR", "IRN"', '"ISR", "RUS"')
    path.write_text(text + LATE, encoding="utf-8")
    found = faults(own)
    (at,) = (n for n, line in enumerate(text.splitlines(), start=1) if "Israel disabled" in line)
    assert found.pop("cyber.knock-out") == [
        (at, "example 'Israel disabled computers in Iran.' gives X02 ISR → IRN by cyber.knock-out")
    ]
    shorter, counter = (message for _, message in found.pop("cyber.late"))
    assert shorter == (
        "example 'Russia hacked the Czech ministry.' gives no such event; "
        "it gives X01 RUS → CZE by cyber.break-in"
    )
    assert counter == (
        "counter-example 'Russia overwhelmed the servers of Latvia.' gives "
        "X02 RUS → LVA by cyber.late"
    )
    assert not found


def test_faults_in_the_shape_of_patterns(own: Path) -> None:
    path = own / "patterns" / "events" / "cyber.toml"
    path.write_text(SHAPELESS, encoding="utf-8")
    found = faults(own)
    assert set(found.pop("CYBER")) == {
        (15, "no pattern has the code X02"),
        (1, "2 example sentences in its patterns; a type needs 10"),
    }
    assert set(found.pop("cyber.odd")) == {
        (9, "unknown key 'verb', did you mean 'verbs'?"),
        (5, "source: no role 'subjct', did you mean 'subject'?"),
        (6, "requires: 'sauce' is neither source nor target"),
        (7, "an example is [sentence, source codes, target codes], not 'a bare sentence'"),
        (4, "nouns must be a list of strings"),
        (8, "no status 'perhaps'"),
    }
    assert set(found.pop("cyber.bare")) == {
        (13, "no code 'X03' in the codebooks; near are 03, X02, X01"),
        (11, "no trigger: give verbs, nouns or adjectives"),
        (11, "no example: give at least one sentence"),
    }
    assert not found


LATE = """
[[pattern]]
id = "cyber.late"
cameo = "X02"
verbs = ["overwhelm server"]
target = ["of"]
examples = [["Russia hacked the Czech ministry.", "RUS", "CZE"]]
not_examples = ["Russia overwhelmed the servers of Latvia."]
"""
SHAPELESS = """[[pattern]]
id = "cyber.odd"
cameo = "X01"
nouns = "hack"
source = ["subjct"]
requires = ["sauce"]
examples = ["a bare sentence", ["Russia hacked Mali.", "RUS", "MLI"]]
status = "perhaps"
verb = ["snoop"]

[[pattern]]
id = "cyber.bare"
cameo = "X03"
"""
