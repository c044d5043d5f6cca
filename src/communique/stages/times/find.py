"""Finding time expressions: rules propose, the longest proposal wins, neighbours are joined."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from communique.records import Analysis, Provenance, Sentence, Timex
from communique.stages.times.anchor import publication_day
from communique.stages.times.join import Reading, join_clocks
from communique.stages.times.lexicon import load_lexicon
from communique.stages.times.normalize import RECIPES
from communique.stages.times.rules import Rule, RuleBook, load_rules
from communique.stages.times.scene import Scene
from communique.stages.times.surface import Surface, surface_of
from communique.stages.times.tense import clause_tense, tells_programme

STAGE = "times.v1"
# How many sentences back "the same day" may reach for its anchor.
_REFERENCE_REACH = 3
_CALENDAR = re.compile(r"\d{4}(?:-|$)")
_CLOCK_RECIPES = frozenset({"clock", "clock_colon"})
_QUARTER_RECIPES = frozenset({"quarter", "same_quarter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proposal:
    """A match of a rule in the padded text of a surface."""

    start: int
    end: int
    rule: Rule
    slots: Mapping[str, str]


@dataclass(slots=True)
class _Memory:
    """The dates an article has mentioned, forgotten after a few sentences."""

    sentence: int = 0
    reference: str | None = None
    quarter: str | None = None
    reference_sentence: int = 0
    quarter_sentence: int = 0

    def enter(self, sentence: int) -> None:
        """Begin a sentence and forget what lies too far back."""
        self.sentence = sentence
        if sentence - self.reference_sentence > _REFERENCE_REACH:
            self.reference = None
        if sentence - self.quarter_sentence > _REFERENCE_REACH:
            self.quarter = None

    def note(self, reading: Reading) -> None:
        """Remember a calendar value; a quarter only where it is named, not "a year earlier"."""
        if not _CALENDAR.match(reading.value):
            return
        self.reference, self.reference_sentence = reading.value, self.sentence
        if "-Q" in reading.value and reading.rule.recipe in _QUARTER_RECIPES:
            self.quarter, self.quarter_sentence = reading.value, self.sentence


def find_timexes(
    analysis: Analysis, *, dct: str | None, captions: Collection[int] = ()
) -> tuple[Timex, ...]:
    """The time expressions of an article, in text order and without overlap.

    Values follow the coding guide, section 4: calendar values when `dct` (an ISO day) is known,
    ``DCT-1`` forms when it is not. `captions` are the segments that tell what a picture shows:
    their present tense looks back.

    >>> from communique.records import Sentence, Span
    >>> sentence = Sentence(
    ...     span=Span(0, 14), segment=0, spans=(Span(0, 4), Span(5, 14)),
    ...     words=("Left", "yesterday"), lemmas=("leave", "yesterday"), upos=("", ""),
    ...     xpos=("", ""), feats=("", ""), heads=(-1, -1), deprels=("", ""))
    >>> analysis = Analysis(sentences=(sentence,), provenance=Provenance(stage="", rule=""))
    >>> [t.value for t in find_timexes(analysis, dct="2014-03-04")]
    ['2014-03-03']
    >>> [t.value for t in find_timexes(analysis, dct=None)]
    ['DCT-1']
    """
    book = load_rules()
    day = publication_day(dct)
    memory = _Memory()
    timexes: list[Timex] = []
    for index, sentence in enumerate(analysis.sentences):
        memory.enter(index)
        surface = surface_of(sentence, load_lexicon().case_kept)
        shown = sentence.segment in captions
        readings = _read_sentence(book, sentence, surface, day, memory, is_caption=shown)
        timexes.extend(_timex(reading, surface, index, book) for reading in readings)
    return tuple(timexes)


def _timex(reading: Reading, surface: Surface, index: int, book: RuleBook) -> Timex:
    return Timex(
        span=surface.span(reading.start, reading.end),
        sentence=index,
        type=reading.type,
        value=reading.value,
        relative=reading.relative,
        provenance=Provenance(stage=STAGE, rule=reading.rule.id, data=book.digest),
    )


def _read_sentence(
    book: RuleBook,
    sentence: Sentence,
    surface: Surface,
    dct: date | None,
    memory: _Memory,
    *,
    is_caption: bool,
) -> list[Reading]:
    readings: list[Reading] = []
    for proposal in _select(_propose(book, surface.text)):
        first = surface.words[surface.piece_at(proposal.start)]
        last = surface.words[surface.piece_at(proposal.end - 1)]
        scene = Scene(
            dct=dct,
            tense=clause_tense(sentence, first, last),
            is_scheduled=not is_caption and tells_programme(sentence, last),
            reference=memory.reference,
            quarter=memory.quarter,
        )
        reading = _read(proposal, scene)
        if reading:
            readings.append(reading)
            memory.note(reading)
    return join_clocks(readings, surface.text)


def _propose(book: RuleBook, text: str) -> list[_Proposal]:
    lexicon = load_lexicon()
    return [
        _Proposal(start=start, end=end, rule=rule, slots=slots)
        for rule in book.awake(text)
        for start, end, slots in rule.find(text, lexicon)
    ]


def _precedence(proposal: _Proposal) -> tuple[bool, int, int, int]:
    rule = proposal.rule
    return rule.type != "NONE", proposal.start - proposal.end, rule.order, proposal.start


def _select(proposals: list[_Proposal]) -> list[_Proposal]:
    """Non-overlapping proposals: vetoes, then the longest, then the rule that stands first."""
    taken: list[_Proposal] = []
    for proposal in sorted(proposals, key=_precedence):
        if all(proposal.end <= other.start or other.end <= proposal.start for other in taken):
            taken.append(proposal)
    return sorted((p for p in taken if p.rule.type != "NONE"), key=lambda p: p.start)


def _read(proposal: _Proposal, scene: Scene) -> Reading | None:
    rule = proposal.rule
    value = RECIPES[rule.recipe](proposal.slots, scene)
    if value is None or rule.type == "NONE":
        return None
    return Reading(
        start=proposal.start,
        end=proposal.end,
        type=rule.type,
        value=value[0],
        relative=value[1],
        rule=rule,
        is_clock=rule.recipe in _CLOCK_RECIPES and "year" not in proposal.slots,
    )
