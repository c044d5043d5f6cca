"""Event patterns: which words, in which construction, carry which CAMEO code.

In: ``data/patterns/events/*.toml`` (one file per CAMEO root; the HOWTO in that folder tells how to
write an entry). Out: `PatternTable`, patterns by the lemma of their head word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from communique.codebook.ontologies import cameo_codes
from communique.codebook.own_types import own_codes
from communique.codebook.resources import load_folder, load_toml
from communique.errors import DataError

PATTERNS = "patterns/events"
Head = Literal["verb", "noun", "adjective"]
PREPOSITIONS = frozenset(
    {"about", "above", "across", "after", "against", "among", "around", "as", "at", "away",
     "back", "before", "behind", "between", "by", "down", "during", "for", "forward", "from",
     "in", "inside", "into", "near", "of", "off", "on", "onto", "out", "over", "through", "to",
     "toward", "towards", "under", "unless", "until", "up", "upon", "via", "with", "within",
     "without"}
)  # fmt: skip
_DEFAULT_SLOTS: dict[Head, dict[str, tuple[str, ...]]] = {
    "verb": {"source": ("subject",), "target": ("object",)},
    "noun": {"source": ("possessor", "by", "from", "light"), "target": ("of", "against", "on")},
    "adjective": {"source": ("subject",), "target": ("to", "with", "of")},
}
ANY_WORD = "*"
KEYS = {
    "id", "cameo", "verbs", "nouns", "adjectives", "source", "target", "parties", "content",
    "territory", "requires", "about", "composed", "status", "passive", "modals", "not_with",
    "examples", "not_examples", "note",
}  # fmt: skip


STATUSES = frozenset({"actual", "planned", "conditional", "negated", "denied"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One construction of one entry, `phrase` its trigger as the entry writes it.

    `lemmas` are the head's alternatives, `words` those of the trigger's further words; `source`,
    `target` and `parties` are role names tried in order. With `parties` the act is symmetric.
    `content` true: the clause below is what is demanded, threatened or promised and is not coded.
    `territory`: a place may stand for the state it belongs to. `requires`: slots without which
    there is no event. `not_with`: lemmas beside the head that make it mean something else.
    `about`: kinds of content (``patterns/composition.toml``, or ``any``) of which the act must have
    one; `composed`: whether content may refine the code. `modals`: auxiliaries of which one must
    stand before the verb; the lemma may then be ``*``, any verb.
    """

    id: str
    cameo: str
    phrase: str
    head: Head
    lemmas: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    parties: tuple[str, ...]
    content: bool
    territory: bool
    requires: tuple[str, ...]
    about: frozenset[str]
    composed: bool
    status: str | None
    passive: bool | None
    not_with: frozenset[str]
    modals: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpers:
    """Word lists that the coder needs besides patterns (``patterns/constructions.toml``)."""

    light_verbs: frozenset[str]
    transparent_nouns: frozenset[str]
    against_states: frozenset[str]
    lasting_nouns: frozenset[str]
    civil_objects: frozenset[str]
    speech_codes: frozenset[str]
    telling_verbs: frozenset[str]


class PatternTable:
    """Patterns by the lemma of their head, longest trigger first, then in the order given."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        found: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            for lemma in pattern.lemmas:
                found.setdefault(lemma, []).append(pattern)
        self._by_lemma = {k: sorted(v, key=lambda p: -len(p.words)) for k, v in found.items()}
        self._by_word: dict[str, dict[str | None, list[int]]] = {}
        for lemma, own in self._by_lemma.items():
            places = self._by_word.setdefault(lemma, {})
            for number, pattern in enumerate(own):
                for word in _rarest(pattern):
                    places.setdefault(word, []).append(number)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_lemma)

    def at(self, lemma: str) -> Sequence[Pattern]:
        """Every pattern that begins at the lemma."""
        return self._by_lemma.get(lemma, ())

    def possible(self, lemma: str, present: Set[str]) -> list[Pattern]:
        """The patterns at the lemma all of whose further words may be among those present."""
        places = self._by_word.get(lemma)
        if places is None:
            return []
        numbers = set(places.get(None, ()))
        for word in places.keys() & present:
            numbers.update(places[word])
        own = self._by_lemma[lemma]
        return [
            own[number]
            for number in sorted(numbers)
            if not any(wanted.isdisjoint(present) for wanted in own[number].words)
        ]


def _rarest(pattern: Pattern) -> Iterable[str | None]:
    """The alternatives of the further word that says most, None for a trigger of one word."""
    full = [wanted for wanted in pattern.words if not wanted & PREPOSITIONS]
    return min(full or pattern.words, key=len, default=(None,))


Alternatives = tuple[str, ...]


def split_trigger(phrase: str, head: Head) -> tuple[Alternatives, tuple[Alternatives, ...]]:
    """Head lemmas and further words of a trigger phrase; ``a|b`` are alternatives.

    A verb comes first; a noun comes last, or before its preposition.

    >>> split_trigger("call|urge on", "verb")
    (('call', 'urge'), (('on',),))
    >>> split_trigger("show of unity", "noun")
    (('show',), (('of',), ('unity',)))
    """
    parts = [
        piece
        for word in phrase.split()
        for piece in ([word] if is_one_token(word) else word.split("-"))
    ]
    words = [tuple(part.split("|")) for part in parts]
    place = 0
    if head != "verb":
        joints = [i for i, w in enumerate(words) if w[0] in PREPOSITIONS and i > 0]
        place = joints[0] - 1 if joints else len(words) - 1
    return words[place], tuple(w for i, w in enumerate(words) if i != place)


def is_one_token(word: str) -> bool:
    """True for words the tokeniser leaves whole, and for lists of alternatives.

    >>> is_one_token("build-up"), is_one_token("de-escalate"), is_one_token("no-fly")
    (True, True, False)
    """
    whole, prefixes = _hyphenated()
    return "|" in word or word in whole or word.partition("-")[0] in prefixes


@cache
def _hyphenated() -> tuple[frozenset[str], frozenset[str]]:
    table = load_toml("patterns/sentences/splitting.toml")
    return frozenset(table["whole"]), frozenset(table["prefixes"])


def patterns_of(entry: dict[str, Any]) -> list[Pattern]:
    """All constructions of one TOML entry; `DataError` for a key that no pattern has."""
    unknown = set(entry) - KEYS
    if unknown or "id" not in entry or "cameo" not in entry:
        problem = f"unknown keys {sorted(unknown)}" if unknown else "id or cameo missing"
        raise DataError("data.pattern", f"event pattern {entry.get('id', '?')}: {problem}")
    if entry.get("status", "actual") not in STATUSES:
        raise DataError(
            "data.pattern", f"event pattern {entry['id']}: no status {entry['status']!r}"
        )
    made = []
    heads: tuple[tuple[str, Head], ...] = (
        ("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adjective")
    )  # fmt: skip
    for key, head in heads:
        for phrase in entry.get(key, ()):
            lemmas, words = split_trigger(phrase, head)
            slots = _DEFAULT_SLOTS[head]
            parties = tuple(entry.get("parties", ()))
            made.append(
                Pattern(
                    id=entry["id"],
                    cameo=entry["cameo"],
                    phrase=phrase,
                    head=head,
                    lemmas=lemmas,
                    words=tuple(frozenset(w) for w in words),
                    source=tuple(entry.get("source", slots["source"])),
                    target=tuple(entry.get("target", slots["target"])),
                    parties=parties,
                    content=entry.get("content", False),
                    territory=entry.get("territory", False),
                    requires=tuple(entry.get("requires", ("source",))),
                    about=frozenset(entry.get("about", ())),
                    composed=entry.get("composed", True),
                    status=entry.get("status"),
                    passive=entry.get("passive"),
                    not_with=frozenset(entry.get("not_with", ())),
                    modals=frozenset(entry.get("modals", ())),
                )
            )
    return made


@cache
def pattern_table() -> PatternTable:
    """Every event pattern, by the lemma of its head; own codes before others of their length."""
    codes = cameo_codes()
    found = [p for entry in load_folder(PATTERNS, "pattern") for p in patterns_of(entry)]
    for pattern in found:
        if pattern.cameo not in codes:
            problem = f"event pattern {pattern.id}: no code {pattern.cameo!r} in the codebooks"
            raise DataError("data.pattern", problem)
    return PatternTable(sorted(found, key=lambda p: p.cameo not in own_codes()))


@cache
def helpers() -> Helpers:
    """The word lists of ``patterns/constructions.toml``."""
    table = load_toml("patterns/constructions.toml")
    return Helpers(**{name: frozenset(table[name]) for name in Helpers.__slots__})
