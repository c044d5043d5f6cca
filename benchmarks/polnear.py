"""Quotations against PolNeAR: ``python benchmarks/polnear.py --articles 60``.

All attributions count, beliefs and intentions included; ours are quotes and attitudes together. A
predicted one counts as right when its content overlaps the content of an attribution, and an
attribution as found when one of ours overlaps it; the speaker is right when the spans overlap.
Exact: the same content but for outer marks, punctuation and a joining *that*, sentence by
sentence as we cut it.
``--split train --fold`` reads the articles of the training set that the attribution head was
trained without, every tenth.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from communique.pipeline import annotate_article, article_from_text
from communique.records import Annotation, Quote, Span
from communique.runtime.core import shipped_core

KINDS = ("direct", "mixed", "indirect")
FOLD = 10
_EDGE = " \t\n\u00a0“”\"'‘’`,.;:!?–—-"


def bare(text: str, span: Span) -> Span:
    """The span without outer blanks, marks and punctuation, and without a joining *that*."""
    start, end = span.start, span.end
    if text[start : start + 5].lower() == "that " and start + 5 < end:
        start += 5
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end)


def pieces(text: str, spans: Sequence[list[int]], sentences: Sequence[Span]) -> set[Span]:
    """Bare content, cut where sentences end."""
    cut = [
        bare(text, Span(max(start, s.start), min(end, s.end)))
        for start, end in spans
        for s in sentences
        if s.start < end and start < s.end
    ]
    return {piece for piece in cut if piece.start < piece.end}


def covered(spans: Sequence[list[int]]) -> Span:
    """One span over a discontinuous one."""
    return Span(min(s for s, _ in spans), max(e for _, e in spans))


def count(row: dict[str, Any], found: Annotation, counts: Counter[str]) -> None:
    """Add one article's figures."""
    text, ours = found.article.text, (*found.quotes, *found.attitudes)
    sentences = [s.span for s in found.analysis.sentences]
    gold = [a for a in row["attributions"] if a["content"]]
    parts = [pieces(text, a["content"], sentences) for a in gold]
    exact = {bare(text, q.text) for q in ours}
    for attribution, wanted in zip(gold, parts, strict=True):
        content, kind = covered(attribution["content"]), attribution["type"]
        counts[f"gold {kind}"] += 1
        counts[f"exactly found {kind}"] += bool(wanted) and wanted <= exact
        hits = [q for q in ours if q.text.overlaps(content)]
        if hits:
            counts[f"found {kind}"] += 1
            count_speaker(text, attribution, hits, counts)
    told = set().union(*parts)
    for quote in ours:
        by = "learned" if quote.provenance.model else "rules"
        right = any(quote.text.overlaps(covered(a["content"])) for a in gold)
        for name in (quote.kind, by, quote.attitude):
            counts[f"predicted {name}"] += 1
            counts[f"right {name}"] += right
            counts[f"exactly right {name}"] += bare(text, quote.text) in told


def count_speaker(
    text: str, attribution: dict[str, Any], hits: Sequence[Quote], counts: Counter[str]
) -> None:
    """Compare the speakers of an attribution and of the quote that shares most of its content."""
    if not attribution["source"]:
        return
    content = covered(attribution["content"])

    def shared(quote: Quote) -> tuple[int, int]:
        own = min(quote.text.end, content.end) - max(quote.text.start, content.start)
        return own, -(quote.text.end - quote.text.start)

    best = max(hits, key=shared)
    named = [Span(s, e) for s, e in attribution["source"]]
    counts["speakers"] += 1
    if best.speaker is not None:
        counts["speakers right"] += any(best.speaker.overlaps(span) for span in named)
        counts["speakers exactly right"] += any(
            bare(text, best.speaker) == bare(text, span) for span in named
        )


def rows(shared: Path, split: str, *, fold: bool, articles: int) -> Iterator[dict[str, Any]]:
    """The articles to be scored."""
    with (shared / "gold" / "polnear" / f"{split}.jsonl").open(encoding="utf-8") as lines:
        chosen = (line for n, line in enumerate(lines) if not fold or n % FOLD == FOLD - 1)
        yield from map(json.loads, islice(chosen, articles))


def f1(precision: float, recall: float) -> str:
    """Precision, recall and their harmonic mean."""
    mean = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {mean:.3f}"


def table(counts: Counter[str]) -> Iterator[str]:
    """The lines to be printed."""

    def share(part: str, whole: str) -> float:
        return counts[part] / max(1, counts[whole])

    for kind in KINDS:
        predicted, gold = f"predicted {kind}", f"gold {kind}"
        loose = f1(share(f"right {kind}", predicted), share(f"found {kind}", gold))
        tight = f1(share(f"exactly right {kind}", predicted), share(f"exactly found {kind}", gold))
        yield f"{kind:9} overlap {loose}   exact {tight}   gold {counts[gold]}"
    right, exact = share("speakers right", "speakers"), share("speakers exactly right", "speakers")
    yield f"speaker   overlap {right:.3f} of found   exact {exact:.3f}"
    for name in ("rules", "learned", "speech", "mention", "belief", "intention"):
        over, whole = (
            share(f"{how} {name}", f"predicted {name}") for how in ("right", "exactly right")
        )
        said = counts[f"predicted {name}"]
        yield f"{name:9} {said:5} said  overlap P {over:.3f}  exact P {whole:.3f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--split", choices=("dev", "train"), default="dev")
    parser.add_argument("--fold", action="store_true", help="every tenth article only")
    options = parser.parse_args()
    shared = Path(os.environ.get("COMMUNIQUE_SHARED", "../shared"))
    core, counts = shipped_core(2), Counter[str]()
    for row in rows(shared, options.split, fold=options.fold, articles=options.articles):
        article = article_from_text(row["text"], article_id=row["id"], date=row["date"])
        count(row, annotate_article(article, core), counts)
    print("\n".join(table(counts)))


if __name__ == "__main__":
    main()
