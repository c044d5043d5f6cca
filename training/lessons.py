"""Sentences with the acts in them, from five sources, read once by the shipped core.

- ``annotated``: articles of the corpora coded by the coding guide (``training/events.csv``:
  offsets into a corpus file and the digest of the text, no text).
- ``rules``: other articles of the corpora as the rules alone code them.
- ``written``: sentences written for every code, rare ones too, and some that tell no act
  (``training/sentences.csv``); invented deeds, no facts.
- ``examples``: the examples of the event patterns.
- ``records``: PLOVER's gold standard records (CC BY-SA 4.0), old type names mapped.

In those of corpora every act of a sentence is told, in the others only some. Out: in a work folder
one file of lines and one of vectors (float16, one row per word) for each source.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.codebook.ontologies import cameo_codes
from communique.codebook.resources import DATA, load_toml
from communique.pipeline import annotate_article, article_from_text
from communique.records import Annotation, Event, Span
from communique.runtime.core import LanguageCore, shipped_core
from training.corpora import shared_root
from training.polnear import Read, Spans, chief_word, read_article, words_of

log = logging.getLogger(__name__)
ANNOTATED = Path(__file__).with_name("events.csv")
WRITTEN = Path(__file__).with_name("sentences.csv")
SOURCES = ("annotated", "written", "rules", "examples", "records")
# Trigger, source and target in a written sentence.
_MARK = re.compile(r"<([tso])>([^<>]*)</\1>")
_OLD_TYPES = {
    "DEMAND": "REQUEST", "APPEAL": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT", "YIELD": "CONCEDE", "REDUCE": "SANCTION",
}  # fmt: skip
_TABLES = (
    "events", "events-second", "actors", "actors-tuning", "actors-offices",
    "actors-offices-tuning", "pronouns",
)  # fmt: skip
_CORPORA = ("ukraine_2022", "timeline17", "syria_conflicting_accounts", "wikinews_2019")
_CODED = (*_CORPORA, "reuters_1987")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An act in words of one sentence; sides named in another sentence have no words here.

    `cameo` is empty where only the type is told.
    """

    anchor: int
    type: str
    cameo: str
    sources: list[int]
    targets: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A sentence with its acts; `complete` where every act in it is told."""

    read: Read
    acts: list[Told]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An act by its places in a text."""

    type: str
    cameo: str
    trigger: Spans
    sources: Spans
    targets: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text to learn from; acts are told up to `until`."""

    row: dict[str, Any]
    acts: list[Marked]
    until: int
    complete: bool


def lessons(text: Text, core: LanguageCore) -> Iterator[tuple[Lesson, NDArray[np.float32]]]:
    """The sentences of a text, with their acts and the vectors of their words."""
    for read, vectors in read_article(text.row, core, deep=True):
        if read.spans[0][0] >= text.until:
            return
        acts = [told for act in text.acts if (told := _told(read, act)) is not None]
        if acts or text.complete:
            yield Lesson(read=read, acts=acts, complete=text.complete), vectors


def _told(read: Read, act: Marked) -> Told | None:
    words = words_of(read, act.trigger)
    if not words:
        return None
    return Told(
        anchor=chief_word(read, words),
        type=act.type,
        cameo=act.cameo,
        sources=_heads(read, act.sources),
        targets=_heads(read, act.targets),
    )


def _heads(read: Read, spans: Spans) -> list[int]:
    """The chief word of each span that lies in the sentence."""
    found = (words_of(read, [span]) for span in spans)
    return sorted({chief_word(read, words) for words in found if words})


def annotated_texts(table: Path = ANNOTATED) -> Iterator[Text]:
    """Articles of the corpora coded by the guide, checked against their digests."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for coded in read_table(table):
        rows[coded["corpus"], coded["article"]].append(coded)
    for corpus in _CODED:
        wanted = {article for name, article in rows if name == corpus}
        for row in corpus_rows(corpus):
            if row["id"] in wanted:
                yield _annotated(row, rows[corpus, str(row["id"])])


def read_table(table: Path) -> list[dict[str, str]]:
    """The rows of a table of coded acts; an article without any has one row without a trigger."""
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _annotated(row: dict[str, Any], coded: Sequence[dict[str, str]]) -> Text:
    until = int(coded[0]["read_until"])
    digest = hashlib.sha256(row["text"][:until].encode()).hexdigest()[:12]
    if digest != coded[0]["digest"]:
        raise SystemExit(f"{row['id']}: not the text that was annotated")
    acts = [
        Marked(
            type=r["plover"],
            cameo=r["cameo"],
            trigger=places(r["trigger"]),
            sources=places(r["source_at"]),
            targets=places(r["target_at"]),
        )
        for r in coded
        if r["trigger"]
    ]
    return Text(row=row, acts=acts, until=until, complete=True)


def places(cell: str) -> Spans:
    """Spans written ``12-20|31-40``; a dash alone is one that stands nowhere in the text."""
    return [[int(n) for n in part.split("-")] for part in cell.split("|") if part not in ("", "-")]


def corpus_rows(corpus: str) -> Iterator[dict[str, Any]]:
    """The articles of a corpus."""
    path = shared_root() / "corpora" / corpus / "articles.jsonl"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def written_texts() -> Iterator[Text]:
    """The sentences written for their codes, one act told in each; without a code there is none."""
    types = {code: entry.plover for code, entry in cameo_codes().items()}
    for number, row in enumerate(read_table(WRITTEN)):
        text, marked = unmarked(row["sentence"])
        acts = []
        if code := row["cameo"]:
            sides = {"sources": marked["s"], "targets": marked["o"]}
            acts.append(Marked(type=types[code], cameo=code, trigger=marked["t"], **sides))
        article = {"id": f"written.{number}", "date": "2022-06-15", "text": text}
        yield Text(row=article, acts=acts, until=len(text), complete=not acts)


def unmarked(sentence: str) -> tuple[str, dict[str, Spans]]:
    """A written sentence as plain text, with the spans of trigger, sources and targets."""
    text, last = "", 0
    marked: dict[str, Spans] = {"t": [], "s": [], "o": []}
    for found in _MARK.finditer(sentence):
        text += sentence[last : found.start()]
        marked[found[1]].append([len(text), len(text) + len(found[2])])
        text, last = text + found[2], found.end()
    return text + sentence[last:], marked


def rule_texts(number: int, without: frozenset[str], core: LanguageCore) -> Iterator[Text]:
    """So many other articles as the rules code them, spread over the corpora by a fixed rule."""
    rows = [row for corpus in _CORPORA for row in corpus_rows(corpus)]
    rows = [r for r in rows if r["id"] not in without and len(r["text"]) > 800]
    rows.sort(key=lambda r: hashlib.sha256(str(r["id"]).encode()).hexdigest())
    for row in rows[:number]:
        row["text"] = row["text"][:4000]
        article = article_from_text(row["text"], article_id=row["id"], date=row["date"])
        annotation = annotate_article(article, core)
        acts = [_marked(event) for event in annotation.events]
        yield Text(row=row, acts=acts, until=len(row["text"]), complete=True)


def set_aside() -> frozenset[str]:
    """The articles that coders have read: for learning from them, or for scores."""
    benchmarks = ANNOTATED.parents[1] / "benchmarks"
    tables = (ANNOTATED, *(benchmarks / f"{name}.csv" for name in _TABLES))
    coded = {row["article"] for table in tables for row in read_table(table)}
    path = shared_root() / "gold" / "communique_dev" / "articles.jsonl"
    with path.open(encoding="utf-8") as lines:
        return frozenset(coded | {json.loads(line)["id"] for line in lines})


def _marked(event: Event) -> Marked:
    return Marked(
        type=event.plover,
        cameo=event.cameo,
        trigger=_spans([event.trigger]),
        sources=_spans(event.source_spans),
        targets=_spans(event.target_spans),
    )


def _spans(spans: Iterable[Span]) -> Spans:
    return [[s.start, s.end] for s in spans]


def example_texts(core: LanguageCore) -> Iterator[Text]:
    """The examples of the event patterns, with the sides that the rules find there."""
    for path in sorted((DATA / "patterns/events").glob("*.toml")):
        for entry in load_toml(f"patterns/events/{path.name}")["pattern"]:
            sentences = [str(e[0]) for e in entry["examples"]]
            for number, sentence in enumerate([*sentences, *entry.get("not_examples", ())]):
                row = {"id": f"{entry['id']}.{number}", "date": "2022-06-15", "text": sentence}
                acts = [
                    _marked(event)
                    for event in _read(row, core).events
                    if number >= len(sentences) or event.provenance.rule == entry["id"]
                ]
                yield Text(row=row, acts=acts, until=len(sentence), complete=False)


def _read(row: dict[str, Any], core: LanguageCore) -> Annotation:
    article = article_from_text(row["text"], article_id=row["id"], date=row["date"])
    return annotate_article(article, core)


def record_texts() -> Iterator[Text]:
    """PLOVER's gold standard records."""
    types = {code.plover for code in cameo_codes().values()}
    path = shared_root() / "gold" / "events" / "plover_gsr.jsonl"
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = row["text"]
            acts = [
                Marked(
                    type=_OLD_TYPES.get(e["code"], e["code"]),
                    cameo="",
                    trigger=_found(text, [e["trigger"] or "", *(e["trigger"] or "").split()]),
                    sources=_found(text, [a["actorText"] for a in e["source"]]),
                    targets=_found(text, [a["actorText"] for a in e["target"]]),
                )
                for e in row["events"]
            ]
            acts = [a for a in acts if a.type in types and a.trigger]
            yield Text(row=row, acts=acts, until=len(text), complete=False)


def _found(text: str, phrases: Iterable[str | None]) -> Spans:
    """Where the phrases stand in the text; what does not stand there word for word is left out."""
    starts = [(text.find(p), len(p)) for p in phrases if p]
    return [[start, start + size] for start, size in starts if start >= 0]


def write_lessons(name: str, texts: Iterable[Text], work: Path, core: LanguageCore) -> None:
    """Read the texts once and keep what the training needs."""
    work.mkdir(parents=True, exist_ok=True)
    tables: list[NDArray[np.float16]] = []
    rows = sentences = 0
    with (work / f"{name}.jsonl").open("w", encoding="utf-8") as out:
        for text in texts:
            for lesson, vectors in lessons(text, core):
                line = asdict(lesson)
                line["read"]["first"] = rows
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                tables.append(vectors.astype(np.float16))
                rows, sentences = rows + len(vectors), sentences + 1
    np.save(work / f"{name}.npy", np.concatenate(tables))
    log.info("%s: %d sentences, %d words", name, sentences, rows)


def main() -> None:
    """Read the sources that the work folder lacks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--rule-articles", type=int, default=700)
    parser.add_argument("--only", nargs="*", choices=SOURCES, default=SOURCES)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    # What the act head tells itself is nothing for it to learn from.
    core = shipped_core(2).by_rule()
    makers = {
        "annotated": annotated_texts,
        "written": written_texts,
        "rules": lambda: rule_texts(options.rule_articles, set_aside(), core),
        "examples": lambda: example_texts(core),
        "records": record_texts,
    }
    for name in options.only:
        write_lessons(name, makers[name](), options.work, core)


if __name__ == "__main__":
    main()
