"""``communique data``: the tables of knowledge, the shipped ones and the user's over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli.options import Format, FormatName
from communique.cli.output import counted, print_rows_of, progress, talk
from communique.errors import DataError

if TYPE_CHECKING:
    from communique.codebook.check import Fault

data = typer.Typer(
    help="Check, explain, try and compare the tables: actors, offices, places, event patterns.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Day = Annotated[str | None, typer.Option("--date", help="The day that counts, as 2014-03-01.")]


@data.command()
def check(
    every: Annotated[
        bool, typer.Option("--all", help="Read the examples of the shipped patterns too: minutes.")
    ] = False,
    form: FormatName = Format.table,
) -> None:
    """List every fault of the tables with its file and line; exit code 5 if there are errors.

    The examples and counter-examples of your own event patterns and types are read too.
    """
    from dataclasses import asdict

    from communique.codebook.check import find_faults
    from communique.codebook.check_events import event_faults

    faults = sorted((*find_faults(), *event_faults(), *_example_faults(every)))
    print_rows_of("faults", [asdict(fault) for fault in faults], form)
    errors = sum(fault.grade == "error" for fault in faults)
    talk(f"{counted(errors, 'error')}, {counted(len(faults) - errors, 'doubt')}")
    if errors:
        raise typer.Exit(5)


def _example_faults(every: bool) -> tuple[Fault, ...]:
    """The examples that do not come out; none when the tables are too faulty to read by."""
    from communique.pipeline import data_examples, example_faults

    examples = list(data_examples(shipped=every))
    try:
        faults = example_faults(progress(iter(examples), "examples"))
    except DataError as error:
        talk(f"the examples were not read: {error.message}")
        return ()
    talk(f"{counted(len(examples), 'example')} read")
    return faults


@data.command()
def explain(
    entry: Annotated[str, typer.Argument(metavar="ID|CODE|NAME", help="An entry, state or name.")],
    date: Day = None,
    form: FormatName = Format.table,
) -> None:
    """Show an entry with its file and line, a state with its codes, or whom a name may mean."""
    from communique.codebook.explain import entries_named, state_rows

    rows = state_rows(entry.upper(), date) if len(entry) == 3 else []
    if not rows:
        named = entries_named(entry)
        idents = named or (entry,)
        rows = [row for ident in idents for row in _entry_rows(ident, date)]
    print_rows_of("facts", rows, form)


def _entry_rows(ident: str, day: str | None) -> list[dict[str, Any]]:
    """An entry's keys, one row each, then the forms that it shares with others."""
    from communique.codebook.actors import actor_index
    from communique.codebook.explain import find_entries, shared_forms, state_rows

    if ident.startswith("state."):
        return state_rows(ident.split(".")[1].upper(), day)
    entries = find_entries(ident)
    rows: list[dict[str, Any]] = []
    for placed in entries:
        rows.append({"what": "stands in", "value": f"{placed.path}:{placed.line}"})
        for key, value in placed.entry.items():
            values = value if isinstance(value, list) else [value]
            rows += [{"what": key, "value": _told(item, day)} for item in values]
    rows += [
        {"what": "form of others", "value": f"{row['form']}: {row['also']}"}
        for row in shared_forms(ident, actor_index(), entries)
    ]
    return rows


def _told(value: Any, day: str | None) -> str:
    """A value in words; a role that holds on the asked day is marked."""
    from communique.codebook.actor_tables import ALWAYS
    from communique.codebook.actors import Role

    if not isinstance(value, dict):
        return str(value)
    start, end = (str(value.get(k, d)) for k, d in zip(("from", "until"), ALWAYS, strict=True))
    words = [str(v) for k, v in value.items() if k not in {"from", "until"}]
    span = f"{value.get('from', '…')} to {value.get('until', '…')}"
    holds = day is not None and Role(codes=(), start=start, end=end).holds_on(day)
    return f"{' · '.join(words)} · {span}" + (f"  ← on {day}" if holds else "")


@data.command("try")
def try_text(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence or a paragraph.")],
    date: Day = None,
    form: FormatName = Format.table,
) -> None:
    """Read a typed text and show whom each mention stands for, and by which rule."""
    from communique.api import annotate
    from communique.views.links import link_rows

    print_rows_of("links", link_rows(annotate(text, date=date)), form)


@data.command()
def diff(form: FormatName = Format.table) -> None:
    """List what the folder given with --data adds, changes or drops."""
    from communique.codebook.explain import differences
    from communique.codebook.overlay import overlay_folder

    if overlay_folder() is None:
        talk("no folder is laid over the shipped tables: communique --data FOLDER data diff")
    print_rows_of("differences", list(differences()), form)
