"""Names for codes, from the codebooks."""

from __future__ import annotations

from functools import cache
from typing import Any

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
    """The CAMEO codebook by code, in the order of the file."""
    return {entry["code"]: entry for entry in load_toml("codebooks/cameo/events.toml")["code"]}


@cache
def plover_entries() -> dict[str, dict[str, Any]]:
    """The PLOVER types by name, in the order of the file."""
    return {entry["type"]: entry for entry in load_toml("codebooks/plover/types.toml")["type"]}


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
    """The entry of a CAMEO code or a PLOVER type, None for neither."""
    entry = cameo_entries().get(code) or plover_entries().get(code.upper())
    return dict(entry) if entry else None


def codebook_rows() -> list[dict[str, Any]]:
    """Every CAMEO code with its name, PLOVER type and Goldstein value."""
    plover = {row["cameo"]: row["plover"] for row in load_csv("codebooks/crosswalk.csv")}
    return [
        {
            "code": code,
            "name": cameo_name(code),
            "plover": plover.get(code),
            "goldstein": entry.get("goldstein"),
        }
        for code, entry in cameo_entries().items()
    ]
