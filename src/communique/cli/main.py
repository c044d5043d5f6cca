"""The command line: every command in its own file, errors and exit codes here."""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from communique import __version__
from communique.cli.annotate import annotate
from communique.cli.articles import articles
from communique.cli.calendar import calendar
from communique.cli.codebook import codebook
from communique.cli.data import data
from communique.cli.events import events
from communique.cli.explain import explain
from communique.cli.failures import failures
from communique.cli.output import write
from communique.cli.quotes import quotes
from communique.cli.read import read
from communique.cli.report import report
from communique.cli.score import score
from communique.cli.show import show
from communique.cli.timeline import timeline
from communique.cli.try_text import try_
from communique.cli.version import version
from communique.codebook.overlay import VARIABLE
from communique.errors import CommuniqueError, DataError, InputError, StoreError, UsageError

EXIT_CODES = ((UsageError, 2), (InputError, 3), (StoreError, 4), (DataError, 5))
EPILOG = """Data goes to standard output, talk to standard error.

\b
Exit codes:
  0  all fine
  1  an error nobody expected
  2  wrong usage
  3  some articles could not be read
  4  the store is missing, not ours or cannot be written
  5  a table of data is faulty, ours or the one given with --data
  130, 143  interrupted or told to stop; a store is as it was before
"""


class Commands(TyperGroup):
    """The commands, with errors turned into one line and an exit code."""

    # A signal may arrive inside a DuckDB query, whose error does not tell which one it was.
    stopped = 128 + signal.SIGINT

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a reader that closes the pipe early (``| head``) is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except (KeyboardInterrupt, RuntimeError) as error:
            # DuckDB answers Ctrl-C during a query with an error of its own.
            if isinstance(error, RuntimeError) and str(error) != "Query interrupted":
                raise
            typer.echo("interrupted; a store is as it was before", err=True)
            raise typer.Exit(self.stopped) from None
        except CommuniqueError as error:
            typer.echo(f"error: {error.message} [{error.code}]", err=True)
            raise typer.Exit(exit_code(error)) from error
        return result


def exit_code(error: CommuniqueError) -> int:
    """The exit code of an error, 1 for kinds that have none of their own."""
    return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog=EPILOG,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        write(f"communique {__version__}\n")
        raise typer.Exit


@app.callback()
def entry(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    own_data: Annotated[
        str | None,
        typer.Option(
            "--data",
            metavar="FOLDER",
            envvar=VARIABLE,
            help="Your own tables, laid over the shipped ones entry by entry.",
        ),
    ] = None,
) -> None:
    """Read news reports and write the record: who did or said what to whom, when and where."""
    if own_data:
        os.environ[VARIABLE] = own_data


for command in (
    read, annotate, try_, events, timeline, calendar, quotes, articles, failures, show, explain,
    report, codebook, score, version,
):  # fmt: skip
    app.command(command.__name__.rstrip("_"))(command)
app.add_typer(data, name="data")


def _stop(number: int, _frame: object) -> None:
    Commands.stopped = 128 + number
    sys.exit(Commands.stopped)


def main() -> None:
    """Run the command line; told to stop, it takes the draft of a store away first."""
    signal.signal(signal.SIGTERM, _stop)
    app(prog_name="communique")
