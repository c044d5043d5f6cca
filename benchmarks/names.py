"""Names found against name corpora: exact spans with their kind, and for re3d also any overlap."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from benchmarks.treebanks import whole_text
from training.corpora import Document

from communique.records import PLACE_LABELS
from communique.runtime.core import LanguageCore, Passage
from communique.scoring import Score
from communique.stages.analyze import analyze

MAIN = ("Person", "Organization", "Location")
Named = tuple[int, int, str]


def edged_spans(labels: Iterable[str]) -> Iterator[Named]:
    """Spans of edge-marked labels (B, I, E, S)."""
    first = 0
    for word, label in enumerate(labels):
        mark, _, kind = label.partition("-")
        if mark in {"B", "S"}:
            first = word
        if mark in {"E", "S"}:
            yield first, word, kind


def one_place(name: Named) -> Named:
    """The name with every kind of place as ``Location``, as most corpora have it."""
    return (*name[:2], "Location" if name[2] in PLACE_LABELS else name[2])


def score_names(
    core: LanguageCore, documents: Iterable[Document], read: Callable[[Named], Named] = one_place
) -> Counter[tuple[str, str]]:
    """Counts per kind over documents whose sentences and words are given."""
    counts: Counter[tuple[str, str]] = Counter()
    for document in documents:
        passages = [Passage(e.words, e.gaps, whole=True) for e in document]
        for example, found in zip(document, core.read(passages).sentences, strict=True):
            gold = set(map(read, edged_spans(example.names)))
            _count(counts, gold, set(map(read, found.names)))
    return counts


def _count(counts: Counter[tuple[str, str]], gold: set[Named], found: set[Named]) -> None:
    counts.update(("gold", kind) for *_, kind in gold)
    counts.update(("found", kind) for *_, kind in found)
    counts.update(("right", kind) for *_, kind in gold & found)


def figures(counts: Counter[tuple[str, str]], kinds: Iterable[str] | None = None) -> list[Score]:
    """The three main kinds together, then every kind."""
    each = sorted({kind for _, kind in counts} if kinds is None else set(kinds))
    groups = {"+".join(MAIN): MAIN} | {kind: (kind,) for kind in each}
    return [
        Score(
            name=name,
            right=sum(counts["right", k] for k in group),
            predicted=sum(counts["found", k] for k in group),
            gold=sum(counts["gold", k] for k in group),
        )
        for name, group in groups.items()
    ]


def score_reports(core: LanguageCore, path: Path) -> list[Score]:
    """Persons and organisations of re3d, read from raw text.

    The annotation nests phrases ("The Members of the Security Council"); of overlapping ones the
    shortest is wanted. Rejected alternatives (confidence under one half) are left out.
    """
    counts: Counter[str] = Counter()
    kinds = {"Person": "Person", "Organisation": "Organization"}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            gold = _innermost(
                (e["begin"], e["end"], kinds[e["type"]])
                for e in row["entities"]
                if e["type"] in kinds and e.get("confidence", 1) >= 0.5
            )
            analysis = analyze(row["text"], whole_text(row["text"]), core)
            found = {
                (s.spans[n.first].start, s.spans[n.last].end, n.label)
                for s in analysis.sentences
                for n in s.names
                if n.label in kinds.values()
            }
            for kind in kinds.values():
                _count_overlaps(counts, kind, {g for g in gold if g[2] == kind}, found)
    return [
        Score(
            name=f"{kind} {way}",
            right=counts[f"{kind} {way}"],
            predicted=counts[f"{kind} found"],
            gold=counts[f"{kind} gold"],
        )
        for kind in kinds.values()
        for way in ("exact", "overlap")
    ]


def _innermost(spans: Iterable[Named]) -> set[Named]:
    kept: list[Named] = []
    for span in sorted(set(spans), key=lambda s: (s[1] - s[0], s)):
        if all(span[1] <= k[0] or k[1] <= span[0] for k in kept):
            kept.append(span)
    return set(kept)


def _count_overlaps(counts: Counter[str], kind: str, gold: set[Named], found: set[Named]) -> None:
    own = {f for f in found if f[2] == kind}
    counts[f"{kind} gold"] += len(gold)
    counts[f"{kind} found"] += len(own)
    counts[f"{kind} exact"] += len(gold & own)
    counts[f"{kind} overlap"] += sum(any(g[0] < f[1] and f[0] < g[1] for f in own) for g in gold)
