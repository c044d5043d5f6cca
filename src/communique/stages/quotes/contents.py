"""Where reported content stands in a sentence, and which cue reports it."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import PLACE_LABELS, LinkTable, Segment
from communique.stages.quotes.phrases import (
    by_as_clause,
    by_colon,
    by_headline,
    by_noun,
    by_part,
    by_phrase,
)
from communique.stages.quotes.reading import Found, Reading
from communique.stages.quotes.regions import quoted_share, trimmed
from communique.stages.quotes.verbs import by_verb


def find_contents(reading: Reading, segment: Segment, links: LinkTable) -> list[Found]:
    """Reported contents of one sentence: by words that report, by colons, by marks alone."""
    sentence = reading.sentence
    if segment.kind == "post":
        content = trimmed(reading.text, sentence.span)
        return [Found(sentence=reading.number, content=content, kind="direct", rule="quote.post")]
    found: list[Found] = []
    for word in range(len(sentence)):
        as_clause = list(by_as_clause(reading, word))
        found += as_clause or by_verb(reading, word)
        found += by_noun(reading, word)
    found += by_phrase(reading)
    found += by_colon(reading, found)
    if not found and _stands_alone(segment, reading):
        found += by_headline(reading, _actors(reading, links))
    found += by_part(reading, found)
    found += _by_marks_alone(reading, found)
    return _without_repeats(found)


def _stands_alone(segment: Segment, reading: Reading) -> bool:
    """Headlines, and paragraphs of one unfinished sentence, which are headlines in running text."""
    whole = trimmed(reading.text, segment.span) == trimmed(reading.text, reading.sentence.span)
    return segment.kind == "headline" or whole


def _actors(reading: Reading, links: LinkTable) -> frozenset[int]:
    """Words that name a person or a body other than a state."""
    known = set()
    for word in range(len(reading.sentence)):
        link = links.at(reading.number, word)
        if link is not None and (
            link.named or (link.codes and link.mention.label not in PLACE_LABELS)
        ):
            known.add(word)
    return frozenset(known)


def _by_marks_alone(reading: Reading, found: list[Found]) -> Iterator[Found]:
    """A sentence that lies wholly in quotation marks needs no cue of its own."""
    core = trimmed(reading.text, reading.sentence.span)
    quoted = quoted_share(reading.regions, core) > 0.95 and core.end - core.start > 3
    if quoted and not any(f.kind == "direct" for f in found):
        yield Found(sentence=reading.number, content=core, kind="direct", rule="quote.follow-on")


def _without_repeats(found: list[Found]) -> list[Found]:
    """One report per stretch: of equal ones the one with a cue, of one cue's the widest."""
    kept: list[Found] = []
    ranked = sorted(
        found, key=lambda f: (f.content.start, -f.content.end, f.cue is None, f.speaker is None)
    )
    for candidate in ranked:
        if not any(
            k.content == candidate.content
            or (k.cue == candidate.cue and k.content.contains(candidate.content))
            for k in kept
        ):
            kept.append(candidate)
    return kept
