"""Lemma edit scripts: what to cut from the end of a lower-cased word and what to put there.

A script is ``"<cut>|<add>"`` (``"3|e"`` turns *making* into *make*), or ``"="``
when the lemma is the word as written. The model predicts one script per word, so unseen words are
lemmatised by analogy (after Chrupała 2006, "Simple data-driven context-sensitive lemmatization").
"""

from __future__ import annotations

from functools import cache

KEEP = "="


def script_between(word: str, lemma: str) -> str:
    """The edit script that turns `word` into `lemma`.

    >>> script_between("called", "call")
    '2|'
    >>> script_between("Moscow", "Moscow")
    '='
    """
    if word == lemma:
        return KEEP
    low = word.lower()
    shared = 0
    while shared < min(len(low), len(lemma)) and low[shared] == lemma[shared]:
        shared += 1
    return f"{len(low) - shared}|{lemma[shared:]}"


def apply_script(word: str, script: str) -> str:
    """The lemma of `word` under `script`; the lower-cased word when the script cuts too much.

    >>> apply_script("seized", "1|")
    'seize'
    """
    if script == KEEP:
        return word
    low = word.lower()
    cut, add = script.split("|", 1)
    if int(cut) > len(low):
        return low
    return low[: len(low) - int(cut)] + add


# Contracted and irregular auxiliaries, which LemmInflect does not know as the treebanks do.
_AUXILIARIES = {
    "'s": "be", "'m": "be", "'re": "be", "am": "be", "is": "be", "are": "be", "was": "be",
    "were": "be", "been": "be", "being": "be", "'ve": "have", "has": "have", "had": "have",
    "'d": "would", "'ll": "will", "wo": "will", "ca": "can", "does": "do", "did": "do",
    "done": "do", "having": "have",
}  # fmt: skip


@cache
def lemma_of(word: str, upos: str, script: str) -> str:
    """The lemma of `word`: dictionary and inflection rules for verbs and nouns, else the script.

    LemmInflect decides open-class verbs and nouns, where a wrong lemma would hide a trigger.

    >>> lemma_of("held", "VERB", "=")
    'hold'
    """
    if upos == "AUX":
        low = word.lower().replace("’", "'")
        return _AUXILIARIES.get(low, low)
    if upos in {"VERB", "NOUN"}:
        from lemminflect import getLemma

        found = getLemma(word.lower(), upos=upos)
        if found:
            return str(found[0])
    return apply_script(word, script)
