"""Time expressions against TimeBank: ``python benchmarks/timebank.py``.

Every fifth article, set aside while the rules were written; scores as in TempEval-3: relaxed and
strict spans, and values over all expressions.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from communique.pipeline import annotate_article, article_from_text
from communique.records import Span, Timex
from communique.runtime.core import shipped_core


def matched(gold: list[dict[str, Any]], found: tuple[Timex, ...]) -> tuple[int, int, int]:
    """Relaxed, strict and value hits of one article; each answer is used once."""
    used: set[int] = set()
    relaxed = strict = value = 0
    for row in gold:
        span = Span(row["start"], row["end"])
        for index, timex in enumerate(found):
            if index not in used and timex.span.overlaps(span):
                used.add(index)
                relaxed += 1
                strict += timex.span == span
                value += timex.value == row["value"]
                break
    return relaxed, strict, value


def main() -> None:
    """Print the figures."""
    shared = Path(os.environ.get("COMMUNIQUE_SHARED", "../shared"))
    path = shared / "gold" / "tempeval3" / "train_timebank.jsonl"
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][::5]
    core, hits, wanted, answered = shipped_core(2), [0, 0, 0], 0, 0
    for row in rows:
        article = article_from_text(row["text"], article_id=row["id"], date=row["dct"][:10])
        found = annotate_article(article, core).timexes
        gold = [t for t in row["timex"] if t.get("start") is not None and t["start"] < t["end"]]
        hits = [a + b for a, b in zip(hits, matched(gold, found), strict=True)]
        wanted, answered = wanted + len(gold), answered + len(found)
    for name, right in zip(("relaxed span", "strict span", "value"), hits, strict=True):
        print(f"{name:13} F1 {2 * right / (wanted + answered):.3f}  gold {wanted}")


if __name__ == "__main__":
    main()
