"""What the act head adds to the rules, and how far an event is believed.

The rules say what a trigger means and who stands in its slots; the head says which words are
triggers at all, also where a slot is filled by the flow of the text or no pattern fits. A candidate
is kept when a calibrated belief, weighed from both (``patterns/acts.toml``), is high enough. Marks
on the rule tell what the head did: ``+unfilled`` an act that the rules alone would not have taken
for want of a side, ``+freed`` one they took for content or a forecast, ``+source`` and
``+target`` a side read by the head, ``+code`` a more exact code than the rule's; the rule
``act.TYPE`` is an act without a pattern.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from communique.codebook.acts import ActBook, act_book
from communique.records import HIDDEN, Act
from communique.stages.events.actors import Party, Resolver
from communique.stages.events.matching import Match
from communique.stages.events.slots import FORCE, Coded
from communique.stages.events.status import Verdict
from communique.stages.events.trace import ACT_HEAD, Notes

# Shares are kept off 0 and 1 before they are weighed.
_EDGE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An act that the rules see, and what speaks against it: a content, a mere possibility."""

    coded: Coded
    content: Match | None
    forecast: Verdict | None

    @property
    def against(self) -> bool:
        """True where the rules alone make it no event."""
        return self.content is not None or self.forecast is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible event with what is weighed for it."""

    coded: Coded
    act: Act | None
    complete: bool
    patterned: bool
    content: bool
    forecast: bool

    @property
    def ruled(self) -> bool:
        """True for what the rules alone would tell."""
        return self.complete and self.patterned and not self.content and not self.forecast

    def least(self, book: ActBook) -> float:
        """The belief from which it is told."""
        if self.content:
            return book.least_content
        return book.least_ruled if self.ruled else book.least

    def signs(self) -> dict[str, float]:
        """What is weighed, by name."""
        act, coded = self.act, self.coded
        types, codes = (dict(act.types), dict(act.codes)) if act else ({}, {})
        return {
            "bias": 1.0,
            "trigger": _logit(act.share if act else 0.0),
            "type": _logit(types.get(coded.plover, 0.0)),
            "code": _logit(codes.get(coded.cameo[:3], 0.0)),
            "unseen": float(act is None),
            "complete": float(self.complete),
            "patterned": float(self.patterned),
            "content": float(self.content),
            "forecast": float(self.forecast),
            "long": float(len(coded.match.words) > 1),
            "noun": float(coded.match.pattern.head == "noun"),
            "source": float(bool(coded.source)),
            "target": float(bool(coded.target)),
            "force": float(coded.plover in FORCE),
        }


def _logit(share: float) -> float:
    share = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(share / (1 - share))


def _is_part_of_another(coded: Coded, all_kept: Iterable[Coded]) -> bool:
    """True where a longer trigger of its type holds the word ("talks" in "held talks")."""
    match = coded.match
    return any(
        match.head in other.match.words
        and len(match.words) < len(other.match.words)
        and coded.plover == other.plover
        for other in all_kept
    )


def _with_code(candidate: Candidate, book: ActBook) -> Coded:
    """The act with the head's code where a pattern tells only the root (``040``, ``190``)."""
    coded, act = candidate.coded, candidate.act
    code = book.code_over_rule(coded.cameo, act) if act and candidate.patterned else None
    if code is None or code == coded.cameo:
        return coded
    return replace(coded, head_code=code, marks=(*coded.marks, "+code"))


@dataclass(frozen=True)
class Believer:
    """Weighs the acts of one sentence; `contents` are words of what is demanded or promised."""

    resolver: Resolver
    acts: Sequence[Act]
    notes: Notes
    contents: Collection[int]
    _parties: dict[tuple[int, bool], Party] = field(default_factory=dict)

    def kept(self, held: Sequence[Held], spare: Sequence[Coded]) -> list[Coded]:
        """The events to tell, each with its probability, in text order."""
        book = act_book()
        best: dict[int, tuple[float, Candidate]] = {}
        for candidate in self.candidates(held, spare, book):
            belief = book.belief(candidate.signs())
            self.notes.weigh(candidate, belief)
            anchor = candidate.act.anchor if candidate.act else candidate.coded.match.head
            if anchor not in best or belief > best[anchor][0]:
                best[anchor] = belief, candidate
        kept: dict[int, Coded] = {}
        for _, (belief, candidate) in sorted(best.items()):
            if belief >= candidate.least(book):
                coded = replace(_with_code(candidate, book), probability=round(belief, 3))
                kept.setdefault(coded.match.head, coded)
        return [kept[h] for h in sorted(kept) if not _is_part_of_another(kept[h], kept.values())]

    def candidates(
        self, held: Sequence[Held], spare: Sequence[Coded], book: ActBook
    ) -> Iterator[Candidate]:
        """Everything that may be an event, sides as they would be told."""
        for one in held:
            act = self._act_of(one.coded.match)
            yield Candidate(
                coded=self._with_sides(one.coded, act, book, freed=one.against),
                act=act,
                complete=True,
                patterned=True,
                content=one.content is not None,
                forecast=one.forecast is not None,
            )
        readings = (*(one.coded for one in held), *spare)
        exact = {(c.match.head, c.plover) for c in readings if c.cameo not in book.inexact}
        for coded in spare:
            act = self._act_of(coded.match)
            if coded.cameo in book.inexact and (coded.match.head, coded.plover) in exact:
                continue  # fewer words tell less
            if act is not None and coded.plover in dict(act.types):
                marked = replace(coded, marks=("+unfilled",)) if coded.lacking else coded
                yield self._without_rule(marked, act, book, patterned=True)
        for act in self.acts:
            for name, _ in act.types[:2]:
                coded = Coded(
                    match=Match(
                        pattern=book.pattern(name, act), head=act.anchor, words=(act.anchor,)
                    ),
                    source=Party(),
                    target=Party(),
                )
                yield self._without_rule(coded, act, book, patterned=False)

    def _without_rule(self, coded: Coded, act: Act, book: ActBook, *, patterned: bool) -> Candidate:
        return Candidate(
            coded=self._with_sides(coded, act, book, freed=False),
            act=act,
            complete=not coded.lacking and patterned,
            patterned=patterned,
            content=coded.match.head in self.contents,
            forecast=False,
        )

    def _act_of(self, match: Match) -> Act | None:
        """What the head sees at the chief word of a trigger, else at the likeliest of its words."""
        here = [act for act in self.acts if act.anchor in match.words]
        at_head = [act for act in here if act.anchor == match.head]
        return max(at_head or here, key=lambda act: act.share, default=None)

    def _with_sides(self, coded: Coded, act: Act | None, book: ActBook, *, freed: bool) -> Coded:
        """The act with the sides that rule and head give together."""
        marks = [*coded.marks, *(["+freed"] if freed else [])]
        if act is None:
            return replace(coded, marks=tuple(marks))
        symmetric = bool(coded.match.pattern.parties)
        shares = () if coded.is_spoken else act.sources
        source, by_head = self._side(coded.source, shares, book, territory=False)
        marks += ["+source"] if by_head else []
        target = coded.target
        if not symmetric:
            target, by_head = self._side(coded.target, act.targets, book, territory=True)
            target = target.beside(source)
            marks += ["+target"] if by_head and target else []
        if not source and target and coded.plover in FORCE:
            source = Party((HIDDEN,))
        return replace(coded, act=act, source=source, target=target, marks=tuple(marks))

    def _side(
        self,
        ruled: Party,
        shares: Iterable[tuple[int, float]],
        book: ActBook,
        *,
        territory: bool,
    ) -> tuple[Party, bool]:
        """The party that fills a side, and whether the head gives it."""
        read, sure = Party(), 0.0
        for word, share in shares:
            if share >= book.least_side or (not read and share >= book.least_first):
                party = self._party(word, territory)
                read, sure = read.joined(party), max(sure, share)
        if not read or (ruled and ruled.codes != (HIDDEN,) and sure < book.least_over_rule):
            return ruled, False
        return (ruled, False) if set(read.codes) == set(ruled.codes) else (read, True)

    def _party(self, word: int, territory: bool) -> Party:
        """Who is named at a word; many candidates ask for the same words."""
        known = self._parties.get((word, territory))
        if known is None:
            known = self.resolver.party([word], territory=territory).by(ACT_HEAD)
            self._parties[word, territory] = known
        return known
