"""Weigh what speaks for whom a mention stands: ``python -m training.references --work build/acts``.

In: the annotated articles, acts read by heads that have not seen them (``python -m training.acts
--fold N``), and the coded words of their sides; phrases annotated for it
(``benchmarks/actors-tuning.csv``). Out: ``weights/references.npz``. Figures are of articles left
out.
"""

from __future__ import annotations

import argparse
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from benchmarks.actors import TUNING, hangs_out
from benchmarks.events import gold_articles
from benchmarks.pronouns import marked_articles

from communique.codebook.actors import actor_index, first_name_genders
from communique.codebook.places import place_index
from communique.pipeline import article_from_text
from communique.records import Analysis, ChainTable, LinkTable, Mention
from communique.runtime.core import WEIGHTS, shipped_core
from communique.stages.actors import link_mentions, voices_of
from communique.stages.actors.referring import SIGNS, Choice, by_rule
from communique.stages.analyze import analyze
from communique.stages.mentions import find_chains, find_mentions
from communique.stages.quotes import find_quotes
from communique.stages.segment import find_segments
from training.lessons import ANNOTATED, read_table
from training.ranking import Layers, Row, fit_ranker, table_of
from training.weighing import HALVES, FoldCore, begun, fold_acts

log = logging.getLogger(__name__)
QUESTIONS = ("pronoun", "noun")
# By start and end of the words: the codes they stand for.
Told = Mapping[tuple[int, int], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Coded:
    """A text with phrases whose codes are known."""

    id: str
    text: str
    day: str | None
    told: Told


class Weighed:
    """Keeps the choices made in an article, which the rules decide, and where its mentions are."""

    def __init__(self) -> None:
        self.made: list[tuple[Mention, Sequence[Choice]]] = []
        self.heads: set[tuple[int, int]] = set()

    def decide(self, mention: Mention, choices: Sequence[Choice]) -> int:
        """The number of the rules' answer."""
        self.made.append((mention, choices))
        return by_rule(mention, choices)


def coded_sides() -> Iterator[Coded]:
    """The annotated articles with the words of sides, always the same."""
    told: dict[str, dict[tuple[int, int], set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in read_table(ANNOTATED):
        for side in ("source", "target"):
            start, _, end = row[f"{side}_at"].partition("-")
            if row[side] and start.isdigit() and end.isdigit():
                told[row["article"]][int(start), int(end)].add(row[side])
    for gold in gold_articles(ANNOTATED):
        spans = {
            span: frozenset(next(iter(codes)).split("|"))
            for span, codes in told[gold.id].items()
            if len(codes) == 1
        }
        yield Coded(gold.id, gold.text, gold.dct, spans)


def coded_phrases() -> Iterator[Coded]:
    """The phrases annotated for tuning; places are left out."""
    for marked in marked_articles(TUNING):
        spans = {
            (int(row["start"]), int(row["end"])): frozenset(filter(None, row["codes"].split("|")))
            for row in marked.rows
            if row["is_place"] != "1"
        }
        yield Coded("", marked.text, marked.day or None, spans)


def choices_in(coded: Coded, core: FoldCore) -> tuple[Analysis, Weighed]:
    """The article's sentences and the choices made in it."""
    index = actor_index()
    article = article_from_text(coded.text, article_id="x", date=coded.day)
    segments = find_segments(article)
    analysis = analyze(article.text, segments, core)  # type: ignore[arg-type]
    link = partial(
        link_mentions,
        analysis,
        find_mentions(analysis, index),
        ChainTable(find_chains(analysis, first_name_genders())),
        index=index,
        places=place_index(),
        day=article.dct,
    )
    links = link(decide=by_rule)
    quotes = find_quotes("x", article.text, segments, analysis, LinkTable(links))
    kept = Weighed()
    link(voices=voices_of(article.text, links, quotes), earlier=links, decide=kept.decide)
    kept.heads = {(x.mention.sentence, x.mention.head) for x in links}
    return analysis, kept


def rows_of(
    number: int, coded: Coded, analysis: Analysis, kept: Weighed
) -> Iterator[tuple[str, Row]]:
    """The choices for mentions at known phrases, with the right one."""
    known = dict(_placed(coded.told, analysis, kept.heads))
    for mention, choices in kept.made:
        codes = known.get((mention.sentence, mention.head))
        if codes is None:
            continue
        right = [n for n, choice in enumerate(choices) if frozenset(choice.codes) == codes]
        question = "pronoun" if mention.kind == "pronoun" else "noun"
        signs = table_of([choice.told for choice in choices], SIGNS)
        yield question, (number, signs, right[0] if right else -1, [()] * len(choices))


def _placed(
    told: Told, analysis: Analysis, heads: set[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], frozenset[str]]]:
    """Each phrase's codes at its head, the word whose own head lies outside it."""
    for (start, end), codes in told.items():
        best: tuple[bool, int] | None = None
        place = (0, 0)
        for number, sentence in enumerate(analysis.sentences):
            if sentence.span.end <= start or end <= sentence.span.start:
                continue
            inside = [w for w, s in enumerate(sentence.spans) if s.start < end and start < s.end]
            for word in inside:
                rank = (hangs_out(sentence, word, inside), word)
                if (number, word) in heads and (best is None or rank > best):
                    best, place = rank, (number, word)
        if best is not None:
            yield place, codes


def main() -> None:
    """Read, fit, save."""
    work: Path = begun(argparse.ArgumentParser(description=__doc__)).work
    core = shipped_core(2)
    acts = fold_acts(work)
    rows: dict[str, list[Row]] = {question: [] for question in QUESTIONS}
    for source in (coded_sides, coded_phrases):
        for number, coded in enumerate(source()):  # the numbers of `weighed` in training.weighing
            told = [own for _, own in acts.get(coded.id, ())]
            reader = FoldCore(core, told) if told else core
            found = choices_in(coded, reader)  # type: ignore[arg-type]
            for question, row in rows_of(number, coded, *found):
                rows[question].append(row)
    _save(WEIGHTS / "references.npz", rows)
    # For weighing sides: what is told of an article that the weights have not seen.
    for half in range(HALVES):
        kept = {q: [row for row in own if row[0] % HALVES != half] for q, own in rows.items()}
        _save(work / f"references-{half}.npz", kept)


def _save(path: Path, rows: Mapping[str, Sequence[Row]]) -> None:
    layers: Layers = {}
    for question, own in rows.items():
        layers |= fit_ranker(question, SIGNS, own)
    np.savez(path, **layers)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
