"""Quotations against PolNeAR: ``python benchmarks/polnear.py --articles 60``.

A predicted quote counts as right when its content overlaps the content of an attribution, and an
attribution as found when a quote overlaps it; the speaker is right when the spans overlap.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

from communique.pipeline import annotate_article, article_from_text
from communique.records import Quote, Span
from communique.runtime.core import shipped_core

KINDS = ("direct", "mixed", "indirect")


def covered(spans: list[list[int]]) -> Span:
    """One span over a discontinuous one."""
    return Span(min(s for s, _ in spans), max(e for _, e in spans))


def count(row: dict[str, Any], quotes: tuple[Quote, ...], counts: Counter[str]) -> None:
    """Add one article's figures."""
    gold = [a for a in row["attributions"] if a["content"]]
    for attribution in gold:
        content, kind = covered(attribution["content"]), attribution["type"]
        counts[f"gold {kind}"] += 1
        hits = [q for q in quotes if q.text.overlaps(content)]
        if not hits:
            continue
        counts[f"found {kind}"] += 1
        best = max(
            hits, key=lambda q: min(q.text.end, content.end) - max(q.text.start, content.start)
        )
        if attribution["source"]:
            counts["speakers"] += 1
            named = [Span(s, e) for s, e in attribution["source"]]
            counts["speakers right"] += best.speaker is not None and any(
                best.speaker.overlaps(span) for span in named
            )
    for quote in quotes:
        counts[f"predicted {quote.kind}"] += 1
        counts[f"right {quote.kind}"] += any(
            quote.text.overlaps(covered(a["content"])) for a in gold
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--split", choices=("dev", "train"), default="dev")
    options = parser.parse_args()
    shared = Path(os.environ.get("COMMUNIQUE_SHARED", "../shared"))
    core, counts = shipped_core(2), Counter[str]()
    with (shared / "gold" / "polnear" / f"{options.split}.jsonl").open(encoding="utf-8") as lines:
        for _, line in zip(range(options.articles), lines, strict=False):
            row = json.loads(line)
            article = article_from_text(row["text"], article_id=row["id"], date=row["date"])
            count(row, annotate_article(article, core).quotes, counts)
    for kind in KINDS:
        gold = counts[f"gold {kind}"]
        recall = counts[f"found {kind}"] / max(1, gold)
        precision = counts[f"right {kind}"] / max(1, counts[f"predicted {kind}"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{kind:9} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  gold {gold}")
    print(f"speaker   {counts['speakers right'] / max(1, counts['speakers']):.3f} of found")


if __name__ == "__main__":
    main()
