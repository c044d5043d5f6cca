"""The knowledge of the room: what reports (``patterns/quotes/cues.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.codebook.resources import load_toml

_FILE = "patterns/quotes/cues.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One entry for verbs; `clause` and `marked` say what may be its content."""

    id: str
    act: str
    clause: bool
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words before a speaker (*according to*)."""

    id: str
    words: tuple[str, ...]


@cache
def cue_table() -> dict[str, Cue]:
    """Cue verbs by lemma; the first entry that lists a verb wins."""
    table: dict[str, Cue] = {}
    for entry in load_toml(_FILE)["cue"]:
        cue = Cue(
            id=entry["id"],
            act=entry["act"],
            clause=entry["clause"],
            marked=entry.get("marked", False),
        )
        for lemma in entry["lemmas"]:
            table.setdefault(lemma, cue)
    return table


@cache
def noun_table() -> dict[str, str]:
    """Entry ids of the cue nouns by lemma."""
    return {lemma: entry["id"] for entry in load_toml(_FILE)["noun"] for lemma in entry["lemmas"]}


@cache
def phrases() -> tuple[Phrase, ...]:
    """Phrases that name the speaker of the rest of the sentence."""
    return tuple(Phrase(id=e["id"], words=tuple(e["words"])) for e in load_toml(_FILE)["phrase"])


@cache
def attitude_table() -> dict[str, str]:
    """Speech, belief or intention by chief word of a cue.

    What reports by rule is speech unless the file says otherwise.
    """
    table = dict.fromkeys((*cue_table(), *noun_table()), "speech")
    for entry in load_toml("patterns/quotes/attitudes.toml")["attitude"]:
        table |= dict.fromkeys(entry["lemmas"], entry["id"].removeprefix("attitude."))
    return table


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of the list `name`: `holders`, `issuing`, `no_speakers`, `going_on`."""
    for entry in load_toml(_FILE)["words"]:
        if entry["id"] == name:
            return frozenset(entry["lemmas"])
    raise KeyError(name)
