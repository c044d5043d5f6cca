"""Single sentences with a known event: ``python -m benchmarks.sentences``.

The rows of ``gold/events/plv_train`` (source and target as words, PLOVER type with CONCEDE and
RETREAT as one): the type between the two given sides, and pair and type unaided. With ``--study``
the type in cross-validation on these rows, which no shipped weights have seen. The sentences of
``petrarch_unittest`` (invented actors) are read for crashes only.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from training.corpora import shared_root

from communique.pipeline import annotate_article, article_from_text
from communique.records import Event, Sentence, Span
from communique.runtime.core import LanguageCore, Passage, shipped_core
from communique.stages.events import Notes
from communique.stages.events.actors import Party
from communique.stages.events.learned import Candidate

TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
    "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
# A candidate whose sides are others still says something of the sentence's kind of act.
_ELSEWHERE = 0.3
_PARTS = 5
_PLAIN = {"057": "SUPPORT", "163": "COERCE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sentence with its sides as spans and the type between them."""

    text: str
    source: Span
    target: Span
    type: str


@dataclass
class Heard(Notes):
    """Keeps every candidate with the sentence it stands in and the belief in it."""

    sentence: Sentence | None = None
    candidates: list[tuple[Sentence, Candidate, float]] = field(default_factory=list)

    def begin(self, sentence: Sentence) -> None:
        """`sentence` is coded now."""
        self.sentence = sentence

    def weigh(self, candidate: Candidate, belief: float) -> None:
        """Keep the candidate."""
        assert self.sentence is not None
        self.candidates.append((self.sentence, candidate, belief))


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a set of sentences."""
    with (shared_root() / "gold" / "events" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def pairs() -> list[Row]:
    """The rows with both sides in the sentence word for word."""
    found = []
    for row in rows("plv_train"):
        event, text = row["events"][0], row["text"]
        spans = [_span(text, event[side].strip()) for side in ("source", "target")]
        found.append(Row(text=text, source=spans[0], target=spans[1], type=event["code"]))
    return found


def _span(text: str, words: str) -> Span:
    start = max(0, text.find(words))
    return Span(start, start + len(words))


def merged(name: str, cameo: str) -> str:
    """The type as the rows name it.

    They follow the PLOVER table of 2021 where the coding guide decides otherwise (rule 16).
    """
    return _PLAIN.get(cameo[:3]) or ("YIELD" if name in {"CONCEDE", "RETREAT"} else name)


def read(text: str, core: LanguageCore) -> tuple[Sequence[Event], Heard]:
    """The events of a sentence, and what was weighed on the way."""
    heard = Heard()
    article = article_from_text(text, article_id="x", date="2018-06-15")
    return annotate_article(article, core, notes=heard).events, heard


def type_scores(row: Row, heard: Heard) -> dict[str, float]:
    """What speaks for each type between the given sides."""
    scores: dict[str, float] = defaultdict(float)
    for sentence, candidate, belief in heard.candidates:
        act = candidate.act
        fits = [
            _fit(sentence, party, () if act is None else shares, span)
            for party, shares, span in (
                (candidate.coded.source, act.sources if act else (), row.source),
                (candidate.coded.target, act.targets if act else (), row.target),
            )
        ]
        if candidate.coded.match.pattern.parties:
            fits[1] = max(fits[1], _fit(sentence, candidate.coded.source, (), row.target))
        name = merged(candidate.coded.plover, candidate.coded.cameo)
        score = belief * (_ELSEWHERE + fits[0]) * (_ELSEWHERE + fits[1])
        scores[name] = max(scores[name], score)
    return scores


def _fit(
    sentence: Sentence, party: Party, shares: Sequence[tuple[int, float]], span: Span
) -> float:
    """How far the party or the head's shares stand on the span."""
    ruled = any(s.overlaps(span) for s in party.spans)
    read = [share for word, share in shares if sentence.spans[word].overlaps(span)]
    return max([float(ruled), *read])


def likeliest(scores: dict[str, float]) -> str:
    """The type of the greatest score; the rows know no statements."""
    known = {name: score for name, score in scores.items() if name in TYPES}
    return max(known, key=lambda name: (known[name], name), default="ACCUSE")


def is_found(row: Row, event: Event) -> bool:
    """Whether an event has the sides of the row and its type."""
    if merged(event.plover, event.cameo) != row.type:
        return False
    sources, targets = event.source_spans, event.target_spans or event.source_spans
    return any(s.overlaps(row.source) for s in sources) and any(
        s.overlaps(row.target) for s in targets
    )


def is_pair(event: Event) -> bool:
    """Whether an event has two sides in words, as every row has."""
    return event.plover != "STATE" and len({*event.source_spans, *event.target_spans}) > 1


def study(found: Sequence[Row], scores: Sequence[dict[str, float]], core: LanguageCore) -> float:
    """Share of types right in cross-validation on scores and the vectors between the sides."""
    signs = [_signs(row, own, core) for row, own in zip(found, scores, strict=True)]
    table = torch.tensor(np.array(signs, dtype=np.float32))
    right = torch.tensor([TYPES.index(row.type) for row in found])
    part = torch.arange(len(found)) % _PARTS
    table = (table - table.mean(0)) / (table.std(0) + 1e-3)
    hits = 0
    for out in range(_PARTS):
        learn, ask = part != out, part == out
        chosen = _network(table[learn], right[learn])(table[ask]).argmax(1)
        hits += int((chosen == right[ask]).sum())
    return hits / len(found)


def _signs(row: Row, scores: dict[str, float], core: LanguageCore) -> Any:
    """The scores of types, and the mean vector of the words from one side to the other."""
    words = row.text.split()
    starts, place = [], 0
    for word in words:
        place = row.text.index(word, place)
        starts.append(place)
        place += len(word)
    read = core.with_vectors([Passage(tuple(words), (2,) * len(words), whole=True)])
    vectors = np.concatenate([vectors for _, vectors in read])
    first, last = sorted((row.source.start, row.target.start))
    between = [n for n, start in enumerate(starts) if first <= start < last]
    known = np.array([scores.get(name, 0.0) for name in TYPES])
    return np.concatenate([known, np.log(known + 1e-3), vectors[between or [0]].mean(0)])


def _network(table: torch.Tensor, right: torch.Tensor) -> nn.Module:
    torch.manual_seed(0)
    network = nn.Sequential(nn.Dropout(0.2), nn.Linear(table.shape[1], len(TYPES)))
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-2, weight_decay=0.1)
    for _ in range(100):
        loss = functional.cross_entropy(network(table), right)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return network.eval()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--study", action="store_true")
    options = parser.parse_args()
    core, found = shipped_core(2), pairs()
    count: Counter[str] = Counter()
    scores = []
    for row in found:
        events, heard = read(row.text, core)
        scores.append(type_scores(row, heard))
        told = [event for event in events if is_pair(event)]
        count["told"] += len(told)
        count["found"] += any(is_found(row, event) for event in told)
        count["typed"] += likeliest(scores[-1]) == row.type
    precision, recall = count["found"] / count["told"], count["found"] / len(found)
    print(f"{len(found)} rows of plv_train")
    print(f"type between the given sides: {count['typed'] / len(found):.3f}")
    print(
        f"pair and type unaided: P {precision:.3f} R {recall:.3f} "
        f"F1 {2 * precision * recall / (precision + recall):.3f} ({count['told']} events of a pair)"
    )
    if options.study:
        print(f"type, in cross-validation on these rows: {study(found, scores, core):.3f}")
    tests = list(rows("petrarch_unittest"))
    for row in tests:
        read(row["text"], core)
    print(f"petrarch_unittest: {len(tests)} sentences read, no crash")


if __name__ == "__main__":
    main()
