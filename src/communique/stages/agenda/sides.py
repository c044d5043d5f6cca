"""Who takes part in an occasion, and where it is."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Link, LinkTable, Sentence, Span
from communique.stages.agenda.occasions import Occasion, subjects

_BELOW = ("nmod", "amod", "compound", "appos", "flat")
_PLACE_CASES = frozenset({"in", "at", "near", "outside"})
_PARTY_CASES = frozenset({"with", "between", "by", "against"})
_DEPTH = 2


def parties_of(
    sentence: Sentence, number: int, occasion: Occasion, links: LinkTable
) -> tuple[Link, ...]:
    """The actors at the occasion's noun and at the verbs that carry it, in text order.

    A place counts only where the cue says so (``elections in Ukraine``).
    """
    found: dict[int, Link] = {}
    places = occasion.cue.has_places
    for root in _roots(sentence, occasion):
        for link in _actors(sentence, number, root, links, places=places, depth=_DEPTH):
            found.setdefault(link.mention.head, link)
    return tuple(found[word] for word in sorted(found))


def _roots(sentence: Sentence, occasion: Occasion) -> Iterator[int]:
    """Words whose noun phrases name parties."""
    if occasion.noun is not None:
        yield occasion.noun
        for clause in sentence.dependents(occasion.noun, "acl"):
            yield from sentence.dependents(clause, "nsubj")
    for place, verb in enumerate(occasion.verbs):
        yield from subjects(sentence, verb)
        if place == len(occasion.verbs) - 1 and _is_own_act(sentence, occasion, verb):
            yield from sentence.dependents(verb, "obj", "iobj")
            for other in sentence.dependents(verb, "obl"):
                if _cases(sentence, other) & _PARTY_CASES:
                    yield other


def _is_own_act(sentence: Sentence, occasion: Occasion, verb: int) -> bool:
    """False where a deadline asks for the act: ``must withdraw its troops by Friday``."""
    cue = occasion.cue
    return not cue.limits or sentence.lemmas[verb].lower() in cue.needed


def _actors(
    sentence: Sentence, number: int, word: int, links: LinkTable, *, places: bool, depth: int
) -> Iterator[Link]:
    """The actor that `word` names and those joined to it; else those its phrase names."""
    link = links.at(number, word)
    if link is not None and link.codes and (places or not link.is_place):
        yield link
    elif depth:
        for child in sentence.dependents(word, *_BELOW):
            # "a meeting in The Hague": where it is, not who takes part.
            if not places and _cases(sentence, child) & _PLACE_CASES:
                continue
            yield from _actors(sentence, number, child, links, places=places, depth=depth - 1)
    for joined in sentence.dependents(word, "conj"):
        if sentence.upos[joined] not in {"VERB", "AUX"}:
            yield from _actors(sentence, number, joined, links, places=places, depth=depth)


def place_of(sentence: Sentence, number: int, occasion: Occasion, links: LinkTable) -> Span | None:
    """The place named at the occasion's noun or verbs, nearest to the cue."""
    roots = [*([] if occasion.noun is None else [occasion.noun]), *occasion.verbs]
    found: list[tuple[int, Span]] = []
    for root in roots:
        for child in sentence.dependents(root, "obl", "nmod"):
            link = links.at(number, child)
            if link is None or link.mention.kind != "name":
                continue
            if not _cases(sentence, child) & _PLACE_CASES:
                continue
            if link.is_place or link.provenance.rule == "name.place":
                found.append((abs(child - occasion.words[0]), link.mention.span))
    return min(found)[1] if found else None


def _cases(sentence: Sentence, word: int) -> set[str]:
    """The prepositions that introduce `word`."""
    return {sentence.words[c].lower() for c in sentence.dependents(word, "case")}
