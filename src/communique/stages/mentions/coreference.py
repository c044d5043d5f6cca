"""Chains: which mentions of an article stand for one entity.

Names join by their words; pronouns join the fitting chain that the model's link scores and its
salience favour; noun phrases join by link scores alone (sieves after Raghunathan et al. 2010, links
between head words after Dobrovolskii 2021).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from communique.records import Analysis, Chain, ChainMention, Provenance
from communique.stages.mentions.agreement import agrees, is_barred
from communique.stages.mentions.clauses import subjects_over
from communique.stages.mentions.references import SPEAKERS, THIRD, Entity, Reference, references
from communique.stages.mentions.salience import REACH, salience, signs_of

VERSION = "coreference.v1"
# The least share of the model's belief, against "none of them", at which a noun phrase or a name in
# other words joins.
_LINK_SHARE = 0.5


Weigh = Callable[[Mapping[str, float], str], float]


def find_chains(
    analysis: Analysis, genders: Mapping[str, str], *, weigh: Weigh = salience
) -> tuple[Chain, ...]:
    """Chains of two mentions and more, in the order of their first mentions.

    `genders` gives ``m`` or ``f`` by lower-cased first name. `weigh` turns signs of a choice and
    the pronoun's form into a score; the best choice wins.
    """
    builder = ChainBuilder(analysis, weigh)
    for number, sentence in enumerate(analysis.sentences):
        for mention in references(sentence, number, genders):
            builder.take(mention)
    source = Provenance(stage=VERSION, rule="coreference", model=analysis.provenance.model)
    return tuple(
        Chain(
            mentions=tuple(
                ChainMention(sentence=m.sentence, word=m.word, rule=rule)
                for m, rule in entity.mentions
            ),
            provenance=source,
        )
        for entity in builder.entities
        if len(entity.mentions) > 1
    )


class ChainBuilder:
    """The chains so far, and which of them each mention is in."""

    def __init__(self, analysis: Analysis, weigh: Weigh = salience) -> None:
        self.entities: list[Entity] = []
        self._analysis = analysis
        self._weigh = weigh
        self._of: dict[tuple[int, int], Entity] = {}
        self._named: dict[tuple[str, ...], Entity] = {}
        self._family: dict[str, Entity] = {}

    def take(self, mention: Reference) -> None:
        """Put the mention into a chain, its own if none fits."""
        entity, rule = self._choose(mention)
        if entity is None:
            entity, rule = Entity(), "first"
            self.entities.append(entity)
        entity.add(mention, rule)
        self._of[mention.sentence, mention.word] = entity
        if mention.words:
            self._named.setdefault(mention.words, entity)
            if mention.entity == "person":
                self._family[mention.words[-1]] = entity

    def _choose(self, mention: Reference) -> tuple[Entity | None, str]:
        """The chain the mention belongs to and the rule that says so."""
        if mention.low in THIRD:
            best = max(
                self._choices(mention), key=lambda c: self._weigh(c[1], mention.low), default=None
            )
            return (best[0], "pronoun.salience") if best else (None, "")
        named = self._by_name(mention)
        if named is not None:
            return named
        shares = self._shares(mention)
        linked = [e for e in self.entities if id(e) in shares and self._fits(mention, e)]
        favoured = max(linked, key=lambda e: shares[id(e)], default=None)
        if favoured is not None and shares[id(favoured)] > _LINK_SHARE:
            return favoured, f"{mention.kind}.link"
        return None, ""

    def _by_name(self, mention: Reference) -> tuple[Entity, str] | None:
        """The chain of the same name, or of the person whose family name this is."""
        if not mention.words:
            return None
        same = self._named.get(mention.words)
        if same is not None:
            return same, "name.same"
        bearer = self._family.get(mention.words[-1]) if mention.entity == "person" else None
        if bearer is not None and _is_form_of(bearer, mention):
            return bearer, "name.family"
        return None

    def _choices(self, pronoun: Reference) -> Iterator[tuple[Entity, dict[str, float]]]:
        """Chains that a pronoun may take up, with the signs for and against each."""
        shares = self._shares(pronoun)
        sentences = self._analysis.sentences
        subjects = subjects_over(sentences[pronoun.sentence], pronoun.word)
        for entity in self.entities:
            latest, _ = entity.mentions[-1]
            if pronoun.sentence - latest.sentence > REACH and id(entity) not in shares:
                continue
            if self._fits(pronoun, entity):
                share = shares.get(id(entity), 0.0)
                yield entity, signs_of(pronoun, entity, share, subjects, sentences)

    def _fits(self, mention: Reference, entity: Entity) -> bool:
        return agrees(mention, entity) and not self._is_barred(mention, entity)

    def _shares(self, mention: Reference) -> dict[int, float]:
        """The model's belief in all mentions of a chain together, by the chain's identity."""
        found = self._analysis.candidates.get((mention.sentence, mention.word), ())
        sums: dict[int, float] = defaultdict(float)
        for candidate in found:
            entity = self._of.get((candidate.sentence, candidate.word))
            if entity is not None and not _is_another(mention, entity):
                sums[id(entity)] += candidate.share
        return sums

    def _is_barred(self, mention: Reference, entity: Entity) -> bool:
        """Whether a mention of the chain in the same sentence rules the chain out.

        "He" is nobody who says "I" beside it.
        """
        sentence = self._analysis.sentences[mention.sentence]
        return any(
            is_barred(sentence, mention, other.word)
            or (mention.low in THIRD and other.low in SPEAKERS)
            for other, _ in entity.mentions
            if other.sentence == mention.sentence
        )


def _is_another(mention: Reference, entity: Entity) -> bool:
    """Whether both are names and have no word in common."""
    named = [m.words for m, _ in entity.mentions if m.words]
    return bool(mention.words and named) and not any(set(mention.words) & set(n) for n in named)


def _is_form_of(bearer: Entity, mention: Reference) -> bool:
    """Whether one of two names is a shorter form of the other (``Lee``, ``Ann Lee``)."""
    own = set(mention.words)
    return any(own <= set(m.words) or set(m.words) <= own for m, _ in bearer.mentions if m.words)
