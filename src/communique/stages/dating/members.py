"""How many members a body has, and who is said to be none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.codebook.dating import Body
from communique.records import Sentence, Span
from communique.stages.dating.clues import Clue
from communique.stages.dating.reading import Reading

COUNT_WEIGHT, NONMEMBER_WEIGHT = 2, 1
_MEMBERS = (
    r"(?:members?|member\s+(?:states?|countries|nations?)|nations|countries|states|allies|"
    r"governments)"
)
_NUMBER_WORDS = {
    "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty-five": 25, "twenty-seven": 27, "twenty-eight": 28,
}  # fmt: skip
_NUMBER = rf"(?P<number>\d{{2,3}}|{'|'.join(_NUMBER_WORDS)})"
_COUNTED = (
    # "the 28 Nato member states", "all 27 EU countries", "the alliance's 30 members"
    re.compile(
        rf"\b(?:the|all|its|\w+['’]s?|of)\s+{_NUMBER}\s+(?:[\w.]+\s+){{0,2}}?{_MEMBERS}\b", re.I
    ),
    # "the 27-nation bloc", "28-member alliance"
    re.compile(rf"\b{_NUMBER}\s?-\s?(?:nation|member|country|state|strong|member-state)\b", re.I),
)  # fmt: skip
_NONMEMBER = re.compile(
    r"\bnon-?\s?(?:members?|(?:nato|eu)\s+members?)\b|\bnot?\s+(?:yet\s+)?(?:a\s+|an?\s+(?:nato|eu)\s+)?"
    r"members?\s+of\b|\bnot\s+an?\s+(?:nato|eu)\s+member\b",
    re.IGNORECASE,
)  # fmt: skip
_NEAR = 60


def member_clues(reading: Reading) -> Iterator[Clue]:
    """Clues from counts of members and from states called non-members."""
    named = [b for b in reading.book.bodies if b.pattern.search(reading.text)]
    for sentence in reading.reporting():
        yield from _counts(reading, sentence, named)
        yield from _nonmembers(reading, sentence, named)


def _counts(reading: Reading, sentence: Sentence, named: list[Body]) -> Iterator[Clue]:
    words = sentence.span.of(reading.text)
    for pattern in _COUNTED:
        for match in pattern.finditer(words):
            number = _number(match["number"])
            body = _body_of(words, match, named)
            days = body.days_with(number) if body is not None else ()
            if body is None or not days or number < _FEWEST:
                continue
            start = sentence.span.start
            yield Clue(rule="members.count", subject=f"{body.id}|{number}", days=days,
                       reason=f"{body.name} is said to have {number} members",
                       span=Span(start + match.start(), start + match.end()),
                       weight=COUNT_WEIGHT)  # fmt: skip


_FEWEST = 11


def _number(words: str) -> int:
    return _NUMBER_WORDS[words.lower()] if words.lower() in _NUMBER_WORDS else int(words)


def _body_of(words: str, match: re.Match[str], named: list[Body]) -> Body | None:
    """The body meant: the one named in or nearest to the count, if that once had such a size."""
    number = _number(match["number"])
    best: tuple[int, Body] | None = None
    for body in named:
        if not body.days_with(number):
            continue
        for found in body.pattern.finditer(words):
            gap = max(found.start() - match.end(), match.start() - found.end(), 0)
            if gap <= _NEAR and (best is None or gap < best[0]):
                best = (gap, body)
    return best[1] if best else None


def _nonmembers(reading: Reading, sentence: Sentence, named: list[Body]) -> Iterator[Clue]:
    words = sentence.span.of(reading.text)
    match = _NONMEMBER.search(words)
    body = _single(words, named)
    if match is None or body is None:
        return
    place = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
    for link in reading.links:
        span = link.mention.span
        gap = max(span.start - place.end, place.start - span.end)
        if sentence.span.contains(span) and gap <= _NEAR and len(link.codes) == 1:
            state = link.codes[0].partition(".")[0]
            days = body.days_without(state)
            if days:
                yield Clue(rule="members.none", subject=f"{body.id}|{state}", days=days,
                           reason=f"{span.of(reading.text)} is called no member of {body.name}",
                           span=Span(min(place.start, span.start), max(place.end, span.end)),
                           weight=NONMEMBER_WEIGHT)  # fmt: skip


def _single(words: str, named: list[Body]) -> Body | None:
    """The body with listed members that the sentence names, else the only one of the article."""
    listed = [b for b in named if b.members]
    here = [b for b in listed if b.pattern.search(words)]
    if len(here) == 1:
        return here[0]
    return listed[0] if len(listed) == 1 else None
