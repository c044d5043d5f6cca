"""Weigh what speaks for acts and their sides: ``python -m training.weighing --work build/acts``.

In: the annotated articles, and sentences written for codes, read with heads that have not seen them
(``python -m training.acts --fold N``). Out, in the folder of weights: ``beliefs`` (is there an
act), ``codes`` (which of its readings has the right code), ``sides`` (who does it to whom) and
``wholes`` (is all of it right), each once for articles and once for a sentence without any.
What is right is what a coder has. Figures are of articles left out.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch
from benchmarks.events import gold_articles
from numpy.typing import NDArray

from communique.pipeline import annotate_article, article_from_text
from communique.records import HIDDEN, Act, Event, Sentence, Span
from communique.runtime.core import WEIGHTS, LanguageCore, Passage, Reading, shipped_core
from communique.runtime.ranking import Ranker, shipped_ranker
from communique.scoring import GoldArticle, GoldEvent
from communique.stages.actors.referring import strongest
from communique.stages.events import Notes, candidates
from communique.stages.events.candidates import CODE_SIGNS, Candidate
from communique.stages.events.sides import MANY_SIGNS, SIGNS, Draft, Option
from training.lessons import ANNOTATED, Text, written_texts
from training.polnear import Spans
from training.ranking import Layers, fit_chances, fit_ranker, indifferent, table_of

log = logging.getLogger(__name__)
# Halves of the articles: weights of linking that weigh one have learned from the other.
HALVES = 2
# Weights for articles, and for a sentence alone.
REGIMES = (False, True)
# Every so many-th sentence of an annotated article is also read alone.
_ALONE = 3


class FoldCore:
    """The shipped core, its acts taken from a head that has not seen the article."""

    act_reader = "fold"

    def __init__(self, core: LanguageCore, acts: Sequence[tuple[Act, ...]]) -> None:
        self._core, self._acts = core, acts
        self.name, self.reporter = core.name, core.reporter

    def read(self, passages: Sequence[Passage]) -> Reading:
        """What the core reads, with these acts sentence by sentence."""
        reading = self._core.read(passages)
        told = [*self._acts, *[()] * len(reading.sentences)][: len(reading.sentences)]
        fitting = [_fitting(acts, len(p.upos)) for acts, p in zip(told, reading.sentences)]  # noqa: B905
        return replace(reading, acts=tuple(fitting))


def _fitting(acts: Sequence[Act], size: int) -> tuple[Act, ...]:
    """The acts of a sentence as long as the one they were read in."""
    words = {w for a in acts for w, _ in (*a.sources, *a.targets)} | {a.anchor for a in acts}
    return tuple(acts) if all(word < size for word in words) else ()


FoldActs = dict[str, list[tuple[int, tuple[Act, ...]]]]


def fold_acts(work: Path) -> FoldActs:
    """By article, or sentence read alone, where its sentences begin and their acts, in order."""
    rows: FoldActs = defaultdict(list)
    for path in sorted(work.glob("fold-*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                rows[row["article"]].append((row["place"], tuple(_act(a) for a in row["acts"])))
    return {article: sorted(own, key=lambda row: row[0]) for article, own in rows.items()}


def _act(row: dict[str, Any]) -> Act:
    told = {name: tuple(map(tuple, v)) for name, v in row.items() if isinstance(v, list)}
    return Act(**row | told)


@dataclass(frozen=True, slots=True)
class Case:
    """A text to read, the acts that a head told which has not seen it, and who keeps the signs."""

    id: str
    day: str | None
    text: str
    acts: Sequence[tuple[Act, ...]]
    notes: Weighed


def cases(acts: FoldActs) -> Iterator[Case]:
    """The annotated articles, some of their sentences alone, and the sentences written for codes.

    A typed sentence has no article around it: what speaks for its acts weighs otherwise there.
    """
    for number, gold in enumerate(gold_articles(ANNOTATED)):
        told = acts.get(gold.id, [])
        yield Case(gold.id, gold.dct, gold.text, [a for _, a in told], Weighed(number, gold))
        ends = [*(place for place, _ in told[1:]), len(gold.text)]
        for order, ((start, _), end) in enumerate(zip(told, ends, strict=False)):
            if order % _ALONE == number % _ALONE:
                one = sentence_alone(gold, start, end)
                own = [a for _, a in acts.get(one.id, [])]
                yield Case(one.id, one.dct, one.text, own, Weighed(number, one, alone=True))
    for number, written in enumerate(written_texts()):
        ident, text = str(written.row["id"]), str(written.row["text"])
        told = acts.get(ident, [])
        notes = WeighedWritten(number, written)
        yield Case(ident, written.row["date"], text, [a for _, a in told], notes)


def sentence_alone(gold: GoldArticle, start: int, end: int) -> GoldArticle:
    """A sentence of an article as an article of its own."""
    events = tuple(
        replace(e, sentence=_moved(e.sentence, -start), trigger=_moved(e.trigger, -start))
        for e in gold.events
        if start <= e.trigger.start < end
    )
    text = gold.text[start:end].rstrip()
    return replace(gold, id=f"{gold.id}.{start}", text=text, events=events)


def _moved(span: Span, by: int) -> Span:
    return Span(max(0, span.start + by), span.end + by)


class Weighed(Notes):
    """Keeps the signs of candidates, and of possible sides of the events told."""

    def __init__(self, number: int, gold: GoldArticle, *, alone: bool = False) -> None:
        self.number, self.gold, self.alone = number, gold, alone
        self.sentence: Sentence | None = None
        self.acts: list[tuple[Mapping[str, float], bool]] = []
        # By trigger and type its readings, each with whether its code is the coder's.
        self.codes: dict[tuple[int, int, str], list[tuple[Mapping[str, float], bool]]]
        self.codes = defaultdict(list)
        self.sides: list[tuple[str, NDArray[np.float32], int, list[list[str]]]] = []
        self.wholes: list[tuple[Mapping[str, float], bool]] = []

    def is_judged(self, half: int) -> bool:
        """Whether whole events of the text are judged with this half of the articles."""
        return self.number % HALVES == half

    def begin(self, sentence: Sentence) -> None:
        """`sentence` is coded now."""
        self.sentence = sentence

    def weigh(self, candidate: Candidate, belief: float, signs: Mapping[str, float]) -> None:
        """Keep the signs and whether a coder has such an act there, and with this code."""
        del belief
        assert self.sentence is not None
        act, coded = candidate.act, candidate.coded
        words = (act.anchor,) if act else coded.match.words
        spans = [self.sentence.spans[word] for word in words]
        codes = {
            event.cameo[:3]
            for event in self._here()
            if event.plover == coded.plover and any(event.trigger.overlaps(span) for span in spans)
        }
        self.acts.append((signs, bool(codes)))
        if codes:
            place = (self.sentence.span.start, candidate.anchor, coded.plover)
            self.codes[place].append((signs, coded.cameo[:3] in codes))

    def offer(self, draft: Draft, side: str, offered: Sequence[Option]) -> None:
        """Keep the signs of the answers and which is the coder's; -1 where none is."""
        same = self._same(draft.event)
        if same:
            wanted = getattr(same[0], side)
            right = [n for n, o in enumerate(offered) if set(o.party.codes) == set(wanted)]
            self.keep_sides(side, offered, right)

    def keep_sides(self, side: str, offered: Sequence[Option], right: Sequence[int]) -> None:
        """Keep the answers with the first right one, or -1."""
        signs = table_of([option.told for option in offered], SIGNS)
        many = [[n for n in o.told if n.startswith(MANY_SIGNS)] for o in offered]
        self.sides.append((side, signs, right[0] if right else -1, many))

    def judge(self, event: Event, signs: Mapping[str, float]) -> None:
        """Keep the signs of an event with its sides, and whether a coder has the same."""
        right = any(
            gold.source == set(event.source) and gold.target == set(event.target)
            for gold in self._same(event)
        )
        self.wholes.append((signs, right))

    def _same(self, event: Event) -> list[GoldEvent]:
        """The coder's acts of this type at this trigger."""
        return [
            gold
            for gold in self.gold.events
            if gold.plover == event.plover and gold.trigger.overlaps(event.trigger)
        ]

    def _here(self) -> list[GoldEvent]:
        assert self.sentence is not None
        return [e for e in self.gold.events if e.sentence.overlaps(self.sentence.span)]


class WeighedWritten(Weighed):
    """Keeps the signs of a sentence written for one act, or for none; others it may hold."""

    def __init__(self, number: int, written: Text) -> None:
        empty = GoldArticle(id="", dct=None, text="", events=(), quotes=(), dates=(), lost=0)
        super().__init__(number, empty, alone=True)
        self.marked = written.acts[0] if written.acts else None

    def weigh(self, candidate: Candidate, belief: float, signs: Mapping[str, float]) -> None:
        """Keep the signs of what stands at the trigger, of everything where no act is told."""
        del belief
        assert self.sentence is not None
        if self.marked is None:
            self.acts.append((signs, False))
            return
        act, coded = candidate.act, candidate.coded
        spans = [self.sentence.spans[w] for w in ((act.anchor,) if act else coded.match.words)]
        if not _meet(spans, self.marked.trigger):
            return
        right = coded.plover == self.marked.type
        self.acts.append((signs, right))
        if right:
            place = (self.sentence.span.start, candidate.anchor, coded.plover)
            self.codes[place].append((signs, coded.cameo[:3] == self.marked.cameo[:3]))

    def offer(self, draft: Draft, side: str, offered: Sequence[Option]) -> None:
        """Keep the answers; right is the one of the words that are marked, where any are."""
        event, marked = draft.event, self.marked
        if (
            marked is None
            or event.plover != marked.type
            or not _meet([event.trigger], marked.trigger)
        ):
            return
        words = marked.sources if side == "source" else marked.targets
        if words:
            right = [n for n, o in enumerate(offered) if names_all(o.party.spans, words)]
        else:
            nobody = (HIDDEN,) if side == "source" else ()
            right = [n for n, o in enumerate(offered) if o.party.codes == nobody]
        self.keep_sides(side, offered, right)

    def is_judged(self, half: int) -> bool:
        """Never: what stands around the act told is not known."""
        del half
        return False


def _meet(spans: Iterable[Span], places: Spans) -> bool:
    return any(span.overlaps(Span(*place)) for span in spans for place in places)


def names_all(spans: Sequence[Span], places: Spans) -> bool:
    """Whether the words of an answer are just those marked."""
    return all(_meet([span], places) for span in spans) and all(
        any(span.overlaps(Span(*place)) for span in spans) for place in places
    )


def weighed(work: Path, processes: int, half: int | None = None) -> list[Weighed]:
    """All texts, or what every second annotated article has, read and weighed.

    Each process reads its share with the weights as they lie on the disk.
    """
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        shares = pool.map(partial(_weighed_share, work, half, processes), range(processes))
        found = [pair for share in shares for pair in share]
    return [notes for _, notes in sorted(found, key=lambda pair: pair[0])]


def _weighed_share(
    work: Path, half: int | None, processes: int, share: int
) -> list[tuple[int, Weighed]]:
    """Every so many-th text, with its place among all."""
    # Whom mentions stand for by weights that have not seen the article either.
    halves = [partial(strongest, Ranker(work / f"references-{n}.npz")) for n in range(HALVES)]
    # Acts come from the folds: the core need not read them.
    core, found = shipped_core(1).by_rule(), []
    for place, case in enumerate(cases(fold_acts(work))):
        notes = case.notes
        if place % processes != share or (half is not None and not notes.is_judged(half)):
            continue
        article = article_from_text(case.text, article_id=case.id, date=case.day)
        own: LanguageCore = FoldCore(core, case.acts)  # type: ignore[assignment]
        annotate_article(article, own, notes=notes, decide=halves[notes.number % HALVES])
        notes.sentence = None  # not needed any more
        found.append((place, notes))
    return found


def write_acts(read: Sequence[Weighed], *, alone: bool) -> None:
    """Fit what weighs acts, and the codes of several readings of one.

    For a sentence that stands `alone` all texts are learned from, else whole articles.
    """
    own = [w for w in read if alone or not w.alone]
    acts = [(w.number, signs, right) for w in own for signs, right in w.acts]
    codes = [
        (
            w.number,
            table_of([told for told, _ in readings], CODE_SIGNS),
            [right for _, right in readings].index(True),
            [()] * len(readings),
        )
        for w in own
        for readings in w.codes.values()
        if len({right for _, right in readings}) == 2
    ]
    _write("beliefs", fit_chances("act", acts, candidates.MANY_SIGNS), alone=alone)
    _write("codes", fit_ranker("code", CODE_SIGNS, codes), alone=alone)


def write_sides(read: Sequence[Weighed], *, alone: bool) -> None:
    """Fit what ranks the answers for each side, from the same texts."""
    layers: Layers = {}
    for side in ("source", "target"):
        rows = [
            (w.number, signs, right, many)
            for w in read
            if alone or not w.alone
            for name, signs, right, many in w.sides
            if name == side
        ]
        layers |= fit_ranker(side, SIGNS, rows)
    _write("sides", layers, alone=alone)


def write_wholes(read: Sequence[Weighed], *, alone: bool) -> None:
    """Fit what weighs events with their sides, in articles or in sentences of them."""
    own = (w for w in read if w.alone == alone)
    rows = [(w.number, signs, right) for w in own for signs, right in w.wholes]
    _write("wholes", fit_chances("whole", rows), alone=alone)


def _write(name: str, layers: Mapping[str, NDArray[Any]], *, alone: bool) -> None:
    path = WEIGHTS / f"{name}{'-alone' if alone else ''}.npz"
    np.savez(path, **layers)  # type: ignore[arg-type]
    shipped_ranker.cache_clear()


def fit(read: Callable[[int | None], list[Weighed]]) -> None:
    """Fit all, one upon the other; `read` weighs all texts, or those to judge of one half.

    What weighs whole events learns from beliefs and sides as they are on articles that the weights
    of acts and sides have not seen.
    """
    # What stands there may be of other signs, and what is fitted does not depend on it.
    for alone in REGIMES:
        _write("beliefs", indifferent(("act",), ("trigger",)), alone=alone)
        _write("codes", indifferent(("code",), CODE_SIGNS), alone=alone)
        _write("sides", indifferent(("source", "target"), SIGNS), alone=alone)
        _write("wholes", indifferent(("whole",), ("act",)), alone=alone)
    acts = read(None)
    for alone in REGIMES:
        write_acts(acts, alone=alone)
    sides = read(None)
    for alone in REGIMES:
        write_sides(sides, alone=alone)
    shipped = {path: path.read_bytes() for path in WEIGHTS.glob("*.npz")}
    wholes = []
    for half in range(HALVES):
        for alone in REGIMES:
            write_acts([w for w in acts if w.number % HALVES != half], alone=alone)
            write_sides([w for w in sides if w.number % HALVES != half], alone=alone)
        wholes += read(half)
    for path, written in shipped.items():
        path.write_bytes(written)
    for alone in REGIMES:
        write_wholes(wholes, alone=alone)


def begun(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """What is named on the command line; progress is logged, and one thread does the sums."""
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    return options


def main() -> None:
    """Fit acts, the sides of the events told with these weights, and events with their sides."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, default=2)
    options = begun(parser)
    fit(lambda half: weighed(options.work, options.processes, half))


if __name__ == "__main__":
    main()
