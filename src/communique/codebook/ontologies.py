"""CAMEO and PLOVER: codes, names, scores, the crosswalk between them, and a user's own codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.codebook.own_types import own_types
from communique.codebook.resources import load_csv, load_toml

# The types of the crosswalk, STATE (no PLOVER equivalent) among them: signs are named by them.
PLOVER_TYPES = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE",
    "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "STATE", "SUPPORT", "THREATEN",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A CAMEO code with its name, Goldstein value (-10..10) and what PLOVER makes of it.

    For a user's own code `plover` is the own type and `nearest` the CAMEO code that comes closest.
    """

    code: str
    name: str
    goldstein: float | None
    definition: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    plover: str
    mode: str | None
    note: str
    nearest: str | None = None


@cache
def cameo_codes() -> dict[str, Code]:
    """Every CAMEO code, then the user's own, by code."""
    rows = {row["cameo"]: row for row in load_csv("codebooks/crosswalk.csv")}
    codes = {}
    for entry in load_toml("codebooks/cameo/events.toml")["code"]:
        row = rows[entry["code"]]
        codes[entry["code"]] = Code(
            code=entry["code"],
            name=entry["name"],
            goldstein=float(entry["goldstein"]),
            definition=entry["definition"],
            examples=tuple(entry.get("examples", ())),
            counter_examples=tuple(entry.get("counter_examples", ())),
            plover=row["plover"],
            mode=row["mode"] or None,
            note=row["note"],
        )
    return codes | _own_codes()


def _own_codes() -> dict[str, Code]:
    return {
        code.code: Code(
            code=code.code,
            name=code.name,
            goldstein=code.goldstein,
            definition=code.definition or own.definition,
            examples=code.examples,
            counter_examples=code.counter_examples,
            plover=own.id,
            mode=None,
            note=code.note,
            nearest=code.nearest,
        )
        for own in own_types()
        for code in own.codes
    }


def like_cameo(code: str) -> str:
    """The CAMEO code whose rules hold for `code`: itself, or what an own code is nearest to."""
    known = cameo_codes().get(code)
    return (known and known.nearest) or code


@cache
def context_cues() -> dict[str, tuple[str, ...]]:
    """PLOVER contexts by cue lemma."""
    cues: dict[str, list[str]] = {}
    for entry in load_toml("codebooks/plover/contexts.toml")["context"]:
        for cue in entry["cues"]:
            cues.setdefault(cue.lower(), []).append(entry["id"])
    return {cue: tuple(contexts) for cue, contexts in cues.items()}
