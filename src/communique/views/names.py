"""Names for codes, from the codebooks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from communique.codebook.ontologies import Code, cameo_codes
from communique.codebook.own_types import OwnType, own_types
from communique.codebook.resources import load_csv, load_toml

SECTORS = {
    "MIL": "armed forces",
    "REB": "rebels",
    "LEG": "legislature",
    "MED": "media",
    "CVL": "civilians",
    "OPP": "opposition",
    "BUS": "business",
    "JUD": "courts",
    "COP": "police",
    "SPY": "intelligence",
    "UAF": "unaligned armed force",
    "NGO": "non-governmental organisation",
    "GOV": "government",
}


@cache
def cameo_entries() -> dict[str, dict[str, Any]]:
    """The CAMEO codebook by code, in the order of the file, then a user's own codes."""
    shipped = {entry["code"]: entry for entry in load_toml("codebooks/cameo/events.toml")["code"]}
    own = [code for code in cameo_codes() if code not in shipped]
    return shipped | {code: _own_code_entry(cameo_codes()[code]) for code in own}


def _own_code_entry(code: Code) -> dict[str, Any]:
    fields = {
        "code": code.code,
        "name": code.name,
        "goldstein": code.goldstein,
        "definition": code.definition,
        "examples": list(code.examples),
        "counter_examples": list(code.counter_examples),
        "nearest": code.nearest,
    }
    return {name: value for name, value in fields.items() if value not in (None, [])}


@cache
def plover_entries() -> dict[str, dict[str, Any]]:
    """The PLOVER types by name, in the order of the file, then a user's own types."""
    return _shipped_types() | {own.id: _own_type_entry(own) for own in own_types()}


@cache
def _shipped_types() -> dict[str, dict[str, Any]]:
    return {entry["type"]: entry for entry in load_toml("codebooks/plover/types.toml")["type"]}


def own_type_names(types: Iterable[str]) -> list[str]:
    """Those of `types` that are not PLOVER's (nor STATE), each once."""
    return sorted(set(types) - _shipped_types().keys())


def _own_type_entry(own: OwnType) -> dict[str, Any]:
    fields = {
        "type": own.id,
        "name": own.name,
        "definition": own.definition,
        "examples": list(own.examples),
        "counter_examples": list(own.counter_examples),
        "codes": [f"{code.code} {code.name}" for code in own.codes],
    }
    return {name: value for name, value in fields.items() if value != []}


@cache
def mode_entries() -> dict[tuple[str, str], dict[str, Any]]:
    """PLOVER's modes by type and name, in the order of the file."""
    entries = load_toml("codebooks/plover/modes.toml")["mode"]
    return {(entry["type"], entry["mode"]): entry for entry in entries}


@cache
def _states() -> dict[str, str]:
    return {row["code"]: row["name"] for row in load_csv("actors/states.csv")}


def cameo_name(code: str) -> str:
    """The official name of a CAMEO code with a capital, empty for one the codebook lacks.

    >>> cameo_name("112")
    'Accuse'
    """
    name = str(cameo_entries().get(code, {}).get("name", ""))
    return name[:1].upper() + name[1:]


def actor_name(code: str) -> str:
    """A state code in words, with its sector; other codes are their own names.

    >>> actor_name("RUS.MIL")
    'Russia, armed forces'
    """
    if code == "---":
        return "not named"
    state, dot, sector = code.partition(".")
    name = _states().get(state, state)
    return f"{name}, {SECTORS.get(sector, sector)}" if dot else name


def codebook_entry(code: str) -> dict[str, Any] | None:
    """The entry of a CAMEO code, a PLOVER type or a mode (``CONSULT.visit``), None for none.

    A code tells its PLOVER type and mode, a type what its modes mean.
    """
    kind, dot, mode = code.partition(".")
    if dot:
        entry = mode_entries().get((kind.upper(), mode.lower()))
        return dict(entry) if entry else None
    if code.upper() in cameo_entries():
        return _told_code(cameo_entries()[code.upper()])
    entry = plover_entries().get(code.upper())
    return _told_type(entry) if entry else None


def _told_code(entry: dict[str, Any]) -> dict[str, Any]:
    known = cameo_codes()[entry["code"]]
    told = {
        key: value for key, value in entry.items() if key not in {"examples", "counter_examples"}
    }
    told["plover"] = known.plover
    if known.mode:
        told["mode"] = known.mode
        told["mode_definition"] = mode_entries()[known.plover, known.mode]["definition"]
    lists = {key: entry[key] for key in ("examples", "counter_examples") if entry.get(key)}
    return {**told, **lists}


def _told_type(entry: dict[str, Any]) -> dict[str, Any]:
    modes = [mode_entries()[entry["type"], mode] for mode in entry.get("modes", ())]
    return {**entry, "mode_definitions": [f"{m['mode']}: {m['definition']}" for m in modes]}


def entry_title(entry: dict[str, Any]) -> str:
    """The code of an entry with its name.

    >>> entry_title({"code": "112", "name": "Accuse"}), entry_title({"type": "AID", "mode": "food"})
    ('112  Accuse', 'AID.food')
    """
    if "mode" in entry and "code" not in entry:
        return f"{entry['type']}.{entry['mode']}"
    return f"{entry.get('code') or entry['type']}  {entry['name']}"


def codebook_rows() -> list[dict[str, Any]]:
    """Every CAMEO code and own code with its name, PLOVER type and Goldstein value."""
    return [
        {
            "code": code,
            "name": cameo_name(code),
            "plover": cameo_codes()[code].plover,
            "goldstein": entry.get("goldstein"),
        }
        for code, entry in cameo_entries().items()
    ]
