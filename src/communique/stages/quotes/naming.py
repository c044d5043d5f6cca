"""The words, the name and the code of a speaker."""

from __future__ import annotations

from dataclasses import dataclass

from communique.records import Analysis, Link, LinkTable, Sentence, Span

_OWN_CASES = frozenset({"", "of", "at", "for", "’s", "'s", "'", "’"})
_PRONOUNS = frozenset(
    {"i", "we", "you", "he", "she", "it", "they", "him", "her", "them", "us", "me", "his", "its",
     "their", "our", "my", "your", "who", "which", "that"}
)  # fmt: skip
_OUTER = frozenset({"det", "amod", "compound", "flat", "nummod", "case"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Words naming the speaker, the name or description, and the code spoken for.

    `person` is true for named persons, `noun` the head noun's lemma of unnamed speakers.
    """

    span: Span | None = None
    name: str | None = None
    represents: str | None = None
    person: bool = False
    noun: str | None = None


def link_represents(link: Link | None) -> str | None:
    """The code a link speaks for, the first of several; None when unknown."""
    return link.codes[0] if link is not None and link.codes else None


class Naming:
    """Who the speakers of one article are, by its links."""

    def __init__(self, text: str, analysis: Analysis, links: LinkTable) -> None:
        self._text = text
        self._analysis = analysis
        self._links = links
        self._known: dict[str, str] = {}
        for link in links:
            code = link_represents(link) or self._described(link)
            if link.named and code:
                self._known.setdefault(link.named, code)

    def speaker(self, number: int, head: int) -> Speaker:
        """The speaker that the phrase headed by `head` names."""
        sentence = self._analysis.sentences[number]
        own = self._links.at(number, head)
        span = noun_phrase(sentence, head, own)
        link = self._beside(sentence, number, head, own)
        person = link.named if link is not None else None
        name = person or self._description(sentence, link, head, span)
        return Speaker(
            span=span,
            name=name,
            represents=link_represents(link) or self._known.get(name or ""),
            person=person is not None,
            noun=None if person else sentence.lemmas[head].lower(),
        )

    def others(self, numbers: range, name: str | None) -> Link | None:
        """The last named person of these sentences who is not `name`."""
        named = [
            x
            for x in self._links
            if x.mention.sentence in numbers and x.named and x.mention.kind == "name"
            and x.named != name
        ]  # fmt: skip
        return max(named, key=lambda x: x.mention.span.start, default=None)

    def _beside(self, sentence: Sentence, number: int, head: int, link: Link | None) -> Link | None:
        """A name in apposition (``the US president, Joe Biden``) tells more than its noun.

        Persons first, then bodies (``the energy giant Gazprom``).
        """
        if link is not None and link.named is not None:
            return link
        words = sentence.dependents(head, "appos", "flat", "nmod:desc")
        beside = [other for w in words if (other := self._links.at(number, w)) is not None]
        noun = link is None or link.mention.kind == "nominal"
        bodies = [o for o in beside if noun and o.mention.kind == "name" and not o.is_place]
        named = [*(other for other in beside if other.named), *bodies]
        return named[0] if named else link

    def _description(
        self, sentence: Sentence, link: Link | None, head: int, span: Span
    ) -> str | None:
        """What stands for a name: that of a body, or the words in lower case without article.

        A pronoun that was not resolved names nobody.
        """
        if link is not None and link.mention.kind == "name":
            return link.mention.span.of(self._text)
        if sentence.upos[head] == "PRON" and sentence.words[head].lower() in _PRONOUNS:
            return link.description if link is not None else None
        inside = [w for w, s in enumerate(sentence.spans) if span.contains(s)] or [head]
        while len(inside) > 1 and sentence.upos[inside[0]] in {"DET", "PUNCT"}:
            inside.pop(0)
        name, end, proper = "", sentence.spans[inside[0]].start, False
        for word in inside:
            place = sentence.spans[word]
            form = place.of(self._text)
            # A capital behind a name belongs to it (``Minister of Foreign Affairs``).
            joint = sentence.upos[word] in {"ADP", "CCONJ", "DET"}
            proper = sentence.upos[word] == "PROPN" or (proper and (joint or form[:1].isupper()))
            keep = proper or (form.isupper() and len(form) > 1)
            name += self._text[end : place.start] + (form if keep else form.lower())
            end = place.end
        return name

    def _described(self, link: Link) -> str | None:
        """The code in the description behind a name (``Anna Berg, head of Norway's navy``)."""
        sentence = self._analysis.sentences[link.mention.sentence]
        comma = link.mention.last + 1
        if link.mention.kind != "name" or comma + 1 >= len(sentence):
            return None
        if sentence.words[comma] != "," or sentence.upos[comma + 1] not in {"DET", "ADJ", "NOUN"}:
            return None
        for word in range(comma + 1, len(sentence)):
            if sentence.upos[word] in {"PUNCT", "VERB", "AUX"}:
                return None
            other = self._links.actor_at(link.mention.sentence, word)
            if other is not None and _case(sentence, word) in _OWN_CASES:
                return link_represents(other)
        return None


def _case(sentence: Sentence, word: int) -> str:
    marks = sentence.dependents(word, "case")
    return sentence.words[marks[0]].lower() if marks else ""


def noun_phrase(sentence: Sentence, head: int, link: Link | None) -> Span:
    """The words that name an actor: the noun with its modifiers, a name in apposition included.

    Clauses, descriptions after a name and outer adverbials stay out.
    """
    words = {head}
    if link is not None:
        words.update(range(link.mention.first, link.mention.last + 1))
    for child in sentence.children[head]:
        relation = sentence.relation(child)
        named = sentence.upos[child] == "PROPN" and sentence.upos[head] != "PROPN"
        if relation in _OUTER or relation == "nmod" or (relation == "appos" and named):
            words |= set(sentence.subtree(child))
    words -= set(sentence.dependents(head, "case"))
    run = [head]
    while run[0] - 1 in words or _joins(sentence, run[0] - 1, words):
        run.insert(0, run[0] - 1)
    while run[-1] + 1 in words or _joins(sentence, run[-1] + 1, words):
        run.append(run[-1] + 1)
    while len(run) > 1 and sentence.upos[run[-1]] == "PUNCT":
        run.pop()
    while len(run) > 1 and sentence.upos[run[0]] in {"ADP", "PUNCT"}:
        run.pop(0)
    return sentence.cover(run[0], run[-1])


def _joins(sentence: Sentence, word: int, words: set[int]) -> bool:
    """A comma or hyphen between two parts of the phrase."""
    if not 0 < word < len(sentence) - 1 or sentence.words[word] not in {",", "-", "/"}:
        return False
    return word - 1 in words and word + 1 in words
