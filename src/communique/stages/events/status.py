"""Did it happen? Status of an act from the words beside it and the words that govern it."""

from __future__ import annotations

from dataclasses import dataclass

from communique.codebook.patterns import Helpers
from communique.codebook.status_words import StatusWords, status_words
from communique.records import Sentence
from communique.records.events import Status
from communique.stages.events.marks import Verdict, infinitive_mark, own_marks, shared_marks

__all__ = ["Verdict", "decide_status"]

_ACTUAL = Verdict("actual")
_OPEN = frozenset({"planned", "conditional"})
_NOUN_LINKS = frozenset({"nmod", "acl", "ccomp", "compound", "appos"})
# Tags that the parser mistakes for each other.
_FORMS = {"VBP": "VB", "VBN": "VBD"}
_STATEMENTS = frozenset({"01"})
_DEMANDS = frozenset({"02", "10"})
_REFUSALS = frozenset({"01", "11", "12", "13"})
_SURE = frozenset({"the", "this", "that", "these", "those"})


def decide_status(
    sentence: Sentence, head: int, helpers: Helpers, cameo: str | None = None
) -> Verdict:
    """The status of the act at `head`; its code, where known, tells whether it is done by speaking.

    Its own auxiliaries, negations and modifiers decide first; else the word that governs it does,
    and what that word makes of the act depends on its own status: who plans to visit has not
    visited, who does not plan to will not, who denies planning to denies it, and what nobody failed
    to do was done.
    """
    judge = _Judge(sentence, helpers, status_words())
    if cameo is not None and judge.is_said(head, cameo):
        return judge.status_of_said(head, cameo)
    return judge.status(head)


@dataclass(frozen=True, slots=True)
class _Judge:
    sentence: Sentence
    helpers: Helpers
    words: StatusWords

    def is_said(self, head: int, cameo: str) -> bool:
        """Whether the words at `head` are what is said in an act done by speaking."""
        if cameo[:2] in _DEMANDS and self._auxiliaries(head) & self.words.duties:
            return True
        is_speech = cameo[:2] in self.helpers.speech_codes
        return is_speech and self._lemma(head) not in self.words.speaking

    def status_of_said(self, head: int, cameo: str) -> Verdict:
        """``will send aid`` is a promise, ``must leave`` a demand, made as soon as it is said.

        What may be, what is only supposed and what is denied stays so. A plain negation leaves the
        act undone (``did not unite behind the plan``) unless the act is a refusal or blame.
        """
        verdict, root = self.status(head), cameo[:2]
        own = own_marks(self.sentence, head, self.words)
        is_message = self._auxiliaries(head) & (self.words.duties | self.words.future | {"would"})
        if verdict.status == "denied" or (root in _STATEMENTS and verdict.status != "negated"):
            return verdict
        if own is None or is_message or root in _REFUSALS:
            return _ACTUAL if own is None or not self._is_supposed(head, own) else own
        is_intent = self._lemma(head) in self.words.planning | {"go", "look"}
        return _ACTUAL if own.status == "planned" or is_intent else own

    def _is_supposed(self, head: int, own: Verdict) -> bool:
        """``if they return``: the opener stands in the act's own clause."""
        marks = self.sentence.dependents(head, "mark")
        return own.status == "conditional" and bool({*own.words} & {*marks})

    def _auxiliaries(self, word: int) -> set[str]:
        """Lemmas and forms of the auxiliaries: ``'ll`` is no *will* to every lemmatiser."""
        found = self.sentence.dependents(word, "aux")
        return {self._lemma(a) for a in found} | {self.sentence.words[a].lower() for a in found}

    def status(self, word: int) -> Verdict:
        """The status of what a word of the sentence tells."""
        own = own_marks(self.sentence, word, self.words)
        if own is None:
            return self.from_above(word)
        above = self.sentence.heads[word]
        if own.status in _OPEN and above >= 0 and self._is_denied(word, above):
            return Verdict("denied", (above,))
        if own.status == "negated" and self._denies_himself(word, above):
            return Verdict("denied", (above, *own.words))
        return own

    def _denies_himself(self, word: int, above: int) -> bool:
        """``said it had not attacked``: a past deed which the speaker says was none of his."""
        if above < 0 or self.sentence.relation(word) != "ccomp":
            return False
        own = [s for s in self.sentence.dependents(word, "nsubj") if s > above]
        past = self._auxiliaries(word) & {"did", "had", "has", "have"}
        return (
            self._lemma(above) in self.words.asserting
            and bool(past)
            and any(self.sentence.upos[s] == "PRON" for s in own)
            and bool(self.sentence.dependents(above, "nsubj"))
        )

    def from_above(self, word: int) -> Verdict:
        """The status that the words above give; the first rule that knows decides."""
        above = self.sentence.heads[word]
        if above < 0:
            return _ACTUAL
        rules = (self._governed, self._told_of, self._infinitive, self._joined, self._as_noun)
        for rule in rules:
            verdict = rule(word, above)
            if verdict is not None:
                return verdict
        return _ACTUAL

    def _lemma(self, word: int) -> str:
        return self.sentence.lemmas[word].lower()

    def _is_noun(self, word: int) -> bool:
        return self.sentence.upos[word] not in {"VERB", "AUX"}

    def _is_denied(self, word: int, above: int) -> bool:
        is_content = self.sentence.relation(word) in {"xcomp", "ccomp", "obj"}
        return is_content and self._lemma(above) in self.words.denying

    def _composed(self, kind: Status, above: int) -> Verdict:
        """What a word of this kind makes of an act, seen that its own status counts too."""
        outer = self.status(above)
        words = (*outer.words, above)
        if outer.status == "negated":
            return _ACTUAL if kind in {"negated", "denied"} else Verdict("negated", words)
        if kind in _OPEN and outer.status in {"conditional", "denied"}:
            return Verdict(outer.status, words)
        return Verdict(kind, (above,))

    def _governed(self, word: int, above: int) -> Verdict | None:
        """Verbs and adjectives by which what they govern failed, is planned or denied."""
        lemma, relation = self._lemma(above), self.sentence.relation(word)
        clause = relation in {"xcomp", "ccomp"} or (
            relation == "advcl" and self._opener(word) in {"to", "from"}
        )
        passive = self.sentence.deprels[word] == "nsubj:pass"
        governed = relation in {"xcomp", "ccomp", "obj"} or passive
        if self._is_denied(word, above):
            return self._composed("denied", above)
        if lemma in self.words.excluding and (governed or self._is_gerund(word)):
            outer = self.status(above)
            status: Status = "conditional" if outer.status == "negated" else "negated"
            return Verdict(status, (*outer.words, above) if outer.words else (above,))
        if (lemma in self.words.failing and clause) or self._yet(word, above):
            return self._composed("negated", above)
        if self._is_noun(word) and (verdict := self._deed_governed(word, above)):
            return verdict
        if lemma in self.words.perceiving and governed:
            outer = self.status(above)
            return outer if outer.status == "negated" else None
        if relation == "advcl" and self._opener(word) in {"on", "at", "of", "about"}:
            return self._composed("planned", above) if lemma in self.words.aiming else None
        if lemma in self.words.planning and governed and (clause or self._is_noun(word)):
            return self._composed("planned", above)
        return None

    def _deed_governed(self, word: int, above: int) -> Verdict | None:
        """Verbs that say of the deed named by a noun that it was prevented, dropped or goes on."""
        lemma, relation = self._lemma(above), self.sentence.relation(word)
        if relation == "nsubj" and (verdict := self._subject_of_future(word, above)):
            return verdict
        if lemma in self.words.preventing and relation == "obj":
            return self._composed("negated", above)
        if lemma in self.words.ending and relation in {"obj", "nsubj"}:
            return self._composed("negated", above)
        is_known = self._is_known(word)
        if lemma in self.words.lasting and (
            relation == "obj" or (relation == "nsubj" and is_known)
        ):
            return _ACTUAL
        is_arranged = self.sentence.deprels[word] == "nsubj:pass" or self._case(word) == {"for"}
        if lemma in self.words.planning_for and is_arranged:
            return self._composed("planned", above)
        return None

    def _subject_of_future(self, word: int, above: int) -> Verdict | None:
        """``war is likely``, ``the summit is set to open``, ``the summit will deal with aid``."""
        lemma = self._lemma(above)
        if lemma in self.words.possible_modifiers:
            return self._composed("conditional", above)
        clauses = self.sentence.dependents(above, "xcomp", "advcl")
        is_set = lemma in self.words.planning | self.words.planning_for and any(
            infinitive_mark(self.sentence, c) for c in clauses
        )
        if is_set:
            return self._composed("planned", above)
        outer = self.status(above) if self._lemma(word) in self.words.occasions else _ACTUAL
        return outer if outer.status == "planned" else None

    def _is_gerund(self, word: int) -> bool:
        """``ruled out sending``: an object that the parser takes for a clause beside the verb."""
        return self.sentence.relation(word) == "advcl" and not self._opener(word)

    def _yet(self, word: int, above: int) -> bool:
        """``have yet to meet``, wherever the parser hangs *yet*."""
        near = (above, *self.sentence.children[above])
        yet = any(self.sentence.words[c].lower() == "yet" for c in near)
        return (
            yet and self.sentence.relation(word) == "xcomp" and infinitive_mark(self.sentence, word)
        )

    def _opener(self, word: int) -> str:
        marks = self.sentence.dependents(word, "mark", "case")
        return self.sentence.words[marks[0]].lower() if marks else ""

    def _case(self, word: int) -> set[str]:
        return {self.sentence.words[c].lower() for c in self.sentence.dependents(word, "case")}

    def _told_of(self, word: int, above: int) -> Verdict | None:
        """Nouns of fear, plan, refusal, claim and phase, with the deed they tell of."""
        relation = self.sentence.deprels[word]
        if relation not in _NOUN_LINKS or not self._is_noun(above):
            return None
        lemma = self._lemma(above)
        if lemma in self.words.possible_nouns:
            return self._composed("conditional", above)
        if lemma in self.words.plans:
            return self._composed("planned", above)
        if lemma in self.words.failing_nouns:
            return self._composed("negated", above)
        if lemma in self.words.claims:
            outer = self.status(above)
            return outer if outer.status in {"negated", "denied"} else _ACTUAL
        shares = lemma in self.words.phases or relation == "compound"
        return self.status(above) if shares else None

    def _infinitive(self, word: int, above: int) -> Verdict | None:
        """``ordered to withdraw``, ``a chance to talk``, ``came to talk``: done or to come."""
        relation = self.sentence.deprels[word]
        if relation not in {"xcomp", "acl", "advcl"}:
            return None
        if not infinitive_mark(self.sentence, word):
            return self.status(above) if relation == "xcomp" else None
        is_shared = self._lemma(above) in self.words.real | self.words.decisions
        if relation == "advcl":
            is_shared = (is_shared and self.sentence.upos[above] == "ADJ") or self._is_done(above)
        if is_shared or self._is_ranked(above):
            return self.status(above)
        return self._composed("planned", above)

    def _is_ranked(self, noun: int) -> bool:
        """``the first country to``."""
        ranks = {"first", "last", "only", "latest"}
        return any(self._lemma(c) in ranks for c in self.sentence.dependents(noun, "amod"))

    def _is_done(self, verb: int) -> bool:
        """A verb in the past: what it was done for followed, as a rule."""
        is_past = self.sentence.xpos[verb] in {"VBD", "VBN"}
        return is_past and self._lemma(verb) not in self.words.setting_out

    def _joined(self, word: int, above: int) -> Verdict | None:
        """What a joined word, a participle or a clause of time has of the word it hangs on."""
        relation = self.sentence.deprels[word]
        if relation == "conj":
            return self._as_the_first(word, above)
        if self._goes_with(word, above):
            outer = self.status(above)
            return outer if outer.status in _OPEN else None
        if relation == "advcl" and self._follows(word):
            outer = self.status(above)
            return outer if outer.status == "planned" else None
        if relation == "amod":
            return own_marks(self.sentence, above, self.words)
        return None

    def _goes_with(self, word: int, above: int) -> bool:
        """``will visit Oslo, seeking support``; ``for seeking`` and ``by seeking`` are reasons."""
        if self.sentence.xpos[word] != "VBG" or self._opener(word):
            return False
        relation = self.sentence.deprels[word]
        is_object = self.sentence.relation(above) == "obj" and not self._is_known(above)
        return relation == "advcl" or (relation == "acl" and is_object)

    def _as_the_first(self, word: int, above: int) -> Verdict | None:
        if self.sentence.dependents(word, "nsubj"):
            return None
        if self._is_noun(word):
            return self._as_the_first_noun(word, above)
        tags = self.sentence.xpos[word], self.sentence.xpos[above]
        if len({_FORMS.get(tag, tag) for tag in tags}) > 1:
            # "asked envoys not to leave and gave up": another form is another clause's.
            return None
        return shared_marks(self.sentence, above, self.words) or self.from_above(above)

    def _as_the_first_noun(self, word: int, above: int) -> Verdict:
        """``no talks or visits``; of ``no plan and little hope`` the first alone is denied."""
        outer = self.status(above)
        joints = {self.sentence.words[j].lower() for j in self.sentence.dependents(word, "cc")}
        without = {w for w in outer.words if self.sentence.deprels[w] == "det"}
        if not without or joints & {"or", "nor"}:
            return outer
        outer = self.from_above(above)
        return _ACTUAL if without & {*outer.words} else outer

    def _follows(self, clause: int) -> bool:
        """``before the council meets``: a present that depends on the main clause's time."""
        marks = self.sentence.dependents(clause, "mark", "advmod")
        openers = {self.sentence.words[m].lower() for m in marks}
        return bool(openers & {"before", "after", "when", "until", "once"}) and (
            "Tense=Pres" in self.sentence.feats[clause]
        )

    def _as_noun(self, word: int, above: int) -> Verdict | None:
        """A noun is done, planned or supposed with the verb that puts it into words."""
        relation = self.sentence.relation(word)
        if not self._is_noun(word) or relation not in {"obj", "nsubj", "obl"}:
            return None
        if relation == "obl" and not self._case(word) & self.words.linking_cases:
            return None
        if self._is_light(above):
            return self._with_light(word, above)
        if relation == "nsubj" or self._is_known(word):
            return None
        if self._is_noun(above) or self._lemma(above) in self.helpers.telling_verbs:
            return None
        # "are patrolling to enforce an embargo": what a deed serves need not be still to come.
        is_aside = self.sentence.relation(above) in {"advcl", "acl"}
        outer = own_marks(self.sentence, above, self.words) if is_aside else self.status(above)
        return outer if outer is not None and outer.status in _OPEN else None

    def _with_light(self, word: int, above: int) -> Verdict | None:
        outer = self.status(above)
        if self.sentence.deprels[word] != "nsubj":
            return outer
        if outer.status == "planned" and not self.sentence.dependents(above, "expl"):
            # "any aggression would have consequences": what acts there is only supposed.
            supposed = [w for w in outer.words if self.sentence.words[w].lower() == "would"]
            return Verdict("conditional", tuple(supposed)) if supposed else outer
        return outer

    def _is_light(self, verb: int) -> bool:
        lemma = self._lemma(verb)
        return lemma in self.helpers.light_verbs or lemma == "be"

    def _is_known(self, noun: int) -> bool:
        """``the attack``, ``its invasion``: a deed told before, which nothing said of it undoes."""
        marks = self.sentence.dependents(noun, "det", "nmod:poss")
        return any(
            self.sentence.deprels[m] == "nmod:poss" or self.sentence.words[m].lower() in _SURE
            for m in marks
        )
