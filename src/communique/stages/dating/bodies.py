"""Bodies and groups exist for a time: none is named before it was there, few act when gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from communique.codebook.actors import pieces_of
from communique.codebook.dating import Interval, merged
from communique.records import Link
from communique.stages.dating.clues import ALWAYS, Clue, by, iso, since
from communique.stages.dating.offices import term_of
from communique.stages.dating.reading import Reading

SINCE_WEIGHT, ACTS_WEIGHT = 2, 1
_KINDS = frozenset({"organisation", "armed", "group", "party", "ngo", "media"})
_FORMER = re.compile(r"\b(?:former|ex|erstwhile|defunct|old|then|late)\b[\s-]*$", re.IGNORECASE)
_SHORTEST = 4
# Old names live on in the news for a while.
_AFTER = timedelta(days=400).days


def body_clues(reading: Reading) -> Iterator[Clue]:
    """Clues from named bodies and groups whose time is known, and from states that have ended."""
    for link in reading.links:
        sentence = reading.sentence_at(link.mention.sentence)
        if link.mention.kind != "name" or not reading.is_reporting(sentence):
            continue
        found = _time_of(reading, link)
        if found is None or _FORMER.search(reading.text[: link.mention.span.start][-20:]):
            continue
        name, kind, times = found
        first, last = times[0][0], times[-1][1]
        if kind != "state" and first > ALWAYS[0]:
            yield Clue(rule="body.since", subject=name, span=link.mention.span, days=since(first),
                       reason=f"it names {name}, known since {iso(first)}",
                       weight=SINCE_WEIGHT)  # fmt: skip
        if last < ALWAYS[1] and _acts(reading, link):
            yield Clue(rule="body.acts", subject=name, span=link.mention.span, sure=False,
                       reason=f"{name}, which ended on {iso(last)}, acts in it",
                       days=by(last + _AFTER), weight=ACTS_WEIGHT, is_rough=True)  # fmt: skip


def _time_of(reading: Reading, link: Link) -> tuple[str, str, tuple[Interval, ...]] | None:
    """Name, kind and time of the body that the words name; None when they may name another.

    Short acronyms have many bearers, and words in small letters (``Gaddafi loyalists``) describe.
    """
    pieces = pieces_of(link.mention.span.of(reading.text))
    if not all(piece[0].isupper() for piece in pieces) or max(map(len, pieces)) < _SHORTEST:
        return None
    entries = reading.index.lookup(pieces)
    kinds = {e.kind for e in entries}
    if not entries or not (kinds <= _KINDS or kinds == {"state"}):
        return None
    times = merged(term_of(role) for e in entries for role in e.actor.roles)
    return entries[0].actor.name, entries[0].kind, times


def _acts(reading: Reading, link: Link) -> bool:
    """Whether the body is the subject of a sentence that does not tell history."""
    sentence = reading.sentence_at(link.mention.sentence)
    is_subject = sentence.relation(link.mention.head) == "nsubj"
    return is_subject and not reading.looks_back(link.mention.sentence)
