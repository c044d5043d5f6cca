"""Dates the text states: past ones bound the day from below, coming ones from above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from communique.codebook.dating import Interval, first_day, last_day
from communique.records import Span, Timex
from communique.stages.dating.clues import Clue, by, iso, since
from communique.stages.dating.reading import Reading
from communique.stages.dating.years import days_of_years

PAST_WEIGHT, FUTURE_WEIGHT, POST_WEIGHT = 2, 1, 3
RECENT_WEIGHT, HABIT_WEIGHT = 1, 1
_CALENDAR = re.compile(r"(\d{4}(?:-\d\d){0,2})(?:T.*)?$")
_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"\b(?P<day>mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b\.?,?\s*(?:the\s+)?$", re.I
)
_WEEKDAY_INSIDE = re.compile(r"\b(mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b", re.I)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}\s*[-–]\s*)?((?:19|20)\d\d)\b", re.I
)
# "the 2020 election": the year belongs to a name and says nothing about when it is spoken of.
_NAMED_BY_YEAR = frozenset({"date.year-attribute"})
# "the programme for 2021-2023": the second year of a range may lie ahead.
_RANGE_MARKS = frozenset({"-", "–", "—", "/"})
# "banned for 2024", "the 2020 presidential election": set for a year to come, told in the past.
_AIMED = re.compile(r"\b(?:for|by|towards?|through|until|into)(?:\s+the)?\s*$", re.IGNORECASE)
_EVENT_OF_YEAR = re.compile(
    r"\s+(?:[\w.-]+\s+){0,2}(?:elections?|olympics?|games|campaign|race|cup|championships?|"
    r"season|budget|polls?|primar(?:y|ies)|vote|referendum|census)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|won[’']t|going to|(?:is|are) (?:due|scheduled|set|expected|to))\b|[’']ll\b",
    re.I,
)
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d")
_STAMP_BEFORE, _STAMP_AFTER, _STAMP_REACH = 60, 14, 40
# A day without its year lies within half a year of the report.
_HALF = timedelta(days=184).days


def stated_clues(reading: Reading) -> Iterator[Clue]:
    """Clues from absolute dates, weekdays with a day of the month, posts and copyright lines."""
    for timex in reading.timexes:
        if timex.type in {"DATE", "TIME"}:
            yield from _absolute(reading, timex)
            yield from _with_weekday(reading, timex)
            yield from _in_dateline(reading, timex)
    yield from _stamp(reading)
    for segment in reading.segments:
        if segment.kind == "post" and segment.date:
            day = first_day(segment.date[:10])
            yield Clue(rule="stated.post", subject=segment.date, span=segment.span,
                       reason=f"it shows a post of {segment.date[:10]}",
                       days=since(day), weight=POST_WEIGHT)  # fmt: skip
    for match in _COPYRIGHT.finditer(reading.text):
        first, last = first_day(match.group(1)), last_day(match.group(1))
        yield Clue(rule="stated.copyright", subject=match.group(1), days=((first, last),),
                   span=Span(match.start(), match.end()),
                   reason=f"a copyright line names {match.group(1)}",
                   weight=HABIT_WEIGHT, sure=False)  # fmt: skip


def _absolute(reading: Reading, timex: Timex) -> Iterator[Clue]:
    match = _CALENDAR.match(timex.value)
    if match is None or timex.relative:
        return
    value = match.group(1)
    try:
        first, last = first_day(value), last_day(value)
    except ValueError:
        return
    sentence = reading.sentence_at(timex.sentence)
    if first > reading.book.outer[1] or not reading.is_reporting(sentence):
        return
    if timex.provenance.rule in _NAMED_BY_YEAR or _STAMP.match(timex.value):
        return
    if reading.text[: timex.span.start].rstrip()[-1:] in _RANGE_MARKS:
        return
    before, after = reading.text[: timex.span.start][-12:], reading.text[timex.span.end :][:40]
    if _AIMED.search(before) or _EVENT_OF_YEAR.match(after):
        return
    words, tense = timex.span.of(reading.text), reading.tense(timex.sentence, timex.span)
    if tense == "past":
        yield Clue(rule="stated.past", subject=value, span=timex.span, days=since(first),
                   reason=f"it tells in the past tense of {words}", weight=PAST_WEIGHT)  # fmt: skip
    elif tense == "future" and is_ahead(reading, timex):
        yield Clue(rule="stated.future", subject=value, span=timex.span, days=by(last),
                   sure=False, reason=f"it speaks of {words} as still to come or not over",
                   weight=FUTURE_WEIGHT)  # fmt: skip


def is_ahead(reading: Reading, timex: Timex) -> bool:
    """Whether a word in the sentence says outright that something is still to come."""
    sentence = reading.sentence_at(timex.sentence)
    return _AHEAD.search(sentence.span.of(reading.text)) is not None


def _stamp(reading: Reading) -> Iterator[Clue]:
    """The earliest time stamp of the page (``Feb. 1, 2011 3:05 pm``), its own or a reader's."""
    stamps = []
    for timex in reading.timexes:
        match = _STAMP.match(timex.value)
        if match is not None and not _has_verb(reading, timex):
            stamps.append((first_day(match.group(1)), timex.span))
    if stamps:
        day, span = min(stamps)
        yield Clue(rule="stated.stamp", subject=iso(day), span=span, weight=HABIT_WEIGHT,
                   days=((day - _STAMP_BEFORE, day + _STAMP_AFTER),), sure=False,
                   reason=f"it carries a time stamp of {iso(day)}")  # fmt: skip


def _has_verb(reading: Reading, timex: Timex) -> bool:
    """Whether the words before the stamp, on its line, tell something."""
    sentence = reading.sentence_at(timex.sentence)
    return any(
        sentence.upos[n] == "VERB" and abs(place.start - timex.span.start) < _STAMP_REACH
        for n, place in enumerate(sentence.spans)
    )


def _in_dateline(reading: Reading, timex: Timex) -> Iterator[Clue]:
    """A dateline's day, printed without its year, is the report's own or the day before."""
    match = _YEARLESS.match(timex.value)
    kind = reading.segments[reading.sentence_at(timex.sentence).segment].kind
    if match is None or kind not in {"dateline", "header"}:
        return
    days = days_of_years(reading, int(match.group(1)), int(match.group(2)))
    yield Clue(rule="stated.dateline", subject=timex.value, span=timex.span, sure=False,
               days=tuple((day, day + 1) for day in days), weight=HABIT_WEIGHT,
               reason=f"its dateline names {timex.span.of(reading.text)}")  # fmt: skip


def _with_weekday(reading: Reading, timex: Timex) -> Iterator[Clue]:
    """``Friday, March 11``: only in some years does the day fall on that weekday."""
    match = _YEARLESS.match(timex.value)
    weekday = _weekday_of(reading, timex)
    if match is None or weekday is None:
        return
    month, day = int(match.group(1)), int(match.group(2))
    days: tuple[Interval, ...] = tuple(
        (d - _HALF, d + _HALF)
        for d in days_of_years(reading, month, day)
        if date.fromordinal(d).weekday() == weekday
    )
    words = timex.span.of(reading.text)
    yield Clue(rule="stated.weekday", subject=f"{month}-{day}-{weekday}", span=timex.span,
               reason=f"{words} falls on that weekday in some years only", days=days,
               weight=PAST_WEIGHT)  # fmt: skip


def _weekday_of(reading: Reading, timex: Timex) -> int | None:
    inside = _WEEKDAY_INSIDE.search(timex.span.of(reading.text))
    before = reading.text[max(0, timex.span.start - 16) : timex.span.start]
    match = inside or _WEEKDAY.search(before)
    return _WEEKDAYS.index(match.group(1).lower()[:3]) if match else None
