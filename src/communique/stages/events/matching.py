"""Finding triggers: which patterns of the codebook the words of a sentence may carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.codebook.patterns import ANY_WORD, PREPOSITIONS, Head, Pattern, PatternTable
from communique.records import Sentence, Span

_TAGS: dict[Head, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adjective": frozenset({"ADJ", "VERB"}),
}


# Words of a trigger further apart than this have an actor or an adverbial between them.
_CLOSE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A pattern found at `head`; `words` are all words of its trigger, the head included."""

    pattern: Pattern
    head: int
    words: tuple[int, ...]


def find_matches(sentence: Sentence, table: PatternTable) -> Iterator[tuple[int, list[Match]]]:
    """For each possible trigger word the patterns that fit, longest trigger first."""
    for word in range(len(sentence)):
        matches = []
        patterns = table.get(sentence.lemmas[word].lower(), ())
        for pattern in (*patterns, *table.get(ANY_WORD, ())):
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
    if pattern.modals and not _has_modal(sentence, head, pattern.modals):
        return None
    words = [head]
    missing = list(pattern.words)
    while missing:
        # A modifier may be listed before the word it hangs on ("end martial law").
        for wanted in missing:
            found = _find_word(sentence, words, wanted)
            if found is not None:
                words.append(found)
                missing.remove(wanted)
                break
        else:
            return None
    return Match(pattern=pattern, head=head, words=tuple(words))


def _has_modal(sentence: Sentence, head: int, modals: frozenset[str]) -> bool:
    return any(sentence.words[a].lower() in modals for a in sentence.dependents(head, "aux"))


def _find_word(sentence: Sentence, near: list[int], wanted: frozenset[str]) -> int | None:
    """A word of the trigger among the dependents of the words found so far."""
    for anchor in near:
        for child in sentence.children[anchor]:
            if sentence.upos[anchor] != "VERB" and sentence.relation(child) == "nsubj":
                continue
            if _is(sentence, child, wanted) and child not in near:
                return child
            if wanted & PREPOSITIONS:
                for below in sentence.children[child]:
                    # The "to" of an infinitive is no preposition ("resigned to protest").
                    joins = sentence.relation(below) in {"case", "mark"}
                    if joins and sentence.upos[below] != "PART" and _is(sentence, below, wanted):
                        return below
            elif sentence.relation(child) in {"obl", "obj", "nmod", "xcomp"}:
                for below in sentence.dependents(child, "conj", "compound", "amod"):
                    if _is(sentence, below, wanted) and below not in near:
                        return below
    return None


def _is(sentence: Sentence, word: int, wanted: frozenset[str]) -> bool:
    return sentence.lemmas[word].lower() in wanted or sentence.words[word].lower() in wanted


def _has_any(sentence: Sentence, head: int, lemmas: frozenset[str]) -> bool:
    near = [head, *sentence.children[head]]
    near += [g for c in sentence.children[head] for g in sentence.children[c]]
    if sentence.heads[head] >= 0:
        near.append(sentence.heads[head])
    return any(
        sentence.lemmas[w].lower() in lemmas or sentence.words[w].lower() in lemmas for w in near
    )


def trigger_span(sentence: Sentence, match: Match) -> Span:
    """The trigger's words that stand together with its head, what lies between them included."""
    first = last = match.head
    for word in sorted(match.words):
        if last < word <= last + _CLOSE:
            last = word
    for word in sorted(match.words, reverse=True):
        if first - _CLOSE <= word < first:
            first = word
    return sentence.cover(first, last)
