"""Sentences to mentions: names, role nouns and pronouns that may stand for an actor."""

from __future__ import annotations

from communique.codebook.actors import ActorIndex
from communique.codebook.places import place_index
from communique.records import Analysis, Mention
from communique.stages.mentions.coreference import find_chains
from communique.stages.mentions.holdings import find_holdings
from communique.stages.mentions.names import find_names
from communique.stages.mentions.nominals import find_nominals, find_pronouns

__all__ = ["find_chains", "find_mentions"]


def find_mentions(analysis: Analysis, index: ActorIndex) -> tuple[Mention, ...]:
    """Mentions in text order; no two share a head word."""
    mentions: list[Mention] = []
    for number, sentence in enumerate(analysis.sentences):
        names = find_names(sentence, number, index, place_index())
        inside = {word for m in names for word in range(m.first, m.last + 1)}
        roles = list(find_nominals(sentence, number, index, inside))
        inside |= {word for m in roles for word in range(m.first, m.last + 1)}
        found = [
            *names,
            *roles,
            *find_holdings(sentence, number, index, inside),
            *find_pronouns(sentence, number),
        ]
        mentions += sorted(found, key=lambda m: (m.first, m.last))
    return tuple(mentions)
