"""Whom a pronoun, a role noun or an unlisted name stands for, among all whom the text speaks of.

Beside the rules' answer stand the actors of the sentences before, those that the article names
most, the states of which a noun or a name may be, and nobody. A small network weighs what speaks
for each (`SIGNS`); the strongest is told, marked ``+ranked`` where it is not the rules'.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from communique.codebook.actors import Agent
from communique.codebook.ontologies import PLOVER_TYPES
from communique.records import Analysis, ChainTable, Link, Mention
from communique.runtime.ranking import Ranker, shipped_ranker
from communique.stages.actors.discourse import Codes, Discourse
from communique.stages.actors.makers import make_link
from communique.stages.actors.phrases import with_sector
from communique.stages.actors.standing import (
    FORMS,
    LABELS,
    RELATIONS,
    Deed,
    standing_signs,
    strongest_deed,
    word_signs,
)

# How many sentences back it is looked for, and in how many of the most named states.
_REACH, _STATES = 5, 4
# The least belief at which somebody is told where the rules know nobody.
_LEAST = 0.4
# Rules that guess from the flow of the text.
_GUESSES = (
    "pronoun.chain", "pronoun.antecedent", "pronoun.speaker", "pronoun.unknown",
    "nominal.same-noun", "nominal.article-sector", "nominal.article-scene",
    "nominal.article-state", "nominal.last-state", "nominal.last-speaker", "nominal.last-body",
    "nominal.taken-state", "nominal.chain", "nominal.unknown", "nominal.unnamed", "nominal.owner",
    "name.unknown", "person.scene", "person.words",
)  # fmt: skip
_OF_NAMES = frozenset({"name.unknown", "person.scene", "person.words"})
_SECTORS = {
    "MIL": "army", "REB": "rebels", "UAF": "rebels", "CVL": "people", "OPP": "opposition",
    "COP": "police", "SPY": "police", "MED": "press", "NGO": "private", "BUS": "private",
    "LEG": "organ", "JUD": "organ", "CRM": "rebels", "LAB": "people",
}  # fmt: skip
_KINDS = ("state", "body", *dict.fromkeys([*_SECTORS.values(), "organ"]))
# What a person or a body whom nobody knows may be.
_PERSONS_ARE, _BODIES_ARE = (None, "CVL"), (None, "BUS", "NGO", "MED", "REB")
SIGNS = (
    "ruled", "nobody", "link", "chain", "rank", "frequency", "noun", "sector", "main", "scene",
    "here", "state_count", "new", "many",
    "same", "one", "two", "far", "count", "ahead", "opening", "place", "person", "name", "pronoun",
    "subject", "object", "owner", "top", "says", "parallel", "over", "clause", "plural", "agrees",
    "phrase", "gender",
    "same_side", "same_other", "any_side", "any_other", "opposite", "doer", "sufferer",
    "poss", "passive", "saying", "quoted", "noun_plural", "the", "a", "this", "upper",
    *(f"is {label}" for label in LABELS),
    *(f"by {name}" for name in _GUESSES), *(f"form {name}" for name in FORMS),
    *(f"as {name}" for name in RELATIONS), *(f"noun {kind}" for kind in _KINDS), "noun none",
    *(f"does {name}" for name in PLOVER_TYPES), *(f"suffers {name}" for name in PLOVER_TYPES),
    *_KINDS,
)  # fmt: skip


@dataclass(slots=True)
class Choice:
    """A possible answer: its codes, the latest mention that has them, what speaks for it."""

    codes: Codes
    link: Link | None = None
    told: dict[str, float] = field(default_factory=dict)


Decide = Callable[[Mention, Sequence[Choice]], int]


def by_weight(mention: Mention, choices: Sequence[Choice]) -> int:
    """The number of the strongest answer by the shipped weights."""
    return strongest(shipped_ranker("references"), mention, choices)


def strongest(ranker: Ranker, mention: Mention, choices: Sequence[Choice]) -> int:
    """The number of the strongest answer; the rules' where nothing is stronger, or where they know
    nobody and none is believed in enough."""
    question = "pronoun" if mention.kind == "pronoun" else "noun"
    shares = ranker.shares(question, [choice.told for choice in choices])
    ruled = by_rule(mention, choices)
    best = max(range(len(choices)), key=lambda n: (shares[n], n == ruled, -n))
    unsure = not choices[ruled].codes and shares[best] < _LEAST
    return ruled if unsure or not choices[best].codes else best


def by_rule(mention: Mention, choices: Sequence[Choice]) -> int:
    """The number of the rules' answer."""
    del mention
    return next(n for n, choice in enumerate(choices) if "ruled" in choice.told)


class References:
    """Remembers whom the text has spoken of, and chooses among them."""

    def __init__(
        self, analysis: Analysis, chains: ChainTable, discourse: Discourse, decide: Decide
    ) -> None:
        self._analysis = analysis
        self._chains = chains
        self._discourse = discourse
        self._decide = decide
        self._seen: dict[Codes, list[Link]] = defaultdict(list)
        self._at: dict[tuple[int, int], Link] = {}
        self._nouns: dict[str, Counter[Codes]] = defaultdict(Counter)

    def saw(self, link: Link) -> None:
        """Keep a link for the mentions after it."""
        self._at[link.mention.sentence, link.mention.head] = link
        if link.codes:
            self._seen[link.codes].append(link)
            if link.mention.kind == "nominal":
                self._nouns[self._noun(link.mention)][link.codes] += 1

    def choose(self, mention: Mention, ruled: Link, agent: Agent | None) -> Link:
        """The link of the strongest answer beside a guess of the rules (`is_guess`)."""
        choices = self._choices(mention, ruled, agent)
        best = choices[self._decide(mention, choices)]
        if best.codes == ruled.codes:
            return ruled
        like = best.link if mention.kind == "pronoun" else None
        named = ruled if mention.label == "Person" else like
        return make_link(
            mention,
            best.codes,
            ruled.provenance.rule.partition("+")[0] + "+ranked",
            person=named.person if named else None,
            office=named.office if named else None,
            description=like.description if like else ruled.description,
            alternatives=ruled.codes,
            antecedent=(like.antecedent or like.mention.span) if like else None,
        )

    def _choices(self, mention: Mention, ruled: Link, agent: Agent | None) -> list[Choice]:
        found: dict[Codes, Choice] = {}
        recent = self._recent(mention)
        for codes in ((), ruled.codes, *recent, *self._at_home(mention, agent)):
            found.setdefault(codes, Choice(codes))
        sentence = self._analysis.sentences[mention.sentence]
        common = word_signs(sentence, mention) | {f"by {ruled.provenance.rule}": 1.0}
        if mention.kind != "pronoun":
            common[f"noun {_kind_of(agent)}"] = 1.0
        deed = strongest_deed(self._analysis, mention)
        common |= deed.signs if deed else {}
        near = self._discourse.states_near(mention.sentence)
        for choice in found.values():
            choice.told.update(common)
            if choice.codes:
                self._weigh(choice, mention, agent, near)
        for name, signs in self._here(mention, deed, recent).items():
            for codes, value in signs.items():
                if codes in found:
                    found[codes].told[name] = value
        found[()].told["nobody"] = 1.0
        found[ruled.codes].told["ruled"] = 1.0
        return list(found.values())

    def _at_home(self, mention: Mention, agent: Agent | None) -> Iterator[Codes]:
        """Whom the article names most, and who may be at home in the states that it is about."""
        yield from self._discourse.foremost
        if mention.kind == "pronoun":
            return
        if mention.kind == "nominal":
            sectors: tuple[str | None, ...] = (agent.sector if agent else None,)
        else:
            sectors = _PERSONS_ARE if mention.label == "Person" else _BODIES_ARE
        for state in self._discourse.states_about(mention.sentence, _STATES):
            for sector in sectors:
                yield with_sector((state,), sector, self._discourse.index.codes)

    def _recent(self, mention: Mention) -> list[Codes]:
        """Who was spoken of in the sentences before, the latest first."""
        last = (
            (links[-1].mention.sentence, links[-1].mention.head, codes)
            for codes, links in self._seen.items()
        )
        near = sorted((x for x in last if mention.sentence - x[0] <= _REACH), reverse=True)
        return [codes for _, _, codes in near]

    def _noun(self, mention: Mention) -> str:
        return self._analysis.sentences[mention.sentence].lemmas[mention.head].lower()

    def _weigh(
        self, choice: Choice, mention: Mention, agent: Agent | None, near: Collection[str]
    ) -> None:
        """Set what speaks for an answer: what it is to the article, and how it stood last."""
        codes, discourse, told = choice.codes, self._discourse, choice.told
        state, _, sector = codes[0].partition(".")
        told.update(dict.fromkeys(map(_kind, codes), 1.0))
        told["state_count"] = math.log1p(discourse.code_counts[state]) / 4
        told["frequency"] = math.log1p(discourse.times_met(codes)) / 4
        flags = (
            ("many", len(codes) > 1),
            ("main", state == discourse.main_state),
            ("scene", state == discourse.scene),
            ("here", state in near),
            ("sector", agent is not None and sector == agent.sector.replace("GOV", "")),
        )
        told.update((name, 1.0) for name, holds in flags if holds)
        links = self._seen.get(codes)
        if links is None:
            told["new"] = 1.0
            return
        choice.link = links[-1]
        told.update(standing_signs(self._analysis.sentences, mention, links, discourse.genders))

    def _here(
        self, mention: Mention, deed: Deed | None, recent: Sequence[Codes]
    ) -> dict[str, dict[Codes, float]]:
        """By sign what is told of actors by this very mention: how near each was spoken of, the
        model's belief in its mentions, its place in the chain, what its noun meant before, which
        sides it has in acts of this type."""
        here = (mention.sentence, mention.head)
        told: dict[str, dict[Codes, float]] = {
            "rank": {c: 1 / (1 + n) for n, c in enumerate(recent)},
            "link": defaultdict(float), "chain": {}, "noun": {}, "opposite": {},
        }  # fmt: skip
        for candidate in self._analysis.candidates.get(here, ()):
            link = self._at.get((candidate.sentence, candidate.word))
            if link is not None:
                told["link"][link.codes] += candidate.share
        for place, other in enumerate(self._chains.before(*here)):
            link = self._at.get((other.sentence, other.word))
            if link is not None:
                told["chain"].setdefault(link.codes, 1 / (1 + place))
        if mention.kind == "nominal":
            nouns = self._nouns.get(self._noun(mention), Counter())
            told["noun"] = {codes: times / nouns.total() for codes, times in nouns.items()}
        if deed is not None:
            for word, share in deed.others:
                link = self._at.get((deed.sentence, word))
                if link is not None:
                    told["opposite"][link.codes] = max(share, told["opposite"].get(link.codes, 0.0))
            for name, side, kind in (
                ("same_side", deed.side, deed.type),
                ("same_other", deed.other, deed.type),
                ("any_side", deed.side, ""),
                ("any_other", deed.other, ""),
            ):
                times = self._discourse.said_on(side, kind)
                told[name] = {codes: math.log1p(n) / 2 for codes, n in times.items()}
        return told


def is_guess(link: Link) -> bool:
    """Whether a rule that only guesses made a link to an actor."""
    rule = link.provenance.rule
    if link.is_place:
        return False
    if link.mention.kind == "name":
        return rule in _OF_NAMES and not (rule == "person.words" and link.codes)
    return rule in _GUESSES


def _kind(code: str) -> str:
    """Of what kind an actor is."""
    state, _, sector = code.partition(".")
    if sector:
        return _SECTORS.get(sector, "organ")
    return "state" if len(state) == 3 else "body"


def _kind_of(agent: Agent | None) -> str:
    if agent is None or not agent.sector:
        return "none"
    return _SECTORS.get(agent.sector, "state")
