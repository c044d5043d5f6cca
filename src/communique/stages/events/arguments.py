"""Finding the fillers of a pattern's slots around its trigger, by grammatical role.

Roles: ``subject``, ``object``, ``iobj``, ``possessor``, ``light`` (subject of the light verb above
a noun), ``clause.subject``, ``clause.object`` and any preposition.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.codebook.patterns import Helpers
from communique.records import Sentence

_CLAUSES = ("ccomp", "xcomp", "advcl", "acl")
# An adverbial clause that tells when or why is no content ("accused Russia after it shelled").
_CIRCUMSTANCES = frozenset(
    {"after", "before", "when", "while", "since", "as", "until", "because", "although", "though",
     "despite", "amid", "once"}
)  # fmt: skip
# What an accusation, a demand or a threat is about.
_ABOUT = frozenset({"of", "over", "for", "about"})


def is_passive(sentence: Sentence, verb: int) -> bool:
    """True for a passive verb, a bare participle behind a noun (``troops killed in``) included.

    A passive subject alone proves nothing: the parser sometimes sees one in "Kenya called on Mali".
    """
    if sentence.dependents(verb, "aux:pass", "obl:agent"):
        return True
    # Headlines drop the auxiliary: "Two soldiers killed in Mali".
    if sentence.xpos[verb] == "VBN" and sentence.dependents(verb, "nsubj:pass"):
        return True
    participle = sentence.xpos[verb] == "VBN" and not sentence.dependents(verb, "aux", "nsubj")
    return participle and sentence.deprels[verb] in {"acl", "amod", "advcl"}


def case_words(sentence: Sentence, word: int) -> set[str]:
    """The prepositions of a word, lower-cased."""
    return {sentence.words[c].lower() for c in sentence.dependents(word, "case")}


def fillers(
    sentence: Sentence, head: int, trigger: tuple[int, ...], role: str, helpers: Helpers
) -> list[int]:
    """Head words that fill `role` for the trigger at `head`; `trigger` holds all its words."""
    if role == "subject":
        return _subjects(sentence, head)
    if role == "object":
        return _objects(sentence, head, trigger)
    if role == "iobj":
        return list(sentence.dependents(head, "iobj"))
    if role == "possessor":
        return _possessors(sentence, trigger)
    if role == "light":
        return _light_subjects(sentence, head, helpers)
    if role.startswith("clause."):
        return _clause_fillers(sentence, head, role)
    return _behind_preposition(sentence, trigger, role)


def _subjects(sentence: Sentence, verb: int) -> list[int]:
    if is_passive(sentence, verb):
        agents = sentence.dependents(verb, "obl:agent")
        if sentence.deprels[verb] == "amod":
            # "Russian-occupied territory": the agent stands before the hyphen.
            agents = sentence.dependents(verb, "compound", "amod", "obl", "nsubj", "nmod")
        if agents:
            return list(agents)
        return [w for w in sentence.dependents(verb, "obl") if "by" in case_words(sentence, w)]
    found = understood_subject(sentence, verb)
    return [found] if found is not None else []


def understood_subject(sentence: Sentence, verb: int) -> int | None:
    """The subject of a verb, followed through conjunction, control, participles and relatives."""
    for _ in range(5):
        own = sentence.dependents(verb, "nsubj")
        if own:
            # Of two subjects, which only a wrong parse gives, the nearer is the verb's.
            return min(own, key=lambda word: abs(word - verb))
        above, relation = sentence.heads[verb], sentence.relation(verb)
        if above < 0:
            return None
        if relation == "acl":
            infinitive = any(
                sentence.words[m].lower() == "to" for m in sentence.dependents(verb, "mark")
            )
            if sentence.deprels[verb] == "acl" and infinitive:
                verb = above
                continue
            return above
        if relation in {"ccomp", "parataxis"} and above > verb:
            # "Oslo has cut aid, Stockholm said": the parser hangs both subjects on the saying.
            before = [w for w in sentence.dependents(above, "nsubj") if w < verb]
            if before and sentence.dependents(above, "nsubj")[-1] > verb:
                return before[-1]
        if relation in {"xcomp", "ccomp"}:
            controlled = sentence.dependents(above, "obj", "iobj")
            if relation == "xcomp" and controlled:
                return controlled[0]
            passive = sentence.dependents(above, "nsubj:pass")
            if passive:
                return passive[0]
        if relation in {"conj", "advcl", "xcomp", "parataxis"}:
            if is_passive(sentence, above):
                # "was destroyed, killing two": who destroyed also killed.
                doers = "obl:agent" if relation == "advcl" else "nsubj:pass"
                found = sentence.dependents(above, doers)
                return found[0] if found else None
            verb = above
            continue
        return None
    return None


def _objects(sentence: Sentence, verb: int, trigger: tuple[int, ...]) -> list[int]:
    if is_passive(sentence, verb):
        own = sentence.dependents(verb, "nsubj:pass")
        if own:
            return list(own)
        if sentence.relation(verb) in {"acl", "amod"}:
            return [sentence.heads[verb]]
        if sentence.relation(verb) in {"conj", "xcomp"} and sentence.heads[verb] >= 0:
            return list(sentence.dependents(sentence.heads[verb], "nsubj:pass", "nsubj"))
        return []
    found = [w for w in sentence.dependents(verb, "obj") if w not in trigger]
    found = found or list(sentence.dependents(verb, "iobj")) or _swallowed(sentence, verb)
    # "condemned and sanctioned Russia": a joined verb shares the object that comes after it.
    if not found:
        for other in sentence.dependents(verb, "conj"):
            if sentence.upos[other] == "VERB" and not sentence.dependents(other, "nsubj", "mark"):
                found += [w for w in sentence.dependents(other, "obj") if w not in trigger]
                break
    return found


def _swallowed(sentence: Sentence, verb: int) -> list[int]:
    """An object that the parse took for the subject below it ("accused **Russia** of lying").

    It stands before the word that opens its clause, where no subject can.
    """
    return [
        subject
        for clause in sentence.dependents(verb, "advcl", "ccomp", "xcomp")
        for subject in sentence.dependents(clause, "nsubj", "obj")
        for mark in sentence.dependents(clause, "mark")
        if verb < subject < mark
    ]


def _possessors(sentence: Sentence, trigger: tuple[int, ...]) -> list[int]:
    found = []
    for word in trigger:
        for child in sentence.children[word]:
            relation = sentence.deprels[child]
            if relation in {"nmod:poss", "amod", "compound", "nmod:desc"}:
                found.append(child)
            # "US-Russia talks": the parser hangs one name on the other.
            found += [
                w
                for w in sentence.dependents(child, "compound", "conj", "nmod")
                if relation == "compound"
            ]
    return found


def _light_subjects(sentence: Sentence, noun: int, helpers: Helpers) -> list[int]:
    above = sentence.heads[noun]
    if above < 0 or sentence.lemmas[above].lower() not in helpers.light_verbs:
        return []
    relation = sentence.deprels[noun]
    # "opened an inquiry into the raid": the subject did the inquiry, not the raid.
    is_object = relation in {"obj", "nsubj:pass"} or (
        relation == "obl" and not sentence.dependents(above, "obj")
    )
    return _subjects(sentence, above) if is_object else []


def meeting_subject(sentence: Sentence, noun: int) -> list[int]:
    """The subject of the verb that a meeting with somebody accompanies."""
    above = sentence.heads[noun]
    around = {"during", "after", "in", "at", "before", "for", "following"}
    if above < 0 or sentence.relation(noun) != "obl" or not case_words(sentence, noun) & around:
        return []
    if not any("with" in case_words(sentence, c) for c in sentence.children[noun]):
        return []
    return _subjects(sentence, above) if sentence.upos[above] == "VERB" else []


def _clause_fillers(sentence: Sentence, verb: int, role: str) -> list[int]:
    found: list[int] = []
    for clause in sentence.dependents(verb, *_CLAUSES):
        if role == "clause.subject":
            found += sentence.dependents(clause, "nsubj", "nsubj:pass")
        else:
            found += sentence.dependents(clause, "obj", "obl")
    return found


def _behind_preposition(sentence: Sentence, trigger: tuple[int, ...], role: str) -> list[int]:
    for word in trigger:
        found = [
            child
            for child in sentence.dependents(word, "obl", "nmod", "advcl", "acl")
            if role in case_words(sentence, child)
        ]
        if found:
            return found
    # "fighting was reported between X and Y": the phrase hangs on the noun's verb.
    above = sentence.heads[trigger[0]]
    if role in {"between", "against"} and sentence.relation(trigger[0]) in {"nsubj", "obj"}:
        return [w for w in sentence.dependents(above, "obl") if role in case_words(sentence, w)]
    # "blamed the crisis on Israel": the parser may hang the phrase on the object.
    return [
        below
        for word in trigger
        for child in sentence.dependents(word, "obj")
        for below in sentence.dependents(child, "nmod")
        if role in case_words(sentence, below)
    ]


def tells_circumstances(sentence: Sentence, clause: int) -> bool:
    """True for a clause that tells when or why: no content ("accused Russia after it shelled")."""
    marks = sentence.dependents(clause, "mark", "advmod", "case")
    return any(sentence.words[m].lower() in _CIRCUMSTANCES for m in marks)


def conjuncts(sentence: Sentence, word: int) -> Iterator[int]:
    """The word and everything joined to it by *and* (``the US, Spain and Latvia``)."""
    yield word
    for child in sentence.children[word]:
        if sentence.relation(child) == "conj" and sentence.upos[child] != "VERB":
            yield from conjuncts(sentence, child)


def _circumstances(sentence: Sentence, clause: int) -> set[int]:
    """Words of a clause that tell what happened before: "promised to withdraw after talks"."""
    told: set[int] = set()
    for child in sentence.dependents(clause, "obl"):
        if case_words(sentence, child) & {"after", "following"}:
            told.update(sentence.subtree(child))
    return told


def clause_words(sentence: Sentence, head: int) -> set[int]:
    """Words of the clauses below a trigger: what is demanded, threatened or promised."""
    inside: set[int] = set()
    for child in sentence.children[head]:
        relation = sentence.relation(child)
        if relation in {"ccomp", "xcomp"} or (relation in {"advcl", "acl"} and child > head):
            if not tells_circumstances(sentence, child):
                inside.update(sentence.subtree(child))
                inside.difference_update(_circumstances(sentence, child))
        elif relation in {"obl", "nmod"} and case_words(sentence, child) & _ABOUT:
            inside.update(sentence.subtree(child))
        elif relation in {"obl", "nmod", "obj"}:
            for below in sentence.subtree(child):
                if sentence.relation(below) in {"acl", "advcl", "ccomp"}:
                    inside.update(sentence.subtree(below))
    return inside
