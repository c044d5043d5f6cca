"""Composed codes: a demand, a promise or a threat takes its CAMEO code from what it is about.

In: ``data/patterns/composition.toml``. Out: `Composition`, which tells the code of a speech act
(its family) about a kind of content, and the words that stand for a content without being a deed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from communique.codebook.patterns import PatternTable, patterns_of
from communique.codebook.resources import load_toml
from communique.errors import DataError

# Words of a content class are looked up as patterns whose id tells the class.
_PREFIX = "content."
_WORD_KEYS = ("verbs", "nouns", "adjectives")
# In a pattern's `about`: whatever content.
ANY_CONTENT = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a speech act may be about: the code that each family of acts has for it.

    `stopped` is the class that the ending of this content belongs to: an end to sanctions is their
    easing.
    """

    id: str
    composed: Mapping[str, str]
    stopped: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """The table of ``patterns/composition.toml``.

    `families` names the family of a speech act by its code's beginning; those of `speech` are done
    by words, protests are not. `generic` holds the codes that say nothing of the content.
    `prefixes` gives the class of a deed by the beginning of its code. `words` finds contents that
    are no deeds. `stops` are the words that end what stands below them, `through` those that only
    pass on to it (``calls for talks``).
    """

    families: Mapping[str, str]
    speech: frozenset[str]
    generic: frozenset[str]
    contents: Mapping[str, Content]
    prefixes: Mapping[str, str]
    words: PatternTable
    stops: frozenset[str]
    through: frozenset[str]

    @property
    def codes(self) -> frozenset[str]:
        """Every code that composition can give."""
        return frozenset(c for content in self.contents.values() for c in content.composed.values())

    def family_of(self, code: str) -> str | None:
        """The family of a speech act's code, by its longest known beginning."""
        return _longest(code, self.families)

    def is_speech(self, code: str) -> bool:
        """Whether an act of this code is done by words alone."""
        return self.family_of(code) in self.speech

    def content_of(self, pattern_id: str, code: str) -> Content | None:
        """The class of a deed's pattern, or of a content word's."""
        if pattern_id.startswith(_PREFIX):
            return self.contents[pattern_id.removeprefix(_PREFIX)]
        found = _longest(code, self.prefixes)
        return self.contents[found] if found is not None else None

    def told_by(self, content: Content, *, stopped: bool) -> Content | None:
        """The content itself, or what its end is; None for an end that means nothing here."""
        if not stopped:
            return content
        return self.contents[content.stopped] if content.stopped is not None else None

    def composed(self, own: str, content: Content) -> str | None:
        """The code of a speech act about this content.

        None when the table has none that says more than the act's `own` code.
        """
        code = content.composed.get(self.family_of(own) or "")
        if code is None or code == own:
            return None
        return code if own in self.generic or code.startswith(own) else None


def _longest(code: str, table: Mapping[str, str]) -> str | None:
    lengths = range(len(code), 0, -1)
    return next((table[code[:n]] for n in lengths if code[:n] in table), None)


def content_patterns(entries: Iterable[dict[str, Any]]) -> PatternTable:
    """The words of the classes, as patterns by the lemma of their head."""
    patterns = []
    for entry in entries:
        words: dict[str, Any] = {k: entry[k] for k in _WORD_KEYS if k in entry}
        patterns += patterns_of({"id": _PREFIX + entry["id"], "cameo": "", **words})
    return PatternTable(patterns)


@cache
def composition() -> Composition:
    """The table of composed codes; `DataError` for a class or family it does not define."""
    table = load_toml("patterns/composition.toml")
    families = {family["codes"]: family["id"] for family in table["family"]}
    contents = {}
    for entry in table["content"]:
        composed = {name: entry[name] for name in families.values() if name in entry}
        contents[entry["id"]] = Content(
            id=entry["id"], composed=composed, stopped=entry.get("stopped")
        )
    unknown = {c.stopped for c in contents.values()} - {None, *contents}
    if unknown:
        raise DataError("data.composition", f"no content {sorted(map(str, unknown))}")
    return Composition(
        families=families,
        speech=frozenset(f["id"] for f in table["family"] if f.get("is_speech", False)),
        generic=frozenset(code for family in table["family"] for code in family["generic"]),
        contents=contents,
        prefixes={code: e["id"] for e in table["content"] for code in e.get("codes", ())},
        words=content_patterns(table["content"]),
        stops=frozenset(table["stops"]),
        through=frozenset(table["through"]),
    )
