"""Names resolved in a typed text, cut into words by a plain rule, without the language core."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.codebook.gazetteer import gazetteer
from communique.codebook.place_rules import ranking
from communique.records import Analysis, Link, Mention, Place, Provenance, Sentence, Span
from communique.stages.places import decide, read_names
from communique.stages.places.toponyms import Words, words_at

_WORD = re.compile(r"(?:[A-Z]\.)+|\w+(?:-\w+)*\.(?=,)|\w+(?:-\w+)*|['’]s\b|\S")
_MADE = Provenance(stage="test", rule="test")


def analysed(text: str) -> Analysis:
    """One sentence of plain words."""
    found = tuple(_WORD.finditer(text))
    blank = ("",) * len(found)
    sentence = Sentence(
        span=Span(0, len(text)),
        segment=0,
        spans=tuple(Span(m.start(), m.end()) for m in found),
        words=tuple(m.group() for m in found),
        lemmas=tuple(m.group().lower() for m in found),
        upos=blank,
        xpos=blank,
        feats=blank,
        heads=(-1,) * len(found),
        deprels=blank,
    )
    return Analysis(sentences=(sentence,), provenance=_MADE)


def words_of(analysis: Analysis, text: str, name: str) -> Words:
    """The words of a name in the text."""
    start = text.index(name)
    found = words_at(analysis, Span(start, start + len(name)))
    assert found is not None
    return found


def national(analysis: Analysis, text: str, adjective: str, code: str) -> Link:
    """The link of a nationality."""
    words = words_of(analysis, text, adjective)
    start = text.index(adjective)
    mention = Mention(
        span=Span(start, start + len(adjective)), sentence=0, head=words.last,
        first=words.first, last=words.last, kind="name", label="NORP",
    )  # fmt: skip
    return Link(mention=mention, codes=(code,), provenance=_MADE)


def places_in(text: str, *names: str, links: Sequence[Link] = ()) -> tuple[Place, ...]:
    """What the given names mean in the text."""
    analysis = analysed(text)
    words = [words_of(analysis, text, name) for name in names]
    reading = read_names(text, analysis, words, links=links, gazetteer=gazetteer())
    return decide(reading, ranking(), gazetteer())
