"""Role nouns that mean one person: the holder of the office they word, on the article's day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from communique.codebook.actors import Actor, Role
from communique.records import Link, Mention, Sentence
from communique.stages.actors.discourse import Discourse
from communique.stages.actors.offices import head_of_body, held_link, holder_of, named_holder
from communique.stages.actors.phrases import case_of, is_former, role_phrase, written_out

# A body is named no further from the office than this, in words.
_NEAR = 9
_ANY = frozenset({"a", "an", "any", "another", "each", "every", "no", "some"})
_PRIVATE = frozenset({"BUS", "EDU", "LAB", "MED", "NGO", "PTY"})
_OF_ANY_SORT = frozenset({"leader"})


class Holders:
    """Finds who holds an office, by the tables and by whom the article names."""

    def __init__(self, discourse: Discourse, by_word: Mapping[tuple[int, int], Mention]) -> None:
        self._discourse = discourse
        self._by_word = by_word

    def link(
        self, sentence: Sentence, mention: Mention, codes: tuple[str, ...], rule: str
    ) -> Link | None:
        """The link to who holds the office that the role noun words, where anybody is known."""
        if not codes or not self._is_one(sentence, mention):
            return None
        held = self._holder(sentence, mention, codes)
        if held is None:
            return None
        return held_link(self._discourse, sentence, mention, (codes, rule), held)

    def _holder(
        self, sentence: Sentence, mention: Mention, codes: tuple[str, ...]
    ) -> tuple[Actor, Role] | None:
        index, day = self._discourse.index, self._discourse.day
        region = self._region(sentence, mention)
        if region is not None:  # the Scottish health secretary is not the United Kingdom's
            office = f"{role_phrase(sentence, mention)} of {region}"
            return holder_of(index, day, codes, office, whole=True)
        noun, held = sentence.lemmas[mention.last].lower(), None
        for body in self._bodies(sentence, mention):
            held = held or head_of_body(index, day, codes, noun, body)
        for wording in self._wordings(sentence, mention):
            held = held or holder_of(index, day, codes, wording)
        return held or named_holder(self._discourse, codes, self._in_full(sentence, mention))

    def _region(self, sentence: Sentence, mention: Mention) -> str | None:
        """The part of a state that the office is of, by an adjective."""
        names = self._names_beside(sentence, mention, "amod", "compound")
        return next(filter(None, map(self._discourse.index.region_of, names)), None)

    def _names_beside(self, sentence: Sentence, mention: Mention, *relations: str) -> Iterator[str]:
        """Names that hang on the noun by one of the relations."""
        for word in sentence.dependents(mention.head, *relations):
            beside = self._by_word.get((mention.sentence, word))
            if beside is not None and beside.kind == "name":
                yield written_out(sentence, beside)

    def _bodies(self, sentence: Sentence, mention: Mention) -> Iterator[str]:
        """Names in the noun's phrase, near it: of what it may be the head."""
        for word in sentence.subtree(mention.head):
            owner = self._by_word.get((mention.sentence, word))
            is_name = owner is not None and owner.kind == "name" and owner.head == word
            if owner is not None and is_name and abs(word - mention.head) <= _NEAR:
                yield written_out(sentence, owner)

    def _wordings(self, sentence: Sentence, mention: Mention) -> Iterator[str]:
        """The office as the tables may have it, with what it has charge of first: ``head of British
        diplomacy``."""
        phrase = role_phrase(sentence, mention)
        for word in sentence.dependents(mention.head, "nmod"):
            if case_of(sentence, word) != "of":
                continue
            if sentence.upos[word] == "NOUN":
                yield f"{phrase} of {sentence.lemmas[word].lower()}"
            if self._is_private(sentence, word):
                return
        for name in self._names_beside(sentence, mention, "compound"):
            yield f"{name} {phrase}".lower()  # "the Treasury secretary"
        yield self._in_full(sentence, mention)

    def _is_private(self, sentence: Sentence, word: int) -> bool:
        """Whether a noun is a party, a firm or the like: its president is not the state's."""
        agent = self._discourse.index.agent_of([sentence.words[word]], [sentence.lemmas[word]])
        return agent is not None and agent.sector in _PRIVATE

    def _in_full(self, sentence: Sentence, mention: Mention) -> str:
        """The role with the words before it, none left out that makes it a lesser one."""
        before = mention.first
        while before and sentence.deprels[before - 1] in {"amod", "compound"}:
            beside = self._by_word.get((mention.sentence, before - 1))
            if beside is not None and beside.kind == "name":
                break
            before -= 1
        words = (*sentence.words[before : mention.first], role_phrase(sentence, mention))
        return " ".join(words).lower()

    def _is_one(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether the role noun means the one who holds the office now: no plural, no ``a``.

        A ``leader`` of some sort ("spiritual leader") is not the one who leads the state.
        """
        if sentence.lemmas[mention.head].lower() in _OF_ANY_SORT and any(
            (mention.sentence, word) not in self._by_word
            for word in sentence.dependents(mention.head, "amod", "compound")
        ):
            return False
        marks = {sentence.words[d].lower() for d in sentence.dependents(mention.head, "det")}
        return (
            "Number=Plur" not in sentence.feats[mention.head]
            and not marks & _ANY
            and not is_former(sentence, mention.head)
        )
