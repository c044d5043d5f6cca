"""Mentions as coreference sees them: head words with kind, number, gender and role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from communique.codebook.resources import load_toml
from communique.records import Sentence

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
THING = frozenset({"it", "its", "itself"})
THIRD = MALE | FEMALE | PLURAL | THING
SPEAKERS = frozenset(
    {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves",
     "you", "your", "yours", "yourself", "yourselves"}
)  # fmt: skip
_TITLES = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "mrs": "f",
    "mrs.": "f", "ms": "f", "ms.": "f", "lady": "f", "queen": "f", "princess": "f", "man": "m",
    "woman": "f", "father": "m", "mother": "f", "son": "m", "daughter": "f", "brother": "m",
    "sister": "f", "husband": "m", "wife": "f", "boy": "m", "girl": "f", "chairman": "m",
    "spokesman": "m", "spokeswoman": "f", "businessman": "m", "congressman": "m",
    "congresswoman": "f", "widow": "f", "uncle": "m", "aunt": "f", "groom": "m", "bride": "f",
}  # fmt: skip
Kind = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention's place and what agreement needs of it."""

    sentence: int
    word: int
    kind: Kind
    low: str
    entity: str
    is_plural: bool
    gender: str | None
    words: tuple[str, ...]
    role: str


@dataclass(slots=True)
class Entity:
    """A chain being built."""

    mentions: list[tuple[Reference, str]] = field(default_factory=list)
    genders: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    plural: set[bool] = field(default_factory=set)

    def add(self, mention: Reference, rule: str) -> None:
        """Put a mention into the chain; pronouns do not tell kind and number."""
        self.mentions.append((mention, rule))
        if mention.gender:
            self.genders.add(mention.gender)
        if mention.kind != "pronoun":
            self.kinds.add(mention.entity)
            self.plural.add(mention.is_plural)


@cache
def person_nouns() -> frozenset[str]:
    """Nouns that mean persons although they often mean things (``another source said``)."""
    return frozenset(load_toml("patterns/coreference/salience.toml")["persons"])


def references(sentence: Sentence, number: int, genders: Mapping[str, str]) -> Iterator[Reference]:
    """Head words of mentions in text order: what the model sees, and every personal pronoun.

    `genders` gives the gender of first names. An "it" is a mention only where the model sees one:
    "it is clear that" means nothing.
    """
    for word, low in enumerate(map(str.lower, sentence.words)):
        entity = sentence.entities[word] if sentence.entities else "O"
        pronoun = sentence.upos[word] == "PRON" and low in THIRD | SPEAKERS
        if entity == "O" and not (pronoun and low not in THING):
            continue
        if sentence.relation(word) == "expl":
            continue
        if sentence.upos[word] == "PRON" and not pronoun:
            continue
        if sentence.lemmas[word].lower() in person_nouns():
            entity = "person"
        is_name = sentence.upos[word] == "PROPN"
        yield Reference(
            sentence=number,
            word=word,
            kind="pronoun" if pronoun else "name" if is_name else "nominal",
            low=low,
            entity=entity,
            is_plural=_is_plural(sentence, word, low),
            gender=_gender(sentence, word, low, genders),
            words=_name_words(sentence, word),
            role=sentence.deprels[word],
        )


def _is_plural(sentence: Sentence, word: int, low: str) -> bool:
    if low in PLURAL or "Number=Plur" in sentence.feats[word]:
        return True
    return bool(sentence.dependents(word, "conj"))


def _gender(sentence: Sentence, word: int, low: str, genders: Mapping[str, str]) -> str | None:
    if low in MALE:
        return "m"
    if low in FEMALE:
        return "f"
    beside = (word, *sentence.dependents(word, "compound", "flat", "amod", "appos", "nmod:desc"))
    told = (_TITLES.get(sentence.words[place].lower()) for place in beside)
    title = next(filter(None, told), None)
    name = _name_words(sentence, word)
    return title or (genders.get(name[0]) if len(name) > 1 else None)


def _name_words(sentence: Sentence, word: int) -> tuple[str, ...]:
    """The proper nouns around a name's head, lower-cased; nothing for other mentions."""
    if sentence.upos[word] != "PROPN":
        return ()
    own = [word, *sentence.dependents(word, "flat", "compound")]
    return tuple(sentence.words[w].lower() for w in sorted(own) if sentence.upos[w] == "PROPN")
