"""Who made a derived record: stage, its version, rule or model, and the data it used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """`rule` names the rule or data entry; `model` the weights that took part, if any.

    `stage` is versioned (``events.v1``); `data` is the digest of the data files behind the rule.
    """

    stage: str
    rule: str
    model: str | None = None
    data: str | None = None
