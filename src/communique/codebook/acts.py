"""How the act head's proposals are weighed and coded (``patterns/acts.toml``)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.codebook.ontologies import cameo_codes
from communique.codebook.patterns import Pattern, patterns_of
from communique.codebook.resources import load_toml
from communique.records import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class ActBook:
    """Weights of the signs for an act, the least beliefs, and a pattern for each bare type.

    `least` is the belief from which an event is told, `least_ruled` that of one which the rules
    alone would tell; a side is read by the head from
    `least_side`, the likeliest word alone from `least_first`, and put before the rule's own side
    from `least_over_rule`. A code of a type is taken from the head when at least `least_code` of
    its belief in the type goes to it.
    """

    weights: Mapping[str, float]
    least: float
    least_ruled: float
    least_side: float
    least_first: float
    least_over_rule: float
    least_code: float
    codes: Mapping[str, str]

    def belief(self, signs: Mapping[str, float]) -> float:
        """The calibrated probability of an act with these signs."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in signs.items())
        return 1 / (1 + math.exp(-total))

    def pattern(self, name: str, act: Act) -> Pattern:
        """The pattern of a bare act of a type: its code is the head's, else the type's own."""
        codes, share = cameo_codes(), dict(act.types)[name]
        likely = (c for c, s in act.codes if s >= self.least_code * share)
        return _bare(name, next((c for c in likely if codes[c].plover == name), self.codes[name]))


@cache
def _bare(name: str, code: str) -> Pattern:
    return patterns_of({"id": f"act.{name}", "cameo": code, "verbs": ["*"]})[0]


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
        least_code=table["least"]["code"],
        codes=table["codes"],
    )
