"""The public surface is small, lazy and quick to import."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

import communique

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_the_names() -> None:
    assert communique.__all__ == ["__version__", "annotate", "open", "read"]
    for name in communique.__all__:
        assert getattr(communique, name)
    assert dir(communique) == sorted(communique.__all__)


def test_other_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'ingest'"):
        communique.ingest  # noqa: B018


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    assert communique.__version__ == project["version"]


HEAVY = ("duckdb", "pyarrow", "onnxruntime", "jinja2", "numpy", "trafilatura", "lxml", "rich")


@pytest.mark.parametrize(
    "module", ["communique", "communique.records", "communique.cli.main", "communique.views"]
)
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*[m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_importing_is_quick() -> None:
    """The limit is 0.3 s; the best of five tries, because a test machine may be busy."""
    tries = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import communique"], check=True)
        tries.append(time.perf_counter() - start)
    assert min(tries) < 0.3
