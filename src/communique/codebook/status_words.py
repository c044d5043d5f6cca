"""Words that decide whether an act happened: ``data/patterns/status.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.codebook.resources import load_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWords:
    """The lists of the data file by `id`; its notes tell what each does."""

    negations: frozenset[str]
    nobody: frozenset[str]
    future: frozenset[str]
    time_ahead: frozenset[str]
    modals: frozenset[str]
    duties: frozenset[str]
    conditions: frozenset[str]
    failing: frozenset[str]
    excluding: frozenset[str]
    preventing: frozenset[str]
    ending: frozenset[str]
    lasting: frozenset[str]
    denying: frozenset[str]
    planning: frozenset[str]
    aiming: frozenset[str]
    planning_for: frozenset[str]
    real: frozenset[str]
    setting_out: frozenset[str]
    occasions: frozenset[str]
    perceiving: frozenset[str]
    claims: frozenset[str]
    possible_nouns: frozenset[str]
    plans: frozenset[str]
    decisions: frozenset[str]
    failing_nouns: frozenset[str]
    phases: frozenset[str]
    possible_modifiers: frozenset[str]
    planned_modifiers: frozenset[str]
    failed_modifiers: frozenset[str]
    tries: frozenset[str]
    vain_modifiers: frozenset[str]
    asserting: frozenset[str]
    speaking: frozenset[str]
    linking_cases: frozenset[str]


@cache
def status_words() -> StatusWords:
    """The lists, read once."""
    entries = load_toml("patterns/status.toml")["words"]
    return StatusWords(**{entry["id"]: frozenset(entry["lemmas"]) for entry in entries})
