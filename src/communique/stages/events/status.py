"""Did it happen? Status of an act from negation, modals, tense and the verbs above it."""

from __future__ import annotations

from dataclasses import dataclass

from communique.codebook.patterns import Helpers
from communique.records import Sentence, Span
from communique.records.events import Status

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "hardly", "without"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status and the words that decide it (none for a plain act)."""

    status: Status
    words: tuple[int, ...] = ()

    def spans(self, sentence: Sentence) -> tuple[Span, ...]:
        """The deciding words as text spans."""
        return tuple(sentence.spans[w] for w in sorted(self.words))


def decide_status(
    sentence: Sentence, head: int, helpers: Helpers, *, is_speech: bool = False
) -> Verdict:
    """The status of the act at `head`.

    The nearest word that decides wins: first the trigger's own auxiliaries, then the verbs above
    it (``failed to agree``, ``plans to visit``, ``denies shelling``), then the clause it stands in.
    """
    verdict = _own_marks(sentence, head, helpers)
    if verdict is not None:
        return verdict
    node = head
    for _ in range(4):
        above = sentence.heads[node]
        if above < 0:
            break
        verdict = _from_above(sentence, node, above, helpers, is_noun=sentence.upos[head] != "VERB")
        if verdict is not None:
            return verdict
        if sentence.relation(node) not in {"xcomp", "obj", "nsubj", "conj", "ccomp", "obl", "nmod"}:
            break
        if sentence.relation(node) in {"ccomp", "parataxis"}:
            break
        node = above
    return Verdict("actual")


def _own_marks(sentence: Sentence, head: int, helpers: Helpers) -> Verdict | None:
    negations, futures, conditions = [], [], []
    for child in sentence.children[head]:
        low = sentence.words[child].lower()
        relation = sentence.relation(child)
        if low in _NEGATIONS and relation in {"advmod", "case", "mark", "cc"}:
            negations.append(child)
        elif relation == "det" and low == "no":
            negations.append(child)
        elif relation == "aux" and low in _FUTURE:
            futures.append(child)
        elif relation == "aux" and sentence.lemmas[child].lower() in helpers.conditional_words:
            conditions.append(child)
        elif relation == "mark" and low in {"if", "unless", "whether"}:
            conditions.append(child)
        elif relation in {"amod", "nmod:poss", "compound", "nmod"} and (
            sentence.lemmas[child].lower() in helpers.planned_modifiers
            or any(sentence.lemmas[g].lower() == "next" for g in sentence.children[child])
        ):
            futures.append(child)
        elif relation in {"nsubj", "obj"} and sentence.dependents(child, "det"):
            dets = sentence.dependents(child, "det")
            negations += [d for d in dets if sentence.words[d].lower() == "no"]
    if negations:
        return Verdict("negated", tuple(negations))
    if conditions:
        return Verdict("conditional", tuple(conditions))
    return Verdict("planned", tuple(futures)) if futures else None


def _from_above(
    sentence: Sentence, node: int, above: int, helpers: Helpers, *, is_noun: bool
) -> Verdict | None:
    lemma = sentence.lemmas[above].lower()
    relation = sentence.relation(node)
    if lemma in helpers.denying_verbs and relation in {"xcomp", "ccomp", "obj"}:
        return Verdict("denied", (above,))
    if lemma in helpers.negative_verbs and relation in {"xcomp", "ccomp", "obj"}:
        return Verdict("negated", (above,))
    if lemma in helpers.planning_verbs and (
        relation in {"xcomp", "ccomp", "obj"} or sentence.deprels[node] == "nsubj:pass"
    ):
        negated = _own_marks(sentence, above, helpers)
        if negated is not None and negated.status == "negated":
            return Verdict("negated", (*negated.words, above))
        return Verdict("planned", (above,))
    if relation in {"nmod", "acl"} and lemma in helpers.possible_nouns:
        return Verdict("conditional", (above,))
    shares_fate = relation in {"conj", "xcomp"} or (
        is_noun and relation in {"obj", "nsubj", "obl"} and _is_light(sentence, above, helpers)
    )
    return _own_marks(sentence, above, helpers) if shares_fate else None


def _is_light(sentence: Sentence, verb: int, helpers: Helpers) -> bool:
    return sentence.lemmas[verb].lower() in helpers.light_verbs or sentence.upos[verb] == "AUX"
