"""Sentences with the acts in them, from two sources, read once by the shipped core.

- ``annotated``: articles of the corpora coded by the coding guide (``training/events.csv``:
  offsets into a corpus file and the digest of the text, no text).
- ``written``: sentences written for every code, rare ones too, and some that tell no act
  (``training/sentences.csv``); invented deeds, no facts.

In those of corpora every act of a sentence is told, in the others only one. Out: in a work folder
one file of lines for each source.
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

from communique.codebook.ontologies import cameo_codes
from communique.runtime.core import LanguageCore, shipped_core
from training.corpora import shared_root
from training.polnear import Read, Spans, chief_word, read_article, words_of

log = logging.getLogger(__name__)
ANNOTATED = Path(__file__).with_name("events.csv")
WRITTEN = Path(__file__).with_name("sentences.csv")
# Trigger, source and target in a written sentence.
_MARK = re.compile(r"<([tso])>([^<>]*)</\1>")
_CODED = (
    "ukraine_2022", "timeline17", "syria_conflicting_accounts", "wikinews_2019", "reuters_1987",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An act in words of its sentence; `before` are words of earlier ones, with their sentences.

    Words of sentences are counted within the article. `codes` are those of the two sides, None
    where only their words are told.
    """

    anchor: int
    type: str
    cameo: str
    sources: list[int]
    targets: list[int]
    sources_before: list[list[int]]
    targets_before: list[list[int]]
    codes: list[list[str]] | None


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
    codes: list[list[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text to learn from; acts are told up to `until`."""

    row: dict[str, Any]
    acts: list[Marked]
    until: int
    complete: bool


def lessons(text: Text, core: LanguageCore) -> Iterator[Lesson]:
    """The sentences of a text, with their acts."""
    reads = [read for read, _ in read_article(text.row, core) if read.spans[0][0] < text.until]
    for number, read in enumerate(reads):
        told = (_told(reads, number, act) for act in text.acts)
        acts = [act for act in told if act is not None]
        if acts or text.complete:
            yield Lesson(read=read, acts=acts, complete=text.complete)


def _told(reads: Sequence[Read], number: int, act: Marked) -> Told | None:
    read = reads[number]
    words = words_of(read, act.trigger)
    if not words:
        return None
    return Told(
        anchor=chief_word(read, words),
        type=act.type,
        cameo=act.cameo,
        sources=_heads(read, act.sources),
        targets=_heads(read, act.targets),
        sources_before=_before(reads, number, act.sources),
        targets_before=_before(reads, number, act.targets),
        codes=act.codes,
    )


def _before(reads: Sequence[Read], number: int, spans: Spans) -> list[list[int]]:
    return [[n, word] for n in range(number) for word in _heads(reads[n], spans)]


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
            codes=[[c for c in r[side].split("|") if c] for side in ("source", "target")],
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
            acts.append(
                Marked(
                    type=types[code],
                    cameo=code,
                    trigger=marked["t"],
                    sources=marked["s"],
                    targets=marked["o"],
                )
            )
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


def write_lessons(name: str, texts: Iterable[Text], work: Path, core: LanguageCore) -> None:
    """Read the texts once and keep what the training needs."""
    work.mkdir(parents=True, exist_ok=True)
    sentences = 0
    with (work / f"{name}.jsonl").open("w", encoding="utf-8") as out:
        for text in texts:
            for lesson in lessons(text, core):
                out.write(json.dumps(asdict(lesson), ensure_ascii=False) + "\n")
                sentences += 1
    log.info("%s: %d sentences", name, sentences)


def main() -> None:
    """Read the sources."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    # What the act network tells is nothing for it to learn from.
    core = shipped_core(2).by_rule()
    write_lessons("annotated", annotated_texts(), options.work, core)
    write_lessons("written", written_texts(), options.work, core)


if __name__ == "__main__":
    main()
