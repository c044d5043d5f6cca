"""``communique explain``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli.options import DEFAULT_STORE, Format, FormatName, StoreFile
from communique.cli.output import write

if TYPE_CHECKING:
    from communique.store import Store

# Fields of the record that the lines above them tell already.
_TOLD = frozenset({"id", "article_id", "status_evidence"})
_PLACES = ("_start", "_end", "_spans")


def explain(
    record_id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of an event, appointment, quote, timex, link or place."
        ),
    ],
    store: StoreFile = DEFAULT_STORE,
    stored: Annotated[
        bool,
        typer.Option("--stored", help="Only what the store holds; do not read the article again."),
    ] = False,
    form: FormatName = Format.table,
) -> None:
    """Explain one record: its words in the text, the rule that made it, its codebook entry.

    Of an event also the construction, what fills its slots, and which other constructions were
    rejected and why: the stored article is read again for that.
    """
    from communique.store import Store
    from communique.views.explain import explanation
    from communique.views.export import as_csv, as_json

    with Store(store) as opened:
        told = explanation(opened, record_id)
        if told["kind"] == "event" and not stored:
            told["coding"] = _coding(opened, told)
    if form is Format.json:
        write(as_json(told) + "\n")
    elif form is Format.csv:
        rows = [{"field": field, "value": value} for field, value in _lines(told)]
        write(as_csv(rows, ["field", "value"]))
    else:
        write("".join(f"{field:<15} {value}\n" for field, value in _lines(told)))


def _coding(store: Store, told: dict[str, Any]) -> dict[str, Any]:
    """How the event comes about when its article is read again."""
    from communique.api import traced
    from communique.views.explain import coding

    return coding(told, *traced(store.article(told["article"]["id"])))


def _lines(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and text of each line."""
    from communique.cli.coding import coding_lines
    from communique.views.names import entry_title

    article, made = told["article"], told["provenance"]
    yield "id", told["id"]
    yield _line("article", f"{article['id']}, {article['dated']}")
    yield _line("sentence", told["sentence"]["text"])
    for item in told["evidence"]:
        yield _line(item["role"], f"{item['words']}  [{item['start']}:{item['end']}]")
    yield _line("made by", f"{made['stage']}, rule {made['rule']}")
    yield _line("model", f"model {made['model'] or 'none'}, data {made['data'] or 'none'}")
    if "coding" in told:
        yield from coding_lines(told["coding"])
    for entry in told["codebook"]:
        yield _line("codebook", f"{entry_title(entry)}: {entry['definition']}")
    for name, value in told["record"].items():
        if value not in (None, []) and name not in _TOLD and not name.endswith(_PLACES):
            yield _line(name, ", ".join(value) if isinstance(value, list) else str(value))


def _line(label: str, text: str) -> tuple[str, str]:
    from communique.views.listing import clean

    return label, clean(text)
