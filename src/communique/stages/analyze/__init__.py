"""Segments to sentences with words, tags, trees and names. See README.md."""

from __future__ import annotations

from communique.records import REPORTING_KINDS, Analysis, Name, Provenance, Segment, Sentence, Span
from communique.runtime.core import LanguageCore
from communique.stages.analyze.sentences import split_sentences
from communique.stages.analyze.tokens import split_tokens

__all__ = ["analyze"]

VERSION = "analyze.v1"
# Longer runs of words are lists or tables; the model was not trained on them.
MAX_WORDS = 120
# Headers and datelines are no report, but their dates and places are evidence; the signature of a
# post names who speaks.
READ_KINDS = REPORTING_KINDS | {"header", "dateline"}
SIGNATURE = "post signature"


def analyze(text: str, segments: tuple[Segment, ...], core: LanguageCore) -> Analysis:
    """Sentences of reporting segments, headers, datelines and signatures of posts, analysed.

    Boilerplate and bylines of reporters are left out (coding guide, rule 9).
    """
    places: list[tuple[int, Span, tuple[Span, ...]]] = []
    for index, segment in enumerate(segments):
        if segment.kind not in READ_KINDS and segment.reason != SIGNATURE:
            continue
        for sentence in split_sentences(text, segment.span):
            places += [(index, *part) for part in _parts(text, sentence)]
    words = [tuple(span.of(text) for span in spans) for _, _, spans in places]
    predictions = core.predict(words)
    return Analysis(
        sentences=tuple(
            Sentence(
                span=span,
                segment=index,
                spans=spans,
                words=surface,
                lemmas=p.lemmas,
                upos=p.upos,
                xpos=p.xpos,
                feats=p.feats,
                heads=p.heads,
                deprels=p.deprels,
                names=tuple(Name(first=f, last=last, label=label) for f, last, label in p.names),
            )
            for (index, span, spans), surface, p in zip(places, words, predictions, strict=True)
        ),
        provenance=Provenance(stage=VERSION, rule="language-core", model=core.name),
    )


def _parts(text: str, sentence: Span) -> list[tuple[Span, tuple[Span, ...]]]:
    """The sentence with its tokens, cut into stretches the model can read.

    A run of mere punctuation is no sentence.
    """
    if not any(c.isalnum() for c in sentence.of(text)):
        return []
    tokens = split_tokens(text, sentence)
    chunks = [tokens[i : i + MAX_WORDS] for i in range(0, len(tokens), MAX_WORDS)]
    if len(chunks) <= 1:
        return [(sentence, tokens)] if tokens else []
    return [(Span(c[0].start, c[-1].end), c) for c in chunks]
