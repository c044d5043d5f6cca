"""Which occasion a time belongs to: the noun it dates, the act due then, or the limit it sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.records import Sentence, Timex
from communique.stages.agenda.cues import Carrier, Cue, Cues, Phrase

_VERBAL = frozenset({"VERB", "AUX"})
# "elections are due on 10 April"
_PREDICATES = _VERBAL | {"ADJ"}
_OBLIGING = frozenset({"must", "should", "ought", "need"})
_HANGING = frozenset({"nmod", "compound", "flat", "appos"})
_NOT = frozenset({"not", "n't", "n’t", "never", "no"})
_UNSURE = frozenset({"could", "may", "might", "if", "unless", "whether"})
_GOING_CASES = frozenset({"for", "at", "in", "to", "on"})
_REACH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a time dates: the cue, its words, and the verbs whose sides are its parties."""

    cue: Cue
    words: tuple[int, ...]
    noun: int | None = None
    verbs: tuple[int, ...] = ()


def occasion_of(sentence: Sentence, timex: Timex, cues: Cues) -> Occasion | None:
    """The occasion that `timex` dates: a noun before an act, an act before a mere limit.

    An act told in several words (``go to the polls``) comes before its noun.
    """
    inside = [w for w, s in enumerate(sentence.spans) if timex.span.overlaps(s)]
    if not inside:
        return None
    time = next((w for w in inside if sentence.heads[w] not in inside), inside[0])
    lasting = timex.type == "DURATION"
    known = [cue for cue in cues.cues if cue.is_lasting or not lasting]
    phrases = [(cue, verb) for cue in known if cue.is_lasting == lasting for verb in cue.verbs]
    return (
        _due_act(sentence, time, [pair for pair in phrases if pair[1].others])
        or (
            _named(sentence, time, known, cues.carriers)
            if not lasting or _is_new(sentence, time)
            else None
        )
        or _due_act(sentence, time, phrases)
        or _limited(sentence, time, inside, known)
    )


def _named(
    sentence: Sentence, time: int, known: list[Cue], carriers: tuple[Carrier, ...]
) -> Occasion | None:
    """The noun that the time stands at, or whose verb the time stands at."""
    for noun, verbs in _dated_nouns(sentence, time, carriers):
        if any(sentence.words[d].lower() in _NOT for d in sentence.dependents(noun, "det")):
            continue
        for cue in known:
            for phrase in cue.nouns:
                words = _noun_words(sentence, noun, phrase)
                if words:
                    return Occasion(cue=cue, words=words, noun=noun, verbs=verbs)
    return None


def _is_new(sentence: Sentence, time: int) -> bool:
    """True for the length of a term that is set here: ``a 48-hour ultimatum``.

    ``the two-year deadline`` was set before, nobody here says when; ``two weeks before the
    deadline`` is no term at all.
    """
    noun = sentence.heads[time]
    if noun < 0 or sentence.upos[noun] not in {"NOUN", "PROPN"}:
        return False
    marks = {
        sentence.words[w].lower() for w in sentence.dependents(noun, "det", "nmod:poss", "case")
    }
    return marks <= {"a", "an", "with", "in", "of"}


def _dated_nouns(
    sentence: Sentence, time: int, carriers: tuple[Carrier, ...]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Nouns that the time may date, nearest first, with the verbs that carry the time to them."""
    if sentence.dependents(time, "cop"):
        yield from ((noun, ()) for noun in sentence.dependents(time, "nsubj"))
    node = sentence.heads[time]
    while node >= 0 and sentence.upos[node] not in _PREDICATES:
        yield node, _verb_above(sentence, node)
        if sentence.relation(node) not in _HANGING:
            # "leaders gather for a summit in Wales on Thursday": the time may hang on the place.
            node = sentence.heads[node] if sentence.relation(node) == "obl" else -1
            break
        node = sentence.heads[node]
    for verb in _verbs_up(sentence, node):
        for carrier in carriers:
            if not any(_verb_words(sentence, verb, phrase) for phrase in carrier.verbs):
                continue
            if not carrier.holds_negated and not _is_certain(sentence, verb):
                continue
            yield from ((noun, (verb,)) for noun in _in_roles(sentence, verb, carrier))


def _verbs_up(sentence: Sentence, verb: int) -> Iterator[int]:
    """The verb and those it completes: in ``is expected to start`` also ``expected``."""
    while verb >= 0:
        yield verb
        verb = sentence.heads[verb] if sentence.relation(verb) == "xcomp" else -1


def _in_roles(sentence: Sentence, verb: int, carrier: Carrier) -> Iterator[int]:
    if "subject" in carrier.roles:
        yield from subjects(sentence, verb)
    if carrier.roles & {"object", "attended"}:
        yield from sentence.dependents(verb, "obj")
    if "modified" in carrier.roles and sentence.relation(verb) == "acl":
        yield sentence.heads[verb]
    if "oblique" in carrier.roles:
        for noun in sentence.dependents(verb, "obl"):
            cases = {sentence.words[c].lower() for c in sentence.dependents(noun, "case")}
            if cases & _GOING_CASES:
                yield noun


def subjects(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """The subjects of `verb`, shared ones and the noun a relative clause describes included."""
    own = sentence.dependents(verb, "nsubj")
    if sentence.relation(verb) == "acl" and all(sentence.upos[w] in {"PRON", "DET"} for w in own):
        return (sentence.heads[verb],)
    if not own and sentence.relation(verb) in {"xcomp", "conj"} and sentence.heads[verb] >= 0:
        return subjects(sentence, sentence.heads[verb])
    return own


def _due_act(sentence: Sentence, time: int, known: list[tuple[Cue, Phrase]]) -> Occasion | None:
    """The act that is due then: ``go to the polls on Sunday``."""
    above = sentence.heads[time]
    for verb in (above, sentence.heads[above] if above >= 0 else -1):
        if verb < 0 or sentence.upos[verb] not in _VERBAL:
            continue
        if not _is_certain(sentence, verb) or not _is_act(sentence, verb):
            return None
        for cue, phrase in known:
            words = _verb_words(sentence, verb, phrase)
            given = verb == above and _asks(sentence, verb, time)
            if words and (given or not cue.is_lasting):
                return Occasion(cue=cue, words=words, verbs=(verb,))
    return None


def _limited(sentence: Sentence, time: int, inside: list[int], known: list[Cue]) -> Occasion | None:
    """A time behind a limiting word, below one of the words that make the limit binding."""
    lows = [word.lower() for word in sentence.words]
    for cue in known:
        for limit in cue.limits:
            first = inside[0] - len(limit)
            if first < 0 or tuple(lows[first : inside[0]]) != limit:
                first = inside[0]
            if tuple(lows[first : first + len(limit)]) != limit:
                continue
            verbs = _binding_verbs(sentence, time, cue.needed)
            if verbs:
                words = tuple(range(first, first + len(limit)))
                return Occasion(cue=cue, words=words, verbs=verbs)
    return None


def _binding_verbs(sentence: Sentence, time: int, needed: frozenset[str]) -> tuple[int, ...]:
    """The verbs from the time up to the one that binds; empty when none does."""
    passed: list[int] = []
    node = sentence.heads[time]
    for _ in range(_REACH):
        if node < 0:
            return ()
        passed.append(node)
        marks = {
            sentence.lemmas[m].lower() for m in sentence.dependents(node, "aux", "mark", "cop")
        }
        low = sentence.lemmas[node].lower()
        objects = {sentence.lemmas[o].lower() for o in sentence.dependents(node, "obj")}
        if low in needed or (objects | (marks & _OBLIGING)) & needed or {"be", "to"} <= marks:
            return tuple(passed)
        node = sentence.heads[node]
    return ()


def _is_certain(sentence: Sentence, verb: int) -> bool:
    """False for ``will not be held``, ``could meet``, ``if they meet``."""
    words = sentence.dependents(verb, "advmod", "aux", "mark")
    return not any(sentence.words[w].lower() in _NOT | _UNSURE for w in words)


def _is_act(sentence: Sentence, verb: int) -> bool:
    """False for a gerund or participle (``emerging from meeting on Thursday``)."""
    return sentence.xpos[verb] != "VBG" or bool(sentence.dependents(verb, "aux"))


def _asks(sentence: Sentence, verb: int, time: int) -> bool:
    """True when an infinitive says what the time is given for: ``has ten days to comply``."""
    return any(
        sentence.words[m].lower() == "to"
        for node in (verb, time)
        for clause in sentence.dependents(node, "xcomp", "advcl", "acl", "ccomp")
        for m in sentence.dependents(clause, "mark")
    )


def _verb_above(sentence: Sentence, noun: int) -> tuple[int, ...]:
    above = sentence.heads[noun]
    is_argument = sentence.relation(noun) in {"obj", "nsubj", "obl"}
    return (above,) if above >= 0 and is_argument and sentence.upos[above] in _VERBAL else ()


def _noun_words(sentence: Sentence, noun: int, phrase: Phrase) -> tuple[int, ...]:
    """The words of `phrase` at `noun`, empty when they do not stand there."""
    if phrase.head not in (sentence.lemmas[noun].lower(), sentence.words[noun].lower()):
        return ()
    first = noun - len(phrase.others)
    before = tuple(word.lower() for word in sentence.words[max(first, 0) : noun])
    return tuple(range(first, noun + 1)) if first >= 0 and before == phrase.others else ()


def _verb_words(sentence: Sentence, verb: int, phrase: Phrase) -> tuple[int, ...]:
    """The words of `phrase` from `verb` down, empty when one is missing."""
    if sentence.lemmas[verb].lower() != phrase.head:
        return ()
    found = [verb]
    below = sorted(sentence.subtree(verb))
    for other in phrase.others:
        forms = (w for w in below if w > found[-1] and w - found[-1] <= 3)
        hit = next(
            (w for w in forms if other in (sentence.lemmas[w].lower(), sentence.words[w].lower())),
            None,
        )
        if hit is None:
            return ()
        found.append(hit)
    return tuple(found)
