"""Whether a time is still to come for the article."""

from __future__ import annotations

from communique.records import Sentence, days_of

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "would"})
_PLANNED = frozenset(
    {"due", "schedule", "plan", "expect", "set", "slate", "intend", "book", "supposed"}
)
_PRESENT = frozenset({"VBZ", "VBP"})
_CLIMB = 4


def is_due(value: str, dct: str | None, *, ahead: bool) -> bool:
    """True when the time is still to come on the article's day.

    A time that holds the day itself, and one whose distance from it is unknown, is due only where
    the words look ahead; a stretch that ends on the day is over.
    """
    if value.startswith("DCT"):
        return value.startswith("DCT+") or (ahead and not value.startswith("DCT-"))
    days, today = days_of(value), days_of(dct[:10]) if dct else None
    if days is None or today is None:
        return ahead
    if "/" in value and days[1] == today[0]:
        return False
    return days[0] > today[0] or (ahead and days[1] >= today[0])


def looks_ahead(sentence: Sentence, word: int) -> bool:
    """True when the clause of `word` speaks of what is to come, as far as its words tell."""
    node = word
    for _ in range(_CLIMB):
        if node < 0:
            break
        if sentence.lemmas[node].lower() in _PLANNED and sentence.xpos[node] != "VBD":
            return True
        for child in sentence.children[node]:
            low = sentence.words[child].lower()
            relation = sentence.relation(child)
            if (low in _FUTURE and relation == "aux") or low == "due":
                return True
            if relation == "amod" and low in {"upcoming", "forthcoming", "planned", "next"}:
                return True
        if sentence.xpos[node] in _PRESENT:
            return True
        if sentence.upos[node] in {"VERB", "AUX"} and sentence.relation(node) != "xcomp":
            return _is_to(sentence, node)
        node = sentence.heads[node]
    return False


def _is_to(sentence: Sentence, verb: int) -> bool:
    """``is to meet``."""
    lemmas = {sentence.lemmas[c].lower() for c in sentence.dependents(verb, "aux", "cop", "mark")}
    return {"be", "to"} <= lemmas
