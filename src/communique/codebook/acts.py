"""How the act head's proposals are weighed and coded (``patterns/acts.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.codebook.ontologies import cameo_codes
from communique.codebook.patterns import Pattern, patterns_of
from communique.codebook.resources import load_toml
from communique.records import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class ActBook:
    """The least beliefs, and a pattern for each bare type.

    `least` is the belief from which an event is told, `least_ruled` that of one which the rules
    alone would tell, `least_whole` that of one with both its sides. A side is read by the head from
    `least_side`, the likeliest word alone from `least_first`, and put before the rule's own side
    from `least_over_rule`. A code of a type is taken from the head when at least `least_code` of
    its belief in the type goes to it, and put before a pattern's from `least_code_over_rule`;
    another reading's code is put before that of a whole pattern, or of a content, from
    `code_over_ruled` and `code_over_refined`.
    """

    least: float
    least_ruled: float
    least_whole: float
    least_side: float
    least_first: float
    least_over_rule: float
    least_code: float
    least_code_over_rule: float
    code_over_ruled: float
    code_over_refined: float
    codes: Mapping[str, str]
    inexact: frozenset[str]

    def pattern(self, name: str, act: Act) -> Pattern:
        """The pattern of a bare act of a type: its code is the head's, else the type's own."""
        return _bare(name, _code_of(name, act, self.least_code) or self.codes[name])

    def code_over_rule(self, code: str, act: Act) -> str | None:
        """The head's code where it goes before that of a pattern."""
        if code not in self.inexact:
            return None
        return _code_of(cameo_codes()[code].plover, act, self.least_code_over_rule)


def _code_of(name: str, act: Act, least: float) -> str | None:
    """The likeliest code of the type that has at least this share of the head's belief in it."""
    codes, share = cameo_codes(), dict(act.types).get(name, 0.0)
    return next((c for c, s in act.codes if s >= least * share and codes[c].plover == name), None)


@cache
def _bare(name: str, code: str) -> Pattern:
    return patterns_of({"id": f"act.{name}", "cameo": code, "verbs": ["*"]})[0]


@cache
def act_book() -> ActBook:
    """The book as the data files have it."""
    table = load_toml("patterns/acts.toml")
    return ActBook(
        least=table["least"]["belief"],
        least_ruled=table["least"]["ruled"],
        least_whole=table["least"]["whole"],
        least_side=table["least"]["side"],
        least_first=table["least"]["first"],
        least_over_rule=table["least"]["over_rule"],
        least_code=table["least"]["code"],
        least_code_over_rule=table["least"]["code_over_rule"],
        code_over_ruled=table["least"]["code_over_ruled"],
        code_over_refined=table["least"]["code_over_refined"],
        codes=table["codes"],
        inexact=frozenset(table["exact"]["roots"]),
    )
