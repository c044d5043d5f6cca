"""Finding triggers: which patterns of the codebook the words of a sentence may carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.codebook.patterns import PREPOSITIONS, Head, Pattern, PatternTable
from communique.records import Sentence, Span

_TAGS: dict[Head, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adjective": frozenset({"ADJ", "VERB"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A pattern found at `head`; `words` are all words of its trigger, the head included."""

    pattern: Pattern
    head: int
    words: tuple[int, ...]


def find_matches(sentence: Sentence, table: PatternTable) -> Iterator[tuple[int, list[Match]]]:
    """For each possible trigger word the patterns that fit, longest trigger first."""
    for word in range(len(sentence)):
        patterns = table.get(sentence.lemmas[word].lower())
        if not patterns:
            continue
        matches = []
        for pattern in patterns:
            found = _match(sentence, word, pattern)
            if found is not None:
                matches.append(found)
        if matches:
            yield word, matches


def _match(sentence: Sentence, head: int, pattern: Pattern) -> Match | None:
    if sentence.upos[head] not in _TAGS[pattern.head]:
        return None
    if pattern.not_with and _has_any(sentence, head, pattern.not_with):
        return None
    words = [head]
    for wanted in pattern.words:
        found = _find_word(sentence, words, wanted)
        if found is None:
            return None
        words.append(found)
    return Match(pattern=pattern, head=head, words=tuple(words))


def _find_word(sentence: Sentence, near: list[int], wanted: str) -> int | None:
    """A word of the trigger among the dependents of the words found so far."""
    for anchor in near:
        for child in sentence.children[anchor]:
            if _is(sentence, child, wanted) and child not in near:
                return child
            if wanted in PREPOSITIONS:
                for below in sentence.children[child]:
                    if sentence.relation(below) in {"case", "mark"} and _is(
                        sentence, below, wanted
                    ):
                        return below
            elif sentence.relation(child) in {"obl", "obj", "nmod", "xcomp"}:
                for below in sentence.dependents(child, "conj", "compound", "nmod"):
                    if _is(sentence, below, wanted) and below not in near:
                        return below
    return None


def _is(sentence: Sentence, word: int, wanted: str) -> bool:
    return wanted in (sentence.lemmas[word].lower(), sentence.words[word].lower())


def _has_any(sentence: Sentence, head: int, lemmas: frozenset[str]) -> bool:
    near = [head, *sentence.children[head]]
    near += [g for c in sentence.children[head] for g in sentence.children[c]]
    if sentence.heads[head] >= 0:
        near.append(sentence.heads[head])
    return any(
        sentence.lemmas[w].lower() in lemmas or sentence.words[w].lower() in lemmas for w in near
    )


def trigger_span(sentence: Sentence, match: Match) -> Span:
    """The shortest stretch with the trigger's words; the head alone when they stand far apart."""
    first, last = min(match.words), max(match.words)
    if last - first > 5:
        return sentence.spans[match.head]
    return sentence.cover(first, last)
