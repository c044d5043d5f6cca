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


def decide_status(sentence: Sentence, head: int, helpers: Helpers) -> Verdict:
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
        if sentence.relation(node) not in {"xcomp", "obj", "nsubj", "conj", "obl", "nmod"}:
            break
        # "sought to justify the invasion": what was sought is the justifying.
        if sentence.upos[node] == "NOUN" and not _is_light(sentence, above, helpers):
            break
        node = above
    return Verdict("actual")


def _own_marks(sentence: Sentence, head: int, helpers: Helpers) -> Verdict | None:
    """What the trigger's own dependents decide; negation before condition before future."""
    found = _marks(sentence, head, helpers)
    for child in sentence.dependents(head, "nsubj", "obj"):
        dets = sentence.dependents(child, "det")
        found["negated"] += [d for d in dets if sentence.words[d].lower() == "no"]
    return _first_verdict(found)


def _marks(sentence: Sentence, head: int, helpers: Helpers) -> dict[Status, list[int]]:
    """The dependents that mark a status, by status; a joined verb shares these."""
    found: dict[Status, list[int]] = {"negated": [], "conditional": [], "planned": []}
    for child in sentence.children[head]:
        status = _mark(sentence, child, helpers)
        if status is not None:
            found[status].append(child)
    found["planned"] += _is_to(sentence, head)
    return found


def _first_verdict(found: dict[Status, list[int]]) -> Verdict | None:
    for status, words in found.items():
        if words:
            return Verdict(status, tuple(words))
    return None


def _is_to(sentence: Sentence, head: int) -> list[int]:
    """The words of ``is to meet``, wherever the parser hangs the copula."""
    to = [m for m in sentence.dependents(head, "mark") if sentence.words[m].lower() == "to"]
    above = sentence.heads[head]
    be = [a for a in sentence.dependents(head, "aux", "cop") if sentence.lemmas[a] == "be"]
    if not be and above >= 0 and sentence.lemmas[above] == "be":
        be = [above] if sentence.deprels[head] == "xcomp" else []
    adjacent = bool(to and be) and 0 < to[0] - be[0] <= 2
    return [*be, *to] if adjacent else []


def _mark(sentence: Sentence, child: int, helpers: Helpers) -> Status | None:
    """The status that one dependent of a trigger stands for."""
    low, lemma = sentence.words[child].lower(), sentence.lemmas[child].lower()
    relation = sentence.relation(child)
    if low in _NEGATIONS and relation in {"advmod", "case", "mark", "cc"}:
        following = sentence.words[child + 1].lower() if child + 1 < len(sentence) else ""
        return None if following in {"only", "just"} else "negated"
    if relation == "det" and low == "no":
        return "negated"
    if low == "due":
        return "planned"
    if relation == "mark" and low in {"if", "unless", "whether"}:
        return "conditional"
    if relation == "aux":
        if low in _FUTURE or (low == "would" and _is_reported(sentence, sentence.heads[child])):
            return "planned"
        return "conditional" if lemma in helpers.conditional_words else None
    if relation == "amod" and lemma in helpers.possible_modifiers:
        return "conditional"
    if relation in {"amod", "nmod", "compound"}:
        inner = {sentence.lemmas[g].lower() for g in sentence.children[child]}
        if {lemma, low} & helpers.planned_modifiers or "next" in inner:
            return "planned"
    return None


def _is_reported(sentence: Sentence, verb: int) -> bool:
    """``said it would meet``: the future seen from a past saying."""
    above = sentence.heads[verb]
    return sentence.relation(verb) == "ccomp" and above >= 0 and sentence.xpos[above] == "VBD"


def _from_above(
    sentence: Sentence, node: int, above: int, helpers: Helpers, *, is_noun: bool
) -> Verdict | None:
    lemma = sentence.lemmas[above].lower()
    relation = sentence.relation(node)
    if lemma in helpers.denying_verbs and relation in {"xcomp", "ccomp", "obj"}:
        return Verdict("denied", (above,))
    if lemma in helpers.negative_verbs and relation in {"xcomp", "ccomp", "obj"}:
        return Verdict("negated", (above,))
    infinitive = relation == "advcl" and any(
        sentence.words[m].lower() == "to" for m in sentence.dependents(node, "mark")
    )
    if is_noun and relation in {"obj", "nsubj"} and lemma in helpers.ending_verbs:
        return Verdict("negated", (above,))
    if lemma in helpers.planning_verbs and (
        relation in {"xcomp", "ccomp", "obj"}
        or sentence.deprels[node] == "nsubj:pass"
        or (infinitive and sentence.upos[above] == "ADJ")
    ):
        negated = _own_marks(sentence, above, helpers)
        if negated is not None and negated.status == "negated":
            return Verdict("negated", (*negated.words, above))
        return Verdict("planned", (above,))
    if relation == "xcomp" and any(
        sentence.words[c].lower() == "yet" for c in sentence.children[above]
    ):
        return Verdict("negated", (above,))
    if relation == "advcl" and _follows_plan(sentence, node):
        return _planned_only(_own_marks(sentence, above, helpers))
    if relation in {"nmod", "acl"} and lemma in helpers.negative_nouns:
        return Verdict("negated", (above,))
    if relation in {"nmod", "acl"} and lemma in helpers.possible_nouns:
        return Verdict("conditional", (above,))
    shares_fate = relation in {"conj", "xcomp"} or (
        is_noun and relation in {"obj", "nsubj", "obl"} and _is_light(sentence, above, helpers)
    )
    if relation == "conj" and sentence.dependents(node, "nsubj"):
        return None
    if relation == "conj" and sentence.upos[node] in {"VERB", "AUX"}:
        # "saw no reason to stay and left": what the first verb's object lacks is its own.
        return _first_verdict(_marks(sentence, above, helpers))
    verdict = _own_marks(sentence, above, helpers) if shares_fate else None
    if verdict is not None and verdict.status == "planned" and relation == "nsubj":
        # "any aggression would have consequences": what acts there is only supposed.
        supposed = [w for w in verdict.words if sentence.words[w].lower() == "would"]
        return Verdict("conditional", tuple(supposed)) if supposed else verdict
    return verdict


def _follows_plan(sentence: Sentence, clause: int) -> bool:
    """``before the council meets``: a present tense that depends on the main clause's time."""
    marks = {sentence.words[m].lower() for m in sentence.dependents(clause, "mark", "advmod")}
    return bool(marks & {"before", "after", "when", "until", "once"}) and (
        "Tense=Pres" in sentence.feats[clause]
    )


def _planned_only(verdict: Verdict | None) -> Verdict | None:
    return verdict if verdict is not None and verdict.status == "planned" else None


def _is_light(sentence: Sentence, verb: int, helpers: Helpers) -> bool:
    return sentence.lemmas[verb].lower() in helpers.light_verbs or sentence.upos[verb] == "AUX"
