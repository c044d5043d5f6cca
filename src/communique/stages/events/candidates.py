"""Possible events of a sentence, and what speaks for each: signs that a small network weighs.

A sign is a name with a value: what rules and act head say of the candidate, the grammar around its
trigger, the other acts of its sentence and of its article, what sort of actors would be its sides,
and which pattern and which word it comes from (``pattern fight.war-in``, ``word strike ASSAULT``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from communique.codebook.acts import ActBook, act_book
from communique.records import HIDDEN, Act, Analysis, innermost_quote
from communique.stages.events.actors import Party, Resolver, kind_of
from communique.stages.events.slots import FORCE, Coded

# Shares are kept off 0 and 1 before they are weighed.
_EDGE = 0.02
# Signs of many values among them: the first words of their names.
MANY_SIGNS = ("pattern ", "word ")
# What speaks for the code of one of several readings of a trigger that have the same type: nothing
# that would favour codes for being frequent in news.
CODE_SIGNS = (
    "ruled", "code", "complete", "patterned", "refined", "long", "noun", "inexact", "content",
    "source nobody", "target nobody",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible event with what rules and act head say of it."""

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

    @property
    def anchor(self) -> int:
        """The word that stands for its trigger: the head's, else the rule's."""
        return self.act.anchor if self.act else self.coded.match.head

    def least(self, book: ActBook) -> float:
        """The belief from which it is told."""
        return book.least_ruled if self.ruled else book.least


class ArticleActs:
    """How much the act head sees in a whole article: by word and by type, as sums of shares."""

    def __init__(self, analysis: Analysis) -> None:
        self.is_sentence = len(analysis.sentences) == 1
        self.types: dict[str, float] = defaultdict(float)
        self._words: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, acts in analysis.acts.items():
            lemmas = analysis.sentences[number].lemmas
            for act in acts:
                self._words[lemmas[act.anchor].lower()].append((number, act.share))
                self.types[act.types[0][0]] += act.share

    def of_word(self, lemma: str, before: int) -> tuple[float, float]:
        """The shares of acts at a word in all sentences, and in those before this one."""
        seen = self._words.get(lemma, ())
        return sum(s for _, s in seen), sum(s for n, s in seen if n < before)


@dataclass(frozen=True)
class Surroundings:
    """The sentence and the article that candidates stand in."""

    resolver: Resolver
    acts: Sequence[Act]
    article: ArticleActs
    _at: dict[int, dict[str, float]] = field(default_factory=dict)

    def signs(self, candidate: Candidate) -> dict[str, float]:
        """What speaks for a candidate, by name; what is not told is 0."""
        coded, word = candidate.coded, candidate.coded.match.head
        if word not in self._at:
            self._at[word] = dict(self._grammar(word))
        lemma = self.resolver.sentence.lemmas[word].lower()
        return {
            **self._at[word],
            **_own_signs(candidate),
            **self._beside(candidate),
            **self._in_article(candidate, lemma),
            **dict(side_signs(coded.source, coded.target)),
            f"type {coded.plover}": 1.0,
            f"pattern {coded.match.pattern.id}": 1.0,
            f"word {lemma} {coded.plover}": 1.0,
        }

    def _grammar(self, word: int) -> Iterator[tuple[str, float]]:
        sentence, span = self.resolver.sentence, self.resolver.sentence.spans[word]
        yield f"upos {sentence.upos[word]}", 1.0
        yield f"xpos {sentence.xpos[word]}", 1.0
        yield f"deprel {sentence.deprels[word]}", 1.0
        if sentence.entities:
            yield f"entity {sentence.entities[word]}", 1.0
        above = sentence.heads[word]
        if above >= 0:
            yield f"above {sentence.upos[above]}", 1.0
            yield f"above {sentence.deprels[above]}", 1.0
        yield "size", len(sentence.words) / 50
        quote = innermost_quote(span, self.resolver.quotes)
        if quote is not None:
            yield f"quoted {quote.kind}", 1.0

    def _beside(self, candidate: Candidate) -> dict[str, float]:
        """The other acts that the head sees in the sentence."""
        share = candidate.act.share if candidate.act else 0.0
        others = [act for act in self.acts if act.anchor != candidate.anchor]
        alike = [act for act in others if act.types[0][0] == candidate.coded.plover]
        return {
            "others": len(others) / 5,
            "others_sum": sum(act.share for act in others) / 3,
            "others_most": max((act.share for act in others), default=0.0),
            "others_surer": sum(act.share > share for act in others) / 3,
            "others_before": sum(a.share for a in others if a.anchor < candidate.anchor) / 3,
            "alike_most": max((act.share for act in alike), default=0.0),
            "alike_before": max(
                (act.share for act in alike if act.anchor < candidate.anchor), default=0.0
            ),
        }

    def _in_article(self, candidate: Candidate, lemma: str) -> dict[str, float]:
        share, article = candidate.act.share if candidate.act else 0.0, self.article
        everywhere, before = article.of_word(lemma, self.resolver.number)
        of_type = article.types.get(candidate.coded.plover, 0.0)
        return {
            "word_elsewhere": math.log1p(max(0.0, everywhere - share)),
            "word_before": math.log1p(before),
            "alone": float(article.is_sentence),
            "type_elsewhere": math.log1p(max(0.0, of_type - share)) / 2,
        }


def _own_signs(candidate: Candidate) -> dict[str, float]:
    act, coded = candidate.act, candidate.coded
    types, codes = (dict(act.types), dict(act.codes)) if act else ({}, {})
    return {
        "trigger": logit(act.share if act else 0.0),
        "type": logit(types.get(coded.plover, 0.0)),
        "type_share": types.get(coded.plover, 0.0),
        "code": logit(codes.get(coded.cameo[:3], 0.0)),
        "source_share": max((s for _, s in act.sources), default=0.0) if act else 0.0,
        "target_share": max((s for _, s in act.targets), default=0.0) if act else 0.0,
        "unseen": float(act is None),
        "ruled": float(candidate.ruled),
        "complete": float(candidate.complete),
        "patterned": float(candidate.patterned),
        "refined": float(coded.refined is not None),
        "content": float(candidate.content),
        "forecast": float(candidate.forecast),
        "long": len(coded.match.words) / 4,
        "noun": float(coded.match.pattern.head == "noun"),
        "passive": float(coded.passive),
        "force": float(coded.plover in FORCE),
        "inexact": float(coded.cameo in act_book().inexact),
    }


def side_signs(source: Party, target: Party) -> Iterator[tuple[str, float]]:
    """Of which kinds the sides of an act are."""
    for side, party in (("source", source), ("target", target)):
        for kind in _kinds(party):
            yield f"{side} {kind}", 1.0
    states = [{code.partition(".")[0] for code in party.codes} for party in (source, target)]
    yield "same_state", float(bool(states[0] & states[1]))


def _kinds(party: Party) -> set[str]:
    if not party:
        return {"nobody"}
    kinds = {"hidden" if code == HIDDEN else kind_of(code) for code in party.codes}
    return kinds | ({"many"} if len(party.codes) > 1 else set())


def logit(share: float) -> float:
    """The log odds of a share, kept within bounds."""
    share = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(share / (1 - share))
