"""Word lists, slot patterns and macros of the time rules, read from ``lexicon.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from communique.codebook.resources import load_toml
from communique.stages.times.numbers import READERS
from communique.stages.times.surface import pieces_of

_SLOT = re.compile(r"\{([a-z]\w*)(?::(\w+))?\}")
_MACRO = re.compile(r"(?<!\?P)<(\w+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Lists (folded word -> value), slot patterns, macros, and words that keep their capital."""

    lists: Mapping[str, Mapping[str, str]]
    patterns: Mapping[str, str]
    macros: Mapping[str, str]
    case_kept: frozenset[str]

    def expand(self, pattern: str) -> tuple[str, dict[str, tuple[str, str]]]:
        """A regular expression for `pattern` and, per group, its slot name and kind.

        Groups are numbered because one slot may stand in several branches of a pattern.
        """
        while _MACRO.search(pattern):
            pattern = _MACRO.sub(lambda m: self.macros[m.group(1)], pattern)
        groups: dict[str, tuple[str, str]] = {}

        def fill(match: re.Match[str]) -> str:
            slot, kind = match.group(1), match.group(2) or match.group(1)
            group = f"{slot}__{len(groups)}"
            groups[group] = (slot, kind)
            return f"(?P<{group}>{self._alternatives(kind)})"

        return _SLOT.sub(fill, pattern), groups

    def _alternatives(self, kind: str) -> str:
        if kind in self.lists:
            words = sorted(self.lists[kind], key=lambda w: (-len(w), w))
            return "|".join(re.escape(word).replace(r"\ ", " ") for word in words)
        text = self.patterns[kind]
        while _MACRO.search(text):
            text = _MACRO.sub(lambda m: self.macros[m.group(1)], text)
        return text

    def read(self, kind: str, text: str) -> str:
        """The value of the words `text` that filled a slot of `kind`."""
        if kind in self.lists:
            words = self.lists[kind]
            return words.get(text) or words.get(text.removesuffix("s")) or text
        reader: Callable[[str], str] | None = READERS.get(kind)
        return reader(text) if reader else text

    def triggers(self, names: str) -> frozenset[str]:
        """The words that must occur before a rule is tried: list names or plain words."""
        found: set[str] = set()
        for name in names.split(","):
            words = self.lists.get(name, {name: ""})
            found.update(word.split(" ")[0] for word in words)
        return frozenset(found)


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that ships with the package."""
    raw = load_toml("patterns/times/lexicon.toml")
    case_kept = frozenset(raw["case_kept"])
    lists = {
        name: {pieces_of(word, case_kept): value for word, value in words.items()}
        for name, words in raw["lists"].items()
    }
    return Lexicon(lists=lists, patterns=raw["patterns"], macros=raw["macros"], case_kept=case_kept)
