"""How likely a pronoun takes up an earlier mention: the model's share and signs of salience.

Subjects before objects before the rest, near before far, whoever spoke last for "he added" (Lappin
and Leass 1994; Grosz, Joshi and Weinstein 1995). The signs are weighed per class of pronoun; the
weights are data (``patterns/coreference/salience.toml``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from communique.codebook.resources import load_toml
from communique.records import Sentence
from communique.stages.mentions.references import FEMALE, MALE, PLURAL, Entity, Reference

# Sentences looked back at.
REACH = 6
_LEAST_SHARE = 0.003
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


def pronoun_class(low: str) -> str:
    """The class whose weights hold: ``person``, ``many`` or ``thing``."""
    if low in MALE | FEMALE:
        return "person"
    return "many" if low in PLURAL else "thing"


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Weights of signs by class of pronoun."""
    return load_toml("patterns/coreference/salience.toml")["weights"]  # type: ignore[no-any-return]


@cache
def _verbs_of_saying() -> frozenset[str]:
    return frozenset(load_toml("patterns/coreference/salience.toml")["saying"])


def salience(signs: Mapping[str, float], low: str) -> float:
    """The weighed sum of `signs` for the pronoun written `low`."""
    weight = weights()[pronoun_class(low)]
    return sum(weight.get(name, 0.0) * value for name, value in signs.items())


def signs_of(
    pronoun: Reference,
    entity: Entity,
    share: float,
    subjects: tuple[int | None, int | None],
    sentences: Sequence[Sentence],
) -> dict[str, float]:
    """What speaks for and against `entity`, by name of the sign.

    Judged by its latest mention; `share` is the model's belief in all its mentions together,
    `subjects` are those of the pronoun's clause and of the one above (`subjects_over`).
    """
    latest, _ = entity.mentions[-1]
    distance = pronoun.sentence - latest.sentence
    # "A spokesman, John Kirby, ...": the apposition is not what makes him the subject.
    roles = {m.role for m, _ in entity.mentions if m.sentence == latest.sentence}
    subject = bool(roles & _SUBJECTS)
    asks_subject = pronoun.role in _SUBJECTS
    own, upper = subjects
    here = {m.word for m, _ in entity.mentions if m.sentence == pronoun.sentence}
    named = [m for m, _ in entity.mentions if m.kind != "pronoun"]
    speaks = _speaks(sentences, pronoun) and any(
        _speaks(sentences, m) for m, _ in entity.mentions if pronoun.sentence - m.sentence <= 3
    )
    signs = {
        "share": math.log(max(share, _LEAST_SHARE)),
        "distance": float(min(distance, REACH)),
        "same sentence": float(distance == 0),
        "subject": float(subject),
        "parallel": float(asks_subject and subject),
        "clause's subject": float(own in here),
        "governor's subject": float(upper in here),
        "speaks": float(speaks),
        "name": float(any(m.kind == "name" for m in named)),
        "chain": math.log(len(entity.mentions)),
        "plural": float(True in entity.plural),
    }
    return signs | dict.fromkeys(entity.kinds, 1.0)


def _speaks(sentences: Sequence[Sentence], mention: Reference) -> bool:
    """Whether a mention is the subject of a verb of saying."""
    sentence = sentences[mention.sentence]
    governor = sentence.heads[mention.word]
    return (
        governor >= 0
        and mention.role in _SUBJECTS
        and sentence.lemmas[governor].lower() in _verbs_of_saying()
    )
