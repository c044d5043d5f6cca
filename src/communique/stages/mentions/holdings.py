"""Words that stand for somebody by what stands beside or befalls them (``rebel-held areas``)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from communique.codebook.actors import ARMED, ActorIndex, pieces_of
from communique.codebook.holdings import (
    MILITARY,
    Holdings,
    counted_in,
    holdings,
    is_participle,
    owners_of,
)
from communique.records import Mention, Sentence

_HIT_CASES = frozenset({"on", "against", "at", "of", "in", "into", "onto", "targeting"})
_FALLING_CASES = frozenset({"on", "onto", "into", "at", "against"})
_STREETS = frozenset({"street", "square"})


def find_holdings(
    sentence: Sentence, number: int, index: ActorIndex, taken: Collection[int]
) -> Iterator[Mention]:
    """Mentions of the table of holdings; `taken` are the words of names and role nouns."""
    table = holdings()
    owners = set(taken)
    found = []
    for word in range(len(sentence)):
        if word not in owners and is_participle(sentence, word, table) and word - 2 in owners:
            found.append(word)
    owners.update(found)
    for word in range(len(sentence)):
        if word not in owners and _stands_for_somebody(sentence, word, index, owners, table):
            found.append(word)
    for word in sorted(found):
        yield Mention(
            span=sentence.spans[word], sentence=number, head=word, first=word, last=word,
            kind="nominal",
        )  # fmt: skip


def _stands_for_somebody(
    sentence: Sentence, word: int, index: ActorIndex, owners: Collection[int], table: Holdings
) -> bool:
    lemma, upos = sentence.lemmas[word].lower(), sentence.upos[word]
    if lemma not in table.words and upos != "NUM":
        return False
    of = table.by_kind
    if lemma in of["everybody"].words:
        governor = sentence.heads[word]
        named = sentence.lemmas[governor].lower() if governor >= 0 else ""
        return sentence.deprels[word] == "amod" and named in of["everybody"].before
    if upos == "NUM" or lemma in of["heads"].words:
        return _counts_people(sentence, word, owners, table)
    if upos not in {"NOUN", "PROPN"}:
        return False
    holders = [w for w in owners_of(sentence, word) if w in owners]
    if lemma in of["arms"].words and _is_armed_thing(sentence, word, index, holders, table):
        return True
    if lemma in of["ground"].words and holders:
        return True
    if counted_in(sentence, word) >= 0:  # "the town of Izium" is read by its name
        return False
    deeds = table.deeds
    return lemma in of["homes"].words and _befalls(sentence, word, deeds["striking"], table)


def _is_armed_thing(
    sentence: Sentence, word: int, index: ActorIndex, holders: list[int], table: Holdings
) -> bool:
    entry = table.by_kind["arms"]
    beside = {sentence.lemmas[w].lower() for w in owners_of(sentence, word)}
    if beside & entry.not_with:
        return False
    if beside & MILITARY:
        return True
    if not holders:
        return False
    if sentence.lemmas[word].lower() not in entry.loose:
        return True
    deeds = table.deeds["striking"] | table.deeds["taking"]
    return any(_is_armed(sentence, w, index) for w in holders) or _befalls(
        sentence, word, deeds, table
    )


def _is_armed(sentence: Sentence, word: int, index: ActorIndex) -> bool:
    """Whether a holder bears arms: fighters, soldiers, a named armed group."""
    agent = index.agent_of([sentence.words[word]], [sentence.lemmas[word]])
    if agent is not None:
        return agent.sector in ARMED
    return any(e.kind == "armed" for e in index.lookup(pieces_of(sentence.words[word])))


def _counts_people(sentence: Sentence, word: int, owners: Collection[int], table: Holdings) -> bool:
    """``dozens were killed``, ``hundreds of protesters``: the number stands for people."""
    if sentence.relation(word) in {"nummod", "det", "amod", "advmod", "compound", "case"}:
        return False
    if sentence.upos[word] != "NUM" and counted_in(sentence, word) in owners:
        return True
    if _befalls(sentence, word, table.deeds["harming"], table):
        return True
    governor = sentence.heads[word]
    if sentence.relation(word) != "nsubj" or governor < 0:
        return False
    streets = (sentence.lemmas[w].lower() for w in sentence.dependents(governor, "obl"))
    return sentence.lemmas[governor].lower() in table.deeds["suffering"] or any(
        street in _STREETS for street in streets
    )


def _befalls(sentence: Sentence, word: int, verbs: Collection[str], table: Holdings) -> bool:
    """Whether one of the deeds is done to the word: object, passive subject, ``attack on``."""
    head = word
    while sentence.relation(head) == "conj" and not sentence.dependents(head, "case"):
        head = sentence.heads[head]
    governor = sentence.heads[head]
    if governor < 0:
        return False
    deed = sentence.lemmas[governor].lower()
    if sentence.deprels[head] in {"obj", "nsubj:pass"}:
        return deed in verbs
    if any(sentence.lemmas[w].lower() in verbs for w in sentence.dependents(word, "acl")):
        return True
    marks = sentence.dependents(head, "case")
    case = sentence.words[marks[0]].lower() if marks else ""
    if sentence.relation(head) not in {"nmod", "obl"}:
        return False
    if deed in table.deeds["falling"]:
        return case in _FALLING_CASES
    return deed in table.deeds["blows"] and case in _HIT_CASES
