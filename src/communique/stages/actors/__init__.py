"""Mentions to links: which entity code each stands for on the article's day. See README.md."""

from __future__ import annotations

from communique.codebook.actors import ActorIndex
from communique.codebook.places import PlaceIndex
from communique.records import Analysis, ChainTable, Link, Mention
from communique.stages.actors.discourse import Discourse
from communique.stages.actors.linker import Linker
from communique.stages.actors.referring import Decide, by_rule, by_weight
from communique.stages.actors.voices import Voices, voices_of

__all__ = ["Decide", "by_rule", "by_weight", "link_mentions", "voices_of"]
_NOBODY: Voices = {}


def link_mentions(
    analysis: Analysis,
    mentions: tuple[Mention, ...],
    chains: ChainTable,
    *,
    index: ActorIndex,
    places: PlaceIndex,
    day: str | None,
    voices: Voices = _NOBODY,
    earlier: tuple[Link, ...] = (),
    decide: Decide = by_weight,
) -> tuple[Link, ...]:
    """One link per mention, in order; unknown stays unknown, with empty `codes`.

    `day` is the article's DCT (ISO) or None. The article is read twice: the second reading knows
    whose forces, rebels and civilians it names anywhere, so that a bare role noun need not be
    guessed from what happens to stand before it; with the links of an `earlier` call, once.
    In that reading `decide` chooses among all who may be meant where the rules guess.
    `voices` tells who says "I" and "we", once the quotations of a first call have their speakers.
    """
    links = earlier
    for _ in range(1 if earlier else 2):
        discourse = Discourse(index, places, day)
        discourse.survey(analysis, mentions)
        discourse.learn(links)
        discourse.hear(analysis, links)
        linker = Linker(analysis, mentions, chains, discourse, voices, decide if links else None)
        links = tuple(linker.link(mention) for mention in mentions)
    return links
