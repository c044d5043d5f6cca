"""What is kept between runs equals what it was made of, and broken keepings do no harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.codebook.actor_tables import _Builder
from communique.codebook.cache import kept
from communique.codebook.resources import DATA, parsed_toml


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_kept_files_say_what_the_data_say(folder: Path) -> None:
    for path in sorted((DATA / "actors").rglob("*.toml")):
        assert parsed_toml(path) == parsed_toml(path), path
    assert list(folder.glob("toml-*.json"))


@pytest.mark.usefixtures("folder")
def test_kept_actor_tables_equal_the_made_ones() -> None:
    made = _Builder().tables()
    assert kept("actors", "x", lambda: made) == made
    assert kept("actors", "x", lambda: {"never": "made"}) == made


def test_a_broken_file_is_made_anew(folder: Path) -> None:
    assert kept("toml", "x", lambda: [1]) == [1]
    (path,) = folder.glob("*.json")
    path.write_text('{"half')
    assert kept("toml", "x", lambda: [2]) == [2]
    assert json.loads(path.read_text()) == [2]


def test_nothing_is_kept_where_it_is_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert kept("toml", "x", lambda: [1]) == [1]
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "file"))
    assert kept("toml", "x", lambda: [1]) == [1]


@pytest.mark.usefixtures("folder")
def test_a_bare_date_reads_the_same_from_both(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("from = 2014-03-01\n")
    assert parsed_toml(path) == {"from": "2014-03-01"} == parsed_toml(path)
