"""Finding triggers: which patterns of the codebook the words of a sentence may carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.codebook.patterns import (
    ANY_WORD,
    PREPOSITIONS,
    Head,
    Helpers,
    Pattern,
    PatternTable,
)
from communique.records import PLACE_LABELS, Sentence, Span
from communique.stages.events.marks import is_reported
from communique.stages.events.trace import SILENT, Notes

_TAGS: dict[Head, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adjective": frozenset({"ADJ", "VERB"}),
}
_CIRCUMSTANCE = frozenset(
    {"after", "at", "before", "during", "despite", "following", "amid", "since", "until", "without"}
)
# "Has to", "needs to": a modal only above an infinitive.
_HALF_MODALS = frozenset({"have", "need"})
_TRIGGER_TAGS = frozenset().union(*_TAGS.values())
# Words of a trigger further apart than this have an actor or an adverbial between them.
_CLOSE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A pattern found at `head`; `words` are all words of its trigger, the head included."""

    pattern: Pattern
    head: int
    words: tuple[int, ...]


def find_matches(
    sentence: Sentence, table: PatternTable, helpers: Helpers, notes: Notes = SILENT
) -> Iterator[list[Match]]:
    """For each possible trigger word the patterns that fit, longest trigger first."""
    present = {w.lower() for w in (*sentence.lemmas, *sentence.words)}
    anywhere = table.possible(ANY_WORD, present)
    for word, tag in enumerate(sentence.upos):
        if tag not in _TRIGGER_TAGS:
            continue
        matches = []
        lemma = sentence.lemmas[word].lower()
        notes.look(word, table.at(lemma))
        modals = _modals_of(sentence, word)
        for pattern in (*table.possible(lemma, present), *anywhere):
            if pattern.modals and pattern.modals.isdisjoint(modals):
                continue
            found = _match(sentence, word, pattern, helpers, notes)
            if found is not None:
                matches.append(found)
        if matches:
            yield matches


def _match(
    sentence: Sentence, head: int, pattern: Pattern, helpers: Helpers, notes: Notes
) -> Match | None:
    if sentence.upos[head] not in _TAGS[pattern.head]:
        return None
    words = [head]
    missing = list(pattern.words)
    while missing:
        # A modifier may be listed before the word it hangs on ("end martial law").
        for wanted in missing:
            found = _find_word(sentence, words, wanted, pattern, helpers)
            if found is not None:
                words.append(found)
                missing.remove(wanted)
                break
        else:
            return None
    match = Match(pattern=pattern, head=head, words=tuple(words))
    unwanted = _first_of(sentence, head, pattern.not_with) if pattern.not_with else None
    if unwanted is not None:
        notes.refuse(match, "not-with", against=(unwanted,))
        return None
    return match


def _modals_of(sentence: Sentence, head: int) -> set[str]:
    """The auxiliaries that stand before the verb.

    "Would" is the future only behind a past saying ("said it would send aid").
    """
    found = {sentence.words[a].lower() for a in sentence.dependents(head, "aux")} - _HALF_MODALS
    if sentence.relation(head) == "xcomp":
        found |= {sentence.lemmas[sentence.heads[head]].lower()} & _HALF_MODALS
    if "would" in found and not is_reported(sentence, head):
        found.discard("would")
    return found


def _find_word(
    sentence: Sentence,
    near: list[int],
    wanted: frozenset[str],
    pattern: Pattern,
    helpers: Helpers,
) -> int | None:
    """A word of the trigger among the dependents of the words found so far."""
    for anchor in near:
        above = sentence.heads[anchor]
        if sentence.deprels[anchor] == "acl" and _is(sentence, above, wanted):
            # "sanctions imposed on": the participle's noun stands above it.
            return above
        for child in sentence.children[anchor]:
            if sentence.upos[anchor] != "VERB" and sentence.relation(child) == "nsubj":
                continue
            fits = _is(sentence, child, wanted) and child not in near
            if (
                fits
                and _is_plain(sentence, child, near[0])
                and _is_joined(sentence, child, pattern)
            ):
                return child
            if wanted & PREPOSITIONS:
                for below in sentence.children[child]:
                    # The "to" of an infinitive is no preposition ("resigned to protest").
                    joins = sentence.relation(below) in {"case", "mark"}
                    if joins and sentence.upos[below] != "PART" and _is(sentence, below, wanted):
                        return below
            elif sentence.relation(child) in {"obl", "obj", "nmod", "xcomp"}:
                relations = ["conj", "compound", "amod"]
                if sentence.lemmas[child].lower() in helpers.transparent_nouns:
                    # "sent hundreds of police officers"
                    relations.append("nmod")
                for below in sentence.dependents(child, *relations):
                    if _is(sentence, below, wanted) and below not in near:
                        return below
    return None


def _is(sentence: Sentence, word: int, wanted: frozenset[str]) -> bool:
    return sentence.lemmas[word].lower() in wanted or sentence.words[word].lower() in wanted


def _is_joined(sentence: Sentence, word: int, pattern: Pattern) -> bool:
    """Whether a noun is no circumstance of the act, unless the trigger asks for it as one.

    "After the talks, NATO called on Russia" holds no "call on talks".
    """
    if sentence.relation(word) != "obl":
        return True
    cases = {sentence.words[c].lower() for c in sentence.dependents(word, "case")} & _CIRCUMSTANCE
    return not cases or any(cases & alternatives for alternatives in pattern.words)


def _is_plain(sentence: Sentence, word: int, head: int) -> bool:
    """Neither the head's own infinitive mark nor part of a name ("United States" is no "state").

    "Ready to talk" has its "to" behind the head; "to speak" is no "speak to".
    """
    if sentence.words[word].lower() == "to" and sentence.upos[word] == "PART":
        return word > head
    return not any(n.label in PLACE_LABELS and n.first < word <= n.last for n in sentence.names)


def _first_of(sentence: Sentence, head: int, lemmas: frozenset[str]) -> int | None:
    """The first of `lemmas` that stands near the head."""
    near = [head, *sentence.children[head]]
    near += [g for c in sentence.children[head] for g in sentence.children[c]]
    if sentence.heads[head] >= 0:
        near.append(sentence.heads[head])
    found = (w for w in near if _is(sentence, w, lemmas))
    return next(found, None)


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
