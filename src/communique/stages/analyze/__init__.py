"""Segments to sentences with words, tags, trees, names and links. See README.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from communique.records import (
    REPORTING_KINDS,
    Act,
    Analysis,
    Candidate,
    Name,
    Provenance,
    Segment,
    Sentence,
    Span,
)
from communique.runtime.core import LanguageCore, Passage, Prediction, Reading
from communique.runtime.pieces import GAPS
from communique.stages.analyze.starts import sure_starts
from communique.stages.analyze.tokens import split_tokens

__all__ = ["analyze", "passages"]

VERSION = "analyze.v2"
# Headers and datelines are no report, but their dates and places are evidence; the signature of a
# post names who speaks.
READ_KINDS = REPORTING_KINDS | {"header", "dateline"}
SIGNATURE = "post signature"
# A blank line always ends a sentence; a single newline is a space (hard-wrapped text).
_STRETCH = re.compile(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", re.DOTALL)
# Marks as treebanks and corpora made from them write them, and what they stand for.
_MARKS = {
    "``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{",
    "-RCB-": "}", "\\/": "/",
}  # fmt: skip
_GLUED, _SPACE, _LINE = (GAPS.index(g) for g in ("glued", "space", "line"))

_Told = TypeVar("_Told")
# A passage as it stands in the article: its segment and the spans of its words.
Place = tuple[int, tuple[Span, ...]]


def analyze(text: str, segments: tuple[Segment, ...], core: LanguageCore) -> Analysis:
    """Sentences of reporting segments, headers, datelines and signatures of posts, analysed.

    Boilerplate and bylines of reporters are left out (coding guide, rule 9).
    """
    places, given = passages(text, segments)
    reading = core.read(given)
    kept = [p for p in reading.sentences if _has_letters(text, places[p.passage][1], p)]
    return Analysis(
        sentences=tuple(_sentence(text, *places[p.passage], p) for p in kept),
        candidates=_candidates(reading, kept),
        reports=_by_number(reading, reading.reports, kept),
        reporter=core.reporter,
        acts=_acts(reading, kept),
        act_reader=core.act_reader,
        provenance=Provenance(stage=VERSION, rule="language-core", model=core.name),
    )


def passages(text: str, segments: tuple[Segment, ...]) -> tuple[list[Place], list[Passage]]:
    """What the language core is given of an article, and where it stands."""
    places = list(_places(text, segments))
    return places, [_passage(text, spans) for _, spans in places]


def _places(text: str, segments: tuple[Segment, ...]) -> Iterator[Place]:
    for index, segment in enumerate(segments):
        if segment.kind not in READ_KINDS and segment.reason != SIGNATURE:
            continue
        start, end = segment.span.start, segment.span.end
        for stretch in _STRETCH.finditer(text[start:end]):
            spans = split_tokens(text, Span(start + stretch.start(), start + stretch.end()))
            if spans:
                yield index, spans


def _passage(text: str, spans: tuple[Span, ...]) -> Passage:
    words = tuple(_MARKS.get(word, word) for word in (span.of(text) for span in spans))
    gaps = (_SPACE, *(_gap(text[a.end : b.start]) for a, b in pairwise(spans)))
    return Passage(words, gaps, starts=sure_starts(words, gaps))


def _gap(between: str) -> int:
    if not between:
        return _GLUED
    return _LINE if "\n" in between else _SPACE


def _has_letters(text: str, spans: tuple[Span, ...], p: Prediction) -> bool:
    """A run of mere punctuation is no sentence."""
    first, last = spans[p.first], spans[p.first + len(p.upos) - 1]
    return any(c.isalnum() for c in text[first.start : last.end])


def _sentence(text: str, segment: int, spans: tuple[Span, ...], p: Prediction) -> Sentence:
    own = spans[p.first : p.first + len(p.upos)]
    return Sentence(
        span=Span(own[0].start, own[-1].end),
        segment=segment,
        spans=own,
        words=tuple(span.of(text) for span in own),
        lemmas=p.lemmas,
        upos=p.upos,
        xpos=p.xpos,
        feats=p.feats,
        heads=p.heads,
        deprels=p.deprels,
        names=tuple(Name(first=f, last=last, label=label) for f, last, label in p.names),
        entities=p.entities,
    )


def _by_number(
    reading: Reading, told: Sequence[tuple[_Told, ...]], kept: Sequence[Prediction]
) -> dict[int, tuple[_Told, ...]]:
    """What a head tells of each sentence, by number of the analysis; absent where it is nothing."""
    numbers = {id(p): number for number, p in enumerate(kept)}
    pairs = zip(reading.sentences, told, strict=True)
    return {numbers[id(p)]: found for p, found in pairs if found and id(p) in numbers}


def _acts(reading: Reading, kept: Sequence[Prediction]) -> dict[int, tuple[Act, ...]]:
    """What is told as done, by number of the sentence; words before are counted alike."""
    numbers = {id(p): number for number, p in enumerate(kept)}
    of_reading = {n: numbers.get(id(p)) for n, p in enumerate(reading.sentences)}

    def before(words: tuple[tuple[int, int, float], ...]) -> tuple[tuple[int, int, float], ...]:
        known = ((of_reading.get(sentence), word, share) for sentence, word, share in words)
        return tuple((n, word, share) for n, word, share in known if n is not None)

    return {
        number: tuple(
            replace(
                act,
                sources_before=before(act.sources_before),
                targets_before=before(act.targets_before),
            )
            for act in acts
        )
        for number, acts in _by_number(reading, reading.acts, kept).items()
    }


def _candidates(
    reading: Reading, kept: Sequence[Prediction]
) -> dict[tuple[int, int], tuple[Candidate, ...]]:
    """The model's antecedents, counted by sentence of the analysis instead of by passage."""
    where = {
        (p.passage, p.first + word): (number, word)
        for number, p in enumerate(kept)
        for word in range(len(p.upos))
    }
    found = {}
    for place, antecedents in reading.antecedents.items():
        if place in where:
            known = [(where.get((a.passage, a.word)), a.share) for a in antecedents]
            found[where[place]] = tuple(
                Candidate(sentence=spot[0], word=spot[1], share=share)
                for spot, share in known
                if spot is not None
            )
    return found
