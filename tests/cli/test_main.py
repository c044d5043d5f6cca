"""The frame: help, version, codebook, pipes, and a reference that is current."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

import communique
from tests.cli.conftest import Call

GENERATOR = Path(__file__).parents[2] / "docs" / "generate_cli.py"
COMMANDS = [
    "read", "annotate", "events", "timeline", "quotes", "articles", "failures", "show", "explain",
    "report", "codebook", "version",
]  # fmt: skip


def test_help_names_commands_and_exit_codes(call: Call) -> None:
    result = call("--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in result.stdout
    for line in ("0  all fine", "3  some articles could not be read", "4  the store is missing"):
        assert line in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(call: Call, command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")


def test_version(call: Call) -> None:
    assert call("--version").stdout == f"communique {communique.__version__}\n"
    assert call("version").stdout.startswith(f"communique {communique.__version__}, data ")


def test_codebook(call: Call) -> None:
    listed = json.loads(call("codebook", "--format", "json").stdout)
    assert {"code": "112", "name": "Accuse", "plover": "ACCUSE", "goldstein": -2.0} in listed
    assert "112" in call("codebook").stdout
    assert call("codebook", "112").stdout.startswith("112  Accuse\n")
    assert json.loads(call("codebook", "accuse", "--format", "json").stdout)["type"] == "ACCUSE"


def test_the_reference_is_current() -> None:
    spec = importlib.util.spec_from_file_location("generate_cli", GENERATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.reference(), (
        "run python docs/generate_cli.py"
    )


def test_a_reader_that_stops_early_is_no_error() -> None:
    program = (
        "import sys; from communique.cli.output import write\n"
        "import communique.cli.main as m\n"
        "@m.app.command()\n"
        "def flood() -> None:\n"
        "    while True: write('line\\n')\n"
        "m.app(['flood'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"line\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("error", ["KeyboardInterrupt()", "RuntimeError('Query interrupted')"])
def test_an_interruption_is_one_line_and_a_code_of_its_own(error: str) -> None:
    program = (
        "import communique.cli.main as m\n"
        "@m.app.command()\n"
        f"def stopped() -> None: raise {error}\n"
        "m.app(['stopped'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 130
    assert done.stderr == "interrupted; a store is as it was before\n"
