"""Mentions of entities and what they were linked to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from communique.records.provenance import Provenance
from communique.records.spans import Span

# Ends the rule of a link from words for an office to a holder whom the article never names.
HOLDER = "+holder"
MentionKind = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A noun phrase that may stand for an actor.

    `sentence` indexes the analysis, `head` the head word; `first`..`last` is the name itself or
    the phrase without its clauses. `label` is the model's name label, None for other kinds.
    """

    span: Span
    sentence: int
    head: int
    first: int
    last: int
    kind: MentionKind
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a mention stands for on the article's date.

    `codes` are entity codes of the coding guide (several for a group that lists its members),
    empty when unknown. `person` is the canonical full name of a person, `office` what the person
    was on that day (the tables' wording, else the text's), `description` the words for an unnamed
    one. `is_place` marks a state or city used as a place, not as an actor.
    `alternatives` keeps the codes that were possible and not chosen, `antecedent` the words from
    which a pronoun or noun has its meaning, where it was taken from a mention.
    """

    mention: Mention
    codes: tuple[str, ...]
    person: str | None = None
    office: str | None = None
    description: str | None = None
    is_place: bool = False
    alternatives: tuple[str, ...] = ()
    antecedent: Span | None = None
    provenance: Provenance

    @property
    def named(self) -> str | None:
        """The person, where the article names the person; None for one whom only tables know.

        Speakers and parties are persons when named and descriptions otherwise (coding guide,
        sections 1 and 3).
        """
        return None if self.provenance.rule.endswith(HOLDER) else self.person


class LinkTable:
    """Links by sentence and head word, for the rooms that look up who an argument is."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._by_head = {(link.mention.sentence, link.mention.head): link for link in links}

    def __iter__(self) -> Iterator[Link]:
        return iter(self._by_head.values())

    def at(self, sentence: int, word: int) -> Link | None:
        """The link of the mention headed by `word`, if there is one."""
        return self._by_head.get((sentence, word))

    def actor_at(self, sentence: int, word: int) -> Link | None:
        """The link at `word` when it stands for a known actor rather than a place."""
        link = self.at(sentence, word)
        return link if link is not None and link.codes and not link.is_place else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainMention:
    """One mention of a chain: sentence, head word, and the rule that put it there."""

    sentence: int
    word: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Mentions of one entity in one article, in text order; the first one starts the chain."""

    mentions: tuple[ChainMention, ...]
    provenance: Provenance


class ChainTable:
    """Chains by the sentence and head word of their mentions."""

    def __init__(self, chains: Iterable[Chain]) -> None:
        self._by_mention = {(m.sentence, m.word): c for c in chains for m in c.mentions}

    def before(self, sentence: int, word: int) -> tuple[ChainMention, ...]:
        """Earlier mentions of the entity that the mention at `word` stands for, nearest first."""
        chain = self._by_mention.get((sentence, word))
        if chain is None:
            return ()
        here = (sentence, word)
        return tuple(m for m in reversed(chain.mentions) if (m.sentence, m.word) < here)
