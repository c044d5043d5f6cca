"""Write docs/cli.md from the help texts of the commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer.main
from typer.testing import CliRunner

from communique.cli.main import app

PAGE = Path(__file__).parent / "cli.md"


def reference() -> str:
    """The page: the general help, then that of every command."""
    group = typer.main.get_command(app)
    parts = ["# Command line", "Written by `python docs/generate_cli.py`; do not edit.", _block()]
    for words in _commands(group):
        parts += [f"## {' '.join(words)}", _block(*words)]
    return "\n\n".join(parts) + "\n"


def _commands(group: object, *above: str) -> Iterator[tuple[str, ...]]:
    """Every command and the commands under it, as the words that call it."""
    for name, command in getattr(group, "commands", {}).items():
        yield (*above, name)
        yield from _commands(command, *above, name)


def _block(*words: str) -> str:
    runner = CliRunner(env={"COLUMNS": "80", "TERMINAL_WIDTH": "80", "NO_COLOR": "1"})
    result = runner.invoke(app, [*words, "--help"], prog_name="communique")
    return f"```\n$ {' '.join(('communique', *words, '--help'))}\n{result.output.rstrip()}\n```"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
