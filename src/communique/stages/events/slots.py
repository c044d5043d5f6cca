"""Filling the slots of a match: who does it, to whom, and what its content makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.codebook.ontologies import cameo_codes
from communique.codebook.patterns import Helpers, Pattern
from communique.records import HIDDEN, Act, Sentence
from communique.stages.events.actors import Party, Resolver
from communique.stages.events.arguments import case_words, fillers, is_passive, meeting_subject
from communique.stages.events.circumstances import find_where
from communique.stages.events.content import ContentFinder, Refined
from communique.stages.events.matching import Match
from communique.stages.events.trace import Notes

# Who did it is hidden on purpose in "was shelled"; only force and coercion are coded without it.
FORCE = frozenset({"COERCE", "ASSAULT"})
# What a symmetric act lacks when only one side is known.
ALONE = "alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A match with its slots filled; `lacking` tells what it would need to be an event by rule.

    `probability` is the calibrated belief in it, whoever did it; `act` is what the act head sees
    there and `marks` what it changed, each a suffix of the rule; all are empty where the head has
    not been asked.
    `ruled` keeps the sides as the rules alone fill them, `head_code` is the head's code where it is
    told instead of theirs.
    """

    match: Match
    source: Party
    target: Party
    refined: Refined | None = None
    ruled: tuple[Party, Party] = (Party(), Party())
    passive: bool = False
    lacking: tuple[str, ...] = ()
    act: Act | None = None
    probability: float | None = None
    marks: tuple[str, ...] = ()
    head_code: str | None = None

    @property
    def cameo(self) -> str:
        """The code of the pattern, or the one that its content or the head makes of it."""
        if self.head_code is not None:
            return self.head_code
        return self.refined.cameo if self.refined else self.match.pattern.cameo

    @property
    def rule(self) -> str:
        """The pattern's id, that of the content that refined its code, and the head's marks."""
        content = f"+content:{self.refined.pattern_id}" if self.refined else ""
        return self.match.pattern.id + content + "".join(self.marks)

    @property
    def plover(self) -> str:
        """The type that goes with the code."""
        return cameo_codes()[self.cameo].plover

    @property
    def is_spoken(self) -> bool:
        """True where the source is whoever says the words, whom the rules found."""
        return self.match.pattern.source[:1] == ("speaker",) and bool(self.ruled[0])

    @property
    def filled(self) -> int:
        """How many slots hold somebody."""
        return bool(self.source) + bool(self.target)


def _strength(coded: Coded, sentence: Sentence) -> tuple[bool, int, int, int]:
    """Which of several readings of a word wins: what is demanded is no deed; then more words.

    Among as many words those that name things win ("withdraw peacekeepers", "withdraw from").
    """
    match = coded.match
    naming = sum(sentence.upos[word] != "ADP" for word in match.words)
    return bool(match.pattern.modals), len(match.words), naming, coded.filled


def strongest(filled: Sequence[Coded], sentence: Sentence) -> Coded:
    """The reading of a word that wins.

    A promise told by naming the deed ("will free the prisoners") has the deed's words and target.
    """
    ranked = sorted(filled, key=lambda coded: _strength(coded, sentence), reverse=True)
    best = ranked[0]
    if not is_announced(best.match.pattern):
        return best
    deed = next((c for c in ranked if not c.match.pattern.modals and not c.refined), best)
    told = replace(best.match, words=deed.match.words)
    target = deed.target or best.target
    return replace(best, match=told, target=target, ruled=(best.source, target))


def fill(match: Match, resolver: Resolver, finder: ContentFinder, notes: Notes) -> Coded | None:
    """The match with its slots and content; None where its words or voice rule it out."""
    pattern, sentence = match.pattern, resolver.sentence
    passive = pattern.head == "verb" and is_passive(sentence, match.head)
    if pattern.passive is not None and passive != pattern.passive:
        notes.refuse(match, "voice")
        return None
    if pattern.parties:
        source, target = _parties(match, resolver), Party()
    else:
        source = _slot(match, pattern.source, resolver)
        target = _slot(match, pattern.target, resolver).beside(source)
        target = target or _civilians(match, resolver).outside(source)
        if not target and pattern.territory:
            target = _slot(match, pattern.target, resolver, territory=True)
            target = target.outside(source)
        if not source and target and _may_hide_source(match, passive):
            source = Party((HIDDEN,))
        if not source and _plover(pattern) == "PROTEST":
            source = _crowd(match, resolver)
    slots = {"source": source, "target": target}
    lacking = tuple(name for name in pattern.requires if not slots[name])
    if lacking and _refers_back(match, sentence, resolver.helpers):
        lacking = ()
    if pattern.parties and len(source.codes) < 2 and not _may_be_alone(match, sentence):
        lacking = (ALONE,)
    refined = finder.refined(match)
    if pattern.about and refined is None:
        notes.refuse(match, "about")
        return None
    return Coded(
        match=match,
        source=source,
        target=target,
        ruled=(source, target),
        passive=passive,
        refined=refined,
        lacking=lacking,
    )


def is_announced(pattern: Pattern) -> bool:
    """Whether a promise or threat is told by naming the deed itself (``will release them``)."""
    return bool(pattern.modals) and pattern.source == ("subject",)


def _civilians(match: Match, resolver: Resolver) -> Party:
    """The people of the state in which a hospital, a school or a home is hit."""
    if _plover(match.pattern) != "ASSAULT":
        return Party()
    sentence, helpers = resolver.sentence, resolver.helpers
    for role in ("object", "of", "on", "at"):
        for word in fillers(sentence, match.head, match.words, role, helpers):
            if sentence.lemmas[word].lower() in helpers.civil_objects:
                state = resolver.party([word], territory=True)
                codes = tuple(f"{code}.CVL" for code in state.codes if "." not in code)
                return Party(codes, (), state.spans).by(f"people of the {role}")
    return Party()


def _crowd(match: Match, resolver: Resolver) -> Party:
    """A crowd without a country is the public of the state it protests in."""
    _, span = find_where(resolver.sentence, resolver.number, match.words, resolver.links)
    for link in resolver.links:
        if span is not None and link.mention.span == span and link.codes:
            return Party((f"{link.codes[0]}.CVL",), (), (span,)).by("where")
    return Party()


def _refers_back(match: Match, sentence: Sentence, helpers: Helpers) -> bool:
    """``the invasion``, ``this attack``: a deed told before, whose sides are carried over.

    Such an event without a source is dropped where no deed of its kind is told (`carry`).
    """
    definite = {"the", "this", "that", "these", "those"}
    marks = sentence.dependents(match.head, "det")
    return (
        match.pattern.head == "noun"
        and sentence.lemmas[match.head].lower() not in helpers.lasting_nouns
        and _plover(match.pattern) in FORCE
        and any(sentence.words[d].lower() in definite for d in marks)
    )


def _may_be_alone(match: Match, sentence: Sentence) -> bool:
    """Whether a symmetric act with one known party is reported of a body's own members.

    "EU ministers will meet" and "talks between the allies" are; "dialogue with Russia" and
    "clashes in Libya" leave out who the other side is.
    """
    if _plover(match.pattern) in FORCE:
        return False
    if match.pattern.head == "verb":
        return True
    cases = {
        case for w in match.words for c in sentence.children[w] for case in case_words(sentence, c)
    }
    return bool(cases & {"between", "of", "among"})


def _plover(pattern: Pattern) -> str:
    return cameo_codes()[pattern.cameo].plover


def _may_hide_source(match: Match, passive: bool) -> bool:
    """Whether an act counts although its author is kept back (``was shelled``, ``is accused``).

    A noun needs one actor in reach (coding guide, rule 5): ``the shelling of Donetsk`` has one.
    """
    if passive and _plover(match.pattern) == "ACCUSE":
        return True
    needless = "source" not in match.pattern.requires
    unnamed = passive or needless or match.pattern.head == "noun"
    return _plover(match.pattern) in FORCE and unnamed


def _slot(
    match: Match, roles: tuple[str, ...], resolver: Resolver, *, territory: bool = False
) -> Party:
    """The first role that holds an actor fills the slot."""
    sentence = resolver.sentence
    for role in roles:
        if role == "speaker":
            found = resolver.speaker(match.head)
            if found:
                return found.by(role)
            continue
        words = fillers(sentence, match.head, match.words, role, resolver.helpers)
        found = resolver.party(words, territory=territory)
        if not found and role == "object":
            # "expelled French troops": the trigger's own noun may be an actor.
            found = resolver.named(w for w in match.words if sentence.relation(w) == "obj")
        if found:
            return found.by(role)
    return Party()


def _parties(match: Match, resolver: Resolver) -> Party:
    """Everyone who takes part in a symmetric act."""
    sentence, whole = resolver.sentence, Party()
    for role in match.pattern.parties:
        words = fillers(sentence, match.head, match.words, role, resolver.helpers)
        whole = whole.joined(resolver.party(words).by(role))
    if len(whole.codes) == 1 and match.pattern.head == "noun":
        # "after talks with X, Y said": the one who talked with X is the sentence's subject.
        others = resolver.party(meeting_subject(sentence, match.head)).by("subject")
        whole = others.joined(whole)
    return whole
