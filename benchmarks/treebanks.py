"""Treebank documents as raw text with gold sentences, and what the reader makes of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from training.corpora import GLUED, Document, Example

from communique.records import Provenance, Segment, Sentence, Span
from communique.runtime.core import LanguageCore, Passage
from communique.runtime.lemmas import apply_script
from communique.scoring import Score
from communique.scoring.trees import count_trees
from communique.stages.analyze import analyze

_GIVEN = Provenance(stage="benchmark", rule="treebank")


def raw_text(document: Document) -> tuple[str, list[tuple[Span, ...]]]:
    """The text as the treebank spaces it, a blank line between paragraphs, and the words' spans."""
    parts: list[str] = []
    length = 0
    spans: list[tuple[Span, ...]] = []
    for number, example in enumerate(document):
        own = []
        for word, (form, gap) in enumerate(zip(example.words, example.gaps, strict=True)):
            opens = number > 0 and word == 0 and example.paragraph
            before = "\n\n" if opens else "" if gap == GLUED or not parts else " "
            start = length + len(before)
            length = start + len(form)
            parts += [before, form]
            own.append(Span(start, length))
        spans.append(tuple(own))
    return "".join(parts), spans


def whole_text(text: str) -> tuple[Segment, ...]:
    """The text as one body segment."""
    return (Segment(kind="body", span=Span(0, len(text)), provenance=_GIVEN),)


def gold_sentence(example: Example, spans: tuple[Span, ...]) -> Sentence:
    """A treebank sentence as a record."""
    return Sentence(
        span=Span(spans[0].start, spans[-1].end),
        segment=0,
        spans=spans,
        words=example.words,
        lemmas=tuple(map(apply_script, example.words, example.lemma_scripts)),
        upos=example.upos,
        xpos=example.xpos,
        feats=example.feats,
        heads=tuple(h - 1 for h in example.heads),
        deprels=example.deprels,
        entities=example.entities,
    )


def score_raw(core: LanguageCore, documents: Sequence[Document]) -> Counter[str]:
    """Counts over documents read from their raw text, nothing given."""
    counts: Counter[str] = Counter()
    for document in documents:
        text, spans = raw_text(document)
        found = analyze(text, whole_text(text), core).sentences
        counts += count_trees([*map(gold_sentence, document, spans)], found)
    return counts


def score_entities(core: LanguageCore, documents: Sequence[Document]) -> list[Score]:
    """Head words of mentions with their type, where the treebank annotates them."""
    right = found = wanted = 0
    for document in documents:
        passages = [Passage(e.words, e.gaps, whole=True) for e in document]
        for example, p in zip(document, core.read(passages).sentences, strict=True):
            if example.entities:
                gold = {(w, k) for w, k in enumerate(example.entities) if k != "O"}
                own = {(w, k) for w, k in enumerate(p.entities) if k != "O"}
                right, found, wanted = right + len(gold & own), found + len(own), wanted + len(gold)
    return [Score(name="mention heads with type", right=right, predicted=found, gold=wanted)]


def score_given(core: LanguageCore, documents: Sequence[Document]) -> Counter[str]:
    """Counts over documents whose sentences and words are given."""
    counts: Counter[str] = Counter()
    for document in documents:
        _, spans = raw_text(document)
        passages = [Passage(e.words, e.gaps, whole=True) for e in document]
        gold = [*map(gold_sentence, document, spans)]
        found = [
            Sentence(
                span=g.span, segment=0, spans=g.spans, words=g.words, lemmas=p.lemmas, upos=p.upos,
                xpos=p.xpos, feats=p.feats, heads=p.heads, deprels=p.deprels,
            )
            for g, p in zip(gold, core.read(passages).sentences, strict=True)
        ]  # fmt: skip
        counts += count_trees(gold, found)
    return counts
