"""Date windows of undated articles: ``python -m benchmarks.dating --articles 200``.

Dated articles are read as if their date were unknown: it is left out, and what stands in headers
and datelines is blanked. Rules were tuned on even articles (``--tune``); the score is on odd ones.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from communique.pipeline import annotate_article, article_from_text
from communique.records import Article, DateReason, DateWindow
from communique.runtime.core import shipped_core
from communique.stages.segment import find_segments

CORPORA = ("timeline17", "ukraine_2022", "syria_conflicting_accounts", "wikinews_2019")
SHARED = Path(os.environ.get("COMMUNIQUE_SHARED", "../shared"))
_MASKED = frozenset({"header", "dateline"})
_PASSES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An article whose date was hidden, its true day, and the window it got."""

    corpus: str
    article: Article
    day: str
    window: DateWindow | None

    @property
    def is_inside(self) -> bool:
        """Whether the window holds the true day."""
        return self.window is not None and self.window.start <= self.day <= self.window.end

    @property
    def width(self) -> int:
        """Days in the window."""
        assert self.window is not None
        days = (date.fromisoformat(d) for d in (self.window.start, self.window.end))
        first, last = days
        return (last - first).days + 1


def undated(row: dict[str, Any]) -> Article:
    """The article without its date, headers and datelines blanked until ingest finds none."""
    text, title = row["text"], row.get("title")
    for _ in range(_PASSES):
        article = article_from_text(text, article_id=str(row["id"]), title=title)
        blanked = list(text)
        for segment in find_segments(article):
            if segment.kind in _MASKED:
                for at in range(segment.span.start, segment.span.end):
                    blanked[at] = text[at] if text[at].isspace() else " "
        if "".join(blanked) == text:
            break
        text = "".join(blanked)
    return replace(article, text=text, dct=None, dct_basis="unknown", dates=(), url=None)


def cases(corpus: str, number: int, *, odd: bool, start: int) -> Iterator[Case]:
    """Every nth dated article of the corpus, of those at odd or at even places."""
    with (SHARED / "corpora" / corpus / "articles.jsonl").open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row.get("date")][odd::2]
    core = shipped_core(2)
    for row in rows[start :: max(1, len(rows) // number)][:number]:
        article = undated(row)
        window = annotate_article(article, core).window
        yield Case(corpus=corpus, article=article, day=row["date"][:10], window=window)


def line(name: str, found: list[Case]) -> str:
    """One line of the table."""
    given = [case for case in found if case.window is not None]
    widths = sorted(case.width for case in given)
    low, middle, high = statistics.quantiles(widths, n=4) if len(widths) > 1 else (0, 0, 0)
    inside = 100 * sum(case.is_inside for case in given) / max(1, len(given))
    narrow = 100 * sum(width <= 730 for width in widths) / max(1, len(found))
    return (
        f"{name:28} {len(found):5} {100 * len(given) / max(1, len(found)):6.1f} {inside:7.1f} "
        f"{middle:7.0f} {low:7.0f} {high:7.0f} {narrow:7.1f}"
    )


def contradicts(reason: DateReason, day: str) -> bool:
    """Whether the reason rules out the true day."""
    return day < (reason.earliest or day) or day > (reason.latest or day)


def evidence(found: Iterable[Case]) -> Iterator[str]:
    """Per rule: articles that have it, and in how many it rules out the true day."""
    seen: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for case in found:
        reasons = (*case.window.reasons, *case.window.dropped) if case.window else ()
        seen.update({reason.rule for reason in reasons})
        wrong.update({r.rule for r in reasons if contradicts(r, case.day)})
    for rule, count in seen.most_common():
        yield f"{rule:28} {count:5} {wrong[rule]:7}"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--tune", action="store_true", help="even articles instead of odd ones")
    parser.add_argument("--start", type=int, default=0, help="where among them to begin")
    parser.add_argument("--misses", action="store_true", help="name windows without the true day")
    options = parser.parse_args()
    found: dict[str, list[Case]] = defaultdict(list)
    for corpus in CORPORA:
        found[corpus] += cases(
            corpus,
            options.articles // len(CORPORA),
            odd=not options.tune,
            start=options.start,
        )
    every = [case for some in found.values() for case in some]
    print(f"{'corpus':28} {'n':>5} {'given%':>6} {'inside%':>7} {'median':>7} {'q1':>7} {'q3':>7} "
          f"{'<=2y%':>7}")  # fmt: skip
    for corpus, some in found.items():
        print(line(corpus, some))
    print(line("all", every))
    print(f"\n{'evidence':28} {'n':>5} {'wrong':>7}")
    print("\n".join(evidence(every)))
    if options.misses:
        for case in every:
            if case.window is not None and not case.is_inside:
                print("\n", case.corpus, case.article.id, case.day, case.window.start,
                      case.window.end)  # fmt: skip
                for reason in case.window.reasons:
                    if contradicts(reason, case.day):
                        words = reason.span.of(case.article.text)
                        print("   ", reason.rule, "|", reason.reason, "|", repr(words))


if __name__ == "__main__":
    main()
