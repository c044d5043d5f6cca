"""Who is the subject, said or understood, of the clause a word stands in and of the one above."""

from __future__ import annotations

from communique.records import Sentence

_CLAUSES = frozenset(
    {"root", "ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"}
)  # fmt: skip
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
# Verbs whose subject does what the infinitive says although they have an object.
_SUBJECT_CONTROL = frozenset({"promise", "vow", "pledge", "threaten", "use", "take"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})


def subjects_over(sentence: Sentence, word: int) -> tuple[int | None, int | None]:
    """Head words of the subjects of the clause of `word` and of the clause that governs it.

    The subject itself stands in the clause above: "Oslo said it ..." asks who said.
    """
    clause = _clause_of(sentence, word)
    own = _subject_of(sentence, clause)
    above = sentence.heads[clause]
    upper = _subject_of(sentence, _clause_of(sentence, above)) if above >= 0 else None
    return (None if own == word else own), upper


def _clause_of(sentence: Sentence, word: int) -> int:
    """The predicate of the clause that holds `word`; the word itself where it is one."""
    while not _is_predicate(sentence, word) and sentence.heads[word] >= 0:
        word = sentence.heads[word]
    return word


def _is_predicate(sentence: Sentence, word: int) -> bool:
    relation = sentence.relation(word)
    if relation == "conj":
        return sentence.upos[word] in {"VERB", "AUX"} or bool(sentence.dependents(word, *_SUBJECTS))
    return relation in _CLAUSES


def _subject_of(sentence: Sentence, clause: int) -> int | None:
    """The subject said or understood: a relative clause's noun, else the governor's."""
    for _ in sentence.words:
        for subject in sentence.dependents(clause, *_SUBJECTS):
            relative = sentence.words[subject].lower() in _RELATIVE
            hangs = sentence.relation(clause) == "acl"
            return sentence.heads[clause] if relative and hangs else subject
        relation = sentence.relation(clause)
        if relation == "acl":
            return sentence.heads[clause]
        controller = _controller(sentence, clause) if relation == "xcomp" else None
        if controller is not None:
            return controller
        if relation not in {"xcomp", "advcl", "conj"}:
            return None
        clause = _clause_of(sentence, sentence.heads[clause])
    return None


def _controller(sentence: Sentence, clause: int) -> int | None:
    """Whom the verb above makes the doer of an infinitive: ``urged Russia to halt its attacks``."""
    above = sentence.heads[clause]
    if sentence.lemmas[above].lower() in _SUBJECT_CONTROL:
        return None
    return next(iter(sentence.dependents(above, "iobj", "obj")), None)
