"""What an article has said so far: its states, persons and bodies, for names used again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from communique.codebook.actors import TOP_OFFICES, Actor, ActorIndex, NameEntry, Role, pieces_of
from communique.codebook.places import Place, PlaceIndex
from communique.records import PLACE_LABELS, Analysis, Link, Mention, Sentence
from communique.stages.actors.phrases import in_dateline, sets_scene, title_of
from communique.stages.actors.pronouns import speaks

# The rule of persons whom nothing describes: civilians of the place.
GUESSED_PERSON = "person.scene"
# A state is what the article is about when it has this share of all mentions of states.
_DOMINANT_SHARE = 0.4
# A state is the scene when it holds this share of all places named.
_SCENE_SHARE = 0.5
# Two states are the article's pair when they have this share together.
_PAIR_SHARE = 0.8
# Links by these tables are to bodies; armed groups and states have words of their own.
_BODY_RULES = ("org.", "ngo.", "med.", "com.", "pty.")
# A sector belongs to one state when this share of its explicit mentions does.
_SECTOR_SHARE = 0.6
# Who and what a war or a crackdown finds on the spot; the rest may act from afar.
_LOCAL_SECTORS = frozenset({"CVL", "COP", "REB", "UAF", "OPP", "MED", "CRM", "LAB"})
# Who is met wherever a sentence is set, whatever the article is about; rebels are not.
_ON_THE_SPOT = frozenset({"CVL", "COP"})
# Who fights or suffers where the text has just looked.
_FIGHTING_SECTORS = frozenset({"REB", "UAF", "MIL", "CVL"})
# How words for an armed revolt begin.
_REVOLT = ("rebel", "insurgen", "insurrection")
# Who stands on the two sides of a revolt.
_WARRING_SECTORS = frozenset({"MIL", "REB"})
# Kinds of entries that are bodies with names of their own.
_BODIES = frozenset({"organisation", "armed", "party", "media", "ngo", "company"})
# A body named further back than this is meant only when no other fits.
_RECENT = 5
# How many actors count as the article's foremost.
_FOREMOST = 6


Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person met in full: canonical name, table entry, codes and title the words gave, if any."""

    name: str
    actor: Actor | None
    codes: tuple[str, ...]
    title: str | None = None


class Discourse:
    """The article's memory. Filled once by `survey`, then by the linker as it reads on."""

    def __init__(self, index: ActorIndex, places: PlaceIndex, day: str | None) -> None:
        self.index = index
        self.places = places
        self.day = day
        self.main_state: str | None = None
        self.scene: str | None = None
        self.code_counts: Counter[str] = Counter()
        self.persons: dict[str, KnownPerson] = {}
        self.genders: dict[str, str] = {}
        self.recent: list[Link] = []
        self.states_seen: list[tuple[int, str]] = []
        self._nominals: dict[str, Link] = {}
        self._sentences: tuple[Sentence, ...] = ()
        self._sectors: dict[str, Counter[str]] = defaultdict(Counter)
        self._revolts: Counter[str] = Counter()
        self._is_revolt = False
        self._has_armed_groups = False
        self._named: Counter[str] = Counter()
        self._first_named: dict[str, int] = {}
        self._scenes_in: dict[int, list[str]] = defaultdict(list)
        self._states_in: dict[int, list[str]] = defaultdict(list)
        self.named_in_full: set[str] = set()
        self._likely: tuple[Actor, ...] | None = None
        self._told: dict[str, tuple[str, ...]] = {}
        self._long_names: dict[str, list[NameEntry]] = defaultdict(list)
        self._said: dict[tuple[str, str], dict[Codes, float]] = defaultdict(
            lambda: defaultdict(float)
        )
        self._counts: Counter[Codes] = Counter()
        self._offices: dict[str, Counter[str]] = defaultdict(Counter)

    def survey(self, analysis: Analysis, mentions: tuple[Mention, ...]) -> None:
        """Count the states, places and bodies the article names, before anything is linked."""
        self._sentences = analysis.sentences
        places: Counter[str] = Counter()
        for mention in mentions:
            if mention.kind == "name":
                self._survey_name(analysis.sentences[mention.sentence], mention, places)
        states = Counter({c: n for c, n in self.code_counts.items() if c in self.index.codes})
        self.main_state = _dominant(states, _DOMINANT_SHARE)
        self.scene = _dominant(places, _SCENE_SHARE)
        self._is_revolt = any(_tells_of_revolt(s) for s in analysis.sentences)

    def _survey_name(self, sentence: Sentence, mention: Mention, places: Counter[str]) -> None:
        entry, place = self.entry(sentence, mention), self.place(sentence, mention)
        if entry is not None:
            self._named[entry.actor.id] += 1
            self._has_armed_groups |= entry.kind == "armed"
            self._first_named.setdefault(entry.actor.id, mention.sentence)
            if entry.kind == "person":
                self.named_in_full.add(entry.actor.id)
            if len(entry.pieces) > 1 and entry.kind not in {"person", "state", "capital"}:
                for piece in entry.pieces:
                    self._long_names[piece.lower()].append(entry)
        if entry is not None and entry.kind not in {"person", "family"}:
            role = entry.actor.role_on(self.day) or entry.actor.roles[-1]
            for code in role.codes[:1]:
                self.code_counts.update({code, code.partition(".")[0]})
            if entry.kind in {"state", "capital", "adjective"} and not in_dateline(
                sentence, mention
            ):
                self._states_in[mention.sentence] += role.codes[:1]
            if entry.kind in {"state", "capital"} and sets_scene(sentence, mention):
                places.update(role.codes[:1])
                self._scenes_in[mention.sentence] += role.codes[:1]
        elif entry is None and place is not None and place.country:
            self.code_counts[place.country] += 1
            places[place.country] += 1
            self._scenes_in[mention.sentence].append(place.country)
            self._states_in[mention.sentence].append(place.country)

    def hear(self, analysis: Analysis, links: Iterable[Link]) -> None:
        """Note who stands on which side of acts by the act head, from a first read."""
        at = {(x.mention.sentence, x.mention.head): x.codes for x in links if x.codes}
        for number, acts in analysis.acts.items():
            for act in acts:
                for side, shares in (("source", act.sources), ("target", act.targets)):
                    for word, share in shares:
                        codes = at.get((number, word))
                        if codes is not None:
                            self._said[side, act.types[0][0]][codes] += act.share * share
                            self._said[side, ""][codes] += act.share * share

    def learn(self, links: Sequence[Link]) -> None:
        """Note whose forces, rebels or civilians the whole article speaks of, from a first read.

        A named armed group counts only in a state that the article is about or set in.
        """
        home = {self.main_state, self.scene} - {None}
        sectors = self.index.sectors
        roles = {
            (m.sentence, word)
            for m in (link.mention for link in links)
            if m.kind == "nominal"
            for word in range(m.first, m.last + 1)
        }
        for link in links:
            rule = link.provenance.rule
            if link.codes and not link.is_place:
                self._counts[link.codes] += 1
            if link.person is not None and link.codes and rule != GUESSED_PERSON:
                self._told.setdefault(link.person, link.codes)
            if link.person is not None and link.office and self._is_worded(link.mention, roles):
                self._offices[link.person][link.office] += 1
            is_group = rule.startswith("arm.")
            for state, _, sector in (code.partition(".") for code in link.codes):
                if sector == "REB" and rule != "nominal.modifier":
                    self._revolts[state] += 1
                told = sector and (is_group or sectors.get(rule) == sector)
                if told and not (is_group and home and state not in home):
                    self._sectors[sector][state] += 1

    def _is_worded(self, mention: Mention, roles: Collection[tuple[int, int]]) -> bool:
        """Whether the words say an office: a role noun, or a name with one beside it."""
        if mention.kind != "name":
            return mention.kind == "nominal"
        title = title_of(self._sentences[mention.sentence], mention)
        return title is not None and (mention.sentence, title) in roles

    def office_of(self, person: str) -> str | None:
        """The office that a first reading most often found in words for a person."""
        offices = self._offices.get(person)
        return max(offices, key=lambda o: (offices[o], o)) if offices else None

    def role_on(self, actor: Actor) -> Role | None:
        """The person's role on the day (`Actor.role_on`).

        On the day on which an office changes hands, whom the article gives it still holds it.
        """
        role = actor.role_on(self.day)
        if role is None or role.start != self.day or not role.office:
            return role
        before = (
            held.called
            for other, held in self.index.holders(role.codes[0], role.office, role.start)
            if other is not actor and self.office_of(other.name) == held.called
        )
        if self.office_of(actor.name) == role.called or not any(before):
            return role
        return replace(actor, roles=tuple(r for r in actor.roles if r is not role)).role_on(
            self.day
        )

    @cached_property
    def foremost(self) -> list[Codes]:
        """Codes of the actors that a first reading met most."""
        return [codes for codes, _ in self._counts.most_common(_FOREMOST)]

    def times_met(self, codes: Codes) -> int:
        """How often a first reading met them."""
        return self._counts[codes]

    def said_on(self, side: str, kind: str) -> Mapping[Codes, float]:
        """How often the act head has whom on a side of acts of a type (empty: of any)."""
        return self._said.get((side, kind), {})

    def states_about(self, sentence: int, most: int) -> Iterable[str]:
        """The states near a sentence, then so many of those that the article names most."""
        return dict.fromkeys((*self.states_near(sentence), *self._states_by_count[:most]))

    @cached_property
    def _states_by_count(self) -> list[str]:
        states = [c for c in self.code_counts if c in self.index.codes]
        return sorted(states, key=lambda c: (-self.code_counts[c], c))

    def in_revolt(self, state: str) -> bool:
        """Whether the article speaks of rebels in the state, or of a revolt where it is set."""
        here = self._is_revolt and state in {self.main_state, self.scene}
        return here or self._revolts[state] > 1

    def at_war(self, state: str) -> bool:
        """Whether armed groups are named in the article, or the state is in revolt."""
        return self._has_armed_groups or self.in_revolt(state)

    def told_of(self, person: str) -> tuple[str, ...]:
        """Codes that the first reading found for a person anywhere in the article."""
        return self._told.get(person, ())

    def state_for(
        self, sector: str, sentence: int, *, named: bool, modifies: bool, at_home: bool
    ) -> tuple[str | None, str]:
        """The state whose `sector` a bare role noun means, and the rule that says so.

        First the state whose forces, rebels or civilians the article names elsewhere; then, for
        those found on the spot, the state where things happen, else the state it is about, unless
        the text has just turned to a place in another (``in Misrata ... the rebels``). An
        institution written as a name (`named`: ``National Security Council``) is that of its
        sentence's state.
        Who is for or against "the regime" (`at_home`) is of the state with rebels, not of whoever
        else's forces are named, and one mention of a foreign army makes not every army that one. A
        noun that only modifies another (``terrorist attacks in France``) needs such a state.
        """
        if named and self.states_seen and self.states_seen[-1][0] == sentence:
            return self.states_seen[-1][1], "nominal.last-state"
        if at_home and self._revolts and sector in _WARRING_SECTORS:
            return max(self._revolts, key=lambda s: (self._revolts[s], s)), "nominal.article-revolt"
        elsewhere = self.set_elsewhere(sector, sentence)
        if elsewhere is not None and not modifies:
            return elsewhere, "nominal.last-state"
        explicit = None if at_home else self._sectors.get(sector)
        if explicit:
            state, count = max(explicit.items(), key=lambda item: (item[1], item[0]))
            often = count > 1 or self.scene in {None, state}
            if often and count >= _SECTOR_SHARE * sum(explicit.values()):
                return state, "nominal.article-sector"
        local = sector in _LOCAL_SECTORS and self.scene is not None
        usual, rule = (self.scene, "scene") if local else (self.main_state, "state")
        if sector in _FIGHTING_SECTORS and not (modifies and usual is None):
            turned = self._turned_to(sentence, usual)
            if turned is not None:
                return turned, "nominal.last-state"
        return usual, f"nominal.article-{rule}"

    def set_elsewhere(self, sector: str, sentence: int) -> str | None:
        """The one state in which a sentence is set, where that is not the article's scene and the
        sector is found on the spot (``In London, protesters``)."""
        usual = self.scene or self.main_state
        here = set(self._scenes_in.get(sentence, ()))
        if sector not in _ON_THE_SPOT or len(here) != 1 or usual in here:
            return None
        return None if usual in self._states_in.get(sentence, ()) else next(iter(here))

    def _turned_to(self, sentence: int, usual: str | None) -> str | None:
        """The state to which the text has turned in this sentence or the one before, if any.

        Where a usual one is known, a place in another counts, or a state that the article names
        more often; else of the states named the one that it names most.
        """
        scenes, named = (self._near(s, sentence) for s in (self._scenes_in, self._states_in))
        if usual is not None and usual in (*scenes, *named):
            return None
        most = max(named, key=lambda s: (self.code_counts[s], named.index(s)), default=None)
        if most is not None and (usual is None or self.code_counts[most] > self.code_counts[usual]):
            return most
        return scenes[-1] if scenes else None

    def states_near(self, sentence: int) -> list[str]:
        """The states named, or whose places are, in the sentence or else in the one before."""
        here = [*self._scenes_in.get(sentence, []), *self._states_in.get(sentence, [])]
        return here or [
            *self._near(self._scenes_in, sentence),
            *self._near(self._states_in, sentence),
        ]

    @staticmethod
    def _near(states: Mapping[int, list[str]], sentence: int) -> list[str]:
        return states.get(sentence, []) or states.get(sentence - 1, [])

    def entry(self, sentence: Sentence, mention: Mention) -> NameEntry | None:
        """The table entry that the mention's words name, the best of several."""
        entries = self.entries(sentence, mention)
        return entries[0] if entries else None

    def entries(self, sentence: Sentence, mention: Mention) -> list[NameEntry]:
        """Table entries for the mention's words, those in force on the day first."""
        words = sentence.words[mention.first : mention.last + 1]
        pieces = [p for w in words for p in pieces_of(w)]
        shouted = all(w.isupper() for w in words) and len(pieces) > 1
        found = self.index.lookup(pieces, shouted=shouted)
        if not found and pieces and pieces[-1] == "s":
            found = self.index.lookup(pieces[:-1], shouted=shouted)
        if not found:
            found = self.index.lookup_owner(pieces)
        if not found and mention.label == "Person" and len(pieces) > 2:
            # A middle initial that the tables do not have (``John R. Bolton``).
            found = self.index.lookup([pieces[0], *(p for p in pieces[1:] if len(p) > 1)])
        if mention.label != "Person":
            found = [e for e in found if e.kind != "family"] or self._lone_surname(
                sentence, found, mention
            )

        def rank(entry: NameEntry) -> tuple[bool, bool, int, str]:
            role = entry.actor.role_on(self.day)
            # Two states may have bodies of one name: the article is about one of them.
            states = [code.partition(".")[0] for code in role.codes] if role else []
            named = max((self.code_counts[state] for state in states), default=0)
            return (role is None, entry.kind == "people", -named, entry.actor.id)

        return sorted(found, key=rank)

    def _lone_surname(
        self, sentence: Sentence, found: list[NameEntry], mention: Mention
    ) -> list[NameEntry]:
        """Surnames the model took for something else: good only for holders of an office now.

        What it took for a place and the tables know as one is the place (``Lagos``).
        """
        if mention.label in {"NORP", "Misc", "Product", "Event"}:
            return []
        if mention.label in PLACE_LABELS and self.place(sentence, mention) is not None:
            return []
        return [e for e in found if self.day and e.actor.role_on(self.day) is not None]

    def place(self, sentence: Sentence, mention: Mention) -> Place | None:
        """The place the mention names: the one in a country the article names, else the first."""
        words = [sentence.words[w] for w in range(mention.first, mention.last + 1)]
        text = " ".join(words).replace(" - ", "-").replace(" ’s", "").replace(" 's", "")
        return self.place_named(text)

    def place_named(self, text: str) -> Place | None:
        """The place written so, with or without a possessive s that lost its apostrophe."""
        if not text[:1].isupper():
            return None
        key = text.lower().removeprefix("the ")
        namesakes = self.places.get(key, []) or self.places.get(key.removesuffix("s"), [])
        for place in namesakes:
            if self.code_counts[place.country]:
                return place
        return namesakes[0] if namesakes else None

    def remember(self, link: Link, nouns: tuple[str, ...]) -> None:
        """Keep a link for pronouns and, under its nouns, for the same role used again."""
        self.recent.append(link)
        for noun in nouns:
            self._nominals[noun] = link

    def saw_state(self, sentence: int, code: str) -> None:
        """Note a state named, or a place in it, for ``the country`` later on."""
        self.states_seen.append((sentence, code))

    def last_state(self, sentence: int, barred: Collection[str] = ()) -> str | None:
        """The state that ``the country`` means, of those named in the last three sentences.

        The state where things happen when it is among them, else the one named last.
        """
        near = [
            code
            for number, code in self.states_seen
            if 0 <= sentence - number <= 2 and code not in barred
        ]
        if self.scene in near:
            return self.scene
        return near[-1] if near else None

    def leading_pair(self) -> tuple[str, ...]:
        """The two states that the article is about, when it hardly names a third."""
        states = Counter({c: n for c, n in self.code_counts.items() if c in self.index.codes})
        top = sorted(states, key=lambda c: (-states[c], c))[:2]
        both = sum(states[c] for c in top)
        told = len(top) == 2 and states[top[1]] > 1
        return tuple(top) if told and both >= _PAIR_SHARE * sum(states.values()) else ()

    def last_speaker(self, sentence: int) -> Link | None:
        """The last person by name or office who said something in the last three sentences."""
        for link in reversed(self.recent):
            if sentence - link.mention.sentence > 3:
                return None
            known = link.person is not None and link.codes and link.mention.sentence < sentence
            if known and self.spoke(link):
                return link
        return None

    def spoke(self, link: Link) -> bool:
        """Whether the link's mention is the subject of a verb of saying."""
        return speaks(self._sentences[link.mention.sentence], link.mention.head)

    def last_body(self, sentence: int) -> Link | None:
        """The organisation, company or newspaper named last, in this sentence or two before."""
        for link in reversed(self.recent):
            if sentence - link.mention.sentence > 2:
                return None
            rule, mention = link.provenance.rule, link.mention
            is_body = rule.startswith(_BODY_RULES) or mention.label == "Organization"
            if is_body and mention.kind == "name" and link.codes and not link.is_place:
                return link
        return None

    def same_noun(self, nominal: str) -> Link | None:
        """What this noun stood for when the article used it before."""
        return self._nominals.get(nominal)

    def is_plural(self, link: Link) -> bool:
        """Whether the link's head word stands in the plural."""
        sentence = self._sentences[link.mention.sentence]
        return "Number=Plur" in sentence.feats[link.mention.head]

    def know(self, person: KnownPerson) -> None:
        """Keep a person under the last parts of the name, and the first, for later mentions."""
        parts = pieces_of(person.name)
        for start in range(len(parts)):
            self.persons[" ".join(parts[start:]).lower()] = person
        for part in parts[:-1]:  # "Rojas" of Bautista Rojas Gómez
            self.persons.setdefault(part.lower(), person)
        if person.actor is not None and person.actor.gender is not None:
            self.genders[person.name] = person.actor.gender

    def persons_met(self) -> Iterable[Actor]:
        """Persons of the tables named so far, and those of a first reading."""
        met = [p.actor for p in self.persons.values() if p.actor is not None]
        return {actor.id: actor for actor in (*met, *self._persons_told)}.values()

    @cached_property
    def _persons_told(self) -> list[Actor]:
        told = (self.index.lookup(pieces_of(name)) for name in self._told)
        return [e.actor for entries in told for e in entries if e.kind == "person"]

    def likely_persons(self) -> tuple[Actor, ...]:
        """Persons whom an unlisted spelling may mean: those named in the article, and whoever held
        a top office of a state that it names.
        """
        if self._likely is None:
            named = [p.actor for p in self.persons.values() if p.actor is not None]
            states = [c for c in self.code_counts if c in self.index.codes]
            held = [
                actor
                for state in states
                for office in sorted(TOP_OFFICES)
                for actor, _ in (self.index.holders(state, office, self.day) if self.day else ())
            ]
            self._likely = tuple({a.id: a for a in (*named, *held)}.values())
        return self._likely

    def in_office(self, codes: Iterable[str]) -> tuple[Actor, ...]:
        """Everybody in office on the day in the states and bodies of the codes."""
        states = dict.fromkeys(c.partition(".")[0] for c in codes)
        return tuple(a for s in states if self.day for a in self.index.in_office(s, self.day))

    def body_of(self, nominal: str, sentence: int) -> Actor | None:
        """The organisation that a noun such as ``alliance`` refers back to.

        The one named most of those not far back, else of all. A body that the article first names
        later than the next sentence is not meant, nor an armed group of another state.
        """
        named = {
            a.id: a
            for a in self.index.nominals(nominal)
            if self._named[a.id] and self._first_named[a.id] <= sentence + 1 and self._at_home(a)
        }
        near = [
            named[link.provenance.rule]
            for link in self.recent
            if link.provenance.rule in named and sentence - link.mention.sentence <= _RECENT
        ]
        candidates = near or list(named.values())
        return max(candidates, key=lambda a: (self._named[a.id], a.id), default=None)

    def _at_home(self, actor: Actor) -> bool:
        """Whether an armed group belongs to a state the article is about, or to none."""
        if actor.kind != "armed" or self.main_state is None:
            return True
        states = {c.partition(".")[0] for r in actor.roles for c in r.codes if "." in c}
        return not states or bool(states & {self.main_state, self.scene})

    def listed_end(self, words: Sequence[str]) -> list[NameEntry]:
        """Entries of a body whose full name ends a longer one (``London-based Amnesty
        International``)."""
        for first in range(1, len(words) - 1):
            pieces = [p for word in words[first:] for p in pieces_of(word)]
            found = [e for e in self.index.lookup(pieces) if e.kind in _BODIES]
            if found:
                return found
        return []

    def short_form(self, words: Sequence[str], mention: Mention) -> NameEntry | None:
        """The longer name of this article that a capitalised noun abbreviates (``Brotherhood``)."""
        pieces = [p.lower() for w in words for p in pieces_of(w)]
        if len(pieces) != 1 or len(pieces[0]) < 5 or not words[-1][:1].isupper():
            return None
        if mention.label not in {"Organization", None}:
            return None
        longer = (
            e
            for e in self._long_names.get(pieces[0], [])
            # "The House" is not the White House.
            if e.kind != "metonym" or e.sector
        )
        return next(longer, None)


def _tells_of_revolt(sentence: Sentence) -> bool:
    """Whether a sentence has a word such as ``rebel``, ``insurgency``, ``civil war``."""
    lemmas = [lemma.lower() for lemma in sentence.lemmas]
    return any(lemma.startswith(_REVOLT) for lemma in lemmas) or any(
        pair == ("civil", "war") for pair in pairwise(lemmas)
    )


def _dominant(counts: Counter[str], share: float) -> str | None:
    """The most counted code, when it is counted twice at least and has the share."""
    if not counts:
        return None
    top = max(counts, key=lambda c: (counts[c], c))
    return top if counts[top] > 1 and counts[top] >= share * sum(counts.values()) else None
