"""Whether the clause around a time expression looks back, looks ahead, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import Literal

from communique.codebook.resources import load_toml
from communique.records import Sentence

Tense = Literal["past", "future", "present"]
_VERB_TAGS = frozenset({"VERB", "AUX"})
_BE = frozenset({"is", "are", "was", "were"})
_PRESENT = frozenset({"VBZ", "VBP", "MD"})
_CLIMB = 12
_NEAR_RIGHT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TenseWords:
    """The word lists of ``tense.toml``."""

    future: frozenset[str]
    planning: frozenset[str]
    scheduled: frozenset[str]
    fixed: frozenset[str]
    ahead: frozenset[str]
    back: frozenset[str]
    present: frozenset[str]
    schedule: frozenset[str]
    past: frozenset[str]
    past_verbs: frozenset[str]
    not_past: frozenset[str]

    def looks_past(self, word: str) -> bool:
        """True for a form that reads as a simple past or past participle."""
        if word in self.past or word in self.past_verbs:
            return True
        return len(word) > 4 and word.endswith("ed") and word not in self.not_past


@cache
def load_tense_words() -> TenseWords:
    """The tense words that ship with the package."""
    raw = load_toml("patterns/times/tense.toml")
    return TenseWords(**{name: frozenset(words) for name, words in raw.items()})


def clause_tense(sentence: Sentence, first: int, last: int | None = None) -> Tense:
    """The tense of the clause that holds the words `first` to `last`.

    Words that point ahead or back ("until", "since") decide first, then the tree, if there is one,
    then the cues nearby.
    """
    last = first if last is None else last
    pointed = _pointer(sentence, first)
    if pointed:
        return pointed
    if any(tag in _VERB_TAGS for tag in sentence.upos) and sentence.heads[last] >= 0:
        found = _by_tree(sentence, last)
        if found:
            return found
    return _by_words(sentence, last)


def _pointer(sentence: Sentence, first: int) -> Tense | None:
    lists = load_tense_words()
    before = [word.lower() for word in sentence.words[max(0, first - 3) : first]]
    if before and before[-1] in lists.back:
        return "past"
    if before and before[-1] in lists.ahead:
        return "future"
    return "future" if before in (["as", "early", "as"], ["as", "soon", "as"]) else None


def _by_tree(sentence: Sentence, word: int) -> Tense | None:
    """The tense of the first verb above `word` that shows one."""
    lists = load_tense_words()
    current = sentence.heads[word]
    for _ in range(_CLIMB):
        if current < 0:
            return None
        if _is_scheduled(sentence, current, lists):
            return "future"
        if sentence.upos[current] in _VERB_TAGS or sentence.dependents(current, "cop"):
            found = _verb_tense(sentence, current, lists)
            if found and not (found == "present" and _leans(sentence, current)):
                return found
        current = sentence.heads[current]
    return None


def tells_programme(sentence: Sentence, word: int) -> bool:
    """True when the time at `word` stands at a predicate in the present that is no verb of speech.

    Such a clause tells what is to be: ``leaders gather on Thursday``, ``steps could follow when
    they meet on Thursday``, ``demands that it withdraw by Friday``, ``the deadline is Wednesday``.
    A headline's present is not told apart.
    """
    is_predicate = bool(sentence.dependents(word, "cop"))
    node = word if is_predicate else sentence.heads[word]
    if node < 0 or not (is_predicate or sentence.upos[node] in _VERB_TAGS):
        return False
    if not is_predicate and sentence.dependents(node, "ccomp", "parataxis"):
        return False
    group = (*sentence.dependents(node, "aux", "cop"), node)
    if any(sentence.xpos[w] in {"VBN", "VBD"} for w in group):
        return sentence.words[node].lower() in load_tense_words().scheduled
    wished = sentence.xpos[node] == "VB" and sentence.deprels[node] == "ccomp"
    return wished or any(sentence.xpos[w] in _PRESENT for w in group)


def _leans(sentence: Sentence, verb: int) -> bool:
    """``will meet before the council assembles``: a present tense that takes the upper verb's."""
    marks = {sentence.words[m].lower() for m in sentence.dependents(verb, "mark", "advmod")}
    return sentence.relation(verb) == "advcl" and bool(
        marks & {"before", "after", "when", "until", "once"}
    )


def _is_scheduled(sentence: Sentence, word: int, lists: TenseWords) -> bool:
    """``scheduled for Friday``; also ``was due to meet``, where ``due to`` reads as one word."""
    if sentence.words[word].lower() in lists.scheduled:
        return not _is_past_active(sentence, word)
    for child in sentence.children[word]:
        before = sentence.words[child - 1].lower() if child else ""
        if sentence.words[child].lower() == "due" and before in _BE:
            return True
    return False


def _is_past_active(sentence: Sentence, verb: int) -> bool:
    return sentence.xpos[verb] == "VBD" and not sentence.dependents(verb, "aux")


def _verb_tense(sentence: Sentence, verb: int, lists: TenseWords) -> Tense | None:
    """The tense a predicate shows, None when it only leans on the verb above it."""
    helpers = sentence.dependents(verb, "aux", "cop", "mark")
    words = [sentence.words[i].lower() for i in (*helpers, verb)]
    if lists.future & set(words):
        return "future"
    if "to" in words:
        return _infinitive_tense(sentence, verb, lists)
    if _shows_past(sentence, (*helpers, verb), lists):
        return "past"
    is_verb = sentence.upos[verb] in _VERB_TAGS
    if is_verb and words[-1].endswith("ing"):
        return "future" if helpers else None
    return "future" if is_verb and words[-1] in lists.schedule else "present"


def _infinitive_tense(sentence: Sentence, verb: int, lists: TenseWords) -> Tense | None:
    """Future under a planning verb, after "be", or in a headline; else the upper verb decides."""
    head = sentence.heads[verb]
    if head < 0 or sentence.words[head].lower() in lists.planning | _BE:
        return "future"
    return None


def _shows_past(sentence: Sentence, group: tuple[int, ...], lists: TenseWords) -> bool:
    return any(
        sentence.xpos[i] == "VBD" or lists.looks_past(sentence.words[i].lower()) for i in group
    )


def _by_words(sentence: Sentence, word: int) -> Tense:
    """The nearest cue to the left, else to the right; "would" close by on the right wins.

    Not after a past verb that touches the words: "said Friday it would".
    """
    lists = load_tense_words()
    words = [w.lower() for w in sentence.words]
    before = word - 2 if word and words[word - 1] == "on" else word - 1
    if before >= 0 and _cue(sentence, words, before) == "past":
        return "past"
    if lists.future & set(words[word + 1 : word + 1 + _NEAR_RIGHT]):
        return "future"
    left = (_cue(sentence, words, index) for index in range(word - 1, -1, -1))
    right = (_cue_after(sentence, words, index) for index in range(word + 1, len(words)))
    found = next((tense for tense in chain(left, right) if tense), None)
    if found:
        return found
    return "future" if _is_infinitive_headline(words) else "present"


def _is_infinitive_headline(words: list[str]) -> bool:
    """True for a sentence whose only verb may be an infinitive: "Ministers to meet on Friday"."""
    return any(word == "to" and after.isalpha() for word, after in pairwise(words))


def _cue_after(sentence: Sentence, words: list[str], index: int) -> Tense | None:
    """The cue of a word that follows: a time before "decided to" belongs to the deciding."""
    lists = load_tense_words()
    if words[index] in lists.planning and lists.looks_past(words[index]):
        return "past"
    return _cue(sentence, words, index)


def _cue(sentence: Sentence, words: list[str], index: int) -> Tense | None:
    lists, word = load_tense_words(), words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if word in lists.future or word in lists.schedule or word in lists.fixed:
        return "future"
    if word in lists.planning:
        return "future" if following in ("to", "for") else None
    if following == "to" and word in _BE:
        return "future"
    if sentence.xpos[index] == "VBD" or lists.looks_past(word):
        # After "be" the auxiliary further left decides: "will be signed".
        return None if index and words[index - 1] == "be" else "past"
    return "present" if word in lists.present else None
