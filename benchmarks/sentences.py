"""Single sentences with a known event: ``python -m benchmarks.sentences``.

The rows of ``gold/events/plv_train`` (source and target as words, PLOVER type with CONCEDE and
RETREAT as one): the type between the two given sides, and pair and type unaided, by all events
told and by the surest one of each sentence, since a row has one event and others are true as well.
With ``--study`` the type in cross-validation on these rows, which no shipped weights have seen. The
sentences of ``petrarch_unittest`` (invented actors) are read for crashes only.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from training.corpora import shared_root

from communique.codebook.patterns import helpers
from communique.pipeline import annotate_article, article_from_text
from communique.records import Event, Sentence, Span
from communique.runtime.core import LanguageCore, Passage, shipped_core
from communique.stages.events import Notes
from communique.stages.events.actors import Party
from communique.stages.events.candidates import Candidate
from communique.stages.events.status import decide_status

TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
    "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
# A candidate whose sides are others still says something of the sentence's kind of act.
_ELSEWHERE = 0.3
_PARTS = 5
_RATE = 2e-3
# Where a word stands to the sides of a row.
_PLACES = ("source", "target", "before", "between", "between, passive", "after")
_PLAIN = {"057": "SUPPORT", "163": "COERCE", "19": "ASSAULT"}
_KIND = frozenset({"AID", "CONSULT", "COOPERATE", "SUPPORT", "YIELD"})
_UNKIND = frozenset({"ASSAULT", "COERCE", "SANCTION"})


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

    def weigh(self, candidate: Candidate, belief: float, signs: Mapping[str, float]) -> None:
        """Keep the candidate."""
        del signs
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


def merged(name: str, cameo: str, status: str) -> str:
    """The type as the rows name it.

    They follow the PLOVER manual and table of 2021 where the coding guide decides otherwise (rules
    6, 7, 13, 14, 16): what is planned is a promise or a threat, what is refused a rejection, what
    is taken by force (root 19) an assault.
    """
    plain = _PLAIN.get(cameo[:3]) or _PLAIN.get(cameo[:2])
    plain = plain or ("YIELD" if name in {"CONCEDE", "RETREAT"} else name)
    if status == "planned":
        return "AGREE" if plain in _KIND else "THREATEN" if plain in _UNKIND else plain
    if status == "negated":
        return "REJECT" if plain in {*_KIND, "AGREE"} else plain
    return plain


def status_of(sentence: Sentence, candidate: Candidate) -> str:
    """Whether the act of a candidate is told as done, planned, negated ..."""
    match = candidate.coded.match
    return decide_status(sentence, match.head, helpers(), candidate.coded.cameo).status


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
        status = status_of(sentence, candidate)
        name = merged(candidate.coded.plover, candidate.coded.cameo, status)
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
    if merged(event.plover, event.cameo, event.status) != row.type:
        return False
    sources, targets = event.source_spans, event.target_spans or event.source_spans
    return any(s.overlaps(row.source) for s in sources) and any(
        s.overlaps(row.target) for s in targets
    )


def is_pair(event: Event) -> bool:
    """Whether an event has two sides in words, as every row has."""
    both = bool(event.target_spans) or len(event.source) > 1
    return event.plover != "STATE" and bool(event.source_spans) and both


class Study(nn.Module):
    """Reads the words once more, knowing the sides: attends to some, beside the reader's scores."""

    def __init__(self, size: int = 64, looks: int = 4) -> None:
        super().__init__()
        self.word, self.place = nn.Linear(2 * 384, size), nn.Embedding(len(_PLACES), size)
        self.look, self.dropout = nn.Linear(size, looks), nn.Dropout(0.4)
        self.out = nn.Linear(size * looks + 2 * len(TYPES), len(TYPES))

    def forward(self, read: Studied) -> torch.Tensor:
        """Scores [row, type]."""
        words = self.word(self.dropout(read.vectors)) + self.place(read.places)
        words = functional.gelu(words)
        looks = self.look(words).masked_fill(read.outside.unsqueeze(-1), -1e9).softmax(1)
        seen = torch.einsum("nlh,nlk->nkh", words, looks).flatten(1)
        scores: torch.Tensor = self.out(torch.cat([self.dropout(seen), read.scores], 1))
        return scores


@dataclass(frozen=True, slots=True)
class Studied:
    """Rows for the study: vectors of words, their places to the sides, padding, known scores."""

    vectors: torch.Tensor
    places: torch.Tensor
    outside: torch.Tensor
    scores: torch.Tensor

    def at(self, rows: torch.Tensor) -> Studied:
        """Some of the rows."""
        return Studied(self.vectors[rows], self.places[rows], self.outside[rows], self.scores[rows])


def study(found: Sequence[Row], scores: Sequence[dict[str, float]], core: LanguageCore) -> float:
    """Share of types right in cross-validation: three networks for each part left out."""
    read = _studied(found, scores, core)
    right = torch.tensor([TYPES.index(row.type) for row in found])
    part = torch.arange(len(found)) % _PARTS
    hits = 0
    for out in range(_PARTS):
        learn, ask = ((part != out).nonzero()[:, 0], (part == out).nonzero()[:, 0])
        with torch.no_grad():
            shares = [
                _trained(read.at(learn), right[learn], seed)(read.at(ask)).softmax(1)
                for seed in range(3)
            ]
        hits += int((torch.stack(shares).sum(0).argmax(1) == right[ask]).sum())
    return hits / len(found)


def _studied(
    found: Sequence[Row], scores: Sequence[dict[str, float]], core: LanguageCore
) -> Studied:
    vectors, places = [], []
    for row in found:
        words, starts = _words(row.text)
        passage = Passage(words, (2,) * len(words), whole=True)
        vectors.append(np.concatenate([v for _, v in core.with_vectors([passage])]))
        places.append([_place(row, start) for start in starts])
    known = np.array([[own.get(name, 0.0) for name in TYPES] for own in scores])
    table = torch.tensor(np.concatenate([known, np.log(known + 1e-3)], axis=1), dtype=torch.float32)
    padded = nn.utils.rnn.pad_sequence([torch.tensor(v) for v in vectors], batch_first=True)
    sizes = torch.tensor([len(own) for own in places])
    return Studied(
        vectors=padded,
        places=nn.utils.rnn.pad_sequence([torch.tensor(p) for p in places], batch_first=True),
        outside=torch.arange(padded.shape[1]).unsqueeze(0) >= sizes.unsqueeze(1),
        scores=(table - table.mean(0)) / (table.std(0) + 1e-3),
    )


def _words(text: str) -> tuple[tuple[str, ...], list[int]]:
    """The words of a sentence and where they start."""
    found = list(re.finditer(r"\S+", text))
    return tuple(m.group() for m in found), [m.start() for m in found]


def _place(row: Row, start: int) -> int:
    """Where a word stands to the two sides, as a number of `_PLACES`."""
    if row.source.start <= start < row.source.end:
        return _PLACES.index("source")
    if row.target.start <= start < row.target.end:
        return _PLACES.index("target")
    first, last = sorted((row.source.start, row.target.start))
    if start < first or start > last:
        return _PLACES.index("before" if start < first else "after")
    return _PLACES.index("between" if row.source.start == first else "between, passive")


def _trained(read: Studied, right: torch.Tensor, seed: int, passes: int = 25) -> Study:
    torch.manual_seed(seed)
    network, order = Study(), torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=0.05)
    with torch.enable_grad():
        for passed in range(passes):
            for group in optimizer.param_groups:
                group["lr"] = _RATE * (1 - passed / passes)
            for rows in torch.randperm(len(right), generator=order).split(32):
                loss = functional.cross_entropy(
                    network(read.at(rows)), right[rows], label_smoothing=0.1
                )
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
    count: Counter[tuple[str, str]] = Counter()
    typed, scores = 0, []
    for row in found:
        events, heard = read(row.text, core)
        scores.append(type_scores(row, heard))
        told = sorted(filter(is_pair, events), key=lambda event: -(event.probability or 0.0))
        for name, answer in (("all told", told), ("the surest one", told[:1])):
            right = [event for event in answer if is_found(row, event)]
            count[name, "told"] += len(answer)
            count[name, "right"] += len(right)
            count[name, "found"] += bool(right)
        typed += likeliest(scores[-1]) == row.type
    print(f"{len(found)} rows of plv_train")
    print(f"type between the given sides: {typed / len(found):.3f}")
    for name in ("all told", "the surest one"):
        told_here, right_here, rows_found = (count[name, k] for k in ("told", "right", "found"))
        precision, recall = right_here / told_here, rows_found / len(found)
        print(
            f"pair and type unaided, {name}: P {precision:.3f} R {recall:.3f} "
            f"F1 {2 * precision * recall / (precision + recall):.3f} ({told_here} told)"
        )
    if options.study:
        print(f"type, in cross-validation on these rows: {study(found, scores, core):.3f}")
    tests = list(rows("petrarch_unittest"))
    for test in tests:
        read(test["text"], core)
    print(f"petrarch_unittest: {len(tests)} sentences read, no crash")


if __name__ == "__main__":
    main()
