"""A store of two articles and a failure, and a way to call a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from communique.cli.main import app
from communique.records import Span
from communique.store import Run, write_store
from tests.builders import article, bare, event, failure, geneva

Call = Callable[..., Result]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in a folder of its own, where ``record.duckdb`` is the default store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def store(folder: Path) -> Path:
    source = article("Troops shelled a village.", id="village", dct=None, dct_basis="unknown")
    shelling = event(
        source,
        Span(0, 25),
        Span(7, 14),
        cameo="194",
        plover="ASSAULT",
        source=("RUS.MIL",),
        target=("---",),
    )
    village = replace(bare(source), events=(shelling,))
    path = folder / "record.duckdb"
    write_store(path, [geneva(), village, failure()], run=Run(version="0.1.0"))
    return path


@pytest.fixture
def call() -> Call:
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])
