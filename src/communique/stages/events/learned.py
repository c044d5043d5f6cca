"""What the act head adds to the rules, and how far an event is believed.

The rules say what a trigger means and who stands in its slots; the head says which words are
triggers at all, also where a slot is filled by the flow of the text or no pattern fits. A candidate
is kept when a calibrated belief, weighed from both (`candidates`), is high enough. Marks
on the rule tell what the head did: ``+unfilled`` an act that the rules alone would not have taken
for want of a side, ``+freed`` one they took for content or a forecast, ``+source`` and
``+target`` a side read by the head, ``+code`` a more exact code than the rule's; the rule
``act.TYPE`` is an act without a pattern.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from communique.codebook.acts import ActBook, act_book
from communique.records import HIDDEN, Act
from communique.runtime.ranking import shipped_ranker
from communique.stages.events.actors import Party, Resolver
from communique.stages.events.candidates import ArticleActs, Candidate, Surroundings
from communique.stages.events.matching import Match
from communique.stages.events.slots import FORCE, Coded
from communique.stages.events.status import Verdict
from communique.stages.events.trace import ACT_HEAD, Notes


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


def _is_part_of_another(coded: Coded, all_kept: Iterable[Coded]) -> bool:
    """True where a longer trigger holds the word: "talks" in "held talks", what is asked for in
    "called on Russia to withdraw its troops"."""
    match = coded.match
    return any(
        match.head in other.match.words and len(match.words) < len(other.match.words)
        for other in all_kept
    )


def _with_code(candidate: Candidate, book: ActBook) -> Coded:
    """The act with the head's code where a pattern tells only the root (``040``, ``190``)."""
    coded, act = candidate.coded, candidate.act
    code = book.code_over_rule(coded.cameo, act) if act and candidate.patterned else None
    if code is None or code == coded.cameo:
        return coded
    return replace(coded, head_code=code, marks=(*coded.marks, "+code"))


def _strongest(
    candidates: Sequence[Candidate],
    beliefs: Sequence[float],
    signs: Sequence[Mapping[str, float]],
    book: ActBook,
) -> Iterator[tuple[int, int]]:
    """By trigger the number of the likeliest candidate, and of the one of its type to be told."""
    readings: dict[int, list[int]] = defaultdict(list)
    for number, candidate in enumerate(candidates):
        readings[candidate.anchor].append(number)
    for _, numbers in sorted(readings.items()):
        first = max(numbers, key=lambda n: beliefs[n])
        if beliefs[first] >= candidates[first].least(book):
            name = candidates[first].coded.plover
            alike = [n for n in numbers if candidates[n].coded.plover == name]
            yield first, _best_coded(alike, signs, book)


def _best_coded(numbers: Sequence[int], signs: Sequence[Mapping[str, float]], book: ActBook) -> int:
    """Of readings of one type at one trigger the one whose code is likeliest right.

    One that a pattern tells wholly, and one whose code comes of what is said, demanded or promised,
    give way only to what is much likelier.
    """
    if len(numbers) == 1:
        return numbers[0]
    ranker = shipped_ranker("codes", alone=bool(signs[numbers[0]]["alone"]))
    told = ranker.shares("code", [signs[n] for n in numbers])
    shares = dict(zip(numbers, told, strict=True))
    for sign, least in (("refined", book.code_over_refined), ("ruled", book.code_over_ruled)):
        whole = [n for n in numbers if signs[n][sign]]
        if whole and max(shares.values()) < least:
            return max(whole, key=lambda n: shares[n])
    return max(numbers, key=lambda n: shares[n])


@dataclass(frozen=True)
class Believer:
    """Weighs the acts of one sentence; `contents` are words of what is demanded or promised."""

    resolver: Resolver
    acts: Sequence[Act]
    article: ArticleActs
    notes: Notes
    contents: Collection[int]
    _parties: dict[tuple[int, bool], Party] = field(default_factory=dict)

    def kept(self, held: Sequence[Held], spare: Sequence[Coded]) -> list[Coded]:
        """The events to tell, each with its probability, in text order."""
        book = act_book()
        around = Surroundings(self.resolver, self.acts, self.article)
        candidates = list(self.candidates(held, spare, book))
        signs = [around.signs(candidate) for candidate in candidates]
        ranker = shipped_ranker("beliefs", alone=self.article.is_sentence)
        beliefs = ranker.chances("act", signs)
        for candidate, belief, told in zip(candidates, beliefs, signs, strict=True):
            self.notes.weigh(candidate, belief, told)
        kept: dict[int, Coded] = {}
        for first, chosen in _strongest(candidates, beliefs, signs, book):
            coded = replace(
                _with_code(candidates[chosen], book), probability=round(beliefs[first], 3)
            )
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
