"""Role nouns without a country beside them: what they meant before, or the article's state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communique.codebook.actors import ARMED, pieces_of
from communique.records import Link, Mention, Sentence
from communique.stages.actors.discourse import Discourse, KnownPerson
from communique.stages.actors.offices import ends_in
from communique.stages.actors.phrases import (
    case_of,
    master_of,
    modifiers,
    relations,
    role_phrase,
    stance_of,
    with_sector,
)
from communique.stages.actors.pronouns import speaks

# Bare nouns of these sectors ("the troops") mean those of the state the article is about.
_DOMESTIC = frozenset(
    {"GOV", "MIL", "COP", "REB", "UAF", "OPP", "JUD", "LEG", "SPY", "CVL", "MED", "CRM", "BUS"}
)  # fmt: skip
STATE_NOUNS = frozenset({"country", "nation", "kingdom", "republic"})
# Plurals that mean several states' or nobody in particular's: "many leaders", "other countries".
_OFFICES = STATE_NOUNS | {
    "state", "power", "government", "leader", "president", "minister", "prime minister", "capital",
    "foreign minister", "head of state", "head of government", "ally", "diplomat", "ambassador",
}  # fmt: skip
# Nouns named by what they are to somebody else: "Russia's allies" are not Russia.
RELATIONAL = frozenset(
    {"ally", "neighbour", "neighbor", "rival", "enemy", "foe", "partner", "backer", "opponent",
     "critic", "supporter", "counterpart", "adversary", "neighbouring country", "colleague"}
)  # fmt: skip
# Nouns whose nationality is their own, whoever's they are.
COUNTERPARTS = frozenset({"counterpart", "colleague"})
_SUFFERING = frozenset({"obj", "nsubj:pass"})
_AGAINST = frozenset({"on", "against"})
# Nouns named by what they know: "a Libya expert" need not be Libyan.
TOPICAL = frozenset({"expert", "analyst", "specialist", "scholar", "watcher", "historian"})
# Many of them in one place come from many states.
_FOREIGNERS = frozenset({"diplomat", "ambassador", "envoy", "mediator", "negotiator", "observer"})
# Sectors whose bare noun with an unknown owner ("leader of the Guild") is nobody's known.
# Words for a body of whatever kind.
_BODIES = frozenset(
    {"organization", "organisation", "agency", "institution", "body", "company", "firm", "charity",
     "watchdog", "bank", "fund", "network", "broadcaster", "newspaper", "union", "bloc"}
)  # fmt: skip
# Words for an armed body of whatever kind.
_BANDS = frozenset({"group", "faction", "brigade", "battalion", "militia", "movement", "unit"})
# Words for a person just quoted by name or office.
_SPEAKING = frozenset(
    {"official", "minister", "politician", "leader", "diplomat", "spokesman", "spokeswoman",
     "spokesperson", "expert", "analyst", "lawmaker", "senator", "general", "commander",
     "president", "ambassador", "envoy", "secretary", "chief", "head", "director", "governor"}
)  # fmt: skip
# Bodies of no state have the code of their kind (coding guide, section 2).
_UNNAMED = frozenset({"NGO", "IGO"})
_OWNED = frozenset({"GOV", ""})
_ARMIES = frozenset({"army", "military", "troop", "force", "navy", "air force"})
# "Syria said two soldiers died in the country": within it, the doer may be the country itself.
_WITHIN = frozenset({"in", "across", "inside", "throughout", "within", "around", "out", "from"})
_OWNING = frozenset({"of", "for", "at", "compound", "nmod:poss"})
_RULED = frozenset({"regime", "government", "state", "army", "loyalist"})
# What a service knows, unless somebody's service is meant ("Ukrainian intelligence").
_KNOWLEDGE = frozenset({"intelligence"})
_PAIR_MARKS = frozenset({"both", "two"})

Answer = tuple[tuple[str, ...], str, str | None]


# Which tables a noun of a sector may be the description of.
_NAMED_BY = {
    "MED": ("med.",), "BUS": ("com.",), "NGO": ("ngo.",), "IGO": ("org.",), "PTY": ("pty.",),
    "REB": ("arm.",), "UAF": ("arm.",), "OPP": ("pty.", "arm."), "GOV": ("arm.", "pty."),
}  # fmt: skip
_TABLES = ("org.", "arm.", "pty.", "ngo.", "med.", "com.")


def names_kind(rule: str, sector: str | None) -> bool:
    """Whether a link by `rule` names a body that a noun of `sector` may describe."""
    return rule.startswith(_NAMED_BY.get(sector or "", _TABLES if not sector else ()))


def is_pair(sentence: Sentence, mention: Mention) -> bool:
    """True for ``both sides``, ``the two countries``: the two parties named before."""
    marks = sentence.dependents(mention.head, "det", "nummod", "amod", "cc:preconj")
    words = {sentence.words[d].lower() for d in marks}
    definite = bool(words & {"both", "the", "these", "those"}) or bool(
        sentence.dependents(mention.head, "nmod:poss")
    )
    plural = "Number=Plur" in sentence.feats[mention.head]
    return plural and definite and bool(words & _PAIR_MARKS)


def is_any_of_many(sentence: Sentence, mention: Mention) -> bool:
    """``every nation``, ``many leaders``, ``a state``: no particular state is meant."""
    marks = {
        sentence.words[d].lower()
        for d in sentence.dependents(mention.head, "det", "amod", "nummod")
    }
    counted = bool(sentence.dependents(mention.head, "nummod"))
    if marks & {"every", "each", "any", "no"} or ("another" in marks and not counted):
        return True
    noun = sentence.lemmas[mention.last].lower()
    if noun not in _OFFICES:
        return False
    if "all" in marks:
        return True
    plural = "Number=Plur" in sentence.feats[mention.head]
    if noun in STATE_NOUNS or noun in {"state", "power", "government"}:
        return plural or bool(marks & {"a", "an", "some"})
    return plural and (counted or bool(marks & {"many", "several", "some", "other", "various"}))


def _suffers(noun: RoleNoun) -> bool:
    """Whether harm is done to the noun: ``journalists were held``, ``attacks on the media``."""
    sentence, head = noun.sentence, noun.mention.head
    if case_of(sentence, head) in _AGAINST:
        return True
    governor = sentence.lemmas[sentence.heads[head]].lower()
    return sentence.deprels[head] in _SUFFERING and governor in relations()["harm"]


def _everybody(noun: RoleNoun) -> tuple[str, ...]:
    """``All states``, ``member states``: everybody; ``many states`` are nobody in particular."""
    table = relations()["everybody"]
    words = {w.lower() for w in noun.sentence.words[noun.mention.first : noun.mention.last]}
    marks = noun.sentence.dependents(noun.mention.head, "det", "amod", "compound")
    words |= {noun.sentence.words[w].lower() for w in marks}
    known = {
        *table["marks"],
        *(table["of_states"] if noun.lemma in STATE_NOUNS | {"state", "government"} else ()),
    }
    return (table["code"],) if noun.is_plural and words & known else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNoun:
    """A role noun in its sentence: the sector the tables give it and its phrase, last as lemma."""

    sentence: Sentence
    mention: Mention
    sector: str | None
    phrase: str

    @property
    def surface(self) -> str:
        """The words as written, in lower case."""
        words = self.sentence.words[self.mention.first : self.mention.last + 1]
        return " ".join(w.lower() for w in words)

    @property
    def lemma(self) -> str:
        """The lemma of the last word."""
        return self.sentence.lemmas[self.mention.last].lower()

    @property
    def is_plural(self) -> bool:
        """Whether the noun stands in the plural."""
        return "Number=Plur" in self.sentence.feats[self.mention.head]


def role_noun(sentence: Sentence, mention: Mention, sector: str | None) -> RoleNoun:
    """The role noun of a mention."""
    phrase = role_phrase(sentence, mention)
    return RoleNoun(sentence=sentence, mention=mention, sector=sector, phrase=phrase)


class BareNouns:
    """Decides bare role nouns; `link_at` gives the link of a word, None while it is being made."""

    def __init__(self, discourse: Discourse, link_at: Callable[[int, int], Link | None]) -> None:
        self._discourse = discourse
        self._link_at = link_at

    def answer(self, noun: RoleNoun) -> Answer:
        """Codes, rule and person of the noun; no codes when nothing says who is meant."""
        if is_pair(noun.sentence, noun.mention):
            return self._pair(noun.sentence, noun.mention)
        if is_any_of_many(noun.sentence, noun.mention):
            return _everybody(noun), "nominal.any-of-many", None
        if noun.lemma in RELATIONAL:
            return self._related(noun), "nominal.relational", None
        if noun.phrase in _KNOWLEDGE:
            return (), "nominal.unknown", None
        if noun.lemma in STATE_NOUNS:
            return self._state(noun)
        if self._has_unknown_owner(noun):
            return (), "nominal.unknown-owner", None
        for find in (self._body, self._office_holder, self._owner, self._speaker, self._again):
            found = find(noun)
            if found is not None:
                return found
        if noun.lemma in TOPICAL:
            return (), "nominal.topical", None
        return self._last_body(noun) or self.domestic(noun)

    def _related(self, noun: RoleNoun) -> tuple[str, ...]:
        """Whom ``allies`` and ``partners`` in the plural mean, where their owner's are known."""
        group = relations()["groups"].get(noun.lemma)
        if group is None or not noun.is_plural:
            return ()
        sentence, head = noun.sentence, noun.mention.head
        owners = [w for _, w in modifiers(sentence, head)]
        own = [w for w in sentence.dependents(head, "nmod:poss") if sentence.upos[w] == "PRON"]
        if own and sentence.relation(head) == "conj":  # "the US and its allies"
            owners = [sentence.heads[head]]
        codes = self._codes_at(noun.mention.sentence, owners)
        for entry in relations()["ally"]:
            day = self._discourse.day
            between = day is not None and entry["from"] <= day <= entry["until"]
            if between and noun.lemma in entry["nouns"] and codes == (entry["of"],):
                return (entry["code"],)
        western = set(relations()["western"])
        return (group,) if all(c.partition(".")[0] in western for c in codes) else ()

    def _last_body(self, noun: RoleNoun) -> Answer | None:
        """``The organization``: the body named last, where the noun says no more than that."""
        marks = noun.sentence.dependents(noun.mention.head, "det")
        definite = {noun.sentence.words[d].lower() for d in marks} & {"the", "this"}
        if noun.lemma not in _BODIES or noun.is_plural or not definite:
            return None
        link = self._discourse.last_body(noun.mention.sentence)
        return (link.codes, "nominal.last-body", None) if link is not None else None

    def _pair(self, sentence: Sentence, mention: Mention) -> Answer:
        """The two parties of ``between X and Y``, else the only two named in one sentence."""
        for word in range(len(sentence)):
            if case_of(sentence, word) == "between":
                codes = self._codes_at(mention.sentence, [word, *sentence.dependents(word, "conj")])
                if len(codes) == 2:
                    return codes, "nominal.the-two", None
        for number in range(mention.sentence, mention.sentence - 3, -1):
            codes = self._parties(number, mention)
            if len(codes) >= 2:
                return (codes, "nominal.the-two", None) if len(codes) == 2 else (
                    (), "nominal.unknown", None
                )  # fmt: skip
        two = self._discourse.leading_pair()
        return two, "nominal.article-two" if two else "nominal.unknown", None

    def _codes_at(self, number: int, words: list[int]) -> tuple[str, ...]:
        links = [self._link_at(number, word) for word in words]
        return tuple(dict.fromkeys(c for link in links if link is not None for c in link.codes))

    def _parties(self, number: int, mention: Mention) -> tuple[str, ...]:
        """Codes of the actors that sentence `number` names before the mention."""
        return tuple(
            dict.fromkeys(
                code
                for link in self._discourse.recent
                if link.mention.sentence == number
                and not link.is_place
                and not (number == mention.sentence and link.mention.first > mention.first)
                and link.mention.kind != "pronoun"
                and link.provenance.rule != "nominal.office-again"
                for code in link.codes
            )
        )

    def _state(self, noun: RoleNoun) -> Answer:
        """The state beside the noun (``Ukraine, a nation that``), else the one named last.

        Whoever does something to "the country" is another one.
        """
        sentence, mention = noun.sentence, noun.mention
        if sentence.relation(mention.head) == "appos":
            named = self._bare_states(
                self._codes_at(mention.sentence, [sentence.heads[mention.head]])
            )
            if len(named) == 1:
                return named, "nominal.apposition", None
        barred = self._doers_over(noun)
        state = self._discourse.last_state(mention.sentence, barred)
        if state is not None:
            return (state,), "nominal.last-state", None
        usual = (self._discourse.scene, self._discourse.main_state)
        state = next((s for s in usual if s and s not in barred), None)
        return (
            ((state,), "nominal.article-state", None) if state else ((), "nominal.no-state", None)
        )

    def _doers_over(self, noun: RoleNoun) -> frozenset[str]:
        """Codes of the subject of the verb whose object or complement the noun is."""
        sentence, mention = noun.sentence, noun.mention
        if sentence.relation(mention.head) not in {"obj", "iobj", "obl"}:
            return frozenset()
        subjects = sentence.dependents(sentence.heads[mention.head], "nsubj")
        known = [w for w in subjects if sentence.deprels[w] != "nsubj:pass"]
        place = case_of(sentence, mention.head) in _WITHIN
        return frozenset() if place else frozenset(self._codes_at(mention.sentence, known))

    def _body(self, noun: RoleNoun) -> Answer | None:
        """The organisation, group or party that the noun refers back to."""
        marks = noun.sentence.dependents(noun.mention.head, "det")
        indefinite = {noun.sentence.words[d].lower() for d in marks} & {"a", "an", "some"}
        if indefinite and not self._announced(noun):
            return None
        if stance_of(noun.sentence, noun.mention) is not None:
            return None
        last = noun.sentence.words[noun.mention.last].lower()
        for key in (noun.surface, last if noun.is_plural else noun.lemma):
            body = self._discourse.body_of(key, noun.mention.sentence)
            if body is not None:
                role = body.role_on(self._discourse.day) or body.roles[0]
                if not self._fights_for_others(noun, role.codes):
                    return role.codes, f"{body.id}+again", None
        return None

    def _fights_for_others(self, noun: RoleNoun, codes: tuple[str, ...]) -> bool:
        """``Rebel forces`` are not the army that ``forces`` stands for."""
        armed = {c.partition(".")[2] for c in codes} & ARMED
        return noun.sector in ARMED and bool(armed) and noun.sector not in armed

    def _announced(self, noun: RoleNoun) -> bool:
        """``a monitor said``, ``a monitoring group``: described first, named a sentence later."""
        head = noun.mention.head
        described = len(pieces_of(noun.surface)) > 1 or speaks(noun.sentence, head)
        return described and noun.sentence.relation(head) in {"nsubj", "obl"}

    def _has_unknown_owner(self, noun: RoleNoun) -> bool:
        """Whether the noun belongs to somebody nobody knows.

        ``The leader of the Guild``, ``people of all countries``, ``whose soldiers``.
        """
        for relation, word in modifiers(noun.sentence, noun.mention.head):
            link = self._link_at(noun.mention.sentence, word)
            if link is None or link.codes or relation not in _OWNING:
                continue
            rule, mention = link.provenance.rule, link.mention
            if rule == "nominal.any-of-many" or mention.kind == "pronoun":
                return True
            if noun.sector in _OWNED and mention.kind == "name" and mention.label == "Organization":
                return True
        return False

    def _office_holder(self, noun: RoleNoun) -> Answer | None:
        """The last person named in the article whose title or office is the one in the words."""
        if noun.sector not in {"GOV", ""}:
            return None
        wanted = pieces_of(noun.surface)
        for person in self._persons_near(noun):
            if person.codes and any(
                ends_in(office.partition(" of ")[0], wanted) for office in self._offices(person)
            ):
                return person.codes, "nominal.office-again", person.name
        return None

    def _persons_near(self, noun: RoleNoun) -> Iterator[KnownPerson]:
        """Known persons, the one named last first; those who spoke before the rest for a noun that
        speaks."""
        persons = {p.name: p for p in self._discourse.persons.values()}
        recent = [
            (link, persons[link.person])
            for link in reversed(self._discourse.recent)
            if link.person in persons
        ]
        if speaks(noun.sentence, noun.mention.head):
            yield from (p for link, p in recent if self._discourse.spoke(link))
        yield from (p for _, p in recent)
        yield from reversed(list(self._discourse.persons.values()))

    def _speaker(self, noun: RoleNoun) -> Answer | None:
        """``The official said``: whoever spoke last, where that is one known person."""
        sentence, mention = noun.sentence, noun.mention
        marks = {sentence.words[d].lower() for d in sentence.dependents(mention.head, "det")}
        if noun.lemma not in _SPEAKING or noun.is_plural or "the" not in marks:
            return None
        if not speaks(sentence, mention.head):
            return None
        link = self._discourse.last_speaker(mention.sentence)
        return (link.codes, "nominal.last-speaker", link.person) if link is not None else None

    def _offices(self, person: KnownPerson) -> list[str]:
        role = person.actor.role_on(self._discourse.day) if person.actor else None
        return [o for o in (person.title, *(role.wordings if role else ())) if o]

    def _owner(self, noun: RoleNoun) -> Answer | None:
        """``a US official at the defence ministry``: the ministry is that of the official."""
        sentence, mention = noun.sentence, noun.mention
        governor = sentence.heads[mention.head]
        if noun.sector is None or governor < 0 or sentence.relation(mention.head) != "nmod":
            return None
        if case_of(sentence, mention.head) not in {"at", "in", "of", "from"}:
            return None
        for relation, word in modifiers(sentence, governor):
            if relation in {"nmod:poss", "amod", "compound"}:
                states = self._bare_states(self._codes_at(mention.sentence, [word]))
                if states:
                    codes = with_sector(states, noun.sector, self._discourse.index.codes)
                    return codes, "nominal.owner", None
        return None

    def _bare_states(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(c for c in codes if c in self._discourse.index.codes)

    def _again(self, noun: RoleNoun) -> Answer | None:
        """What the noun meant before, unless a stance beside it sets it apart."""
        if stance_of(noun.sentence, noun.mention) is not None:
            return None
        elsewhere = self._discourse.set_elsewhere(noun.sector or "", noun.mention.sentence)
        # "Moderate groups" are not whom "the group" was, but troops of any kind may be one army's.
        keys = (noun.phrase, noun.lemma) if noun.sector in _DOMESTIC else (noun.phrase,)
        for key in keys:
            before = self._discourse.same_noun(key)
            if before is not None and self._agrees(noun, before):
                if elsewhere is not None and not any(c.startswith(elsewhere) for c in before.codes):
                    return None
                return before.codes, "nominal.same-noun", None
        return None

    def _agrees(self, noun: RoleNoun, before: Link) -> bool:
        """Whether the noun may mean who its like meant: the same sector, and the same number for
        bodies (``groups`` are not the group named before; soldiers may well be of one army)."""
        if noun.sector not in _DOMESTIC:
            return self._discourse.is_plural(before) == noun.is_plural
        sector = "" if noun.sector == "GOV" else noun.sector
        states = self._discourse.index.codes
        if (
            noun.is_plural
            and noun.lemma in _BANDS
            and not states.issuperset(c.partition(".")[0] for c in before.codes)
        ):
            return False  # several "rebel groups" are no single one that has a name
        return all(
            c.partition(".")[2] == sector for c in before.codes if c.partition(".")[0] in states
        )

    def domestic(self, noun: RoleNoun) -> Answer:
        """The state whose forces, people or government the article is about."""
        if noun.sector in _UNNAMED and noun.is_plural:
            return (noun.sector,), "nominal.unnamed", None
        if noun.sector not in _DOMESTIC or (noun.is_plural and noun.lemma in _FOREIGNERS):
            return (), "nominal.unknown", None
        if noun.sector == "MED" and not _suffers(noun):
            return (), "nominal.unknown", None  # who reports may be anybody's
        modifies = noun.sentence.deprels[noun.mention.head] in {"amod", "compound"}
        if modifies and noun.sector == "MIL" and noun.lemma not in _ARMIES:
            return (), "nominal.unknown", None  # "sniper fire", "tank shells": a weapon, no army
        side = self.side(noun.sentence, noun.mention, noun.sector or "")
        taken = self._taken_state(noun)
        if taken:
            return (
                with_sector(taken, side, self._discourse.index.codes),
                "nominal.taken-state",
                None,
            )
        state, rule = self._discourse.state_for(
            side,
            noun.mention.sentence,
            named=noun.mention.kind == "name",
            modifies=modifies,
            at_home=noun.sector == "MED" or side != (noun.sector or "") or self._has_stance(noun),
        )
        if state is None and noun.lemma in _RULED:  # "the regime" where many states are named
            state, rule = self._discourse.scene, "nominal.article-scene"
        if state is None:
            return (), "nominal.unknown", None
        return with_sector((state,), side, self._discourse.index.codes), rule, None

    def _taken_state(self, noun: RoleNoun) -> tuple[str, ...]:
        """The state of which rebels take a part: ``rebels took control of Chad``."""
        sentence, head = noun.sentence, noun.mention.head
        if noun.sector not in {"REB", "UAF"} or sentence.deprels[head] != "nsubj":
            return ()
        taken = sentence.dependents(sentence.heads[head], "obj")
        parts = [w for o in taken for w in sentence.dependents(o, "nmod")]
        words = [w for w in parts if case_of(sentence, w) == "of"]
        return self._bare_states(self._codes_at(noun.mention.sentence, words))[:1]

    def side(self, sentence: Sentence, mention: Mention, sector: str) -> str:
        """The sector once a stance is heard: ``pro-regime fighters`` are the regime's forces,
        ``anti-government forces`` its foes."""
        stance = stance_of(sentence, mention)
        if stance is None or sector not in {"REB", "MIL", "UAF"}:
            return sector
        if sector == "UAF" and master_of(sentence, mention.head) is None:
            return sector  # "a pro-government militia" is no part of the army
        attitude, whom = stance
        if whom.lower() not in _RULED and not self._is_ruler(whom):
            return sector
        return "MIL" if attitude == "pro" else "REB"

    def _has_stance(self, noun: RoleNoun) -> bool:
        """Whether the noun is for or against the regime where things happen."""
        stance = stance_of(noun.sentence, noun.mention)
        return stance is not None and stance[1].lower() in _RULED

    def _is_ruler(self, name: str) -> bool:
        return any(
            e.kind in {"person", "family"} and name[:1].isupper()
            for e in self._discourse.index.lookup(pieces_of(name))
        )
