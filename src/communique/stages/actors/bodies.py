"""Names of states and bodies: those of the tables, and others by the words in and beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from communique.codebook.actors import Actor, NameEntry, Role
from communique.records import PLACE_LABELS, Link, Mention, Sentence
from communique.stages.actors.alignments import stateless, usual_body
from communique.stages.actors.bare import BareNouns, role_noun
from communique.stages.actors.discourse import Discourse
from communique.stages.actors.institutions import NameReading, read_name
from communique.stages.actors.makers import latest_role, make_link
from communique.stages.actors.offices import held_link, holder_of
from communique.stages.actors.phrases import (
    country_from,
    in_dateline,
    is_people,
    place_case,
    with_sector,
    written_out,
)


class NamedBodies:
    """Decides names that are no persons'."""

    def __init__(
        self,
        bare: BareNouns,
        discourse: Discourse,
        by_word: Mapping[tuple[int, int], Mention],
        modifier_links: Callable[[Sentence, Mention], list[tuple[str, Link]]],
    ) -> None:
        self._bare = bare
        self._discourse = discourse
        self._states = discourse.index.codes
        self._by_word = by_word
        self._modifier_links = modifier_links

    def unlisted(self, sentence: Sentence, mention: Mention) -> Link:
        """A name outside the tables: a short form, or what the words in and beside it say."""
        words = sentence.words[mention.first : mention.last + 1]
        plain = written_out(sentence, mention)
        people = stateless(sentence, mention, self._discourse)
        if people is not None:
            return make_link(mention, *people, description=plain)
        usual = usual_body(sentence, mention, self._discourse)
        if usual is not None:
            return make_link(mention, *usual, description=plain)
        entries = self._discourse.listed_end(words)
        if entries:
            return self.listed(sentence, mention, entries)
        longer = self._discourse.short_form(words, mention)
        if longer is not None and sentence.deprels[mention.head] != "amod":
            role = self._in_force(longer.actor)
            codes = with_sector(role.codes, longer.sector, self._states)
            return make_link(mention, codes, f"{longer.actor.id}+short", description=plain)
        reading = read_name(sentence, mention, self._discourse)
        codes = self._inner_codes(reading)
        if codes and reading.is_place:
            return make_link(mention, codes, "name.part-of-state", is_place=True)
        if codes and (reading.entry is not None or reading.sector is not None):
            rule = "name.contains" if reading.sector is None else "name.institution"
            inner = reading.entry.sector if reading.entry is not None else None
            codes = with_sector(codes, reading.sector or inner, self._states)
            return make_link(mention, codes, rule, description=plain)
        codes = country_from(self._modifier_links(sentence, mention))
        if codes:
            codes = with_sector(codes, reading.sector, self._states)
            return make_link(mention, codes, "name.modifier", description=plain)
        if reading.whole:
            codes, rule, _ = self._bare.answer(role_noun(sentence, mention, reading.sector))
            return make_link(mention, codes, rule, description=plain)
        return make_link(mention, (), "name.unknown", description=plain)

    def _inner_codes(self, reading: NameReading) -> tuple[str, ...]:
        if reading.entry is not None:
            return self._in_force(reading.entry.actor).codes
        return (reading.place.country,) if reading.place is not None else ()

    def _in_force(self, actor: Actor) -> Role:
        return actor.role_on(self._discourse.day) or latest_role(actor, self._discourse.day)

    def listed(self, sentence: Sentence, mention: Mention, entries: list[NameEntry]) -> Link:
        """A name of the tables: the best of its entries, a place where its words make it one."""
        entry = entries[0]
        role = self._in_force(entry.actor)
        sector, rule = entry.sector, entry.actor.id
        if entry.kind in {"adjective", "people"} and is_people(sentence, mention):
            sector, rule = "CVL", "name.people"
        codes = with_sector(role.codes, sector, self._states)
        others = {c for e in entries[1:] for r in e.actor.roles for c in r.codes} - set(codes)
        ground = entry.kind in {"state", "capital"} or (
            entry.kind == "group" and mention.label in PLACE_LABELS  # "in Europe"
        )
        is_place = ground and place_case(sentence, mention)
        is_place = is_place or (entry.kind == "capital" and self._is_setting(sentence, mention))
        is_place = is_place or (entry.kind == "state" and self._ends_address(sentence, mention))
        if entry.kind in {"state", "capital", "metonym"} and not in_dateline(sentence, mention):
            self._discourse.saw_state(mention.sentence, role.codes[0])
        held = None
        if entry.kind == "organisation" and len(entry.pieces) > 1:
            office = " ".join(entry.pieces).partition(" of ")[0]  # "Secretary General of NATO"
            held = holder_of(self._discourse.index, self._discourse.day, codes, office)
        if held is not None:
            return held_link(self._discourse, sentence, mention, (codes, rule), held)
        return make_link(
            mention, codes, rule, is_place=is_place, alternatives=tuple(sorted(others))
        )

    def _ends_address(self, sentence: Sentence, mention: Mention) -> bool:
        """``Paris, France``: a state behind a comma and a place that is none itself."""
        before = self._by_word.get((mention.sentence, mention.first - 2))
        if before is None or sentence.words[mention.first - 1] != ",":
            return False
        if sentence.dependents(mention.head, "cc", "conj") or before.label not in PLACE_LABELS:
            return False
        return all(e.kind != "state" for e in self._discourse.entries(sentence, before))

    def _is_setting(self, sentence: Sentence, mention: Mention) -> bool:
        """A capital before a thing (``a Kyiv apartment block``) tells where, not who."""
        head = sentence.heads[mention.head]
        return sentence.deprels[mention.head] == "compound" and (
            (mention.sentence, head) not in self._by_word
        )
