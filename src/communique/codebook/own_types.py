"""Types of events that a user adds in a folder of his own: ``codebooks/custom.toml``.

One ``[[type]]`` holds `id`, `name`, `definition` and `codes`; the words that carry a code stand in
the folder's ``patterns/events/*.toml`` like those of any CAMEO code. ``docs/custom-types.md`` has a
worked example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from communique.codebook.resources import load_folder, load_toml
from communique.errors import DataError

FOLDER = "codebooks"
_TYPE = re.compile(r"[A-Z][A-Z_]*[A-Z]")
# A letter in front, so that no own code is ever taken for one of CAMEO's, present or future.
_CODE = re.compile(r"[A-Z]{1,4}[0-9]{1,4}")
_TYPE_KEYS = {"id", "name", "definition", "codes", "examples", "counter_examples", "note"}
_CODE_KEYS = {
    "code", "name", "definition", "goldstein", "nearest", "examples", "counter_examples", "note",
}  # fmt: skip
_GOLDSTEIN = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCode:
    """A code of an own type; `nearest` is the CAMEO code that comes closest, if one does."""

    code: str
    name: str
    definition: str
    goldstein: float | None
    nearest: str | None
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnType:
    """A type beside PLOVER's, with its codes."""

    id: str
    name: str
    definition: str
    codes: tuple[OwnCode, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def own_types() -> tuple[OwnType, ...]:
    """The types of the user's folder, none without one; `DataError` for a faulty entry."""
    made: list[OwnType] = []
    for entry in load_folder(FOLDER, "type"):
        name = entry.get("id", "?")
        for message, _ in type_faults(entry):
            raise DataError("data.type", f"event type {name}: {message}")
        made.append(_made(entry))
    codes = [code.code for own in made for code in own.codes]
    for code in codes:
        if codes.count(code) > 1:
            raise DataError("data.type", f"two event types have the code {code}")
    return tuple(made)


@cache
def own_codes() -> frozenset[str]:
    """The codes of all own types."""
    return frozenset(code.code for own in own_types() for code in own.codes)


def type_faults(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with one ``[[type]]``, each with a value on the line in question."""
    ident = entry.get("id")
    yield from _key_faults(entry, _TYPE_KEYS, {"id", "name", "definition", "codes"}, "")
    if ident in _plover_types():
        yield f"{ident} is a type of PLOVER's; take another id", str(ident)
    elif ident is not None and not (isinstance(ident, str) and _TYPE.fullmatch(ident)):
        yield f"id {ident!r} is not in capitals, such as CYBER or ELECTION_MEDDLING", str(ident)
    codes = entry.get("codes", [])
    if not isinstance(codes, list) or not all(isinstance(code, dict) for code in codes):
        yield 'codes must be a list of tables, such as {code = "X01", name = "..."}', "codes"
        return
    if not codes and "codes" in entry:
        yield "no code; give at least one", "codes"
    for code in codes:
        for message in _code_faults(code):
            yield message, str(code.get("code", ""))


def _code_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    code = entry.get("code")
    at = f"code {code}: "
    for message, _ in _key_faults(entry, _CODE_KEYS, {"code", "name"}, at):
        yield message
    if code is not None and not (isinstance(code, str) and _CODE.fullmatch(code)):
        yield f"{at}an own code is capitals and digits, such as X01"
    nearest = entry.get("nearest")
    if nearest is not None and nearest not in _cameo_scores():
        yield f"{at}nearest {nearest!r} is no CAMEO code"
    score = entry.get("goldstein", 0.0)
    if not isinstance(score, int | float) or not -_GOLDSTEIN <= score <= _GOLDSTEIN:
        yield f"{at}goldstein {score!r} is not between -10 and 10"


def _key_faults(
    entry: Mapping[str, Any], known: set[str], required: set[str], at: str
) -> Iterator[tuple[str, str]]:
    for key in sorted(required - entry.keys()):
        yield f"{at}{key!r} is missing", ""
    for key in sorted(entry.keys() - known):
        yield f"{at}unknown key {key!r}", key
    for key in ("examples", "counter_examples"):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            yield f"{at}{key} must be a list of sentences", key


def _made(entry: Mapping[str, Any]) -> OwnType:
    return OwnType(
        id=entry["id"],
        name=entry["name"],
        definition=entry["definition"],
        codes=tuple(_code(code) for code in entry["codes"]),
        examples=tuple(entry.get("examples", ())),
        counter_examples=tuple(entry.get("counter_examples", ())),
    )


def _code(entry: Mapping[str, Any]) -> OwnCode:
    nearest = entry.get("nearest")
    score = entry.get("goldstein", _cameo_scores().get(nearest) if nearest else None)
    return OwnCode(
        code=entry["code"],
        name=entry["name"],
        definition=entry.get("definition", ""),
        goldstein=None if score is None else float(score),
        nearest=nearest,
        examples=tuple(entry.get("examples", ())),
        counter_examples=tuple(entry.get("counter_examples", ())),
        note=entry.get("note", ""),
    )


@cache
def _plover_types() -> frozenset[str]:
    return frozenset(entry["type"] for entry in load_toml("codebooks/plover/types.toml")["type"])


@cache
def _cameo_scores() -> dict[str, float]:
    entries = load_toml("codebooks/cameo/events.toml")["code"]
    return {entry["code"]: float(entry["goldstein"]) for entry in entries}
