"""Did it happen? The status of acts against three readings: ``python -m benchmarks.certainty``.

- UDS factuality dev (web text): the sign of a predicate's value, and the value itself.
- MEANTIME (Wikinews): negated, planned and conditional event mentions.
- ``--coded TABLE``: acts coded by the guide (columns as in ``training/lessons.py``), by status;
  every third article is judged, ``--errors`` lists the faults in the others.

Word lists are chosen on UDS train (``--split train``) and the other two thirds of the coded
articles. MEANTIME serves for the score only.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import pickle
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import correlation, mean
from typing import Any

from benchmarks.treebanks import whole_text

from communique.codebook.patterns import helpers
from communique.pipeline import article_from_text
from communique.records import Sentence, Span
from communique.records.events import Status
from communique.runtime.core import LanguageCore, Passage, shipped_core
from communique.runtime.pieces import GAPS
from communique.scoring import Score
from communique.stages.analyze import analyze
from communique.stages.events.status import Verdict, decide_status
from communique.stages.segment import find_segments

STATUSES: tuple[Status, ...] = ("actual", "planned", "conditional", "negated", "denied")
_CORPORA = ("ukraine_2022", "timeline17", "syria_conflicting_accounts", "wikinews_2019")
_MADE_OF_NOTHING = frozenset({"AUX", "PART", "PUNCT", "ADV", "DET", "ADP", "PRON"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A word of a read sentence and what the gold says of it."""

    sentence: Sentence
    head: int
    gold: Any
    cameo: str | None = None
    judged: bool = True

    @property
    def verdict(self) -> Verdict:
        """What the coder decides."""
        return decide_status(self.sentence, self.head, helpers(), self.cameo)


def read_uds(split: str, core: LanguageCore, limit: int | None = None) -> Iterator[Act]:
    """The predicates of a split with their values; words are found by form and place."""
    path = _shared() / "gold" / "uds_factuality" / f"{split}.jsonl"
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, islice(lines, limit)):
            sentences = analyze(row["text"], whole_text(row["text"]), core).sentences
            words = [(s, w) for s in sentences for w in range(len(s))]
            for predicate in row["predicates"]:
                same = [
                    (abs(number - predicate["word"] + 1), number)
                    for number, (s, w) in enumerate(words)
                    if s.words[w] == predicate["form"]
                ]
                if same:
                    sentence, head = words[min(same)[1]]
                    yield Act(sentence=sentence, head=head, gold=predicate["value"])


def read_meantime(core: LanguageCore) -> Iterator[Act]:
    """Event mentions with certainty, polarity and time, read on the given words."""
    path = _shared() / "gold" / "meantime" / "dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            starts: dict[int, list[int]] = defaultdict(list)
            for token, number in enumerate(row["sent_of_token"]):
                starts[number].append(token)
            sentences: dict[int, tuple[Sentence, int]] = {}
            for own in starts.values():
                sentence = _given(core, [row["tokens"][t] for t in own])
                sentences |= {t: (sentence, w) for w, t in enumerate(own)}
            for mark in row["markables"]:
                if (
                    mark["tag"] == "EVENT_MENTION"
                    and {"certainty", "polarity", "time"} <= mark.keys()
                ):
                    sentence, _ = sentences[mark["tokens"][0]]
                    words = [sentences[t][1] for t in mark["tokens"]]
                    yield Act(sentence=sentence, head=_chief(sentence, words), gold=mark)


def _given(core: LanguageCore, words: Sequence[str]) -> Sentence:
    gaps = tuple([GAPS.index("unknown")] * len(words))
    found = core.read([Passage(tuple(words), gaps, whole=True)]).sentences[0]
    spans, place = [], 0
    for word in words:
        spans.append(Span(place, place + len(word)))
        place += len(word) + 1
    return Sentence(
        span=Span(0, place - 1), segment=0, spans=tuple(spans), words=tuple(words),
        lemmas=found.lemmas, upos=found.upos, xpos=found.xpos, feats=found.feats,
        heads=found.heads, deprels=found.deprels,
    )  # fmt: skip


def read_coded(table: Path, core: LanguageCore) -> Iterator[Act]:
    """The acts of a table of articles coded by the guide; every third article is judged."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with table.open(encoding="utf-8", newline="") as lines:
        for coded in csv.DictReader(lines):
            rows[coded["corpus"], coded["article"]].append(coded)
    number = 0
    for corpus in _CORPORA:
        path = _shared() / "corpora" / corpus / "articles.jsonl"
        with path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                acts = [r for r in rows[corpus, row["id"]] if r["trigger"]]
                number += bool(acts)
                yield from _coded(row, acts, core, judged=number % 3 == 0) if acts else ()


def _coded(
    row: dict[str, Any], acts: Iterable[dict[str, str]], core: LanguageCore, *, judged: bool
) -> Iterator[Act]:
    article = article_from_text(row["text"], article_id=row["id"], date=row["date"])
    sentences = analyze(article.text, find_segments(article), core).sentences
    for act in acts:
        start, end = map(int, act["trigger"].split("-"))
        trigger = Span(start, end)
        for sentence in sentences:
            words = [w for w, span in enumerate(sentence.spans) if span.overlaps(trigger)]
            if words:
                head = _chief(sentence, words)
                yield Act(
                    sentence=sentence, head=head, gold=act["status"], cameo=act["cameo"],
                    judged=judged,
                )  # fmt: skip
                break


def _chief(sentence: Sentence, words: Sequence[int]) -> int:
    """The word of a trigger that the others hang on: a verb before others, no function word."""
    tops = [w for w in words if sentence.heads[w] not in words]
    full = [w for w in tops if sentence.upos[w] not in _MADE_OF_NOTHING]
    verbs = [w for w in full if sentence.upos[w] == "VERB"]
    return (verbs or full or tops)[0]


def factuality(acts: Sequence[Act], values: dict[Status, float]) -> None:
    """Print how often the sign is right, F1 of both signs, and the correlation with the values."""
    own = [act.verdict.status for act in acts]
    signs = [(values[s] > 0, act.gold > 0) for s, act in zip(own, acts, strict=True) if act.gold]
    right, happened = share([o == g for o, g in signs]), share([g for _, g in signs])
    print(f"  {len(acts)} predicates; sign right {right}, all happened {happened}")
    scores = [
        Score(
            name=name,
            right=sum(o == g == sign for o, g in signs),
            predicted=sum(o == sign for o, _ in signs),
            gold=sum(g == sign for _, g in signs),
        )
        for name, sign in (("happened", True), ("not", False))
    ]
    for score in scores:
        print("  " + told(score))
    print(f"  macro F1 {mean(s.f1 for s in scores):.3f}")
    print(f"  Pearson {correlation([values[s] for s in own], [a.gold for a in acts]):.3f}")
    spread = Counter(own)
    print("  " + ", ".join(f"{s} {spread[s]} (mean {_mean(acts, own, s):.2f})" for s in STATUSES))


def _mean(acts: Sequence[Act], own: Sequence[Status], status: Status) -> float:
    found = [act.gold for act, given in zip(acts, own, strict=True) if given == status]
    return mean(found) if found else 0.0


def values_of(acts: Sequence[Act]) -> dict[Status, float]:
    """The mean value of the predicates that get each status."""
    own = [act.verdict.status for act in acts]
    return {status: _mean(acts, own, status) for status in STATUSES}


def meantime(acts: Sequence[Act]) -> None:
    """Print precision and recall of negated, planned and conditional mentions."""
    own = [act.verdict.status for act in acts]
    wanted: dict[str, Callable[[dict[str, Any]], bool]] = {
        "negated": lambda mark: mark["polarity"] == "NEG",
        "planned": lambda mark: mark["time"] == "FUTURE",
        "conditional": lambda mark: (
            mark["certainty"] in {"POSSIBLE", "PROBABLE"}
            or str(mark.get("special_cases")).startswith("COND")
        ),
    }
    for name, is_gold in wanted.items():
        gold = [is_gold(act.gold) for act in acts]
        found = [status in ({name, "denied"} if name == "negated" else {name}) for status in own]
        print("  " + told(_score(name, found, gold)))
    ahead = [any(test(act.gold) for test in wanted.values()) for act in acts]
    print("  " + told(_score("any but actual", [s != "actual" for s in own], ahead)))


def coded(acts: Sequence[Act]) -> None:
    """Print accuracy and, by status, precision and recall on acts coded by the guide."""
    own = [act.verdict.status for act in acts]
    right = [status == act.gold for status, act in zip(own, acts, strict=True)]
    actual = [act.gold == "actual" for act in acts]
    print(f"  {len(acts)} acts; status right {share(right)}, all actual {share(actual)}")
    speech = helpers().speech_codes
    deeds = [n for n, act in enumerate(acts) if act.cameo and act.cameo[:2] not in speech]
    print(
        f"  {len(deeds)} not done by speaking: {share([right[n] for n in deeds])}, "
        f"all actual {share([actual[n] for n in deeds])}"
    )
    for name in STATUSES:
        score = _score(name, [s == name for s in own], [act.gold == name for act in acts])
        print("  " + told(score))


def _score(name: str, found: Sequence[bool], gold: Sequence[bool]) -> Score:
    right = sum(f and g for f, g in zip(found, gold, strict=True))
    return Score(name=name, right=right, predicted=sum(found), gold=sum(gold))


def told(score: Score) -> str:
    """A score in words."""
    return (
        f"{score.name:15} P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f} "
        f"(gold {score.gold})"
    )


def share(marks: Sequence[bool]) -> str:
    """A share in words."""
    return f"{mean(marks):.3f}"


def _shared() -> Path:
    return Path(os.environ.get("COMMUNIQUE_SHARED", "../shared"))


def _kept(folder: Path | None, name: str, make: Callable[[], Iterator[Act]]) -> list[Act]:
    """The acts, read once where a folder keeps them."""
    if folder is None:
        return list(make())
    path = folder / f"{name}.pickle"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(list(make())))
    found: list[Act] = pickle.loads(path.read_bytes())
    return found


def _errors(acts: Sequence[Act], wrong: Callable[[Act, Verdict], bool]) -> None:
    for act in acts:
        verdict = act.verdict
        if wrong(act, verdict):
            words = [
                f"[{w}]" if n in verdict.words else w for n, w in enumerate(act.sentence.words)
            ]
            words[act.head] = f"**{words[act.head]}**"
            print(f"{act.gold} < {verdict.status}: {' '.join(words)}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("uds", "meantime", "coded"))
    parser.add_argument("--train", type=int, default=1500, help="sentences of UDS train for means")
    parser.add_argument("--coded", type=Path, help="a table of acts coded by the guide")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the sentences as read")
    parser.add_argument("--errors", action="store_true", help="list faults in what may be read")
    options = parser.parse_args()
    core = shipped_core(2)
    if options.only in {None, "uds"}:
        train = _kept(options.keep, "uds-train", lambda: read_uds("train", core, options.train))
        dev = _kept(options.keep, "uds-dev", lambda: read_uds("dev", core))
        values = values_of(train)
        print("UDS train, to choose by")
        factuality(train, values)
        print("UDS dev")
        factuality(dev, values)
        if options.errors:
            _errors(train, lambda act, v: (values[v.status] > 0) != (act.gold > 0))
    if options.only in {None, "meantime"}:
        print("MEANTIME")
        meantime(_kept(options.keep, "meantime", lambda: read_meantime(core)))
    if options.coded is not None and options.only in {None, "coded"}:
        acts = _kept(options.keep, "coded", lambda: read_coded(options.coded, core))
        print("Coded by the guide, articles to choose by")
        coded([act for act in acts if not act.judged])
        print("Coded by the guide, articles set aside")
        coded([act for act in acts if act.judged])
        if options.errors:
            _errors([a for a in acts if not a.judged], lambda act, v: v.status != act.gold)


if __name__ == "__main__":
    main()
