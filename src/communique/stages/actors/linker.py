"""The rules that decide who a mention stands for."""

from __future__ import annotations

from communique.codebook.actors import Actor, Agent, NameEntry, Role, pieces_of, role_key
from communique.codebook.resources import data_digest
from communique.records import Analysis, Link, Mention, Provenance, Sentence
from communique.stages.actors.discourse import Discourse, KnownPerson
from communique.stages.actors.phrases import (
    country_from,
    describe,
    modifiers,
    place_case,
    title_of,
    with_sector,
)
from communique.stages.actors.pronouns import antecedent

VERSION = "actors.v1"
_STATE_NOUNS = frozenset({"country", "nation", "state", "power", "government", "republic"})
# Bare nouns of these sectors ("the troops") mean those of the state the article is about.
_DOMESTIC = frozenset({"GOV", "MIL", "COP", "REB", "UAF", "OPP", "JUD", "LEG", "SPY", "CVL"})
_PERSON_KINDS = frozenset({"person", "family"})


class Linker:
    """Links mentions in text order; a link may need the links of its modifiers first."""

    def __init__(
        self, analysis: Analysis, mentions: tuple[Mention, ...], discourse: Discourse
    ) -> None:
        self._analysis = analysis
        self._discourse = discourse
        self._states = discourse.index.codes
        self._mentions = {(m.sentence, m.head): m for m in mentions}
        self._by_word = {(m.sentence, w): m for m in mentions for w in range(m.first, m.last + 1)}
        self._done: dict[tuple[int, int], Link] = {}
        self._open: set[tuple[int, int]] = set()

    def link(self, mention: Mention) -> Link:
        """The link of `mention`, computed once."""
        key = (mention.sentence, mention.head)
        if key in self._done:
            return self._done[key]
        self._open.add(key)
        sentence = self._analysis.sentences[mention.sentence]
        if mention.kind == "name":
            link = self._link_name(sentence, mention)
        elif mention.kind == "nominal":
            link = self._link_nominal(sentence, mention)
        else:
            link = self._link_pronoun(mention)
        self._open.discard(key)
        self._done[key] = link
        self._discourse.remember(link, self._nouns(sentence, mention, link))
        return link

    def _nouns(self, sentence: Sentence, mention: Mention, link: Link) -> tuple[str, ...]:
        """Words under which a role may come back: its phrase and, for a group, its head noun.

        A titled person's noun stays out: "ministers" after "Prime Minister Andersson" are others.
        """
        if mention.kind != "nominal" or not link.codes:
            return ()
        phrase = self._role_phrase(sentence, mention)
        head = sentence.lemmas[mention.last].lower()
        return (phrase,) if link.person is not None else (phrase, head)

    def _link_name(self, sentence: Sentence, mention: Mention) -> Link:
        entries = self._discourse.entries(sentence, mention)
        known = self._discourse.persons.get(self._plain(sentence, mention).lower())
        if known is not None and (not entries or entries[0].kind in _PERSON_KINDS):
            return self._person(sentence, mention, known.actor, known)
        if entries and entries[0].kind in _PERSON_KINDS:
            return self._table_person(sentence, mention, entries)
        if entries:
            return self._table_name(sentence, mention, entries)
        place = self._discourse.place(sentence, mention)
        if place is not None and mention.label != "Person":
            codes = (place.country,) if place.country else ()
            return _link(mention, codes, "name.place", is_place=True)
        if mention.label == "Person":
            return self._person(sentence, mention, None, None)
        inner = self._discourse.inner_entry(sentence, mention)
        if inner is not None:
            role = inner.actor.role_on(self._discourse.day) or inner.actor.roles[0]
            return _link(
                mention, role.codes, "name.contains", description=self._plain(sentence, mention)
            )
        return _link(mention, country_from(self._modifier_links(sentence, mention)), "name.unknown",
                     description=self._plain(sentence, mention))  # fmt: skip

    def _table_name(self, sentence: Sentence, mention: Mention, entries: list[NameEntry]) -> Link:
        entry = entries[0]
        role = entry.actor.role_on(self._discourse.day) or _latest(entry.actor, self._discourse.day)
        codes = with_sector(role.codes, entry.sector, self._states)
        others = {c for e in entries[1:] for r in e.actor.roles for c in r.codes} - set(codes)
        is_place = entry.kind in {"state", "capital"} and place_case(sentence, mention)
        return _link(
            mention, codes, entry.actor.id, is_place=is_place, alternatives=tuple(sorted(others))
        )

    def _table_person(self, sentence: Sentence, mention: Mention, entries: list[NameEntry]) -> Link:
        """A person of the tables; a bare surname needs one holder in office or a matching title."""
        if entries[0].kind == "person" or len({e.actor.id for e in entries}) == 1:
            return self._person(sentence, mention, entries[0].actor, None)
        words = self._words_codes(sentence, mention)
        fitting = [e for e in entries if _role_codes(e.actor, self._discourse.day, words)]
        if words and len(fitting) == 1:
            return self._person(sentence, mention, fitting[0].actor, None)
        in_office = [e for e in entries if e.actor.role_on(self._discourse.day) is not None]
        named_here = [e for e in in_office or entries if self._is_named(e.actor)]
        for candidates in (named_here, in_office):
            if len(candidates) == 1:
                return self._person(sentence, mention, candidates[0].actor, None)
        return _link(
            mention, words, "name.surname-ambiguous", person=self._plain(sentence, mention),
            alternatives=tuple(sorted(e.actor.name for e in entries)),
        )  # fmt: skip

    def _is_named(self, actor: Actor) -> bool:
        """Whether the article names a state or body that the person held office in."""
        return any(self._discourse.code_counts[c] for r in actor.roles for c in r.codes)

    def _person(
        self, sentence: Sentence, mention: Mention, actor: Actor | None, known: KnownPerson | None
    ) -> Link:
        """Codes from the words beside the name, else from the office held on the day."""
        words = self._words_codes(sentence, mention)
        name = actor.name if actor else known.name if known else self._plain(sentence, mention)
        if actor is not None:
            codes, rule = self._office_codes(actor, words)
        else:
            codes, rule = words, "person.words"
        if not codes and known is not None:
            codes, rule = known.codes, "person.said-before"
        if codes or known is None:
            title = self._title(sentence, mention) or (known.title if known else None)
            self._discourse.know(KnownPerson(name, actor, codes, title))
        return _link(mention, codes, rule, person=name)

    def _office_codes(self, actor: Actor, words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """Which of a person's offices counts: in force on the day, or the one the words name."""
        role = actor.role_on(self._discourse.day)
        if role is not None:
            return role.codes, actor.id
        if words:
            return words, "person.words"
        if self._discourse.day is None:
            counts = self._discourse.code_counts
            best = max(actor.roles, key=lambda r: (max(counts[c] for c in r.codes), r.start))
            return best.codes, f"{actor.id}+article"
        return _latest(actor, self._discourse.day).codes, f"{actor.id}+former"

    def _title(self, sentence: Sentence, mention: Mention) -> str | None:
        """The role noun beside the name, lower-cased (``first deputy minister``)."""
        word = title_of(sentence, mention)
        role = self._by_word.get((mention.sentence, word)) if word is not None else None
        return describe(sentence, role) if role is not None and role.kind == "nominal" else None

    def _words_codes(self, sentence: Sentence, mention: Mention) -> tuple[str, ...]:
        """Codes that the title, apposition or country beside a person's name gives."""
        title = title_of(sentence, mention)
        if title is not None:
            codes = country_from(self._modifier_links(sentence, mention, title))
            role = self._by_word.get((mention.sentence, title))
            if codes and role is not None and role.kind == "nominal":
                agent = self._agent(sentence, role)
                return with_sector(codes, agent.sector if agent else None, self._states)
            if codes:
                return codes
        return country_from(self._modifier_links(sentence, mention))

    def _link_nominal(self, sentence: Sentence, mention: Mention) -> Link:
        agent = self._agent(sentence, mention)
        sector = agent.sector if agent is not None else None
        links = self._modifier_links(sentence, mention)
        description = describe(sentence, mention)
        codes = country_from(links)
        if codes:
            codes = with_sector(codes, sector, self._states)
            beside = self._named_beside(sentence, mention)
            person = beside.person if beside else None
            rule = agent.id if agent else "nominal.modifier"
            return _link(mention, codes, rule, description=description, person=person)
        return self._bare_nominal(sentence, mention, sector, description)

    def _bare_nominal(
        self, sentence: Sentence, mention: Mention, sector: str | None, description: str
    ) -> Link:
        """A role noun without a country beside it: what it meant before, or the article's state."""
        noun = sentence.lemmas[mention.last].lower()
        beside = self._named_beside(sentence, mention)
        if beside is not None and beside.codes:
            return _link(mention, beside.codes, "nominal.apposition", person=beside.person)
        phrase = " ".join(w.lower() for w in sentence.words[mention.first : mention.last + 1])
        body = self._discourse.body_of(phrase) or self._discourse.body_of(noun)
        if body is not None:
            role = body.role_on(self._discourse.day) or body.roles[0]
            return _link(mention, role.codes, f"{body.id}+again", description=description)
        holder = self._office_holder(phrase) if sector in {"GOV", ""} else None
        if holder is not None:
            return _link(mention, holder.codes, "nominal.office-again", person=holder.name)
        key = self._role_phrase(sentence, mention)
        before = self._discourse.same_noun(key) or self._discourse.same_noun(noun)
        if before is not None:
            return _link(mention, before.codes, "nominal.same-noun", description=before.description)
        if (
            self._discourse.main_state is not None
            and sector in _DOMESTIC
            and not _any_of_many(sentence, mention)
        ):
            codes = with_sector((self._discourse.main_state,), sector, self._states)
            return _link(mention, codes, "nominal.article-state", description=description)
        return _link(mention, (), "nominal.unknown", description=description)

    def _office_holder(self, phrase: str) -> KnownPerson | None:
        """The last person named in the article whose title or office is the one in `phrase`."""
        wanted = pieces_of(phrase)
        for person in reversed(list(self._discourse.persons.values())):
            role = person.actor.role_on(self._discourse.day) if person.actor else None
            offices = [o for o in (person.title, role.office if role else None) if o]
            for office in offices:
                if (
                    person.codes
                    and pieces_of(office.partition(" of ")[0])[-len(wanted) :] == wanted
                ):
                    return person
        return None

    def _link_pronoun(self, mention: Mention) -> Link:
        chosen = antecedent(self._analysis, mention, self._discourse.recent)
        if chosen is None:
            return _link(mention, (), "pronoun.unknown")
        return _link(mention, chosen.codes, "pronoun.antecedent", person=chosen.person,
                     description=chosen.description)  # fmt: skip

    def _modifier_links(
        self, sentence: Sentence, mention: Mention, head: int | None = None
    ) -> list[tuple[str, Link]]:
        """Links of the mentions that modify `head` (by default the mention's own)."""
        found = []
        for relation, word in modifiers(sentence, mention.head if head is None else head):
            other = self._by_word.get((mention.sentence, word))
            if other is None or other is mention:
                continue
            if (other.sentence, other.head) not in self._open:
                found.append((relation, self.link(other)))
        return found

    def _named_beside(self, sentence: Sentence, mention: Mention) -> Link | None:
        """The person in apposition to a role noun or titled by it (``President Barack Obama``)."""
        words = list(sentence.dependents(mention.head, "appos", "flat", "nmod:desc"))
        if sentence.deprels[mention.head] in {"compound", "appos", "nmod:desc", "flat"}:
            words.append(sentence.heads[mention.head])
        for word in words:
            other = self._by_word.get((mention.sentence, word))
            if other is None or other.kind != "name" or other.label != "Person":
                continue
            if (other.sentence, other.head) not in self._open:
                return self.link(other)
        return None

    def _agent(self, sentence: Sentence, mention: Mention) -> Agent | None:
        words = slice(mention.first, mention.last + 1)
        return self._discourse.index.agent_of(sentence.words[words], sentence.lemmas[words])

    def _role_phrase(self, sentence: Sentence, mention: Mention) -> str:
        """The role's words, the last as lemma, as one string."""
        words = (*sentence.words[mention.first : mention.last], sentence.lemmas[mention.last])
        return " ".join(role_key(words))

    def _plain(self, sentence: Sentence, mention: Mention) -> str:
        words = list(sentence.words[mention.first : mention.last + 1])
        text = ""
        for i, word in enumerate(words):
            joined = i == 0 or sentence.spans[mention.first + i].start == (
                sentence.spans[mention.first + i - 1].end
            )
            text += word if joined else " " + word
        return text


def _any_of_many(sentence: Sentence, mention: Mention) -> bool:
    """``every nation``, ``countries``, ``a state``: no particular state is meant."""
    marks = {sentence.words[d].lower() for d in sentence.dependents(mention.head, "det")}
    if marks & {"every", "each", "any", "no", "another", "all"}:
        return True
    plural = "Number=Plur" in sentence.feats[mention.head]
    return sentence.lemmas[mention.last].lower() in _STATE_NOUNS and (
        plural or bool(marks & {"a", "an", "some"})
    )


def _latest(actor: Actor, day: str | None) -> Role:
    """The last role that began by `day`, else the first of all."""
    begun = [r for r in actor.roles if day is None or r.start <= day]
    return max(begun, key=lambda r: r.start) if begun else actor.roles[0]


def _role_codes(actor: Actor, day: str | None, codes: tuple[str, ...]) -> bool:
    """Whether one of the actor's offices around the day belongs to one of `codes`."""
    role = actor.role_on(day)
    roles = actor.roles if role is None else (role,)
    return any(set(r.codes) & set(codes) for r in roles)


def _link(
    mention: Mention,
    codes: tuple[str, ...],
    rule: str,
    *,
    person: str | None = None,
    description: str | None = None,
    is_place: bool = False,
    alternatives: tuple[str, ...] = (),
) -> Link:
    return Link(
        mention=mention,
        codes=codes,
        person=person,
        description=description,
        is_place=is_place,
        alternatives=alternatives,
        provenance=Provenance(stage=VERSION, rule=rule, data=data_digest()),
    )
