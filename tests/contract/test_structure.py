"""The direction of traffic, and ceilings on the size of things."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "communique"
MODULES = sorted(SOURCE.rglob("*.py"))
MOST_LINES = 600
MOST_FUNCTION_LINES = 60


def test_imports_flow_one_way() -> None:
    run = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")],
        cwd=SOURCE.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_sizes(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MOST_FUNCTION_LINES, f"{node.name} has {length} lines"


def test_every_room_has_a_readme() -> None:
    rooms = [
        SOURCE / r
        for r in ("records", "codebook", "runtime", "pipeline", "store", "views", "scoring", "cli")
    ]
    rooms += [p for p in (SOURCE / "stages").iterdir() if p.is_dir() and p.name != "__pycache__"]
    assert [str(r.relative_to(SOURCE)) for r in rooms if not (r / "README.md").is_file()] == []
