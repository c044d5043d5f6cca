"""Entity annotation of GUM's CoNLL-U (column MISC, ``Entity=``): spans, heads, chains, names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.names import UNTOLD, edged, place_label

_PART = re.compile(r"\((?P<id>\d+)-(?P<kind>[a-z]+)(?P<rest>[^()]*)(?P<close>\))?|(?P<end>\d+)\)")
_NAMED = {"person": "Person", "organization": "Organization", "event": "Event", "place": "Location"}


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention inside one sentence: word range ``[first, last]``, chain number and type."""

    first: int
    last: int
    chain: int
    kind: str


# Mentions still open: chain, type, first word.
Opened = list[tuple[int, str, int]]


def closed_entities(misc: Sequence[str], opened: Opened) -> list[Entity]:
    """The mentions of a sentence, inner ones first; those that run over its end are dropped."""
    found = []
    for word, cell in enumerate(misc):
        entry = next((p for p in cell.split("|") if p.startswith("Entity=")), "")
        for part in _PART.finditer(entry.removeprefix("Entity=")):
            if part["end"] is None:
                if part["close"]:
                    found.append(Entity(word, word, int(part["id"]), part["kind"]))
                else:
                    opened.append((int(part["id"]), part["kind"], word))
                continue
            for place in range(len(opened) - 1, -1, -1):
                if opened[place][0] == int(part["end"]):
                    chain, kind, first = opened.pop(place)
                    found.append(Entity(first, word, chain, kind))
                    break
    opened.clear()
    return found


def head_of(entity: Entity, heads: Sequence[int]) -> int:
    """The word of the mention whose own head (1-based, 0 the root) lies outside it."""
    for word in range(entity.first, entity.last + 1):
        if not entity.first <= heads[word] - 1 <= entity.last:
            return word
    return entity.last


def entity_heads(
    found: Sequence[Entity], heads: Sequence[int]
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Type and chain at each mention's head word; of several with one head the shortest counts."""
    kinds, chains = ["O"] * len(heads), [0] * len(heads)
    for entity in sorted(found, key=lambda e: e.first - e.last):
        head = head_of(entity, heads)
        kinds[head], chains[head] = entity.kind, entity.chain
    return tuple(kinds), tuple(chains)


def treebank_names(
    words: Sequence[str], upos: Sequence[str], heads: Sequence[int], found: Sequence[Entity]
) -> tuple[str, ...]:
    """Name labels where the entity annotation leaves no doubt, `UNTOLD` where it does.

    A run of proper nouns around the head of a person, organisation, event or known place is its
    name, unless the phrase goes on (``Battle of ...``); other capitalised words may be names of
    kinds that GUM does not tell.
    """
    labels = [
        UNTOLD if tag == "PROPN" or (word[:1].isupper() and tag in {"ADJ", "NOUN", "NUM"}) else "O"
        for word, tag in zip(words, upos, strict=True)
    ]
    for entity in found:
        head = head_of(entity, heads)
        if upos[head] != "PROPN" or entity.kind not in _NAMED:
            continue
        first = last = head
        while first > entity.first and upos[first - 1] == "PROPN":
            first -= 1
        while last < entity.last and upos[last + 1] == "PROPN":
            last += 1
        if last < entity.last and upos[last + 1] in {"ADP", "CCONJ", "NUM", "PUNCT"}:
            continue
        label = _NAMED[entity.kind]
        if label == "Location":
            label = place_label(words[first : last + 1], unknown=UNTOLD)
        if label != UNTOLD:
            labels[first : last + 1] = [f"B-{label}", *[f"I-{label}"] * (last - first)]
    return edged(labels)
