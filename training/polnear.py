"""PolNeAR read by the shipped core: sentences with word vectors, and the attributions in them.

In: ``$COMMUNIQUE_SHARED/gold/polnear/*.jsonl``. Out: two files per split in a work folder, the
vectors as float16 (`vectors.npy`, one row per word) and everything else as JSON lines, written
once because reading 840 articles takes far longer than a pass of training.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique.runtime.core import LanguageCore
from communique.stages.analyze import passages
from communique.stages.ingest import article_from_text
from communique.stages.segment import find_segments
from training.corpora import shared_root

log = logging.getLogger(__name__)

Spans = list[list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One sentence as the core reads it; `first` is the row of its first word among the vectors.

    `spans` are the places of the words in the article, `passage` the words of the whole passage
    before and in the sentence, which tell what stands in quotation marks.
    """

    article: str
    passage: int
    offset: int
    first: int
    words: list[str]
    spans: Spans
    lemmas: list[str]
    upos: list[str]
    deprels: list[str]
    heads: list[int]


def articles(split: str) -> Iterator[dict[str, Any]]:
    """The articles of a split with their attributions."""
    path = shared_root() / "gold" / "polnear" / f"{split}.jsonl"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def write_vectors(split: str, work: Path, core: LanguageCore) -> None:
    """Read a split once and keep what the training needs."""
    work.mkdir(parents=True, exist_ok=True)
    tables: list[NDArray[np.float16]] = []
    rows = 0
    with (work / f"{split}.jsonl").open("w", encoding="utf-8") as out:
        for number, row in enumerate(articles(split)):
            for read, vectors in read_article(row, core):
                out.write(json.dumps(asdict(read) | {"first": rows}, ensure_ascii=False) + "\n")
                tables.append(vectors.astype(np.float16))
                rows += len(vectors)
            if number % 20 == 0:
                log.info("%s: %d articles, %d words", split, number, rows)
    np.save(work / f"{split}.npy", np.concatenate(tables))


def read_article(
    row: dict[str, Any], core: LanguageCore
) -> Iterator[tuple[Read, NDArray[np.float32]]]:
    """The sentences of an article with the vectors of their words (`LanguageCore.with_vectors`)."""
    article = article_from_text(row["text"], article_id=row["id"], date=row["date"])
    places, given = passages(article.text, find_segments(article))
    for sentence, vectors in core.with_vectors(given):
        spans = places[sentence.passage][1]
        own = slice(sentence.first, sentence.first + len(sentence.upos))
        yield (
            Read(
                article=row["id"],
                passage=sentence.passage,
                offset=sentence.first,
                first=0,
                words=[s.of(article.text) for s in spans[own]],
                spans=[[s.start, s.end] for s in spans[own]],
                lemmas=list(sentence.lemmas),
                upos=list(sentence.upos),
                deprels=list(sentence.deprels),
                heads=list(sentence.heads),
            ),
            vectors,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An attribution as words of one sentence; `anchor` is the chief word of its cue."""

    anchor: int
    cue: frozenset[int]
    content: frozenset[int]
    source: frozenset[int]


def told_by_sentence(
    reads: list[Read], attributions: list[dict[str, Any]]
) -> dict[int, dict[int, Told]]:
    """By sentence and anchor the attributions of an article whose cue stands in the sentence."""
    found: dict[int, dict[int, Told]] = {}
    for attribution in attributions:
        for number, read in enumerate(reads):
            cue = words_of(read, attribution["cue"])
            if not cue:
                continue
            told = Told(
                anchor=chief_word(read, cue),
                cue=cue,
                content=words_of(read, attribution["content"]),
                source=words_of(read, attribution["source"]),
            )
            here = found.setdefault(number, {})
            known = here.get(told.anchor)
            if known is None or len(known.content) < len(told.content):
                here[told.anchor] = told
            break
    return found


def words_of(read: Read, spans: Spans) -> frozenset[int]:
    """The words of the sentence that any of the spans touches."""
    first, last = read.spans[0][0], read.spans[-1][1]
    near = [(s, e) for s, e in spans if s < last and first < e]
    return frozenset(
        word
        for word, (start, end) in enumerate(read.spans)
        if any(s < end and start < e for s, e in near)
    )


def chief_word(read: Read, cue: frozenset[int]) -> int:
    """The word of a cue that the others hang on; a verb before others, no auxiliary."""
    tops = [w for w in sorted(cue) if read.heads[w] not in cue]
    full = [w for w in tops if read.upos[w] not in {"AUX", "PART", "PUNCT", "ADV", "DET"}]
    verbs = [w for w in full if read.upos[w] == "VERB"]
    return (verbs or full or tops)[0]
