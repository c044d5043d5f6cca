"""Events of articles coded by our guide: ``python -m benchmarks.events``.

``events.csv`` holds, as offsets into the corpora, what a coder wrote for 235 sentences of articles
that no rule was written on, before anybody had seen the reader's answers; ``--table FILE`` takes
another table of that form, such as ``training/events.csv``.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table
from training.lessons import annotated_texts, read_table

from communique.pipeline import annotate_article, article_from_text
from communique.records import Annotation, Span
from communique.runtime.core import shipped_core
from communique.scoring import GoldArticle, GoldEvent, score_articles

TABLE = Path(__file__).with_name("events.csv")


def gold_articles(table: Path) -> Iterator[GoldArticle]:
    """The articles of a table, each cut where its coder stopped."""
    rows = defaultdict(list)
    for row in read_table(table):
        rows[row["article"]].append(row)
    for text in annotated_texts(table):
        coded = rows[str(text.row["id"])]
        yield GoldArticle(
            id=str(text.row["id"]),
            dct=text.row["date"],
            text=text.row["text"][: text.until],
            events=tuple(_event(row) for row in coded if row["trigger"]),
            quotes=(),
            dates=(),
            lost=0,
        )


def _event(row: dict[str, str]) -> GoldEvent:
    return GoldEvent(
        sentence=_span(row["sentence"]),
        trigger=_span(row["trigger"]),
        cameo=row["cameo"],
        plover=row["plover"],
        source=frozenset(filter(None, row["source"].split("|"))),
        target=frozenset(filter(None, row["target"].split("|"))),
        status=row["status"],
        when=None,
        asserted_by=row["asserted_by"],
    )


def _span(cell: str) -> Span:
    start, _, end = cell.partition("-")
    return Span(int(start), int(end))


def read_articles(table: Path) -> Iterator[tuple[GoldArticle, Annotation]]:
    """The coded articles with what the reader makes of them."""
    for gold in gold_articles(table):
        article = article_from_text(gold.text, article_id=gold.id, date=gold.dct)
        yield gold, annotate_article(article, shipped_core(2))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", type=Path, default=TABLE)
    options = parser.parse_args()
    table = Table("figure", "precision", "recall", "F1", "gold")
    for score in score_articles(list(read_articles(options.table))):
        # Days were not coded in these tables.
        if score.name.startswith("event") and not score.name.endswith("when"):
            table.add_row(
                score.name, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}",
                str(score.gold),
            )  # fmt: skip
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
