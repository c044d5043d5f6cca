"""``communique show``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.options import DEFAULT_STORE, Format, FormatName, StoreFile
from communique.cli.output import print_rich, print_rows, print_table, write

if TYPE_CHECKING:
    from rich.text import Text

    from communique.store import Store


def show(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's id.")],
    store: StoreFile = DEFAULT_STORE,
    form: FormatName = Format.table,
) -> None:
    """Show one article with its events and quotes; as CSV, its events."""
    from communique.store import Store
    from communique.views.article import article_line
    from communique.views.export import as_json

    with Store(store) as opened:
        if form is Format.json:
            write(as_json(article_line(opened, article)) + "\n")
            return
        if form is Format.csv:
            opened.article(article)
            print_rows("events", opened.events().where(article_id=article), form)
            return
        print_rich(_heading(opened, article), "", _text(opened, article))
        print_table("events", opened.events().where(article_id=article).rows())
        print_table("quotes", opened.quotes().where(article_id=article).rows())


def _heading(store: Store, article_id: str) -> Text:
    from rich.text import Text

    from communique.views.listing import clean
    from communique.views.window import dated_in_words

    article = store.article(article_id)
    dated = dated_in_words(article.dct, article.dct_basis, store.window(article_id))
    parts = (article.id, article.outlet, dated, article.url)
    title = Text(clean(article.title or article.id), style="bold")
    return title.append("\n" + clean(" · ".join(p for p in parts if p)), style="not bold dim")


def _text(store: Store, article_id: str) -> Text:
    """The text with triggers and reported words set off, boilerplate dimmed."""
    from rich.text import Text

    from communique.views.listing import printable

    text = Text(printable(store.article(article_id).text))
    for segment in store.segments(article_id):
        if segment.kind == "boilerplate":
            text.stylize("dim", segment.span.start, segment.span.end)
    for quote in store.quote_records(article_id):
        text.stylize("italic", quote.text.start, quote.text.end)
    for event in store.event_records(article_id):
        text.stylize("bold underline", event.trigger.start, event.trigger.end)
    return text
