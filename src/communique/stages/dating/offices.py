"""Persons called by an office: their term bounds the day; former titles bound it from below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from communique.codebook.actors import Actor, Role, pieces_of
from communique.codebook.dating import Interval, complement, first_day, last_day, merged
from communique.records import Link, Span
from communique.stages.dating.clues import ALWAYS, Clue, iso, since
from communique.stages.dating.reading import Reading

# How far before a name its office may begin, in characters.
_REACH = 110
_ROUGH = timedelta(days=92).days
SINCE_WEIGHT, TERM_WEIGHT, FORMER_WEIGHT = 3, 1, 2
# Between office and name: "of Ukraine", a comma, a form of address.
_BETWEEN = (
    r"(?:\s+(?:of|for|in|to)\s+(?:the\s+)?[A-Z][\w.’'-]*(?:\s+(?:and\s+|of\s+)?[A-Z][\w.’'-]*){0,3})?"
    r",?\s+(?:(?:Mr|Mrs|Ms|Dr|Gen|General|Lt|Col|Sheikh|Sir|Lord)\.?\s+)*$"
)
# Between name and office: "Sergei Lavrov, the Russian foreign minister".
_AFTER = r"^,?\s*,\s+(?:(?:the|[A-Z][\w.’'-]*|\w+[’']s)\s+){0,4}"
_PAST = re.compile(
    r"\b(?:former|formerly|ex|one-?time|ousted|deposed|toppled|overthrown|fallen|fugitive|exiled|"
    r"disgraced|jailed)\b[^,;:.()]{0,45}$|\bex-$",
    re.IGNORECASE,
)  # fmt: skip
# "under President Clinton", "voted for President Trump": told of his time, which may be over.
_ASIDE = re.compile(
    r"\b(?:then|late|slain|assassinated|was|were|been|under|during|time of|era of|days of|since|"
    r"voted for|when)\b[^,;:()]{0,25}$|\bthen-$",
    re.IGNORECASE,
)
# "President Ben Ali fled": the report may be of the day, or tell long after how it ended.
_LEAVING = re.compile(
    r"^[^.;]{0,60}\b(?:fled|flee|ousted|toppled|overthrown|deposed|resigned|quit|defected|"
    r"stepped down|step down|fell|impeached|left office|left power)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:deputy|vice|assistant|under|shadow|self-declared|self-styled|would-be|next|future|incoming|"
    r"acting|anti|pro|sub|associate|opposition|party|rebel|protest|union|majority|minority|house|"
    r"senate|faction|separatist|military|student|guerrilla|militia|tory|labour|conservative|liberal|"
    r"democratic|republican|socialist|spiritual|religious|community|tribal|group|gang|coup|junta)[\s-]*$",
    re.IGNORECASE,
)  # fmt: skip
_NOT_YET = re.compile(r"^[\s-]*(?:elect|designate|candidate|hopeful|nominee|contender)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """An office beside a name: the words that name it, the stretch of text, and how it was put."""

    office: str
    words: Span
    manner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Called:
    """A person called by an office, and the terms in which he held one so named."""

    actor: Actor
    roles: tuple[Role, ...]
    beside: _Beside


def office_clues(reading: Reading) -> Iterator[Clue]:
    """Clues from every name beside an office that its bearer is known to have held."""
    states = {c.partition(".")[0] for link in reading.links for c in link.codes}
    for link in reading.links:
        if link.mention.kind == "name" and reading.is_reporting(
            reading.sentence_at(link.mention.sentence)
        ):
            called = [
                c for a in _bearers(reading, link, states) if (c := _called(reading, link, a))
            ]
            if called:
                yield from _clues(reading, link, called)


def _bearers(reading: Reading, link: Link, states: set[str]) -> list[Actor]:
    """Whom the name can mean: the persons so called, of a bare surname those whom the article's
    states allow."""
    span = link.mention.span
    pieces = pieces_of(link.person or span.of(reading.text))
    entries = reading.index.lookup(pieces)
    named = {e.actor.id: e.actor for e in entries if e.kind == "person"}
    if not named:
        named = {e.actor.id: e.actor for e in entries if e.kind == "family"}
        named = {
            k: a
            for k, a in named.items()
            if any(c.partition(".")[0] in states for r in a.roles for c in r.codes)
        }
    return list(named.values())


def _called(reading: Reading, link: Link, actor: Actor) -> _Called | None:
    """The roles of `actor` that the words beside the name call him by: the longest words count."""
    found = [
        (beside, role)
        for role in actor.roles
        if role.called
        for words in phrases_of(reading, role.called)
        if (beside := _beside(reading, link, words)) is not None
    ]
    if not found:
        return None
    longest = max((beside for beside, _ in found), key=lambda beside: len(beside.office))
    roles = tuple(role for beside, role in found if beside.office == longest.office)
    return _Called(actor=actor, roles=roles, beside=longest)


def _beside(reading: Reading, link: Link, office: str) -> _Beside | None:
    """The office in words right before or after the name, if it stands there unqualified."""
    sentence = reading.sentence_at(link.mention.sentence).span
    span = link.mention.span
    start = max(sentence.start, span.start - _REACH)
    before = reading.text[start : span.start]
    after = reading.text[span.end : min(sentence.end, span.end + _REACH)]
    match = _before(office).search(before)
    if match is not None:
        manner = _manner(before[: match.start()], "")
        where = Span(start + match.start(), span.end)
    else:
        match = _after(office).search(after)
        if match is None:
            return None
        manner = _manner(after[: match.start(1)], after[match.end(1) :])
        where = Span(span.start, span.end + match.end(1))
    return None if manner == "less" else _Beside(office=office, words=where, manner=manner)


def is_spokes(office: str) -> bool:
    """Deputies, whom the tables leave out, are called spokesmen too."""
    return "spokes" in office or "press" in office


def phrases_of(reading: Reading, office: str) -> tuple[str, ...]:
    """The words that may name an office of the tables."""
    return reading.book.offices.get(office) or (office.lower(),)


@cache
def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?i:{_spaced(words)}){_BETWEEN}")


@cache
def _after(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_AFTER}((?i:{_spaced(words)}))(?!\s+(?!of\b|for\b|to\b)[A-Z])(?!\w)")


def _spaced(words: str) -> str:
    return r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", words))


def _manner(before: str, behind: str) -> str:
    """How the office was put: ``holds``, ``former``, ``aside`` (told of the past) or ``less``."""
    if _LESS.search(before) or _NOT_YET.match(behind):
        return "less"
    if _PAST.search(before) and " and " not in before[-30:]:
        return "former"
    return "aside" if _ASIDE.search(before) else "holds"


def _clues(reading: Reading, link: Link, called: list[_Called]) -> Iterator[Clue]:
    """The clues of a name; where several persons fit, what any of them allows."""
    terms = merged(term_of(role) for c in called for role in c.roles)
    beside = called[0].beside
    who = called[0].actor.name if len(called) == 1 else link.mention.span.of(reading.text)
    subject = f"{who}|{beside.office}"
    words = f"{who} is called {beside.office}"
    if beside.manner == "former":
        yield from _former(who, beside, terms)
        return
    if terms[0][0] > ALWAYS[0] and not is_spokes(beside.office):
        yield Clue(rule="office.since", subject=subject, span=beside.words,
                   reason=f"{words}, an office first held on {iso(terms[0][0])}",
                   days=since(terms[0][0]), weight=SINCE_WEIGHT)  # fmt: skip
    if beside.manner == "holds" and not _tells_history(reading, link):
        yield Clue(rule="office.term", subject=subject, span=beside.words,
                   reason=f"{words}, an office held {told(terms)}",
                   days=terms, weight=TERM_WEIGHT)  # fmt: skip


def _tells_history(reading: Reading, link: Link) -> bool:
    """Whether the sentence names a year, stands in the past perfect or tells how he left."""
    sentence = reading.sentence_at(link.mention.sentence)
    verb = sentence.heads[link.mention.head]
    helpers = sentence.dependents(verb, "aux") if verb >= 0 else ()
    after = reading.text[link.mention.span.end : sentence.span.end]
    if _LEAVING.search(after):
        return True
    had = any(sentence.words[helper].lower() == "had" for helper in helpers)
    return had or reading.looks_back(link.mention.sentence)


def _former(who: str, beside: _Beside, terms: tuple[Interval, ...]) -> Iterator[Clue]:
    """Who is called a former holder has left: after the first term, outside the later ones."""
    if terms[0][1] < ALWAYS[1]:
        left = iso(terms[0][1])
        yield Clue(rule="office.former", subject=f"{who}|{beside.office}", span=beside.words,
                   reason=f"{who} is called a former {beside.office}, and left on {left}",
                   days=tuple(d for d in complement(terms) if d[0] > terms[0][0]),
                   weight=FORMER_WEIGHT)  # fmt: skip


def term_of(role: Role) -> Interval:
    """The days of a role; a date known to the month or year only is widened by a quarter.

    The day of a handover is the successor's: on it two presidents would agree.
    """
    start, end = first_day(role.start), last_day(role.end)
    rough_start = len(role.start) < len("2000-01-01") and start > ALWAYS[0]
    rough_end = len(role.end) < len("2000-01-01") and end < ALWAYS[1]
    if len(role.end) == len("2000-01-01"):
        end = max(end - 1, start)
    return start - _ROUGH * rough_start, end + _ROUGH * rough_end


def told(terms: Iterable[Interval]) -> str:
    """The terms in words, each until the day on which it was over."""
    parts = [
        f"since {iso(a)}" if b >= ALWAYS[1] else f"from {iso(a)} until {iso(b + 1)}"
        for a, b in terms
    ]
    return " and ".join(parts)
