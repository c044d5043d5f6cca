"""Whom third-person pronouns mean, on news articles annotated for it: see `pronouns.csv`.

The file holds no text: each row points by code-point offsets into an article of the corpora and
lists every earlier phrase that stands for the pronoun's entity. A pronoun counts as resolved
rightly when the nearest earlier name or noun phrase of its chain is headed like one of these.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.treebanks import whole_text
from training.corpora import shared_root

from communique.records import Analysis, Chain, ChainMention, ChainTable
from communique.runtime.core import LanguageCore
from communique.stages.analyze import analyze

TABLE = Path(__file__).with_name("pronouns.csv")
# Articles of these corpora were read while rules were written; the others are for the score.
READ = frozenset({"syria_conflicting_accounts", "timeline17"})
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """An article's text as far as it was annotated, its corpus, its rows and its day."""

    corpus: str
    text: str
    rows: tuple[Row, ...]
    day: str


def marked_articles(table: Path = TABLE) -> Iterator[Marked]:
    """The annotated articles, checked against the digest of the text that was annotated."""
    by_article: dict[tuple[str, str], list[Row]] = defaultdict(list)
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            by_article[row["corpus"], row["article"]].append(row)
    for (corpus, article), rows in sorted(by_article.items()):
        told = corpus_row(shared_root() / "corpora" / corpus, article)
        text = str(told["text"])[: int(rows[0]["read_until"])]
        if hashlib.sha256(text.encode()).hexdigest()[:12] != rows[0]["digest"]:
            raise SystemExit(f"{corpus} {article}: not the text that was annotated")
        yield Marked(corpus.partition("/")[0], text, tuple(rows), str(told.get("date") or ""))


def corpus_row(path: Path, article: str) -> dict[str, object]:
    """The article's row in a corpus file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, object] = json.loads(line)
            if str(row["id"]) == article:
                return row
    raise SystemExit(f"{path}: no article {article}")


def rows_by_place(marked: Marked, analysis: Analysis) -> dict[tuple[int, int], Row]:
    """The rows by sentence and word of their pronoun."""
    rows = {int(row["start"]): row for row in marked.rows}
    return {
        (number, word): rows[span.start]
        for number, sentence in enumerate(analysis.sentences)
        for word, span in enumerate(sentence.spans)
        if span.start in rows
    }


def score_pronouns(
    core: LanguageCore, chains: Callable[[Analysis], Sequence[Chain]], *, read: bool
) -> Counter[tuple[str, str]]:
    """Counts by kind of antecedent: ``right``, ``wrong`` (another one) and ``none`` given."""
    counts: Counter[tuple[str, str]] = Counter()
    for marked in marked_articles():
        if (marked.corpus in READ) != read:
            continue
        analysis = analyze(marked.text, whole_text(marked.text), core)
        table = ChainTable(chains(analysis))
        places = {row["start"]: place for place, row in rows_by_place(marked, analysis).items()}
        for row in marked.rows:
            place = places.get(row["start"])
            earlier = table.before(*place) if place is not None else ()
            counts[row["kind"], _verdict(row, analysis, earlier)] += 1
    return counts


def share(counts: Counter[tuple[str, str]], kinds: Sequence[str]) -> tuple[int, int]:
    """How many pronouns of these kinds were resolved rightly, and how many there are."""
    right = sum(counts[kind, "right"] for kind in kinds)
    return right, sum(n for (kind, _), n in counts.items() if kind in kinds)


def _verdict(row: Row, analysis: Analysis, earlier: Sequence[ChainMention]) -> str:
    for mention in earlier:
        if analysis.sentences[mention.sentence].upos[mention.word] in {"NOUN", "PROPN"}:
            right = points_at(row, analysis, mention.sentence, mention.word)
            return "right" if right else "wrong"
    return "none"


def points_at(row: Row, analysis: Analysis, number: int, word: int) -> bool:
    """Whether the word heads one of the row's antecedents."""
    sentence = analysis.sentences[number]
    head, above = sentence.spans[word], sentence.heads[word]
    for start, end in (tuple(map(int, s.split("-"))) for s in row["antecedents"].split()):
        hangs_out = above < 0 or not start <= sentence.spans[above].start < end
        if start <= head.start and head.end <= end and hangs_out:
            return True
    return False
