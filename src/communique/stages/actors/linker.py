"""The rules that decide who a mention stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from communique.codebook.actors import ARMED, Actor, Agent, NameEntry, pieces_of
from communique.records import (
    PLACE_LABELS,
    Analysis,
    ChainTable,
    Link,
    Mention,
    Sentence,
)
from communique.stages.actors.alignments import coalition_meant, usual_body
from communique.stages.actors.bare import (
    COUNTERPARTS,
    RELATIONAL,
    STATE_NOUNS,
    TOPICAL,
    BareNouns,
    names_kind,
    role_noun,
)
from communique.stages.actors.bodies import NamedBodies
from communique.stages.actors.discourse import GUESSED_PERSON, Discourse, KnownPerson
from communique.stages.actors.holders import Holders
from communique.stages.actors.holdings import HeldThings
from communique.stages.actors.makers import copied, latest_role, make_link
from communique.stages.actors.offices import former_office, in_office, role_meant
from communique.stages.actors.phrases import (
    country_from,
    describe,
    is_former,
    modifiers,
    office_words,
    place_case,
    role_phrase,
    stance_of,
    title_of,
    with_sector,
    without_sector,
    written_out,
)
from communique.stages.actors.pronouns import antecedent, coming_subject, in_chain, is_empty
from communique.stages.actors.referring import Decide, References, is_guess
from communique.stages.actors.spelling import spelt_like
from communique.stages.actors.surnames import choose_bearer
from communique.stages.actors.voices import Voices

_PERSON_KINDS = frozenset({"person", "family"})
# A name in apposition to a role noun stands no further off.
_BESIDE = 4
# The longest office that may stand before a name, in words.
_OFFICE_LENGTH = 9
# Sectors of offices that end with the office: who left parliament is one of the state's people.
_LEFT_BEHIND = frozenset({"LEG", "JUD"})
_GUESSES = ("nominal.article-", "nominal.last-state", "nominal.same-noun")
_HOMES = "agent.homes"
_GENDERED_TITLES = {"mr": "m", "sir": "m", "lord": "m", "mrs": "f", "ms": "f", "miss": "f"}
# Role nouns whose sector depends on whether there is war: from, to, when.
_TURNS: Mapping[str, tuple[str, str, Callable[[Discourse, str], bool]]] = {
    "agent.opposition-groups": ("OPP", "REB", Discourse.in_revolt),
    "agent.security-forces": ("MIL", "COP", lambda d, state: not d.at_war(state)),
}


class Linker:
    """Links mentions in text order; a link may need the links of its modifiers first."""

    def __init__(
        self,
        analysis: Analysis,
        mentions: tuple[Mention, ...],
        chains: ChainTable,
        discourse: Discourse,
        voices: Voices,
        decide: Decide | None = None,
    ) -> None:
        self._references = References(analysis, chains, discourse, decide) if decide else None
        self._analysis = analysis
        self._voices = voices
        self._chains = chains
        self._discourse = discourse
        self._states = discourse.index.codes
        self._by_word = {(m.sentence, w): m for m in mentions for w in range(m.first, m.last + 1)}
        self._done: dict[tuple[int, int], Link] = {}
        self._open: set[tuple[int, int]] = set()
        self._bare = BareNouns(discourse, self._link_at)
        self._holders = Holders(discourse, self._by_word)
        self._bodies = NamedBodies(self._bare, discourse, self._by_word, self._modifier_links)
        self._held_things = HeldThings(self._bare, discourse, self._link_at, self._modifier_links)

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
            link = self._at_home(sentence, self._link_nominal(sentence, mention))
        else:
            link = self._link_pronoun(mention)
        if self._references is not None:
            link = self._chosen(sentence, link, self._references)
        self._open.discard(key)
        self._done[key] = link
        self._discourse.remember(link, self._nouns(sentence, mention, link))
        return link

    def _chosen(self, sentence: Sentence, ruled: Link, references: References) -> Link:
        """The strongest answer where the rules guess, with who holds the office there.

        A stance ("pro-government") decides; of whom a mere modifier means if no rule knows it,
        and of unlisted villages the flow of the text says too little.
        """
        mention, link = ruled.mention, ruled
        modifies = not ruled.codes and sentence.deprels[mention.head] in {"amod", "compound"}
        is_place = mention.label in PLACE_LABELS
        if is_guess(ruled) and not (modifies or is_place or stance_of(sentence, mention)):
            link = references.choose(mention, ruled, self._agent(sentence, mention))
        if link is not ruled and mention.kind == "nominal":
            link = self._holders.link(sentence, mention, link.codes, link.provenance.rule) or link
        references.saw(link)
        return link

    def _nouns(self, sentence: Sentence, mention: Mention, link: Link) -> tuple[str, ...]:
        """Words under which a role may come back: its phrase and, for a group, its head noun.

        A titled person's noun stays out: "ministers" after "Prime Minister Andersson" are others.
        """
        nobody = not link.codes or link.provenance.rule == "nominal.any-of-many"
        if mention.kind != "nominal" or nobody:
            return ()
        phrase = role_phrase(sentence, mention)
        head = sentence.lemmas[mention.last].lower()
        return (phrase,) if link.person is not None else (phrase, head)

    def _link_at(self, number: int, word: int) -> Link | None:
        """The link of the mention at a word; None without one or while it is being made."""
        mention = self._by_word.get((number, word))
        if mention is None or (mention.sentence, mention.head) in self._open:
            return None
        return self.link(mention)

    def _link_name(self, sentence: Sentence, mention: Mention) -> Link:
        entries = self._discourse.entries(sentence, mention)
        known = self._known(sentence, mention)
        if known is not None and (not entries or entries[0].kind in _PERSON_KINDS):
            return self._person(sentence, mention, known.actor, known)
        if entries and entries[0].kind in _PERSON_KINDS:
            return self._table_person(sentence, mention, entries)
        if entries:
            return self._bodies.listed(sentence, mention, entries)
        place = self._discourse.place(sentence, mention)
        if place is not None and self._may_be_place(sentence, mention, place.country):
            if place.country:
                self._discourse.saw_state(mention.sentence, place.country)
            codes = (place.country,) if place.country else ()
            return make_link(mention, codes, "name.place", is_place=True)
        actor = self._respelt(sentence, mention)
        if actor is None and mention.label != "Person":
            return self._bodies.unlisted(sentence, mention)
        link = self._person(sentence, mention, actor, None)
        if actor is None:
            return link
        rule = f"{link.provenance.rule}+spelling"
        return replace(link, provenance=replace(link.provenance, rule=rule))

    def _respelt(self, sentence: Sentence, mention: Mention) -> Actor | None:
        """The person whom an unlisted name spells otherwise (``Wołodymyr Zelanski``).

        What the model took for no person's name is one only in another alphabet's spelling.
        """
        name, likely = written_out(sentence, mention), self._discourse.likely_persons()
        if mention.label != "Person":
            is_other = mention.label in PLACE_LABELS or name.isascii()
            return None if is_other else spelt_like(name, likely, least=1.0)
        actor = spelt_like(name, likely)
        if actor is not None:
            return actor
        near = self._words_codes(sentence, mention) or self._discourse.code_counts
        held = self._discourse.in_office(near)
        return spelt_like(name, held, in_full=True) or spelt_like(name, held, least=1.0)

    def _known(self, sentence: Sentence, mention: Mention) -> KnownPerson | None:
        """The person met before under these words, a lost apostrophe allowed for."""
        words = " ".join(pieces_of(written_out(sentence, mention))).lower()
        persons = self._discourse.persons
        return persons.get(words) or persons.get(words.removesuffix("s"))

    def _may_be_place(self, sentence: Sentence, mention: Mention, country: str) -> bool:
        """A place the model took for a person is one where the article names its country."""
        if mention.label != "Person":
            return True
        return bool(self._discourse.code_counts[country]) and title_of(sentence, mention) is None

    def _table_person(self, sentence: Sentence, mention: Mention, entries: list[NameEntry]) -> Link:
        """A person of the tables; a bare surname needs a bearer that the article points to."""
        if entries[0].kind == "person":
            return self._person(sentence, mention, entries[0].actor, None)
        words = self._words_codes(sentence, mention)
        actors = list({e.actor.id: e.actor for e in entries}.values())
        bearer = choose_bearer(actors, words, self._title_words(sentence, mention), self._discourse)
        if bearer is not None:
            return self._person(sentence, mention, bearer, None)
        if len(actors) == 1:
            return self._person(sentence, mention, None, None)
        return make_link(
            mention, words, "name.surname-ambiguous", person=written_out(sentence, mention),
            alternatives=tuple(sorted(a.name for a in actors)),
        )  # fmt: skip

    def _person(
        self, sentence: Sentence, mention: Mention, actor: Actor | None, known: KnownPerson | None
    ) -> Link:
        """Codes from the words beside the name, else from the office held on the day."""
        words = self._words_codes(sentence, mention)
        name = actor.name if actor else known.name if known else written_out(sentence, mention)
        if actor is not None:
            codes, rule = self._office_codes(actor, words)
        else:
            codes, rule = words, "person.words"
        if not codes and known is not None:
            codes, rule = known.codes, "person.said-before"
        if not codes and actor is None:
            codes, rule = self._title_codes(sentence, mention), "person.title"
        told = codes or self._discourse.told_of(name)
        if told and not codes:
            codes, rule = told, "person.said-elsewhere"
        title = self._title(sentence, mention) or (known.title if known else None)
        if codes or known is None:
            self._discourse.know(KnownPerson(name, actor, codes, title))
        before = sentence.words[mention.first - 1].lower() if mention.first else ""
        if before.rstrip(".") in _GENDERED_TITLES:
            self._discourse.genders[name] = _GENDERED_TITLES[before.rstrip(".")]
        home = self._discourse.scene
        if not codes and actor is None and home is not None:  # a guess
            codes, rule = with_sector((home,), "CVL", self._states), GUESSED_PERSON
        office = self._office(actor, title, self._title_words(sentence, mention) or title)
        return make_link(
            mention, codes, rule if codes else "person.words", person=name, office=office
        )

    def _office(self, actor: Actor | None, title: str | None, wording: str | None) -> str | None:
        """The office of a person on the day, or the one held before; of a person whom no table
        knows the title. `wording` has all words of the office beside the name."""
        role = role_meant(self._discourse, actor, wording) if actor else None
        if role is not None:
            return in_office(role, title)
        return former_office(actor, self._discourse.day, title) if actor else title

    def _title_words(self, sentence: Sentence, mention: Mention) -> str | None:
        """All words of the office beside a person's name (``President of the Party``)."""
        role = self._role_beside(sentence, mention)
        return office_words(sentence, role, mention) if role is not None else None

    def _role_beside(self, sentence: Sentence, mention: Mention) -> Mention | None:
        """The role noun beside a person's name."""
        word = title_of(sentence, mention)
        role = self._by_word.get((mention.sentence, word)) if word is not None else None
        return role if role is not None and role.kind == "nominal" else None

    def _title_codes(self, sentence: Sentence, mention: Mention) -> tuple[str, ...]:
        """Codes that the title beside an unknown person's name has of its own (``Judge``)."""
        role = self._role_beside(sentence, mention)
        if role is None:
            return ()
        agent = self._agent(sentence, role)
        sector = agent.sector if agent is not None else None
        return self._bare.domestic(role_noun(sentence, role, sector))[0]

    def _office_codes(self, actor: Actor, words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """Which of a person's offices counts: in force on the day, or the one the words name."""
        role = self._discourse.role_on(actor)
        if role is not None:
            return role.codes, actor.id
        if words:
            return words, "person.words"
        if self._discourse.day is None:
            counts = self._discourse.code_counts
            best = max(actor.roles, key=lambda r: (max(counts[c] for c in r.codes), r.start))
            return best.codes, f"{actor.id}+article"
        codes = latest_role(actor, self._discourse.day).codes
        if {c.partition(".")[2] for c in codes} <= _LEFT_BEHIND:
            codes = without_sector(codes, self._states)
        return codes, f"{actor.id}+former"

    def _title(self, sentence: Sentence, mention: Mention) -> str | None:
        """The role noun beside the name, lower-cased (``first deputy minister``)."""
        role = self._role_beside(sentence, mention)
        if role is None:
            return None
        agent = self._agent(sentence, role)
        is_person = agent is None or agent.kind == "person"  # "the city centre" is no title
        return describe(sentence, role) if is_person else None

    def _words_codes(self, sentence: Sentence, mention: Mention) -> tuple[str, ...]:
        """Codes that the title, apposition or country beside a person's name gives."""
        title = title_of(sentence, mention)
        if title is not None:
            codes = country_from(self._modifier_links(sentence, mention, title))
            role = self._by_word.get((mention.sentence, title))
            if codes and role is not None and role.kind == "nominal":
                if is_former(sentence, title):
                    return without_sector(codes, self._states)
                agent = self._agent(sentence, role)
                return with_sector(codes, agent.sector if agent else None, self._states)
            if codes:
                return codes
        codes = country_from(self._modifier_links(sentence, mention))
        return codes or self._codes_before(sentence, mention)

    def _codes_before(self, sentence: Sentence, mention: Mention) -> tuple[str, ...]:
        """Codes of the office right before a name that the parse tied to something else.

        ``Deputy Minister of Foreign Affairs of Ukraine Olha Hnatiuk``.
        """
        codes: tuple[str, ...] = ()
        for word in range(mention.first - 1, max(-1, mention.first - _OFFICE_LENGTH), -1):
            other = self._by_word.get((mention.sentence, word))
            if other is None:
                if word == mention.first - 1 or sentence.upos[word] not in {"ADP", "DET"}:
                    return ()
                continue
            link = self._link_at(mention.sentence, word)
            if link is None or other.label == "Person" or other.kind == "pronoun":
                return ()
            if other.kind == "nominal" and codes:
                agent = self._agent(sentence, other)
                return with_sector(codes, agent.sector if agent else None, self._states)
            codes = codes or link.codes
        return ()

    def _at_home(self, sentence: Sentence, link: Link) -> Link:
        """Homes are those who live there when something befalls them, else a place; so are
        countries in which something happens."""
        agent = self._agent(sentence, link.mention)
        a_state = sentence.lemmas[link.mention.last].lower() in STATE_NOUNS
        a_home = agent is not None and agent.id == _HOMES
        if not (a_state or a_home) or not place_case(sentence, link.mention):
            return link
        return replace(link, is_place=True)

    def _link_nominal(self, sentence: Sentence, mention: Mention) -> Link:
        agent = self._agent(sentence, mention)
        if agent is None:
            thing = self._held_things.link(sentence, mention)
            if thing is not None:
                return thing
        coalition = coalition_meant(sentence, mention, self._discourse)
        if coalition is not None:
            return make_link(mention, *coalition, description=describe(sentence, mention))
        sector = agent.sector if agent is not None else None
        description = describe(sentence, mention)
        beside = self._named_beside(sentence, mention, sector)
        person = beside.person if beside else None
        if beside is not None and person is None:
            return make_link(mention, beside.codes, "nominal.named", description=description)
        codes = self._owners(sentence, mention, agent)
        if codes:
            if sector is not None and stance_of(sentence, mention) is not None:
                sector = self._bare.side(sentence, mention, sector)
            codes = self._in_revolt(with_sector(codes, sector, self._states), agent)
            if is_former(sentence, mention.head):
                codes = without_sector(codes, self._states)
            rule = agent.id if agent else "nominal.modifier"
            held = self._holders.link(sentence, mention, codes, rule) if person is None else None
            return held or self._titled(mention, codes, rule, description, person)
        if beside is not None and beside.codes:
            return self._titled(mention, beside.codes, "nominal.apposition", None, person)
        return self._bare_noun(sentence, mention, agent)

    def _bare_noun(self, sentence: Sentence, mention: Mention, agent: Agent | None) -> Link:
        """The link of a role noun that nothing beside it says whose it is."""
        description = describe(sentence, mention)
        usual = usual_body(sentence, mention, self._discourse)
        if usual is not None:
            return make_link(mention, *usual, description=description)
        sector = agent.sector if agent is not None else None
        codes, rule, holder = self._bare.answer(role_noun(sentence, mention, sector))
        again = self._again_in_chain(mention) if not codes else None
        if again is not None:
            return copied(mention, again, "nominal.chain")
        held = self._holders.link(sentence, mention, codes, rule) if holder is None else None
        described = None if holder else description
        return held or self._titled(mention, self._in_revolt(codes, agent), rule, described, holder)

    def _owners(self, sentence: Sentence, mention: Mention, agent: Agent | None) -> tuple[str, ...]:
        """Codes of whom the noun belongs to, as far as they say whose it is."""
        noun = sentence.lemmas[mention.last].lower()
        links = self._modifier_links(sentence, mention)
        if noun in COUNTERPARTS:  # "their Egyptian counterparts" are Egypt's
            return country_from([(r, x) for r, x in links if r in {"amod", "compound"}])
        whose = sentence.dependents(mention.head, "nmod:poss")
        if noun in RELATIONAL and whose:  # "its Russian ally" is Russia
            named = country_from([(r, x) for r, x in links if r == "amod"])
            if named:
                return named
        if noun in RELATIONAL:  # "Nato allies" are in Nato, "its allies" are not
            links = [(r, x) for r, x in links if r in {"amod", "compound"}]
        if stance_of(sentence, mention) is not None:
            # Whose "government forces" they are, the rebels tell better than a guess.
            links = [(r, x) for r, x in links if not x.provenance.rule.startswith(_GUESSES)]
        codes = country_from(links)
        if noun in RELATIONAL or (noun in TOPICAL and not self._has_nationality(sentence, mention)):
            codes = tuple(c for c in codes if c.partition(".")[0] not in self._states)
        if agent is None or not codes:
            return codes
        if agent.sector == "CVL":  # a soldier's family is no army
            return without_sector(codes, self._states)
        if agent.sector:  # "their prime minister", said of people: their state's
            codes = tuple(dict.fromkeys(c.removesuffix(".CVL") for c in codes))
            if self._is_ours(sentence, mention):
                codes = self._home_of(codes)
        return codes

    def _in_revolt(self, codes: tuple[str, ...], agent: Agent | None) -> tuple[str, ...]:
        """``The opposition`` of a state in armed revolt are the rebels; ``security forces`` where
        nobody takes up arms are police."""
        turn = _TURNS.get(agent.id) if agent is not None else None
        if turn is None:
            return codes
        before, after, is_so = turn
        return tuple(
            f"{state}.{after}" if sector == before and is_so(self._discourse, state) else code
            for code in codes
            for state, _, sector in (code.partition("."),)
        )

    def _is_ours(self, sentence: Sentence, mention: Mention) -> bool:
        """``our military``, ``my government``: of the speaker's state, whatever he is in it."""
        owners = sentence.dependents(mention.head, "nmod:poss")
        return any(sentence.words[w].lower() in {"our", "my"} for w in owners)

    def _home_of(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Plain states for who does not bear arms; a rebel's own fighters are no soldiers."""
        armed = {c for c in codes if c.partition(".")[2] in ARMED}
        return tuple(c if c in armed else without_sector((c,), self._states)[0] for c in codes)

    def _titled(
        self,
        mention: Mention,
        codes: tuple[str, ...],
        rule: str,
        description: str | None,
        person: str | None,
    ) -> Link:
        """The link of a role noun, with the office of the person it stands for, if known."""
        known = self._discourse.persons.get(" ".join(pieces_of(person)).lower()) if person else None
        sentence = self._analysis.sentences[mention.sentence]
        words = office_words(sentence, mention)
        office = self._office(known.actor, known.title, words) if known else None
        return make_link(
            mention, codes, rule, description=description, person=person, office=office
        )

    def _again_in_chain(self, mention: Mention) -> Link | None:
        """The nearest earlier name of the noun's chain that stands for somebody known."""
        for link in self._earlier(mention):
            if link.codes and not link.is_place and link.mention.kind == "name":
                return link
        return None

    def _has_nationality(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether an adjective of nationality stands before the noun (``a Libyan expert``)."""
        links = self._modifier_links(sentence, mention)
        return any(relation == "amod" and link.codes for relation, link in links)

    def _link_pronoun(self, mention: Mention) -> Link:
        sentence = self._analysis.sentences[mention.sentence]
        voice = self._voices.get((mention.sentence, mention.head))
        if voice is not None:
            return copied(mention, voice, "pronoun.speaker")
        if is_empty(sentence, mention.head):
            return make_link(mention, (), "pronoun.empty")
        subject = coming_subject(sentence, mention)
        ahead = self._link_at(mention.sentence, subject) if subject is not None else None
        if ahead is not None and ahead.mention.kind != "pronoun" and (ahead.codes or ahead.person):
            chosen, rule = ahead, "pronoun.coming-subject"
        else:
            genders = self._discourse.genders
            found = in_chain(self._analysis, mention, self._earlier(mention), genders)
            rule = "pronoun.chain"
            if found is None:
                found = antecedent(self._analysis, mention, self._discourse.recent, genders)
                rule = "pronoun.antecedent"
            if found is None:
                return make_link(mention, (), "pronoun.unknown")
            chosen = found
        return copied(mention, chosen, rule)

    def _earlier(self, mention: Mention) -> Iterator[Link]:
        """Links of earlier mentions of the same entity, nearest first."""
        for other in self._chains.before(mention.sentence, mention.head):
            link = self._done.get((other.sentence, other.word))
            if link is not None:
                yield link

    def _modifier_links(
        self, sentence: Sentence, mention: Mention, head: int | None = None
    ) -> list[tuple[str, Link]]:
        """Links of the mentions that modify `head` (by default the mention's own)."""
        found, beside = [], list(modifiers(sentence, mention.head if head is None else head))
        if head is None and mention.kind == "nominal":  # "Secretary of State of the USA"
            inner = (w for w in range(mention.first, mention.last + 1) if w != mention.head)
            beside += [(r, w) for i in inner for r, w in modifiers(sentence, i) if r == "of"]
        for relation, word in beside:
            other = self._by_word.get((mention.sentence, word))
            if other is None or other is mention:
                continue
            if (other.sentence, other.head) not in self._open:
                found.append((relation, self.link(other)))
        return found

    def _named_beside(
        self, sentence: Sentence, mention: Mention, sector: str | None
    ) -> Link | None:
        """The person or body in apposition to a role noun or titled by it.

        ``President Barack Obama``, ``the Lebanese movement Hezbollah``; a state is none.
        """
        words = list(sentence.dependents(mention.head, "appos", "flat", "nmod:desc"))
        if self._means_person(sentence, mention):
            for inner in sentence.dependents(mention.head, "nmod"):
                other = self._by_word.get((mention.sentence, inner))
                if other is None or not self._means_person(sentence, other):
                    words += sentence.dependents(inner, "appos")
        if sentence.deprels[mention.head] in {"compound", "appos", "nmod:desc", "flat"}:
            words.append(sentence.heads[mention.head])
        for word in words:
            other = self._by_word.get((mention.sentence, word))
            if other is None or other.kind != "name":
                continue  # a noun may need this one's link first ("regime fighters")
            link = self._link_at(mention.sentence, word)
            if link is None:
                continue
            if other.label == "Person" and not link.is_place:
                return link
            if abs(word - mention.head) <= _BESIDE and names_kind(link.provenance.rule, sector):
                return link
        return None

    def _means_person(self, sentence: Sentence, mention: Mention) -> bool:
        agent = self._agent(sentence, mention) if mention.kind == "nominal" else None
        return agent is not None and agent.kind == "person"

    def _agent(self, sentence: Sentence, mention: Mention) -> Agent | None:
        words = slice(mention.first, mention.last + 1)
        return self._discourse.index.agent_of(sentence.words[words], sentence.lemmas[words])
