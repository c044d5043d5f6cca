"""``communique try``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from communique.cli.options import Format, FormatName
from communique.cli.output import write

Day = Annotated[
    str | None, typer.Option("--date", help="The day on which it is reported, as 2014-03-01.")
]
_WIDTH = 14


def try_(
    texts: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help="Sentences; each argument is read by itself."),
    ],
    date: Day = None,
    form: FormatName = Format.table,
) -> None:
    """Code a typed sentence and show why: constructions, slots, evidence, and what was rejected.

    Of every word that may carry an event it tells which other constructions fit it and why each
    gave none. Nothing is stored.
    """
    from communique.api import traced
    from communique.views.coding import coding_fields
    from communique.views.export import as_csv, as_json_array

    read = [coding_fields(*traced(text, date=date)) for text in texts]
    if form is Format.json:
        write(as_json_array(read) + "\n")
    elif form is Format.csv:
        rows = [
            {"sentence": sentence["sentence"], "field": field, "value": value}
            for sentence in _sentences(read)
            for field, value in _lines(sentence)
        ]
        write(as_csv(rows, ["sentence", "field", "value"]))
    else:
        printed = ["\n".join(_printed(sentence)) for sentence in _sentences(read)]
        write("\n\n".join(printed) + "\n")


def _sentences(read: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for coding in read:
        yield from coding["sentences"]


def _printed(sentence: dict[str, Any]) -> Iterator[str]:
    """The sentence, then its lines, those of each event a little apart."""
    from communique.views.listing import clean

    yield clean(sentence["sentence"])
    section = ""
    for label, text in _lines(sentence):
        apart = label == "event" or (label in {"rejected", "looked at"} and label != section)
        section = label
        if apart:
            yield ""
        yield f"{label:<{_WIDTH}} {clean(text)}"


def _lines(sentence: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and text of each line."""
    from communique.cli.coding import event_lines, looked_lines, rejected_lines

    for event in sentence["events"]:
        yield from event_lines(event)
    if sentence["skipped"]:
        yield "no event", f"taken for {sentence['skipped']}, which is not read for events"
    elif not sentence["events"]:
        nothing = "" if sentence["rejected"] or sentence["looked_at"] else "; no word begins one"
        yield "no event", f"no construction gives an event{nothing}"
    yield from rejected_lines(sentence["rejected"])
    if not sentence["events"]:
        yield from looked_lines(sentence["looked_at"])
