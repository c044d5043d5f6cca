"""``read`` and ``annotate``, with the real pipeline on texts of our own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import communique
from communique.errors import InputError, StoreError, UsageError
from tests.cli.conftest import Call

TEXT = (
    "10 January 2022\n\nGermany accused Russia of blocking the talks in Geneva. 😀\n\n"
    '"We want an answer," Foreign Minister Annalena Baerbock said on Monday.\n'
)


@pytest.fixture
def good(folder: Path) -> Path:
    path = folder / "berlin.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def blank(folder: Path) -> Path:
    path = folder / "blank.txt"
    path.write_text("  \n")
    return path


def test_annotate_prints_a_line_for_each_article(call: Call, good: Path, blank: Path) -> None:
    result = call("annotate", good, blank)
    first, second = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 3
    assert first["id"] == "berlin"
    for event in first["events"]:
        span = event["trigger"]
        assert TEXT[span["start"] : span["end"]].strip()
    assert second["failure"]["code"] == "input.empty"
    assert "1 article read, 1 failed" in result.stderr
    assert "blank.txt: input.empty" in result.stderr


def test_read_fills_a_store_once(call: Call, good: Path, blank: Path, folder: Path) -> None:
    result = call("read", good, blank)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "1 article read into record.duckdb: 1 new; 1 failed" in result.stderr
    before = (folder / "record.duckdb").read_bytes()
    again = call("read", good, blank, "--store", "record.duckdb")
    assert "1 unchanged" in again.stderr
    assert (folder / "record.duckdb").read_bytes() == before


def test_columns_in_one_go_or_one_by_one(call: Call, folder: Path) -> None:
    row = {"key": "a", "day": "2022-01-10", "body": "Germany accused Russia on Monday."}
    (folder / "wire.jsonl").write_text(json.dumps(row) + "\n")
    pairs = ["id=key", "date=day", "text=body"]
    in_one = call("annotate", "wire.jsonl", "--columns", *pairs)
    one_by_one = call("annotate", "wire.jsonl", *(w for p in pairs for w in ("--columns", p)))
    assert in_one.exit_code == one_by_one.exit_code == 0
    assert in_one.stdout == one_by_one.stdout
    assert json.loads(in_one.stdout)["dct"] == "2022-01-10"


@pytest.mark.parametrize(
    "words",
    [["missing.txt"], ["berlin.txt", "--date", "soon"], ["berlin.txt", "--columns", "text"], []],
)
@pytest.mark.parametrize("command", ["read", "annotate"])
def test_wrong_usage(call: Call, good: Path, command: str, words: list[str]) -> None:
    result = call(command, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert not (good.parent / "record.duckdb").exists()


def test_a_file_that_is_no_store_is_left_alone(call: Call, good: Path) -> None:
    result = call("read", good, "--store", good)
    assert result.exit_code == 4
    assert good.read_text(encoding="utf-8") == TEXT


def test_the_python_names_do_the_same(good: Path, blank: Path) -> None:
    with communique.read([good, blank], store="python.duckdb") as store:
        assert [row["id"] for row in store.articles().rows()] == ["berlin"]
        assert [f.code for f in store.failure_records()] == ["input.empty"]
        stored = store.event_records("berlin")
    from_file = communique.annotate(good)
    from_text = communique.annotate(TEXT)
    assert from_file.events == stored
    assert [e.trigger for e in from_text.events] == [e.trigger for e in stored]
    assert communique.annotate(from_file.article) == from_file
    assert communique.annotate(TEXT, date="2021-05-05").article.dct == "2021-05-05"
    with communique.open("python.duckdb") as store:
        assert store.event_records("berlin") == stored
    with pytest.raises(InputError):
        communique.annotate(blank)
    with pytest.raises(StoreError):
        communique.open("missing.duckdb")
    with pytest.raises(UsageError):
        communique.annotate(TEXT, date="soon")
    with pytest.raises(UsageError):
        communique.annotate(from_file.article, date="2021-05-05")


def test_output_is_utf8_in_every_locale(good: Path) -> None:
    row = json.dumps({"id": "Київ 😀", "text": "Germany accused Russia."}, ensure_ascii=False)
    path = good.with_name("wire.jsonl")
    path.write_text(row, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "communique", "annotate", str(path)],
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )
    assert json.loads(done.stdout.decode("utf-8"))["id"] == "Київ 😀"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_leaves_the_store_whole(
    call: Call, good: Path, folder: Path, number: signal.Signals
) -> None:
    call("read", good)
    before = (folder / "record.duckdb").read_bytes()
    # A shell that starts us in the background has SIGINT ignored; a person at a keyboard has not.
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from communique.cli.main import main; main()"
    )
    words = ["read", "-", "--store", "record.duckdb"]
    with subprocess.Popen(
        [sys.executable, "-c", program, *words],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
    ) as process:
        for _ in range(600):
            if list(folder.glob(".record.duckdb.*/draft.duckdb")):
                break
            time.sleep(0.1)
        process.send_signal(number)
        process.wait(timeout=60)
    assert process.returncode == 128 + number
    assert (folder / "record.duckdb").read_bytes() == before
    assert not list(folder.glob(".record.duckdb.*"))
