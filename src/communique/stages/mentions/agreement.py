"""Whether a mention may stand for the entity of an earlier one."""

from __future__ import annotations

from communique.records import Sentence
from communique.stages.mentions.references import (
    FEMALE,
    MALE,
    PLURAL,
    THING,
    Entity,
    Reference,
)

# Kinds that many people make up: "the alliance ... they".
_COLLECTIVE = frozenset({"organization", "place", "person"})


def agrees(mention: Reference, entity: Entity) -> bool:
    """Whether gender, number and kind allow `mention` to join the chain."""
    if mention.gender and entity.genders - {mention.gender}:
        return False
    if mention.low in MALE | FEMALE:
        return entity.kinds <= {"person"} and True not in entity.plural
    if mention.low in THING:
        return "person" not in entity.kinds and True not in entity.plural
    if mention.low in PLURAL:
        return not entity.plural or True in entity.plural or bool(entity.kinds & _COLLECTIVE)
    if mention.kind == "nominal" and entity.plural:
        return mention.is_plural in entity.plural
    return True


def is_barred(sentence: Sentence, mention: Reference, other: int) -> bool:
    """Whether two words of a sentence cannot be one entity by where they stand.

    A phrase is not named again inside itself, and a plain pronoun is not another argument of its
    own verb (Chomsky 1981, principles B and C in their plainest form).
    """
    if sentence.upos[other] in {"NOUN", "PROPN"} and _is_above(sentence, other, mention.word):
        return sentence.relation(mention.word) != "appos"
    reflexive = mention.low.endswith(("self", "selves"))
    return (
        mention.kind == "pronoun"
        and not reflexive
        and mention.role != "nmod:poss"
        and sentence.heads[other] == sentence.heads[mention.word]
        and sentence.relation(other) in {"nsubj", "obj", "iobj", "obl"}
        and sentence.relation(mention.word) in {"obj", "iobj", "obl"}
    )


def _is_above(sentence: Sentence, upper: int, word: int) -> bool:
    above = sentence.heads[word]
    while above >= 0 and above != upper:
        above = sentence.heads[above]
    return above == upper
