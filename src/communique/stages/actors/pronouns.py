"""Whom a pronoun means: the nearest fitting mention before it, subjects preferred.

Rules after the salience hierarchy of centering (Grosz, Joshi and Weinstein 1995): subject before
object before the rest, this sentence before the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from communique.records import Analysis, Link, Mention, Sentence

_PERSON = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_THING = frozenset({"it", "its", "itself"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_MALE = frozenset({"he", "him", "his", "himself"})
_REACH = 2
# "He added" goes on with whoever spoke last, also where the speaker stood behind the verb.
_SAYING = frozenset(
    {"say", "add", "tell", "warn", "note", "stress", "explain", "write", "claim", "argue", "state",
     "continue", "conclude", "assess", "insist", "admit", "announce", "declare", "comment"}
)  # fmt: skip


def antecedent(
    analysis: Analysis, mention: Mention, before: list[Link], genders: Mapping[str, str]
) -> Link | None:
    """The link of the mention that `mention` refers back to, or None."""
    sentence = analysis.sentences[mention.sentence]
    word = sentence.words[mention.head].lower()
    if word in _RELATIVE:
        return _relative_head(analysis, mention, before)
    if word not in _PERSON | _PLURAL | _THING or is_empty(sentence, mention.head):
        return None
    best: tuple[int, Link] | None = None
    for link in before:
        distance = mention.sentence - link.mention.sentence
        if (
            distance > _REACH
            or not _fits(analysis, word, link, genders)
            or _same_clause_object(analysis, mention, link)
        ):
            continue
        score = _salience(analysis, link) - 3 * distance
        if speaks(sentence, mention.head) and speaks(
            analysis.sentences[link.mention.sentence], link.mention.head
        ):
            score += 3
        if word in _THING and distance and score < 1 - 3 * (distance - 1):
            continue  # a thing named outside subject position is rarely taken up a sentence later
        if best is None or score >= best[0]:
            best = (score, link)
    return best[1] if best else None


def in_chain(
    analysis: Analysis, mention: Mention, earlier: Iterable[Link], genders: Mapping[str, str]
) -> Link | None:
    """The nearest fitting link among those of the pronoun's own chain, or None."""
    sentence = analysis.sentences[mention.sentence]
    word = sentence.words[mention.head].lower()
    if word not in _PERSON | _PLURAL | _THING or is_empty(sentence, mention.head):
        return None
    return next((link for link in earlier if _fits(analysis, word, link, genders)), None)


def speaks(sentence: Sentence, word: int) -> bool:
    """Whether a word is the subject of a verb of saying, or stands behind one as if its object."""
    governor = sentence.heads[word]
    return (
        governor >= 0
        and sentence.lemmas[governor].lower() in _SAYING
        and sentence.deprels[word] in {"nsubj", "obj"}
    )


def coming_subject(sentence: Sentence, mention: Mention) -> int | None:
    """The subject a possessive runs ahead of (``With its invasion, Russia had planned``), if any.

    The possessive must stand in a phrase or clause that opens the sentence.
    """
    if sentence.deprels[mention.head] != "nmod:poss":
        return None
    root = sentence.root_of(mention.head)
    for subject in sentence.dependents(root, "nsubj"):
        above = mention.head
        while sentence.heads[above] not in {root, -1}:
            above = sentence.heads[above]
        if mention.head < subject and sentence.relation(above) in {"obl", "advcl"}:
            return subject
    return None


def is_empty(sentence: Sentence, word: int) -> bool:
    """``it is necessary to``, ``it is clear that``: the pronoun stands for nobody."""
    if sentence.relation(word) == "expl":
        return True
    governor = sentence.heads[word]
    return (
        sentence.words[word].lower() == "it"
        and governor >= 0
        and sentence.upos[governor] == "ADJ"
        and bool(sentence.dependents(governor, "csubj", "ccomp", "xcomp", "advcl"))
    )


def _relative_head(analysis: Analysis, mention: Mention, before: list[Link]) -> Link | None:
    """A relative pronoun means the noun its clause hangs on."""
    sentence = analysis.sentences[mention.sentence]
    word = mention.head
    while word >= 0 and sentence.deprels[word] != "acl:relcl":
        word = sentence.heads[word]
    noun = sentence.heads[word] if word >= 0 else -1
    here = [link for link in before if link.mention.sentence == mention.sentence]
    for link in reversed(here):
        if link.mention.head == noun:
            return link
    # A clause hung elsewhere: the name right before the pronoun ("from Libya, whose soldiers").
    for link in reversed(here):
        if (
            link.mention.last < mention.first <= link.mention.last + 2
            and link.mention.kind == "name"
        ):
            return link
    return None


def _fits(analysis: Analysis, word: str, link: Link, genders: Mapping[str, str]) -> bool:
    """Whether number, kind and gender agree; places are never antecedents."""
    if link.is_place or not (link.codes or link.person):
        return False
    if word in _PERSON:
        wanted = "m" if word in _MALE else "f"
        return link.person is not None and genders.get(link.person, wanted) == wanted
    if link.person is not None:
        return False
    plural = _is_plural(analysis, link)
    if word in _THING:
        return not plural or (link.mention.kind == "name" and len(link.codes) == 1)
    if link.provenance.rule.startswith("state."):
        return False  # the United States are an "it"
    return plural or len(link.codes) > 1 or link.mention.kind != "name"


def _is_plural(analysis: Analysis, link: Link) -> bool:
    if link.mention.kind == "pronoun":
        return (link.description or "").endswith("s")
    return "Number=Plur" in analysis.sentences[link.mention.sentence].feats[link.mention.head]


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
