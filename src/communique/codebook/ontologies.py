"""CAMEO and PLOVER: codes, names, scores, and the crosswalk between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.codebook.resources import load_csv, load_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A CAMEO code with its name, Goldstein value (-10..10) and what PLOVER makes of it."""

    code: str
    name: str
    goldstein: float
    definition: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    plover: str
    mode: str | None
    note: str


@cache
def cameo_codes() -> dict[str, Code]:
    """Every CAMEO code, by code."""
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
    return codes


@cache
def context_cues() -> dict[str, tuple[str, ...]]:
    """PLOVER contexts by cue lemma."""
    cues: dict[str, list[str]] = {}
    for entry in load_toml("codebooks/plover/contexts.toml")["context"]:
        for cue in entry["cues"]:
            cues.setdefault(cue.lower(), []).append(entry["id"])
    return {cue: tuple(contexts) for cue, contexts in cues.items()}
