"""Whom things, places and numbers stand for: their holder, their owner, the people they hit."""

from __future__ import annotations

from collections.abc import Callable

from communique.codebook.holdings import (
    MILITARY,
    OWNING,
    counted_in,
    holding_kind,
    holdings,
    owners_of,
)
from communique.records import Link, Mention, Sentence
from communique.stages.actors.bare import BareNouns, RoleNoun, is_pair
from communique.stages.actors.discourse import Discourse
from communique.stages.actors.makers import make_link
from communique.stages.actors.phrases import country_from, describe, place_case, with_sector

_PLACE_RULES = frozenset({"name.place", "name.part-of-state"})
Answer = tuple[tuple[str, ...], str]


class HeldThings:
    """Decides mentions of the table of holdings."""

    def __init__(
        self,
        bare: BareNouns,
        discourse: Discourse,
        link_at: Callable[[int, int], Link | None],
        modifier_links: Callable[[Sentence, Mention], list[tuple[str, Link]]],
    ) -> None:
        self._bare = bare
        self._states = discourse.index.codes
        self._link_at = link_at
        self._modifier_links = modifier_links

    def link(self, sentence: Sentence, mention: Mention) -> Link | None:
        """The mention's link; None for nouns that are none of the table's."""
        kind = holding_kind(sentence, mention.head) if mention.first == mention.last else None
        if kind is None or is_pair(sentence, mention):
            return None
        find = {
            "participle": self._holder, "ground": self._owner, "arms": self._army,
            "homes": self._civilians, "heads": self._counted, "everybody": self._everybody,
        }[kind]  # fmt: skip
        codes, rule = find(sentence, mention)
        is_place = kind in {"ground", "arms"} and bool(codes) and place_case(sentence, mention)
        return make_link(
            mention, codes, rule, is_place=is_place, description=describe(sentence, mention)
        )

    def _holder(self, _sentence: Sentence, mention: Mention) -> Answer:
        """``US-led``, ``rebel-held``: whoever stands before the hyphen."""
        link = self._link_at(mention.sentence, mention.head - 2)
        return (link.codes if link is not None else ()), "holding.participle"

    def _owner(self, sentence: Sentence, mention: Mention) -> Answer:
        """The holder that a participle names, else the owner beside the noun."""
        links = [
            (relation, link)
            for relation, link in self._modifier_links(sentence, mention)
            if relation in OWNING and link.provenance.rule not in _PLACE_RULES
        ]
        held = [(r, x) for r, x in links if x.provenance.rule == "holding.participle" and x.codes]
        return country_from(held or links), "holding.ground"

    def _army(self, sentence: Sentence, mention: Mention) -> Answer:
        """The owner; a state's arms are its army's."""
        codes, _ = self._owner(sentence, mention)
        beside = {sentence.lemmas[w].lower() for w in owners_of(sentence, mention.head)}
        if not codes and beside & MILITARY:
            codes, rule, _ = self._bare.domestic(_noun(sentence, mention, "MIL"))
            return codes, rule
        return with_sector(codes, "MIL", self._states), "holding.arms"

    def _civilians(self, sentence: Sentence, mention: Mention) -> Answer:
        """Civilians of the scene; the state an article is about may well be who struck them."""
        codes, rule, _ = self._bare.domestic(_noun(sentence, mention, "CVL"))
        deed = sentence.heads[mention.head]
        doers = [self._link_at(mention.sentence, w) for w in owners_of(sentence, deed)]
        strikers = {c.partition(".")[0] for link in doers if link is not None for c in link.codes}
        is_striker = rule == "nominal.last-state" and bool(
            strikers & {c.partition(".")[0] for c in codes}
        )
        return (() if is_striker or rule == "nominal.article-state" else codes), rule

    def _counted(self, sentence: Sentence, mention: Mention) -> Answer:
        """Those who are counted (``dozens of rebels``), else civilians of the place."""
        word = counted_in(sentence, mention.head)
        link = self._link_at(mention.sentence, word) if word >= 0 else None
        if link is None:
            return self._civilians(sentence, mention)
        is_place = link.is_place or link.provenance.rule in _PLACE_RULES
        return (() if is_place else link.codes), "holding.heads"

    def _everybody(self, _sentence: Sentence, _mention: Mention) -> Answer:
        code = holdings().by_kind["everybody"].code
        return ((code,) if code else ()), "holding.everybody"


def _noun(sentence: Sentence, mention: Mention, sector: str) -> RoleNoun:
    phrase = sentence.lemmas[mention.last].lower()
    return RoleNoun(sentence=sentence, mention=mention, sector=sector, phrase=phrase)
