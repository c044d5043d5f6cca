"""How mentions stand: their words, their places in the tree, the acts they have a side in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.records import Analysis, Link, Mention, Sentence
from communique.stages.actors.pronouns import speaks

_FORMS = {
    form: name
    for name, forms in {
        "he": "he him his himself", "she": "she her hers herself", "it": "it its itself",
        "they": "they them their theirs themselves", "we": "we us our ours ourselves",
        "i": "i me my mine myself", "who": "who whom whose which that", "you": "you your yours",
    }.items()
    for form in forms.split()
}  # fmt: skip
FORMS = tuple(dict.fromkeys(_FORMS.values()))
RELATIONS = ("nsubj", "obj", "iobj", "obl", "nmod", "amod", "compound", "appos", "conj", "root")
LABELS = ("Person", "Organization", "GPE", "Location")
_QUOTES = frozenset({'"', "“", "”", "``", "''"})
_DETERMINERS = (
    ("the", frozenset({"the"})),
    ("a", frozenset({"a", "an", "some", "any", "another"})),
    ("this", frozenset({"this", "these", "that", "those"})),
)
_GENDERS = {form: {"he": "m", "she": "f"}[of] for form, of in _FORMS.items() if of in {"he", "she"}}
# Sentences within which mentions are counted.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Deed:
    """A side of an act as the act head sees it: belief in it, and the words of the other side."""

    side: str
    other: str
    type: str
    share: float
    others: tuple[tuple[int, float], ...]
    sentence: int

    @property
    def signs(self) -> dict[str, float]:
        """What the deed says of whoever stands there."""
        does, part = ("does", "doer") if self.side == "source" else ("suffers", "sufferer")
        return {f"{does} {self.type}": self.share, part: self.share}


def strongest_deed(analysis: Analysis, mention: Mention) -> Deed | None:
    """The side of an act in which the act head believes most for the mention's word."""
    found = (
        Deed(side, other, act.types[0][0], act.share * share, others, mention.sentence)
        for act in analysis.acts.get(mention.sentence, ())
        for side, other, shares, others in (
            ("source", "target", act.sources, act.targets),
            ("target", "source", act.targets, act.sources),
        )
        for word, share in shares
        if word == mention.head
    )
    return max(found, key=lambda d: d.share, default=None)


def word_signs(sentence: Sentence, mention: Mention) -> dict[str, float]:
    """What the mention's own words and their place tell."""
    return dict.fromkeys(_word_flags(sentence, mention), 1.0)


def _word_flags(sentence: Sentence, mention: Mention) -> Iterator[str]:
    word, relation = mention.head, sentence.relation(mention.head)
    if relation in RELATIONS:
        yield f"as {relation}"
    if sentence.deprels[word] == "nmod:poss":
        yield "poss"
    if sentence.deprels[word] == "nsubj:pass":
        yield "passive"
    if speaks(sentence, word):
        yield "saying"
    if sum(w in _QUOTES for w in sentence.words[:word]) % 2:
        yield "quoted"
    if mention.kind == "pronoun":
        yield f"form {_FORMS.get(sentence.words[word].lower(), 'it')}"
        return
    if "Number=Plur" in sentence.feats[word]:
        yield "noun_plural"
    if sentence.words[word][:1].isupper() and word > 0:
        yield "upper"
    if mention.label in LABELS:
        yield f"is {mention.label}"
    marks = {sentence.words[d].lower() for d in sentence.dependents(word, "det")}
    for name, forms in _DETERMINERS:
        if marks & forms:
            yield name


def standing_signs(
    sentences: Sequence[Sentence],
    mention: Mention,
    links: Sequence[Link],
    genders: Mapping[str, str],
) -> dict[str, float]:
    """What the earlier mentions of one actor, in text order, say for a later one."""
    near = 0
    for link in reversed(links):
        if mention.sentence - link.mention.sentence > _NEAR:
            break
        near += 1
    told = {"count": math.log1p(near) / 2} if near else {}
    told.update(dict.fromkeys(_standing_flags(sentences, mention, links, genders), 1.0))
    return told


def _standing_flags(
    sentences: Sequence[Sentence],
    mention: Mention,
    links: Sequence[Link],
    genders: Mapping[str, str],
) -> Iterator[str]:
    last = links[-1].mention
    back = mention.sentence - last.sentence
    yield ("same", "one", "two")[back] if 0 <= back <= _NEAR else "far"
    if back == 0 and last.head > mention.head:
        yield "ahead"
    if links[0].mention.sentence <= 1:
        yield "opening"
    if all(x.is_place for x in links):
        yield "place"
    sentence = sentences[mention.sentence]
    over = _subjects_over(sentence, mention.head) if back == 0 else frozenset()
    for link in reversed(links):
        if link.mention.sentence != last.sentence:
            break
        yield from _last_flags(sentences, mention, link, genders)
        if back == 0 and link.mention.head in over:
            yield "over"
        if back == 0 and sentence.heads[link.mention.head] == sentence.heads[mention.head]:
            yield "clause"


def _last_flags(
    sentences: Sequence[Sentence], mention: Mention, link: Link, genders: Mapping[str, str]
) -> Iterator[str]:
    """What one mention in an actor's latest sentence says."""
    theirs, word = sentences[link.mention.sentence], link.mention.head
    ours, here = sentences[mention.sentence], mention.head
    relation, kind = theirs.relation(word), link.mention.kind
    if kind != "nominal":
        yield kind
    if link.person is not None:
        yield "person"
        wanted = _GENDERS.get(ours.words[here].lower())
        if wanted is not None and genders.get(link.person) == wanted:
            yield "gender"
    if relation == "nsubj":
        yield "subject"
        top = theirs.heads[word]
        if top >= 0 and theirs.heads[top] < 0:
            yield "top"
    elif relation in {"obj", "iobj"}:
        yield "object"
    if theirs.deprels[word] == "nmod:poss":
        yield "owner"
    if speaks(theirs, word):
        yield "says"
    if relation == ours.relation(here):
        yield "parallel"
    plural = "Number=Plur" in theirs.feats[word]
    if plural:
        yield "plural"
    if plural == ("Number=Plur" in ours.feats[here]):
        yield "agrees"
    if theirs.lemmas[word].lower() == ours.lemmas[here].lower():
        yield "phrase"


def _subjects_over(sentence: Sentence, word: int) -> frozenset[int]:
    """Subjects of the verbs above a word."""
    found: set[int] = set()
    above = sentence.heads[word]
    while above >= 0:
        found.update(s for s in sentence.dependents(above, "nsubj", "nsubj:pass") if s != word)
        above = sentence.heads[above]
    return frozenset(found)
