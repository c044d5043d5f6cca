"""What news writing makes likely: persons act while in public office, days without a year are
near."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from communique.codebook.actors import Actor, pieces_of
from communique.codebook.dating import merged
from communique.records import Link
from communique.stages.dating.clues import ALWAYS, Clue, by, iso
from communique.stages.dating.offices import is_spokes, phrases_of, term_of, told
from communique.stages.dating.reading import Reading
from communique.stages.dating.stated import is_ahead
from communique.stages.dating.years import days_of_years

WEIGHT = 1
# Well after the last office a person seldom acts in the news. Nothing follows from the first one:
# the tables leave out mayors, deputies and ministers of one field.
_AFTER = timedelta(days=400).days
_WITNESSES = 2
_NEAR = timedelta(days=330).days
_FORMER = re.compile(r"\b(?:former|ex|then|late|next|incoming)\b|-elect\b", re.IGNORECASE)
_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)(?:T.*)?$")


def habit_clues(reading: Reading, titled: frozenset[str]) -> Iterator[Clue]:
    """Clues that only make a time likely; `titled` lists ``person|office`` as called in it."""
    persons = {subject.partition("|")[0] for subject in titled}
    acting: dict[str, tuple[int, Link]] = {}
    for link in reading.links:
        if link.mention.kind != "name" or not link.person or not _is_news(reading, link):
            continue
        actor = _only_bearer(reading, link.person)
        if actor is not None and actor.name not in persons:
            yield from _beside_office(reading, link, actor, titled)
            if reading.sentence_at(link.mention.sentence).relation(link.mention.head) == "nsubj":
                last = max(term_of(role)[1] for role in actor.roles)
                acting.setdefault(actor.name, (last, link))
    yield from _acting(acting)
    yield from _yearless(reading)


def _is_news(reading: Reading, link: Link) -> bool:
    """Whether a mention stands in a sentence that reports and does not tell history."""
    number = link.mention.sentence
    return reading.is_reporting(reading.sentence_at(number)) and not reading.looks_back(number)


def _acting(acting: dict[str, tuple[int, Link]]) -> Iterator[Clue]:
    """Two persons who act while one at least should still be about.

    The tables miss later offices, so that one person alone proves little: of all who act, the one
    who left office second counts.
    """
    left = sorted((last, name) for name, (last, _) in acting.items())[:_WITNESSES]
    if len(left) < _WITNESSES or left[-1][0] >= ALWAYS[1]:
        return
    last, name = left[-1]
    yield Clue(rule="habit.acts", subject=name, span=acting[name][1].mention.span, weight=WEIGHT,
               reason=f"{left[0][1]} and {name}, in public office until {iso(last)}, act in it",
               days=by(min(last + _AFTER, ALWAYS[1])), sure=False, is_rough=True)  # fmt: skip


def _only_bearer(reading: Reading, name: str) -> Actor | None:
    entries = reading.index.lookup(pieces_of(name))
    actors = {e.actor.id: e.actor for e in entries if e.kind == "person"}
    return next(iter(actors.values())) if len(actors) == 1 else None


def _beside_office(
    reading: Reading, link: Link, actor: Actor, titled: frozenset[str]
) -> Iterator[Clue]:
    """An office of the person that stands elsewhere in the article."""
    office = _office_in_article(reading, actor, titled)
    if office is not None:
        terms = merged(term_of(r) for r in actor.roles if r.called == office)
        both = f"{actor.name} is named in it and so is the {office}"
        yield Clue(rule="habit.office-in-article", subject=actor.id, span=link.mention.span,
                   reason=f"{both}, an office held {told(terms)}", days=terms,
                   weight=WEIGHT, sure=False)  # fmt: skip


def _office_in_article(reading: Reading, actor: Actor, titled: frozenset[str]) -> str | None:
    """The office of the actor that a role noun of his state or body names in the article.

    Not one that another person is called by beside his name: he then is the one meant.
    """
    for other in reading.links:
        if other.mention.kind != "nominal" or other.person not in {None, actor.name}:
            continue
        if _FORMER.search(
            reading.text[max(0, other.mention.span.start - 30) : other.mention.span.end]
        ):
            continue
        words = " ".join(other.mention.span.of(reading.text).lower().replace("-", " ").split())
        for role in actor.roles:
            if role.called and not is_spokes(role.called) and set(role.codes) & set(other.codes):
                if any(t.partition("|")[2] in phrases_of(reading, role.called) for t in titled):
                    continue
                names = (p.lower().replace("-", " ") for p in phrases_of(reading, role.called))
                if any(words == name or words.endswith(f" {name}") for name in names):
                    return role.called
    return None


def _yearless(reading: Reading) -> Iterator[Clue]:
    """A day without its year lies within a year: past ones before the report, others after."""
    for timex in reading.timexes:
        match = _YEARLESS.match(timex.value)
        if match is None or not reading.is_reporting(reading.sentence_at(timex.sentence)):
            continue
        tense = reading.tense(timex.sentence, timex.span)
        if tense == "present" or (tense == "future" and not is_ahead(reading, timex)):
            continue
        before, after = (0, _NEAR) if tense == "past" else (_NEAR, 0)
        month, day = int(match.group(1)), int(match.group(2))
        days = tuple((d - before, d + after) for d in days_of_years(reading, month, day))
        words = timex.span.of(reading.text)
        told_as = "past" if tense == "past" else "coming"
        yield Clue(rule="habit.day-without-year", subject=f"{month}-{day}-{tense}", days=days,
                   span=timex.span, reason=f"it tells of {words}, without a year, as {told_as}",
                   weight=WEIGHT, sure=False)  # fmt: skip
