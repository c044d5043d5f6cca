"""From the word that fills a slot to the entity codes it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from communique.codebook.patterns import Helpers
from communique.records import Link, LinkTable, Quote, Sentence, Span
from communique.stages.events.arguments import case_words, conjuncts

_FIRST_PERSON = frozenset({"we", "us", "our", "ours", "i", "me", "my"})
_SECTORS = {
    "MIL": "army", "REB": "rebels", "UAF": "rebels", "CVL": "people", "OPP": "people",
    "COP": "police", "SPY": "police", "MED": "private", "NGO": "private", "BUS": "private",
    "LEG": "organ", "JUD": "organ", "CRM": "rebels", "LAB": "people",
}  # fmt: skip
KINDS = ("state", "body", "army", "rebels", "people", "police", "private", "organ")


@dataclass(frozen=True, slots=True)
class Party:
    """Who fills a slot: codes, named persons and the words that say so.

    `roles` tells by which role each of the words was found.
    """

    codes: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    roles: tuple[tuple[Span, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.codes)

    def by(self, role: str) -> Party:
        """The same party, found by `role`."""
        return replace(self, roles=tuple((span, role) for span in self.spans))

    def joined(self, other: Party) -> Party:
        """Both parties as one, nobody twice; a state takes in its own sectors."""
        codes = _merged(self.codes, other.codes)
        return Party(
            tuple(c for c in codes if "." not in c or c.partition(".")[0] not in codes),
            _merged(self.persons, other.persons),
            tuple(dict.fromkeys((*self.spans, *other.spans))),
            (*self.roles, *other.roles),
        )

    def without(self, other: Party) -> Party:
        """This party less the codes of `other`."""
        return self._only(c for c in self.codes if c not in other.codes)

    def _only(self, codes: Iterable[str]) -> Party:
        """The party with these codes; nobody, and no evidence of anybody, when none is left."""
        left = tuple(codes)
        return replace(self, codes=left) if left else Party()

    def beside(self, other: Party) -> Party:
        """This party less the codes of `other`, unless both name persons and they differ."""
        left = self.without(other)
        persons_differ = self.persons and other.persons and self.persons != other.persons
        return self if not left and persons_differ else left

    def outside(self, other: Party) -> Party:
        """This party less the states that `other` belongs to: who leaves a town of his own state
        does nothing to that state."""
        own = {code.partition(".")[0] for code in other.codes}
        return self._only(c for c in self.codes if c.partition(".")[0] not in own)


def _merged(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *two)))


@dataclass(frozen=True, slots=True)
class Resolver:
    """Looks up the actors of one sentence."""

    sentence: Sentence
    number: int
    links: LinkTable
    quotes: Sequence[Quote]
    helpers: Helpers
    # Many readings ask for the same words.
    _known: dict[tuple[int, bool], Party] = field(default_factory=dict, repr=False, compare=False)

    def party(self, words: Iterable[int], *, territory: bool = False) -> Party:
        """Everyone named by the words and what is joined to them."""
        whole = Party()
        for word in words:
            for head in conjuncts(self.sentence, word):
                key = (head, territory)
                if key not in self._known:
                    self._known[key] = Party().joined(self._one(head, territory, depth=0))
                whole = whole.joined(self._known[key]) if whole else self._known[key]
        return whole

    def party_at(self, word: int, *, territory: bool = False) -> Party:
        """Who is named at one word, and nobody beside."""
        return self._first_person(word) or self._linked(word, territory)

    def named(self, words: Iterable[int]) -> Party:
        """Who the words themselves name, nothing inside their phrases."""
        whole = Party()
        for word in words:
            whole = whole.joined(self._linked(word, territory=False))
        return whole

    def _one(self, word: int, territory: bool, depth: int) -> Party:
        first_person = self._first_person(word)
        if first_person:
            return first_person
        own = self._linked(word, territory)
        if own:
            return own
        if depth >= 3:
            return Party()
        return self._inside(word, territory, depth)

    def _linked(self, word: int, territory: bool) -> Party:
        link = self.links.at(self.number, word)
        if link is None or not link.codes:
            return Party()
        if (link.is_place or link.provenance.rule == "name.place") and not territory:
            return Party()
        persons = (link.named,) if link.named else self._beside(word)
        return Party(link.codes, persons, self._words(link))

    def _words(self, link: Link) -> tuple[Span, ...]:
        """The words of a mention; a pronoun's with those in the sentence that it takes up."""
        own, taken_up = link.mention.span, link.antecedent
        if link.mention.kind != "pronoun" or taken_up is None:
            return (own,)
        return (own, taken_up) if self.sentence.span.contains(taken_up) else (own,)

    def _beside(self, word: int) -> tuple[str, ...]:
        """A person named in apposition to a role noun."""
        for other in self.sentence.dependents(word, "appos", "flat", "nmod:desc"):
            link = self.links.at(self.number, other)
            if link is not None and link.named is not None:
                return (link.named,)
        return ()

    def _inside(self, word: int, territory: bool, depth: int) -> Party:
        """The actor inside a longer phrase: ``dozens of soldiers``, ``Russia's invasion``."""
        lemma = self.sentence.lemmas[word].lower()
        if lemma in self.helpers.transparent_nouns or self.sentence.upos[word] == "NUM":
            for child in self.sentence.dependents(word, "nmod"):
                if case_words(self.sentence, child) & {"of", "from", "among"}:
                    found = self._one(child, territory, depth + 1)
                    if found:
                        return found
        for relation in ("appos", "nmod:poss", "amod", "compound", "nmod:desc"):
            found = Party()
            for child in self.sentence.children[word]:
                if self.sentence.deprels[child] == relation:
                    for head in conjuncts(self.sentence, child):
                        found = found.joined(self._linked(head, territory))
            if found:
                return found
        for case in ("by", "of", "from"):
            for child in self.sentence.dependents(word, "nmod", "obl"):
                if case in case_words(self.sentence, child):
                    found = self._one(child, territory, depth + 1)
                    if found:
                        return found
        return Party()

    def speaker(self, word: int) -> Party:
        """Who says the quotation that `word` stands in, the innermost one."""
        span = self.sentence.spans[word]
        holding = [q for q in self.quotes if q.text.contains(span) and q.represents]
        if not holding:
            return Party()
        quote = min(holding, key=lambda q: q.text.end - q.text.start)
        name = quote.speaker_name or ""
        persons = (name,) if name[:1].isupper() and " " in name else ()
        return Party((quote.represents or "",), persons, (quote.speaker or span,))

    def _first_person(self, word: int) -> Party:
        """``we`` and ``I`` inside a quotation are its speaker."""
        # "US" is tagged as a name; only the pronoun stands for the speaker.
        if self.sentence.upos[word] != "PRON":
            return Party()
        if self.sentence.words[word].lower() not in _FIRST_PERSON:
            return Party()
        return self.speaker(word)


def kind_of(code: str) -> str:
    """Which of the `KINDS` of actors a code stands for."""
    state, _, sector = code.partition(".")
    if sector:
        return _SECTORS.get(sector, "organ")
    return "state" if len(state) == 3 else "body"
