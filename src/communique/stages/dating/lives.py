"""Persons who speak were alive."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from communique.codebook.dating import dating_book
from communique.records import Link, Sentence
from communique.stages.dating.clues import Clue, by, iso
from communique.stages.dating.reading import Reading

ALIVE_WEIGHT = 1
_SPEAKING = frozenset(
    {"say", "tell", "warn", "vow", "urge", "add", "insist", "deny", "announce", "declare",
     "reply", "respond", "meet", "promise", "refuse", "accuse", "call", "arrive", "address"}
)  # fmt: skip


def life_clues(reading: Reading) -> Iterator[Clue]:
    """Clues from persons known to have died who say or do something in the article's present."""
    for link in reading.links:
        died = _deaths().get(_folded(link.person)) if link.person else None
        sentence = reading.sentence_at(link.mention.sentence)
        if died is None or link.person is None or not reading.is_reporting(sentence):
            continue
        if _acts(sentence, link) and not reading.looks_back(link.mention.sentence):
            yield Clue(rule="life.speaks", subject=link.person, span=link.mention.span,
                       reason=f"{link.person}, who died on {iso(died)}, speaks or acts in it",
                       days=by(died), weight=ALIVE_WEIGHT)  # fmt: skip


def _acts(sentence: Sentence, link: Link) -> bool:
    """Whether the person is the subject of an act told in the present or plain past."""
    head = link.mention.head
    if sentence.deprels[head] != "nsubj":
        return False
    verb = sentence.heads[head]
    helpers = {sentence.words[d].lower() for d in sentence.dependents(verb, "aux", "advmod")}
    return sentence.lemmas[verb].lower() in _SPEAKING and not helpers & {"had", "once", "never"}


@cache
def _deaths() -> dict[str, int]:
    return {_folded(name): day for name, day in dating_book().deaths.items()}


def _folded(name: str) -> str:
    """The name in small letters without accents."""
    parts = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in parts if not unicodedata.combining(c))
