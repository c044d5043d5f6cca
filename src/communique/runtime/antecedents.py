"""Earlier mentions that a mention may take up, ranked by the model's link scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Mentions looked back at: several paragraphs of news.
_REACH = 60
_KEPT = 6
_LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The mention headed by `word` of passage `passage`; `share` is its part of the model's belief.

    The shares of all candidates and of "none of them" add up to one; they are not calibrated.
    """

    passage: int
    word: int
    share: float


@dataclass(frozen=True, slots=True)
class MentionVectors:
    """A mention's place and what link scores are made of.

    A pair's score is the product of the later mention's `ask` with the earlier one's `offer`;
    `none` is the later one's score for taking up nothing.
    """

    passage: int
    word: int
    ask: NDArray[np.float32]
    offer: NDArray[np.float32]
    none: float


def rank_antecedents(mentions: Sequence[MentionVectors]) -> list[tuple[Antecedent, ...]]:
    """For each mention in text order its likeliest antecedents, best first."""
    if not mentions:
        return []
    asks = np.stack([m.ask for m in mentions])
    offers = np.stack([m.offer for m in mentions])
    table = asks @ offers.T
    found: list[tuple[Antecedent, ...]] = []
    for number, mention in enumerate(mentions):
        start = max(0, number - _REACH)
        scores = np.concatenate([[mention.none], table[number, start:number]]).astype(np.float64)
        shares = np.exp(scores - np.logaddexp.reduce(scores))[1:]
        best = [k for k in np.argsort(-shares, kind="stable")[:_KEPT] if shares[k] >= _LEAST]
        earlier = [(mentions[start + k], round(float(shares[k]), 4)) for k in best]
        found.append(tuple(Antecedent(m.passage, m.word, share) for m, share in earlier))
    return found
