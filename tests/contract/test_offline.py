"""A reader opens no connection, and import costs next to nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

SENTENCE = "NATO called on Russia on Friday to withdraw its troops from Ukraine."


def run(code: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_no_connection_is_opened() -> None:
    code = (
        "import socket\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "socket.create_connection = refuse\n"
        "import communique\n"
        f"found = communique.annotate({SENTENCE!r}, date='2022-01-07')\n"
        "print(found.events[0].plover)\n"
    )
    assert run(code).strip() == "REQUEST"


@pytest.mark.parametrize("heavy", ["onnxruntime", "duckdb", "trafilatura", "pyarrow", "numpy"])
def test_import_is_light(heavy: str) -> None:
    assert run(f"import sys, communique; print({heavy!r} in sys.modules)").strip() == "False"
