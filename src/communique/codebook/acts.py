"""How the act head's proposals are weighed and coded (``patterns/acts.toml``)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.codebook.patterns import Pattern, patterns_of
from communique.codebook.resources import load_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class ActBook:
    """Weights of the signs for an act, the least beliefs, and a pattern for each bare type.

    `least` is the belief from which an event is told, `least_ruled` that of one which the rules
    alone would tell; a side is read by the head from
    `least_side`, the likeliest word alone from `least_first`, and put before the rule's own side
    from `least_over_rule`.
    """

    weights: Mapping[str, float]
    least: float
    least_ruled: float
    least_side: float
    least_first: float
    least_over_rule: float
    patterns: Mapping[str, Pattern]

    def belief(self, signs: Mapping[str, float]) -> float:
        """The calibrated probability of an act with these signs."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in signs.items())
        return 1 / (1 + math.exp(-total))


@cache
def act_book() -> ActBook:
    """The book as the data files have it."""
    table = load_toml("patterns/acts.toml")
    return ActBook(
        weights=table["weights"],
        least=table["least"]["belief"],
        least_ruled=table["least"]["ruled"],
        least_side=table["least"]["side"],
        least_first=table["least"]["first"],
        least_over_rule=table["least"]["over_rule"],
        patterns={
            name: patterns_of({"id": f"act.{name}", "cameo": code, "verbs": ["*"]})[0]
            for name, code in table["codes"].items()
        },
    )
