"""Whom a pronoun means: the nearest fitting mention before it, subjects preferred.

Rules after the salience hierarchy of centering (Grosz, Joshi and Weinstein 1995): subject before
object before the rest, this sentence before the one before it.
"""

from __future__ import annotations

from communique.records import Analysis, Link, Mention

_PERSON = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_THING = frozenset({"it", "its", "itself"})
_RELATIVE = frozenset({"who", "which", "that"})
_REACH = 2


def antecedent(analysis: Analysis, mention: Mention, before: list[Link]) -> Link | None:
    """The link of the mention that `mention` refers back to, or None."""
    sentence = analysis.sentences[mention.sentence]
    word = sentence.words[mention.head].lower()
    if word in _RELATIVE:
        return _relative_head(analysis, mention, before)
    if word not in _PERSON | _PLURAL | _THING:
        return None
    best: tuple[int, Link] | None = None
    for link in before:
        distance = mention.sentence - link.mention.sentence
        if (
            distance > _REACH
            or not _fits(word, link)
            or _same_clause_object(analysis, mention, link)
        ):
            continue
        score = _salience(analysis, link) - 3 * distance
        if best is None or score >= best[0]:
            best = (score, link)
    return best[1] if best else None


def _relative_head(analysis: Analysis, mention: Mention, before: list[Link]) -> Link | None:
    """A relative pronoun means the noun its clause hangs on."""
    sentence = analysis.sentences[mention.sentence]
    word = mention.head
    while word >= 0 and sentence.deprels[word] != "acl:relcl":
        word = sentence.heads[word]
    if word < 0:
        return None
    noun = sentence.heads[word]
    for link in reversed(before):
        if link.mention.sentence == mention.sentence and link.mention.head == noun:
            return link
    return None


def _fits(word: str, link: Link) -> bool:
    """Whether number and kind agree; relative pronouns and places are never antecedents."""
    if link.is_place or not (link.codes or link.person):
        return False
    if word in _PERSON:
        return link.person is not None
    if link.person is not None:
        return False
    if link.mention.kind == "nominal" and word in _THING:
        return not _is_plural(link)
    if word in _PLURAL:
        return link.mention.kind != "name" or len(link.codes) > 1 or _is_plural(link)
    return True


def _is_plural(link: Link) -> bool:
    return (link.description or "").endswith("s")


def _salience(analysis: Analysis, link: Link) -> int:
    sentence = analysis.sentences[link.mention.sentence]
    relation = sentence.deprels[link.mention.head]
    if relation.startswith("nsubj"):
        return 4
    if relation in {"obj", "iobj", "root"}:
        return 2
    return 1 if relation.startswith("obl") else 0


def _same_clause_object(analysis: Analysis, mention: Mention, link: Link) -> bool:
    """A plain pronoun cannot mean another argument of its own verb."""
    sentence = analysis.sentences[mention.sentence]
    return (
        link.mention.sentence == mention.sentence
        and sentence.heads[link.mention.head] == sentence.heads[mention.head]
        and sentence.deprels[mention.head] != "nmod:poss"
    )
