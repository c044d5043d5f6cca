"""When and where an act took place, and in whose words it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.records import LinkTable, Quote, Sentence, Span, Timex
from communique.records.events import WhenBasis
from communique.stages.events.arguments import case_words

_PLACE_CASES = frozenset(
    {"in", "at", "near", "outside", "around", "across", "inside", "over", "to", "into", "on", "off",
     "throughout", "along"}
)  # fmt: skip
_CLAUSE_STARTS = frozenset({"ccomp", "advcl", "acl", "parataxis", "conj"})
_DESCRIBING = frozenset({"nummod", "amod", "compound", "flat"})
_VAGUE = frozenset({"PRESENT_REF", "FUTURE_REF", "PAST_REF"})


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date value of the coding guide, its basis, and the expression it was read from."""

    value: str | None = None
    basis: WhenBasis = "unknown"
    span: Span | None = None


def find_when(sentence: Sentence, trigger: Sequence[int], timexes: Sequence[Timex]) -> When:
    """The date of the act at `trigger`: the expression in its own clause, nearest in the tree.

    `trigger` holds the trigger's words, its head first. Durations and sets give no day, and a date
    that describes another thing (``a 1987 treaty``) is that thing's. An expression of another
    clause is never borrowed: a deed told inside a saying does not take the saying's date (coding
    guide, rule 17). Joined verbs of one subject share the date that opens the sentence.
    """
    best: tuple[int, Timex] | None = None
    for timex in timexes:
        if timex.type in {"DURATION", "SET"} or timex.value in _VAGUE:
            continue
        word = _word_at(sentence, timex.span)
        if sentence.relation(word) in _DESCRIBING and sentence.heads[word] not in trigger:
            continue
        distance = _distance(sentence, trigger[0], word)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, timex)
    if best is None:
        return When()
    timex = best[1]
    return When(
        value=_day(timex.value), basis="anchored" if timex.relative else "stated", span=timex.span
    )


def _day(value: str) -> str:
    """The value without its time of day (``2016-06-15TMO``); ``DCT-1`` stays.

    A night belongs to two days.
    """
    if not value[:4].isdigit():
        return value
    day, _, part = value.partition("T")
    if part == "NI" and len(day) == 10:
        return f"{day}/{date.fromisoformat(day) + timedelta(days=1)}"
    return day


def _word_at(sentence: Sentence, span: Span) -> int:
    """The word of the expression that hangs on something outside it."""
    inside = [w for w, s in enumerate(sentence.spans) if span.overlaps(s)]
    for word in inside:
        if sentence.heads[word] not in inside:
            return word
    return inside[0] if inside else 0


def _distance(sentence: Sentence, head: int, word: int) -> int | None:
    """Steps from the act to the expression without leaving the act's clause, else None.

    From a noun the path may climb to the verb it depends on (``held talks on Friday``), from a
    relative clause to the time it tells of (``2012 when rebels seized``).
    """
    if sentence.heads[head] == word and sentence.relation(head) in {"acl", "advcl"}:
        return 1
    above = _own_clause(sentence, head)
    shared = _shared_verbs(sentence, above[-1])
    node, steps = word, 0
    while node >= 0:
        if node in above:
            return steps + 2 * above.index(node)
        if node in shared and word < node:
            return steps + 2 * len(above)
        if sentence.relation(node) in {"ccomp", "acl", "parataxis"} and node != word:
            return None
        if sentence.upos[node] == "VERB" and node != word and sentence.relation(node) == "conj":
            return None
        node = sentence.heads[node]
        steps += 1
    return None


def _own_clause(sentence: Sentence, head: int) -> list[int]:
    """The act's word and those above it, up to the verb of its clause."""
    above = [head]
    node = head
    while sentence.heads[node] >= 0 and len(above) < 4:
        relation = sentence.relation(node)
        if sentence.upos[node] in {"VERB", "AUX"} and relation in _CLAUSE_STARTS:
            break
        if sentence.upos[node] not in {"VERB", "AUX"} and relation == "nmod:poss":
            break
        node = sentence.heads[node]
        above.append(node)
    return above


def _shared_verbs(sentence: Sentence, verb: int) -> list[int]:
    """Verbs whose opening date holds for `verb` too ("In 1979, X took A and captured B")."""
    found = []
    while sentence.relation(verb) in {"conj", "advcl"} and not sentence.dependents(verb, "nsubj"):
        verb = sentence.heads[verb]
        found.append(verb)
    return found


def find_where(
    sentence: Sentence, number: int, trigger: tuple[int, ...], links: LinkTable
) -> tuple[str | None, Span | None]:
    """The place named in the act's own clause, as written."""
    candidates: list[tuple[int, Span]] = []
    for anchor in (*trigger, *_verb_above(sentence, trigger[0])):
        for child in sentence.children[anchor]:
            if sentence.relation(child) not in {"obl", "nmod"} or child in trigger:
                continue
            for word in (child, *sentence.dependents(child, "nmod", "compound", "appos")):
                link = links.at(number, word)
                if link is None or link.mention.kind != "name":
                    continue
                named_place = link.is_place or link.provenance.rule == "name.place"
                if named_place and case_words(sentence, child) & _PLACE_CASES:
                    candidates.append((abs(word - trigger[0]), link.mention.span))
    if not candidates:
        return None, None
    span = min(candidates)[1]
    words = [w for w, s in zip(sentence.words, sentence.spans, strict=True) if span.contains(s)]
    return _joined(words), span


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(" - ", "-").replace(" ’s", "’s").replace(" 's", "'s")


def _verb_above(sentence: Sentence, head: int) -> tuple[int, ...]:
    above = sentence.heads[head]
    if above >= 0 and sentence.upos[head] != "VERB" and sentence.relation(head) in {"obj", "nsubj"}:
        return (above,)
    return ()


def find_asserter(trigger: Span, quotes: Sequence[Quote]) -> Quote | None:
    """The innermost quote whose content holds the trigger; None when the author asserts it."""
    holding = [q for q in quotes if q.text.contains(trigger)]
    return min(holding, key=lambda q: q.text.end - q.text.start) if holding else None
