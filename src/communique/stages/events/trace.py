"""Why a sentence gave these events and no others.

The coder tells `Notes` of each word it looks at, each reading it gives up and each event it makes.
`Notes` lets it all pass, so that an ordinary run keeps nothing; `Recording` keeps it as frozen
records. The trace decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from communique.codebook.patterns import Pattern
from communique.records import Event, Sentence, Span

if TYPE_CHECKING:
    from communique.stages.events.candidates import Candidate
    from communique.stages.events.matching import Match
    from communique.stages.events.sides import Draft, Option
    from communique.stages.events.slots import Coded

# The role of words that no construction found but the act head.
ACT_HEAD = "act head"
Reason = Literal[
    "not-with", "voice", "alone", "slot", "weaker", "contained", "content", "forecast",
    "no-deed", "about", "unbelieved", "unsure",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Construction:
    """A pattern at its place: the word it was found at and all words of its trigger in order."""

    pattern: Pattern
    head: Span
    words: tuple[Span, ...]

    def told(self, text: str) -> str:
        """The words with the pattern they are read by."""
        words = " … ".join(_runs(text, self.words))
        return f"“{words}” ({self.pattern.id})"


def _runs(text: str, words: Sequence[Span]) -> list[str]:
    """The words of `text`, those that stand side by side together."""
    runs: list[list[Span]] = []
    for span in words:
        if runs and not text[runs[-1][-1].end : span.start].strip():
            runs[-1].append(span)
        else:
            runs.append([span])
    return [text[run[0].start : run[-1].end] for run in runs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """Words that fill a slot, and the role by which they do."""

    slot: Literal["source", "target"]
    role: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The construction behind an event, with what fills its slots."""

    event_id: str
    found: Construction
    fillers: tuple[Filler, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A construction that gave no event.

    `against` holds the words that speak against it, `slots` the slots it needs and lacks, `winner`
    the construction that it gave way to.
    """

    found: Construction
    reason: Reason
    against: tuple[Span, ...] = ()
    slots: tuple[str, ...] = ()
    winner: Construction | None = None

    def told(self, text: str) -> str:
        """Why it gave no event, in words."""
        winner = self.winner.told(text) if self.winner is not None else ""
        against = ", ".join(f"“{span.of(text)}”" for span in self.against)
        told = {
            "not-with": f"{against} stands near, and then the words mean something else",
            "voice": f"counts only in the {'passive' if self.found.pattern.passive else 'active'}",
            "alone": "takes two sides, and fewer are named",
            "slot": f"nobody is named as its {' or its '.join(self.slots)}",
            "contained": f"part of {winner}",
            "content": f"content of {winner}, no act of its own (coding guide, rules 1 and 10)",
            "forecast": f"only possible by {against}: a forecast (coding guide, rule 8)",
            "no-deed": "refers back to a deed that the text does not tell",
            "unbelieved": "the act head does not believe in it",
            "unsure": "too unsure who did it and to whom",
            "about": "counts only with a content of its own kind, and none is told",
        }
        return told[self.reason] if self.reason != "weaker" else f"{self._weakness()} {winner}"

    def _weakness(self) -> str:
        """In what the winner at the same word is stronger."""
        if self.winner is None:
            return "weaker"
        if self.winner.pattern.modals and not self.found.pattern.modals:
            return "what must be done is a demand:"
        if len(self.winner.words) > len(self.found.words):
            return "fewer words than"
        return "no more words and no more slots filled than"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A word that some pattern may begin with, as the parser reads it."""

    word: Span
    lemma: str
    tag: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceTrace:
    """Everything decided about one sentence; `skipped` names the segment that is not coded."""

    sentence: Span
    skipped: str | None = None
    looked: tuple[Looked, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Notes:
    """Lets everything pass."""

    def begin(self, sentence: Sentence) -> None:
        """`sentence` is coded now."""

    def skip(self, sentence: Sentence, kind: str) -> None:
        """`sentence` is not coded, since it stands in a segment of that kind."""

    def look(self, word: int, patterns: Sequence[Pattern]) -> None:
        """These patterns may begin at `word`."""

    def refuse(
        self,
        match: Match,
        reason: Reason,
        *,
        against: Sequence[int] = (),
        slots: Sequence[str] = (),
        winner: Match | None = None,
    ) -> None:
        """`match` gives no event."""

    def weigh(self, candidate: Candidate, belief: float, signs: Mapping[str, float]) -> None:
        """`candidate` is an event with this probability, weighed from these signs."""

    def offer(self, draft: Draft, side: str, offered: Sequence[Option]) -> None:
        """One of these is that side of the event."""

    def judge(self, event: Event, signs: Mapping[str, float]) -> None:
        """`event`, sides chosen, has its probability from these signs."""

    def choose(self, event_id: str, coded: Coded) -> None:
        """`coded` is an event."""

    def drop(self, event_id: str, reason: Reason) -> None:
        """An event chosen before is none after all: it refers to no deed, or is hardly believed."""


SILENT = Notes()


class Recording(Notes):
    """Keeps what it is told, sentence by sentence."""

    def __init__(self) -> None:
        self._traces: list[SentenceTrace] = []
        self._sentence: Sentence | None = None

    @property
    def traces(self) -> tuple[SentenceTrace, ...]:
        """One for each sentence, in text order."""
        return tuple(self._traces)

    def begin(self, sentence: Sentence) -> None:
        """Open a trace."""
        self._sentence = sentence
        self._traces.append(SentenceTrace(sentence=sentence.span))

    def skip(self, sentence: Sentence, kind: str) -> None:
        """A trace with nothing in it but the reason."""
        self._traces.append(SentenceTrace(sentence=sentence.span, skipped=kind))

    def look(self, word: int, patterns: Sequence[Pattern]) -> None:
        """Keep a word that patterns may begin with."""
        if patterns:
            sentence = self._read
            looked = Looked(
                word=sentence.spans[word],
                lemma=sentence.lemmas[word],
                tag=sentence.upos[word],
                patterns=tuple(patterns),
            )
            self._add(looked=(*self._traces[-1].looked, looked))

    def refuse(
        self,
        match: Match,
        reason: Reason,
        *,
        against: Sequence[int] = (),
        slots: Sequence[str] = (),
        winner: Match | None = None,
    ) -> None:
        """Keep what gave no event."""
        refusal = Refusal(
            found=self._construction(match),
            reason=reason,
            against=tuple(self._read.spans[word] for word in sorted(against)),
            slots=tuple(slots),
            winner=self._construction(winner) if winner is not None else None,
        )
        self._add(refusals=(*self._traces[-1].refusals, refusal))

    def choose(self, event_id: str, coded: Coded) -> None:
        """Keep the construction of an event."""
        sides: tuple[Literal["source", "target"], ...] = ("source", "target")
        fillers = tuple(
            Filler(slot=slot, role=role, span=span)
            for slot in sides
            for span, role in getattr(coded, slot).roles
        )
        chosen = Chosen(event_id=event_id, found=self._construction(coded.match), fillers=fillers)
        self._add(chosen=(*self._traces[-1].chosen, chosen))

    def drop(self, event_id: str, reason: Reason) -> None:
        """Turn the event into a refusal."""
        for number, trace in enumerate(self._traces):
            lost = [c for c in trace.chosen if c.event_id == event_id]
            refusals = [Refusal(found=c.found, reason=reason) for c in lost]
            if lost:
                self._traces[number] = replace(
                    trace,
                    chosen=tuple(c for c in trace.chosen if c.event_id != event_id),
                    refusals=(*trace.refusals, *refusals),
                )

    @property
    def _read(self) -> Sentence:
        if self._sentence is None:
            raise RuntimeError("no sentence was begun")
        return self._sentence

    def _add(self, **parts: tuple[object, ...]) -> None:
        self._traces[-1] = replace(self._traces[-1], **parts)  # type: ignore[arg-type]

    def _construction(self, match: Match) -> Construction:
        spans = self._read.spans
        return Construction(
            pattern=match.pattern,
            head=spans[match.head],
            words=tuple(spans[word] for word in sorted(match.words)),
        )
