"""Words beside an act that decide its status: negations, auxiliaries, openers, modifiers."""

from __future__ import annotations

from dataclasses import dataclass

from communique.codebook.status_words import StatusWords
from communique.records import Sentence, Span
from communique.records.events import Status

_BESIDE_NOUNS = frozenset({"amod", "nmod", "compound", "acl"})
_ASKING = frozenset({"who", "whom", "whose", "what", "which", "why", "how", "when", "where"})
_WALK = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status and the words that decide it (none for a plain act)."""

    status: Status
    words: tuple[int, ...] = ()

    def spans(self, sentence: Sentence) -> tuple[Span, ...]:
        """The deciding words as text spans."""
        return tuple(sentence.spans[w] for w in sorted(set(self.words)))


def own_marks(sentence: Sentence, head: int, words: StatusWords) -> Verdict | None:
    """What the words beside an act decide; negation before condition before future."""
    found = _marks(sentence, head, words)
    for child in sentence.dependents(head, "nsubj", "obj"):
        found["negated"] += _without_anybody(sentence, child, words)
    return _first(found)


def shared_marks(sentence: Sentence, head: int, words: StatusWords) -> Verdict | None:
    """What a verb shares with one that is joined to it.

    In "saw no reason to stay and left" what the first verb's object lacks is its own.
    """
    return _first(_marks(sentence, head, words))


def infinitive_mark(sentence: Sentence, word: int) -> bool:
    """Whether *to* opens the clause of `word`."""
    return any(sentence.words[m].lower() == "to" for m in sentence.dependents(word, "mark"))


def _first(found: dict[Status, list[int]]) -> Verdict | None:
    for status, words in found.items():
        if words:
            return Verdict(status, tuple(words))
    return None


def _marks(sentence: Sentence, head: int, words: StatusWords) -> dict[Status, list[int]]:
    found: dict[Status, list[int]] = {"negated": [], "conditional": [], "planned": []}
    for child in sentence.children[head]:
        status = _mark(sentence, child, words)
        if status is not None:
            found[status].append(child)
    found["conditional"] += _supposed(sentence, head, words)
    found["planned"] += _is_to(sentence, head) or _still_ahead(sentence, head, words)
    return found


def _still_ahead(sentence: Sentence, head: int, words: StatusWords) -> list[int]:
    """The time of ``meet next week``, ``are meeting tomorrow``; *to be* of ``talks to be held``."""
    verb = next((a for a in sentence.dependents(head, "aux") if sentence.lemmas[a] == "be"), head)
    if sentence.xpos[verb] in {"VBZ", "VBP"} and not _is_perfect(sentence, head):
        for time in sentence.dependents(head, "obl", "advmod"):
            near = {sentence.words[w].lower() for w in (time, *sentence.children[time])}
            if near & words.time_ahead:
                return [time]
    arranged = [
        clause
        for clause in sentence.children[head]
        if sentence.deprels[clause] == "acl" and infinitive_mark(sentence, clause)
    ]
    passive = [c for c in arranged if sentence.dependents(c, "aux:pass")]
    return passive if sentence.upos[head] == "NOUN" else []


def _is_perfect(sentence: Sentence, head: int) -> bool:
    return any(sentence.lemmas[a] == "have" for a in sentence.dependents(head, "aux"))


def _mark(sentence: Sentence, child: int, words: StatusWords) -> Status | None:
    """The status that one dependent of a word stands for."""
    low, lemma = sentence.words[child].lower(), sentence.lemmas[child].lower()
    relation = sentence.relation(child)
    if _negates(sentence, child, words):
        return "negated"
    if relation == "mark" and low in words.conditions:
        return "conditional"
    if relation == "aux":
        if low in words.future or (low == "would" and is_reported(sentence, sentence.heads[child])):
            return "planned"
        return "conditional" if lemma in words.modals else None
    if sentence.deprels[child] in _BESIDE_NOUNS:
        return _modified(sentence, child, words)
    return "planned" if low == "due" and not _is_reason(sentence, child) else None


def _is_reason(sentence: Sentence, due: int) -> bool:
    """``due to the shelling``, unlike ``due to meet`` and ``due on Friday``."""
    is_case = sentence.relation(due) == "case" or sentence.dependents(due, "fixed", "case")
    return bool(is_case) and sentence.xpos[sentence.heads[due]] != "VB"


def _negates(sentence: Sentence, child: int, words: StatusWords) -> bool:
    low, relation = sentence.words[child].lower(), sentence.relation(child)
    if relation == "advmod" and low == "longer":
        return any(sentence.words[c].lower() == "no" for c in sentence.children[child])
    if low not in words.negations or relation not in {"advmod", "case", "mark", "cc", "det"}:
        return False
    following = sentence.words[child + 1].lower() if child + 1 < len(sentence) else ""
    return (low == "no") == (relation == "det") and following not in {"only", "just"}


def _modified(sentence: Sentence, child: int, words: StatusWords) -> Status | None:
    """``possible talks``, ``next week's talks``, ``the foiled attack``."""
    own = {sentence.lemmas[child].lower(), sentence.words[child].lower()}
    inner = {sentence.lemmas[g].lower() for g in sentence.children[child]}
    is_try = sentence.lemmas[sentence.heads[child]].lower() in words.tries
    if own & words.failed_modifiers or (is_try and own & words.vain_modifiers):
        return "negated"
    if own & words.possible_modifiers:
        return "conditional"
    if sentence.words[child].lower() == "due" and _is_reason(sentence, child):
        return None
    return "planned" if own & words.planned_modifiers or "next" in inner else None


def _without_anybody(sentence: Sentence, noun: int, words: StatusWords) -> list[int]:
    """``no ministers met``, ``nobody came``."""
    if sentence.words[noun].lower() in words.nobody:
        return [noun]
    return [d for d in sentence.dependents(noun, "det") if sentence.words[d].lower() == "no"]


def _supposed(sentence: Sentence, head: int, words: StatusWords) -> list[int]:
    """What an if-clause, a command, a question or an inverted *should* leaves open."""
    opener = _if_clause(sentence, head, words)
    if opener and {sentence.words[a].lower() for a in sentence.dependents(head, "aux")} & (
        words.future | words.modals
    ):
        return opener
    subjects = sentence.dependents(head, "nsubj", "csubj", "expl")
    is_command = "Mood=Imp" in sentence.feats[head] and sentence.upos[head] == "VERB"
    if is_command and not subjects:
        return [head]
    return _asked(sentence, head, subjects)


def _if_clause(sentence: Sentence, head: int, words: StatusWords) -> list[int]:
    return [
        mark
        for clause in sentence.dependents(head, "advcl")
        for mark in sentence.dependents(clause, "mark")
        if sentence.words[mark].lower() in words.conditions - {"whether", "lest"}
    ]


def _asked(sentence: Sentence, head: int, subjects: tuple[int, ...]) -> list[int]:
    """The auxiliary before the subject in a question that yes or no answers."""
    before = [a for a in sentence.dependents(head, "aux") if subjects and a < subjects[0]]
    if not before or sentence.heads[head] >= 0 or sentence.words[-1] != "?":
        return []
    asks = {sentence.words[w].lower() for w in range(head)} & _ASKING
    return [] if asks else before[:1]


def _is_to(sentence: Sentence, head: int) -> list[int]:
    """``is to meet``, ``due to meet``, ``going to meet``, wherever the parser hangs the words."""
    to = [m for m in sentence.dependents(head, "mark") if sentence.words[m].lower() == "to"]
    above = sentence.heads[head]
    before = tuple(word.lower() for word in sentence.words[max(0, head - 2) : head])
    if before == ("due", "to") and sentence.xpos[head] == "VB":
        return [head - 2]
    if to and above >= 0 and sentence.words[above].lower() == "going":
        return [] if sentence.deprels[head] != "xcomp" else [above]
    be = [a for a in sentence.dependents(head, "aux", "cop") if sentence.lemmas[a] == "be"]
    if not be and above >= 0 and sentence.lemmas[above] == "be":
        be = [above] if sentence.deprels[head] == "xcomp" else []
    adjacent = bool(to and be) and 0 < to[0] - be[0] <= 2
    return [*be, *to] if adjacent else []


def is_reported(sentence: Sentence, verb: int) -> bool:
    """``said it would meet``: the future seen from a past saying, also of a joined verb."""
    for _ in range(_WALK):
        above, relation = sentence.heads[verb], sentence.relation(verb)
        if any(sentence.xpos[c] == "VBD" for c in sentence.dependents(verb, "parataxis")):
            return True
        if above < 0 or relation not in {"ccomp", "conj", "acl", "xcomp"}:
            return False
        if relation == "ccomp" and sentence.xpos[above] in {"VBD", "VBN"}:
            return True
        verb = above
    return False
