"""Words that stand for somebody by what stands beside or befalls them: ``patterns/holdings.toml``.

In: the table and a word of a sentence. Out: its kind (``area`` is ground, ``position`` arms), the
words beside it that say whose it is, and the words of deeds that hit somebody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from communique.codebook.resources import load_toml
from communique.records import Sentence

# Relations of the words before a noun that may say whose it is; lemmas there that say an army's.
OWNING = ("amod", "compound", "nmod:poss")
MILITARY = frozenset({"military", "army", "naval"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An entry of the table: `not_with`, `loose` and `before` as its comments there explain."""

    id: str
    kind: str
    words: frozenset[str]
    not_with: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """The table: entries by kind, all their words, and the deeds by what they do."""

    by_kind: Mapping[str, Holding]
    words: frozenset[str]
    deeds: Mapping[str, frozenset[str]]


@cache
def holdings() -> Holdings:
    """The shipped table, read once."""
    table = load_toml("patterns/holdings.toml")
    entries = {entry["kind"]: _holding(entry) for entry in table["holding"]}
    return Holdings(
        by_kind=entries,
        words=frozenset(word for entry in entries.values() for word in entry.words),
        deeds={name: frozenset(lemmas) for name, lemmas in table["deeds"].items()},
    )


def _holding(entry: Mapping[str, Any]) -> Holding:
    return Holding(
        id=entry["id"],
        kind=entry["kind"],
        words=frozenset(entry["words"]),
        not_with=frozenset(entry.get("not_with", ())),
        loose=frozenset(entry.get("loose", ())),
        before=frozenset(entry.get("before", ())),
        code=entry.get("code"),
    )


def is_participle(sentence: Sentence, word: int, table: Holdings) -> bool:
    """``led`` of ``US-led``: a participle that a hyphen joins to whose it is."""
    return (
        word > 1
        and sentence.words[word - 1] in {"-", "–"}
        and sentence.words[word].lower() in table.by_kind["participle"].words
    )


def holding_kind(sentence: Sentence, word: int) -> str | None:
    """The kind of holding that the word is once nothing else explains it; None for others."""
    table = holdings()
    if is_participle(sentence, word, table):
        return "participle"
    lemma = sentence.lemmas[word].lower()
    if sentence.upos[word] == "NUM":
        return "heads"
    kinds = [kind for kind, entry in table.by_kind.items() if lemma in entry.words]
    if "homes" in kinds and not owners_of(sentence, word):
        return "homes"
    return kinds[0] if kinds else None


def owners_of(sentence: Sentence, word: int) -> tuple[int, ...]:
    """Words before a noun that may say whose it is."""
    return sentence.dependents(word, *OWNING)


def counted_in(sentence: Sentence, word: int) -> int:
    """The noun behind ``of`` of a word that counts (``dozens of rebels``); -1 without one."""
    for child in sentence.dependents(word, "nmod"):
        marks = sentence.dependents(child, "case")
        if marks and sentence.words[marks[0]].lower() == "of":
            return child
    return -1
