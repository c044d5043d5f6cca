"""Mentions to links: which entity code each stands for on the article's day. See README.md."""

from __future__ import annotations

from communique.codebook.actors import ActorIndex
from communique.codebook.places import PlaceIndex
from communique.records import Analysis, Link, Mention
from communique.stages.actors.discourse import Discourse
from communique.stages.actors.linker import Linker

__all__ = ["link_mentions"]


def link_mentions(
    analysis: Analysis,
    mentions: tuple[Mention, ...],
    *,
    index: ActorIndex,
    places: PlaceIndex,
    day: str | None,
) -> tuple[Link, ...]:
    """One link per mention, in order; unknown stays unknown, with empty `codes`.

    `day` is the article's DCT (ISO) or None. Names are linked first over the whole article, so
    that a bare role noun can fall back on the state the article is about.
    """
    discourse = Discourse(index, places, day)
    discourse.survey(analysis, mentions)
    linker = Linker(analysis, mentions, discourse)
    return tuple(linker.link(mention) for mention in mentions)
