"""``communique data`` on folders of a user's own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

OWN = """
[[person]]
id = "person.jens-stoltenberg"
extend = true
aliases = ["J. Stoltenberg"]

[[person]]
id = "person.own-envoy"
name = "Ada Lindqvist"
family = ["Lindqvist"]
gender = "f"
roles = [{office = "special envoy", code = "UN", from = "2020-01-01", until = "2024-01-01"}]
"""
FAULTY = """
[[person]]
id = "person.faulty"
name = "Faulty"
gender = "x"
rolls = []
roles = [
  {office = "president", code = "rus", from = "2014-02-30"},
  {office = "president", code = "UKR.XYZ", from = "2014", until = "2010"},
]
"""


def run(folder: Path | None, *words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: tables are read once per process."""
    own = ["--data", str(folder)] if folder else []
    return subprocess.run(
        [sys.executable, "-m", "communique", *own, "data", *words], capture_output=True, text=True
    )


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "actors" / "persons").mkdir(parents=True)
    (tmp_path / "actors" / "persons" / "mine.toml").write_text(OWN)
    return tmp_path


def test_the_shipped_tables_have_no_errors() -> None:
    done = run(None, "check", "--format", "json")
    assert done.returncode == 0, done.stdout


def test_all_faults_come_at_once_with_file_and_line(own: Path) -> None:
    path = own / "actors" / "persons" / "faulty.toml"
    path.write_text(FAULTY)
    (own / "agents").mkdir()
    (own / "agents" / "broken.toml").write_text("[[agent]]\nid = \n")
    done = run(own, "check", "--format", "json")
    assert done.returncode == 5
    own_rows = [r for r in rows(done) if r["path"].startswith(str(own))]
    found = {(Path(r["path"]).name, r["line"], r["message"]) for r in own_rows}
    assert ("faulty.toml", 2, "unknown key 'rolls', did you mean 'roles'?") in found
    assert ("faulty.toml", 2, "gender 'x' is neither m nor f") in found
    assert ("faulty.toml", 8, "role: from '2014-02-30' is not in the calendar") in found
    assert ("faulty.toml", 8, "'rus' is neither a state nor an acronym") in found
    assert ("faulty.toml", 9, "role: ends on 2010 before it begins on 2014") in found
    assert ("faulty.toml", 9, "'UKR.XYZ' has no sector of the coding guide") in found
    assert any(name == "broken.toml" and line == 2 for name, line, _ in found)
    assert len(found) == 7


def test_diff_names_what_an_own_folder_changes(own: Path) -> None:
    (own / "places").mkdir()
    (own / "places" / "places.csv").write_text(
        "name,aliases,kind,country,lat,lon,note\nKyiv,Kiev|Kyjiw,capital,UKR,50.45,30.52,\n"
    )
    found = {row["entry"]: row for row in rows(run(own, "diff", "--format", "json"))}
    assert found["person.jens-stoltenberg"]["change"] == "extends"
    assert found["person.jens-stoltenberg"]["keys"] == "aliases"
    assert found["person.own-envoy"]["change"] == "adds"
    assert found["Kyiv UKR"]["change"] == "replaces"


def test_own_entries_are_read_and_explained(own: Path) -> None:
    facts = {
        r["what"]: r["value"] for r in rows(run(own, "explain", "Lindqvist", "--format", "json"))
    }
    assert facts["id"] == "person.own-envoy"
    assert facts["stands in"].endswith("mine.toml:7")
    text = "UN envoy Ada Lindqvist and J. Stoltenberg met on Monday."
    links = rows(run(own, "try", text, "--date", "2022-06-01", "--format", "json"))
    by_words = {row["words"]: row for row in links}
    assert by_words["Ada Lindqvist"]["rule"] == "person.own-envoy"
    assert by_words["J. Stoltenberg"]["person"] == "Jens Stoltenberg"
    assert by_words["J. Stoltenberg"]["codes"] == ["NATO"]


def test_a_state_is_explained_with_its_office_holders() -> None:
    done = run(None, "explain", "rus", "--date", "2014-03-01", "--format", "json")
    facts = {row["what"]: row["value"] for row in rows(done)}
    assert facts["name"] == "Russia"
    assert facts["foreign minister on 2014-03-01"] == "Sergei Lavrov"


def test_wrong_use_is_told(tmp_path: Path) -> None:
    done = run(None, "explain", "person.jens-stoltenburg")
    assert done.returncode == 2
    assert "person.jens-stoltenberg" in done.stderr
    done = run(tmp_path / "nowhere", "check")
    assert done.returncode == 5
    assert "no folder to lay over" in done.stderr
