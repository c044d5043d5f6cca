"""Precision, recall and F1 of events, quotes and dates.

Events match one to one inside a sentence, equal type first, then most equal fields, then
overlapping triggers; each level of strictness is then counted over the matched pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from communique.records import Annotation, Event, Span
from communique.scoring.gold import GoldArticle, GoldEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One measured figure: `right` of `predicted` answers and of `gold` wanted ones."""

    name: str
    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the answers that are right, 0 to 1."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the wanted answers that were given, 0 to 1."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0

    def row(self) -> dict[str, object]:
        """The figure as a table row."""
        return {
            "figure": self.name,
            "precision": round(self.precision, 3),
            "recall": round(self.recall, 3),
            "F1": round(self.f1, 3),
            "right": self.right,
            "answered": self.predicted,
            "gold": self.gold,
        }


def score_articles(pairs: Sequence[tuple[GoldArticle, Annotation]]) -> list[Score]:
    """All figures over articles, in a fixed order."""
    right: Counter[str] = Counter()
    for gold, found in pairs:
        _score_events(gold, found, right)
        _score_quotes(gold, found, right)
        _score_dates(gold, found, right)
    sizes = {
        "event": (sum(len(f.events) for _, f in pairs), sum(len(g.events) for g, _ in pairs)),
        "quote": (sum(len(f.quotes) for _, f in pairs), sum(len(g.quotes) for g, _ in pairs)),
        "date": (sum(len(f.timexes) for _, f in pairs), sum(len(g.dates) for g, _ in pairs)),
    }
    scores = []
    for name in FIGURES:
        predicted, wanted = sizes[name.split()[0]]
        if name.startswith("event of matched"):
            predicted = wanted = right["event type+source+target"]
        if name.startswith("quote of matched"):
            predicted = wanted = right["quote content overlap"]
        scores.append(Score(name=name, right=right[name], predicted=predicted, gold=wanted))
    return scores


FIGURES = (
    "event trigger overlap",
    "event type",
    "event type+source",
    "event type+target",
    "event type+source+target",
    "event type+source+target+status",
    "event of matched: status",
    "event of matched: when",
    "event of matched: asserted_by",
    "event of matched: cameo",
    "quote content overlap",
    "quote content exact",
    "quote of matched: kind",
    "quote of matched: speaker_name",
    "quote of matched: represents",
    "date span overlap",
    "date span+value",
)


def _pair_up(gold: Sequence[GoldEvent], found: Sequence[Event]) -> list[tuple[GoldEvent, Event]]:
    """One-to-one pairs in overlapping sentences, best agreement first."""
    ranked = []
    for i, g in enumerate(gold):
        for j, e in enumerate(found):
            if not g.sentence.overlaps(e.sentence):
                continue
            overlap = g.trigger.overlaps(e.trigger)
            same_type = g.plover == e.plover
            if not (same_type or overlap):
                continue
            agree = (g.source == set(e.source)) + (g.target == set(e.target))
            ranked.append(
                (-same_type, -agree, -overlap, abs(g.trigger.start - e.trigger.start), i, j)
            )
    pairs, used_gold, used_found = [], set(), set()
    for *_, i, j in sorted(ranked):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _score_events(gold: GoldArticle, found: Annotation, right: Counter[str]) -> None:
    for g, e in _pair_up(gold.events, found.events):
        right["event trigger overlap"] += g.trigger.overlaps(e.trigger)
        if g.plover != e.plover:
            continue
        source, target = g.source == set(e.source), g.target == set(e.target)
        right["event type"] += 1
        right["event type+source"] += source
        right["event type+target"] += target
        if source and target:
            right["event type+source+target"] += 1
            right["event type+source+target+status"] += g.status == e.status
            right["event of matched: status"] += g.status == e.status
            right["event of matched: when"] += g.when == e.when
            right["event of matched: asserted_by"] += g.asserted_by == e.asserted_by
            right["event of matched: cameo"] += g.cameo == e.cameo


def _score_quotes(gold: GoldArticle, found: Annotation, right: Counter[str]) -> None:
    used: set[int] = set()
    for g in gold.quotes:
        hits = [
            (_overlap(g.text, q.text), -i)
            for i, q in enumerate(found.quotes)
            if i not in used and g.text.overlaps(q.text)
        ]
        if not hits or max(hits)[0] < 0.5:
            continue
        index = -max(hits)[1]
        used.add(index)
        quote = found.quotes[index]
        right["quote content overlap"] += 1
        right["quote content exact"] += g.text == quote.text
        right["quote of matched: kind"] += g.kind == quote.kind
        right["quote of matched: speaker_name"] += g.speaker_name == quote.speaker_name
        right["quote of matched: represents"] += g.represents == quote.represents


def _overlap(one: Span, two: Span) -> float:
    """Shared length over the longer of two spans."""
    a, b = (one.start, one.end), (two.start, two.end)
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / max(a[1] - a[0], b[1] - b[0], 1)


def _score_dates(gold: GoldArticle, found: Annotation, right: Counter[str]) -> None:
    used: set[int] = set()
    for g in gold.dates:
        for i, timex in enumerate(found.timexes):
            if i not in used and g.span.overlaps(timex.span):
                used.add(i)
                right["date span overlap"] += 1
                right["date span+value"] += g.value == timex.value
                break
