"""What an article has said so far: its states, persons and bodies, for names used again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from communique.codebook.actors import Actor, ActorIndex, NameEntry, pieces_of
from communique.codebook.places import Place, PlaceIndex
from communique.records import Analysis, Link, Mention, Sentence

STATE_KINDS = frozenset({"state", "adjective", "people", "capital", "metonym"})
# A state is what the article is about when it has this share of all mentions of states.
_DOMINANT_SHARE = 0.4


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
        self.code_counts: Counter[str] = Counter()
        self.persons: dict[str, KnownPerson] = {}
        self.recent: list[Link] = []
        self._nominals: dict[str, Link] = {}
        self._named: Counter[str] = Counter()

    def survey(self, analysis: Analysis, mentions: tuple[Mention, ...]) -> None:
        """Count the states and bodies the article names, before anything is linked."""
        for mention in mentions:
            if mention.kind == "name":
                sentence = analysis.sentences[mention.sentence]
                entry = self.entry(sentence, mention)
                place = self.place(sentence, mention)
                if entry is not None:
                    self._named[entry.actor.id] += 1
                if entry is not None and entry.kind not in {"person", "family"}:
                    role = entry.actor.role_on(self.day) or entry.actor.roles[-1]
                    self.code_counts.update(role.codes[:1])
                elif place is not None and place.country:
                    self.code_counts[place.country] += 1
        states = {c: n for c, n in self.code_counts.items() if c in self.index.codes}
        if states:
            top = max(states, key=lambda c: (states[c], c))
            if states[top] >= _DOMINANT_SHARE * sum(states.values()) and states[top] > 1:
                self.main_state = top

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
        if mention.label != "Person":
            found = [e for e in found if e.kind != "family"] or found

        def rank(entry: NameEntry) -> tuple[bool, bool, str]:
            in_force = entry.actor.role_on(self.day) is not None
            return (not in_force, entry.kind == "people", entry.actor.id)

        return sorted(found, key=rank)

    def place(self, sentence: Sentence, mention: Mention) -> Place | None:
        """The place the mention names: the one in a country the article names, else the first."""
        words = [sentence.words[w] for w in range(mention.first, mention.last + 1)]
        text = " ".join(words).replace(" - ", "-").replace(" ’s", "").replace(" 's", "")
        namesakes = self.places.get(text.lower(), []) if text[:1].isupper() else []
        for place in namesakes:
            if self.code_counts[place.country]:
                return place
        return namesakes[0] if namesakes else None

    def remember(self, link: Link, nouns: tuple[str, ...]) -> None:
        """Keep a link for pronouns and, under its nouns, for the same role used again."""
        self.recent.append(link)
        for noun in nouns:
            self._nominals[noun] = link

    def same_noun(self, nominal: str) -> Link | None:
        """What this noun stood for when the article used it before."""
        return self._nominals.get(nominal)

    def know(self, person: KnownPerson) -> None:
        """Keep a person under the last part of the name, for later bare surnames."""
        parts = pieces_of(person.name)
        for start in range(len(parts)):
            self.persons[" ".join(parts[start:]).lower()] = person

    def body_of(self, nominal: str) -> Actor | None:
        """The organisation that a noun such as ``alliance`` refers back to, most named first."""
        named = [a for a in self.index.nominals.get(nominal, []) if self._named[a.id]]
        return max(named, key=lambda a: (self._named[a.id], a.id)) if named else None

    def inner_entry(self, sentence: Sentence, mention: Mention) -> NameEntry | None:
        """The first state or body named inside an unknown name (``US Mission to NATO``)."""
        for first in range(mention.first, mention.last + 1):
            for last in range(mention.last, first - 1, -1):
                pieces = [p for w in sentence.words[first : last + 1] for p in pieces_of(w)]
                for entry in self.index.lookup(pieces) if pieces else ():
                    if entry.kind in {"state", "adjective", "organisation", "metonym"}:
                        return entry
        return None
