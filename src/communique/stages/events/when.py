"""When an act took place, as its own sentence tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from communique.codebook.patterns import helpers
from communique.records import Sentence, Span, Timex, day_value, days_of, shifted
from communique.records.events import WhenBasis

_CLAUSE_STARTS = frozenset({"ccomp", "advcl", "acl", "parataxis", "conj"})
_DESCRIBING = frozenset({"nummod", "amod", "compound", "flat", "nsubj"})
_VAGUE = frozenset({"PRESENT_REF", "FUTURE_REF", "PAST_REF"})
# "is still blockading": true on the day of the report.
_STILL = frozenset({"still", "now", "currently", "yet", "presently"})
_PRESENT = frozenset({"VBZ", "VBP"})
_ARGUMENTS = frozenset({"nsubj", "obj", "xcomp"})
_FINITE = _PRESENT | {"VBD"}
_ENDING_NOW = frozenset({"last", "past", "previous"})
Tense = Literal["past", "perfect", "pluperfect", "present", "open"]
_DONE = frozenset({"past", "perfect", "pluperfect"})


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date value of the coding guide, its basis, and the expression it was read from."""

    value: str | None = None
    basis: WhenBasis = "unknown"
    span: Span | None = None


def find_when(
    sentence: Sentence,
    trigger: Sequence[int],
    timexes: Sequence[Timex],
    dct: str | None,
    *,
    is_done: bool = True,
) -> When:
    """The date of the act at `trigger`: the expression in its own clause, nearest in the tree.

    `trigger` holds the trigger's words, its head first. Sets give no day, lengths only as a stretch
    that ends now (``over the past five days``), and a date that describes another thing (``a 1987
    treaty``) is that thing's. An expression of another clause is never borrowed: a deed told inside
    a saying does not take the saying's date (coding guide, rule 17). Joined verbs of one subject
    share the date that opens the sentence. What `is_done` and told in the past lies not ahead.
    """
    head = trigger[0]
    tense = tense_of(sentence, act_verb(sentence, head))
    best: tuple[int, When] | None = None
    for timex in timexes:
        when = _value(sentence, timex, dct, until_now=is_done and _runs_on(sentence, head, tense))
        if when is None or (is_done and tense in _DONE and is_ahead(when.value, dct)):
            continue
        word = _word_at(sentence, timex.span)
        if _is_anothers(sentence, word, trigger):
            continue
        distance = _distance(sentence, head, word, is_done=is_done)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, when)
    return best[1] if best is not None else _while_written(sentence, head, dct)


def _is_anothers(sentence: Sentence, word: int, trigger: Sequence[int]) -> bool:
    """True for a time that describes another thing, or is itself what is talked of.

    ``a 1987 treaty``; ``Wednesday's call`` in a sentence on an attack; ``August will be hard``.
    """
    above = sentence.heads[word]
    if above in trigger or above < 0:
        return False
    if sentence.deprels[word] == "nmod:poss":
        return sentence.heads[above] not in trigger
    return sentence.relation(word) in _DESCRIBING


def _runs_on(sentence: Sentence, head: int, tense: Tense) -> bool:
    """Whether ``since April`` tells how long the act has gone on: a verb, no noun beside it."""
    return tense == "perfect" and sentence.upos[head] in {"VERB", "AUX"}


def _value(sentence: Sentence, timex: Timex, dct: str | None, *, until_now: bool) -> When | None:
    """What the expression says of an act; None when it places nothing.

    With `until_now`, ``since April`` and ``in the past five days`` run to the day of the report.
    """
    if timex.type == "SET" or timex.value in _VAGUE:
        return None
    today = dct or "DCT"
    inside = [w for w, s in enumerate(sentence.spans) if timex.span.overlaps(s)]
    words = {sentence.words[w].lower() for w in inside}
    if timex.type == "DURATION":
        start = shifted(timex.value, today, back=True)
        if start is None or not until_now or not words & _ENDING_NOW:
            return None
        return When(value=f"{start}/{today}", basis="anchored", span=timex.span)
    value = day_value(timex.value)
    before = sentence.words[inside[0] - 1].lower() if inside and inside[0] else ""
    if until_now and before == "since" and "/" not in value:
        return When(value=f"{value}/{today}", basis="anchored", span=timex.span)
    return When(value=value, basis="anchored" if timex.relative else "stated", span=timex.span)


def is_ahead(value: str | None, dct: str | None) -> bool:
    """True when the whole of `value` lies after the article's day."""
    if value is not None and value.startswith("DCT"):
        return value.startswith("DCT+")
    days, today = days_of(value), days_of(dct)
    return days is not None and today is not None and days[0] > today[0]


def _while_written(sentence: Sentence, head: int, dct: str | None) -> When:
    """``is still blockading``: the words hold for the day of the report."""
    verb = act_verb(sentence, head)
    stands_at = sentence.heads[head] == verb and sentence.relation(head) in _ARGUMENTS
    if not (verb == head or stands_at) or tense_of(sentence, verb) != "present":
        return When()
    for word in (*sentence.children[verb], *sentence.children[head]):
        if sentence.words[word].lower() in _STILL and sentence.relation(word) == "advmod":
            return When(value=dct or "DCT", basis="anchored", span=sentence.spans[word])
    return When()


def act_verb(sentence: Sentence, head: int) -> int:
    """The verb that shows the tense of the act at `head`: itself or what a noun stands at.

    An infinitive that completes a verb takes that verb's: ``have tried to convince``.
    """
    for word in _own_clause(sentence, head):
        if sentence.upos[word] in {"VERB", "AUX"} or sentence.dependents(word, "cop"):
            while sentence.relation(word) == "xcomp" and not sentence.dependents(word, "nsubj"):
                word = sentence.heads[word]
            return word
    return head


def tense_of(sentence: Sentence, verb: int) -> Tense:
    """The tense of a predicate, as far as its auxiliaries and its own form show one."""
    helpers = sentence.dependents(verb, "aux", "cop")
    having = [sentence.xpos[w] for w in helpers if sentence.lemmas[w].lower() == "have"]
    tags = {sentence.xpos[w] for w in (*helpers, verb)}
    if having:
        return "perfect" if having[0] in _PRESENT else "pluperfect"
    if "MD" in tags or any(
        sentence.words[w].lower() == "to" for w in sentence.dependents(verb, "mark")
    ):
        return "open"
    if "VBD" in tags:
        return "past"
    return "present" if tags & _PRESENT else "open"


def _word_at(sentence: Sentence, span: Span) -> int:
    """The word of the expression that hangs on something outside it."""
    inside = [w for w, s in enumerate(sentence.spans) if span.overlaps(s)]
    for word in inside:
        if sentence.heads[word] not in inside:
            return word
    return inside[0] if inside else 0


def _distance(sentence: Sentence, head: int, word: int, *, is_done: bool) -> int | None:
    """Steps from the act to the expression without leaving the act's clause, else None.

    From a noun the path may climb to the verb it depends on (``held talks on Friday``), from a
    relative clause to the time it tells of (``2014 when Russia annexed``).
    """
    if sentence.heads[head] == word and sentence.relation(head) in {"acl", "advcl"}:
        return 1
    if _tells_of(sentence, head, word) or _dates_the_cause(sentence, head, word):
        return 1
    above = _own_clause(sentence, head)
    above = above[: _reach(sentence, above, is_done=is_done)]
    shared = _shared_verbs(sentence, above[-1])
    node, steps = word, 0
    while node >= 0:
        if node in above:
            return steps + 2 * above.index(node)
        if node in shared and word < node:
            return steps + 2 * len(above)
        if sentence.relation(node) in {"ccomp", "acl", "parataxis"} and node != word:
            return None
        if sentence.relation(node) == "advcl" and _is_another_time(sentence, node):
            return None
        if sentence.upos[node] == "VERB" and node != word and sentence.relation(node) == "conj":
            return None
        node = sentence.heads[node]
        steps += 1
    return None


def _is_another_time(sentence: Sentence, clause: int) -> bool:
    """True for a clause with a tense of its own, unless it tells when: ``hit when they met``."""
    marks = {sentence.words[m].lower() for m in sentence.dependents(clause, "mark", "advmod")}
    return sentence.xpos[clause] in _FINITE and "when" not in marks


def _tells_of(sentence: Sentence, head: int, word: int) -> bool:
    """``since 2014 when Russia annexed``: the clause opens with "when" right behind the time."""
    first = min(sentence.subtree(head))
    return first == word + 1 and sentence.words[first].lower() == "when"


def _dates_the_cause(sentence: Sentence, head: int, word: int) -> bool:
    """``were injured by attacks that hit the city on Friday``: both happened then."""
    clause = sentence.heads[word]
    cause = sentence.heads[clause] if clause >= 0 else -1
    return (
        cause >= 0
        and sentence.relation(clause) == "acl"
        and sentence.deprels[cause] == "obl:agent"
        and sentence.heads[cause] == head
        and sentence.upos[cause] == "NOUN"
    )


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


def _reach(sentence: Sentence, above: Sequence[int], *, is_done: bool) -> int:
    """How many of the words above an act share its time.

    What is told (``condemned the invasion on Monday``) and what is planned (``pledged on Monday to
    send troops``) has not the time of the telling or the planning.
    """
    for place, (word, verb) in enumerate(pairwise(above), start=1):
        lemma = sentence.lemmas[verb].lower()
        is_verb = sentence.upos[verb] in {"VERB", "AUX"}
        is_noun = sentence.upos[word] in {"NOUN", "PROPN"}
        if is_noun and is_verb and lemma in helpers().telling_verbs:
            if sentence.relation(word) in {"obj", "obl"}:
                return place
        elif not is_done and sentence.relation(word) == "xcomp" and sentence.xpos[verb] == "VBD":
            return place
    return len(above)


def _shared_verbs(sentence: Sentence, verb: int) -> list[int]:
    """Verbs whose opening date holds for `verb` too ("In 1979, X took A and captured B")."""
    found = []
    while sentence.relation(verb) in {"conj", "advcl"} and not sentence.dependents(verb, "nsubj"):
        verb = sentence.heads[verb]
        found.append(verb)
    return found
