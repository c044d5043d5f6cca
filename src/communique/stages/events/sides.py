"""Who does an act and to whom, chosen among everybody whom the article offers.

For each side of an event the rules' answer, the act head's, what other deeds of the article suggest
(`carry`), every actor of the sentence, those before it and the article's foremost ones stand
beside each other, with nobody and a hidden author among them. A small network weighs what speaks
for each (`SIGNS`) and the strongest is told. A side changed against what rules and `carry` gave
is marked on the rule, ``+source:ranked`` or ``+target:ranked``. How sure its sides are then goes
into how far the event is believed as a whole; one that is hardly believed is dropped.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from communique.codebook.acts import act_book
from communique.codebook.ontologies import PLOVER_TYPES
from communique.records import HIDDEN, Act, Analysis, Event, Link, LinkTable, Sentence
from communique.runtime.ranking import shipped_ranker
from communique.stages.events.actors import KINDS, Party, Resolver, kind_of
from communique.stages.events.arguments import case_words, fillers
from communique.stages.events.candidates import logit, side_signs
from communique.stages.events.heard import POSSIBLE, SURE, Heard, Place, Side
from communique.stages.events.slots import Coded
from communique.stages.events.trace import Notes

Shares = tuple[tuple[int, float], ...]
Told = dict[tuple[Side, str, str], float]
# How an actor hangs on the trigger: the relation by which its branch does, and its preposition.
_RELATIONS = (
    "nsubj", "obj", "iobj", "obl", "nmod", "amod", "compound", "appos", "conj", "acl", "advcl",
    "ccomp", "xcomp", "parataxis",
)  # fmt: skip
_CASES = ("by", "against", "with", "of", "from", "on", "to", "in", "for", "between", "at")
SIGNS = (
    "rule", "head", "wide", "now", "share", "least_share", "other_share", "far_share",
    "other_far_share", "sort", "here", "before",
    "after", "distance", "back", "ahead", "sentences", "frequency", "opening", "nobody",
    "hidden", "other_now", "other_state", "many", "place", "person", "pronoun", "noun",
    "passive", "symmetric", "speaker", "subject", "same_side", "same_other", "said_side",
    "said_other", "any_side", "any_other", "other_empty", "poss", "agent", "pass_subject",
    "alone", "guessed", "deep", "below", "subject_above", "object_above", "under", "as_subject",
    "as_object",
    *(f"as {name}" for name in _RELATIONS), *(f"case {name}" for name in _CASES),
    *KINDS, *PLOVER_TYPES,
)  # fmt: skip
# Signs of many values beside those: the trigger's word and code, and the noun that an actor is.
MANY_SIGNS = ("word ", "code ", "noun ")
# Rules of linking that have the actor from the flow of the text, not from words beside it.
_GUESSED = (
    "nominal.article-", "nominal.last-state", "nominal.same-noun", "nominal.unknown",
    "person.scene", "person.said-elsewhere", "name.unknown", "pronoun.unknown",
)  # fmt: skip
# How many sentences back and how many of the article's foremost actors are looked at.
_BACK, _FOREMOST = 3, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event as rules, head and other deeds give it, with what its sentence says of it.

    `subjects` and `objects` are words in these places of the trigger, understood ones too.
    """

    event: Event
    coded: Coded
    number: int
    resolver: Resolver
    subjects: frozenset[int]
    objects: frozenset[int]

    @staticmethod
    def of(event: Event, coded: Coded, number: int, resolver: Resolver) -> Draft:
        """The draft of an event of the sentence with this number."""
        match, sentence = coded.match, resolver.sentence
        subjects, objects = (
            frozenset(fillers(sentence, match.head, match.words, role, resolver.helpers))
            for role in ("subject", "object")
        )
        return Draft(
            event=event,
            coded=coded,
            number=number,
            resolver=resolver,
            subjects=subjects,
            objects=objects,
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor where it stands."""

    number: int
    word: int
    link: Link
    party: Party
    signs: Mapping[str, float]

    @staticmethod
    def of(link: Link) -> Seen:
        """The actor of a link."""
        persons = (link.named,) if link.named else ()
        party = Party(link.codes, persons, (link.mention.span,))
        told = {
            "place": link.is_place,
            "person": link.person is not None,
            "pronoun": link.mention.kind == "pronoun",
            "guessed": link.provenance.rule.startswith(_GUESSED),
        }
        signs = {name: 1.0 for name, holds in told.items() if holds}
        return Seen(link.mention.sentence, link.mention.head, link, party, signs)


@dataclass(slots=True)
class Option:
    """A possible answer with what speaks for it: names of `SIGNS`, or such as begin with one of
    `MANY_SIGNS`, with their values."""

    party: Party
    told: dict[str, float] = field(default_factory=dict)

    def mark(self, name: str, value: float = 1.0) -> None:
        """Set a sign, unless a greater value stands there."""
        if value > self.told.get(name, 0.0):
            self.told[name] = value

    def take(self, signs: Mapping[str, float]) -> None:
        """Set these signs, each unless a greater value stands there."""
        told = self.told
        for name, value in signs.items():
            if value > told.get(name, 0.0):
                told[name] = value


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor near an event and how it stands there, whichever side is asked for.

    `places` are its words with the numbers of their sentences.
    """

    party: Party
    signs: Mapping[str, float]
    places: tuple[Place, ...] = ()


def _once_each(standings: Iterable[Standing]) -> list[Standing]:
    """Standings with one for each actor, in the order in which they first stand there; of each
    sign the greater value."""
    found: dict[tuple[str, ...], tuple[Option, list[Place]]] = {}
    for standing in standings:
        codes = _key(standing.party)
        known = found.get(codes)
        if known is None:
            found[codes] = (
                Option(standing.party, dict(standing.signs)), list(standing.places),
            )  # fmt: skip
        else:
            known[0].take(standing.signs)
            known[1].extend(standing.places)
    return [Standing(both.party, both.told, tuple(at)) for both, at in found.values()]


def _key(party: Party) -> tuple[str, ...]:
    return party.codes if len(party.codes) < 2 else tuple(sorted(party.codes))


class Scene:
    """The actors of an article, by sentence, how often each is named and on which sides."""

    def __init__(self, analysis: Analysis, links: LinkTable, events: Sequence[Event]) -> None:
        self.is_sentence = len(analysis.sentences) == 1
        self.seen: dict[int, list[Seen]] = defaultdict(list)
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.first: dict[tuple[str, ...], Seen] = {}
        self._fame: dict[tuple[str, ...], dict[str, float]] = {}
        self._around: dict[int, list[Standing]] = {}
        for link in links:
            if link.codes:
                self._see(Seen.of(link))
        self.foremost = [codes for codes, _ in self.counts.most_common(_FOREMOST)]
        # By side: how often a code stands there in acts of a type, by the events as they are and by
        # the act head's shares; the type "" is any.
        self.told: Told = defaultdict(float)
        self.said: Told = defaultdict(float)
        for event in events:
            for code in event.source:
                self.told["source", event.plover, code] += 1
            for code in event.target:
                self.told["target", event.plover, code] += 1
        for number, acts in analysis.acts.items():
            at = {seen.word: seen.party.codes for seen in self.seen.get(number, ())}
            for act in acts:
                self._hear(act, at)

    def fame(self, codes: tuple[str, ...]) -> Mapping[str, float]:
        """What the article as a whole says of an actor."""
        known = self._fame.get(codes)
        if known is None:
            first = self.first.get(codes)
            known = dict.fromkeys((kind_of(code) for code in codes), 1.0)
            known["frequency"] = math.log1p(self.counts[codes]) / 4
            known["opening"] = float(first is not None and first.number <= 1)
            self._fame[codes] = known
        return known

    def around(self, number: int) -> list[Standing]:
        """The actors of the sentences before one and of the next, the nearest first."""
        if number not in self._around:
            back = [(n, {"back": 1.0}) for n in range(number - 1, number - _BACK - 1, -1)]
            self._around[number] = _once_each(
                Standing(
                    seen.party,
                    {**seen.signs, **way, "sentences": 1 / abs(n - number)},
                    ((n, seen.word),),
                )
                for n, way in (*back, (number + 1, {"ahead": 1.0}))
                for seen in self.seen.get(n, ())
            )
        return self._around[number]

    def _see(self, seen: Seen) -> None:
        self.seen[seen.number].append(seen)
        if not seen.link.is_place:
            self.counts[seen.party.codes] += 1
            self.first.setdefault(seen.party.codes, seen)

    def _hear(self, act: Act, at: Mapping[int, tuple[str, ...]]) -> None:
        name = act.types[0][0]
        sides: tuple[tuple[Side, Shares], ...] = (("source", act.sources), ("target", act.targets))
        for side, shares in sides:
            for word, share in shares:
                for code in at.get(word, ()):
                    self.said[side, name, code] += act.share * share
                    self.said[side, "", code] += act.share * share


class Offers:
    """Possible answers, each once."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, ...], Option] = {}

    def offer(self, party: Party, *names: str) -> Option:
        """The answer of this party, with these signs set."""
        codes = _key(party)
        option = self.found.get(codes)
        if option is None:
            option = self.found[codes] = Option(party)
        for name in names:
            option.mark(name)
        return option


def options(draft: Draft, side: Side, scene: Scene, around: Sequence[Standing]) -> list[Option]:
    """Everybody who may be this side of the event, each once, with all signs set."""
    offers, heard = Offers(), Heard.of(draft.coded.act, side)
    offers.offer(Party(), "nobody")
    if side == "source":
        offers.offer(Party((HIDDEN,)), "hidden")
    offers.offer(_party_now(draft.event, side), "now")
    ruled = draft.coded.ruled[0 if side == "source" else 1]
    if ruled:
        offers.offer(ruled, "rule")
    _offer_heard(offers, draft, side, heard)
    for standing in around:
        option = offers.offer(standing.party)
        option.take(standing.signs)
        for name, share in heard.signs(standing.places, draft.number):
            option.mark(name, share)
    for codes in scene.foremost:
        offers.offer(scene.first[codes].party)
    common = Option(Party())
    _event_signs(common, draft, side)
    common.mark("alone", float(scene.is_sentence))
    told = list(offers.found.values())
    for option in told:
        option.told |= common.told
        option.mark("sort", heard.sort_share(option.party.codes))
        _article_signs(option, draft.event, side, scene)
    return told


def _offer_heard(offers: Offers, draft: Draft, side: Side, heard: Heard) -> None:
    """Offer whom the head's words name."""
    for name, least in (("head", SURE), ("wide", POSSIBLE)):
        words = heard.believed(least)
        read = draft.resolver.party(words, territory=side == "target")
        if read:
            share = min(heard.shares[word] for word in words)
            offers.offer(read, name).mark("least_share", share)


def _party_now(event: Event, side: Side) -> Party:
    if side == "source":
        return Party(event.source, event.source_persons, event.source_spans)
    return Party(event.target, event.target_persons, event.target_spans)


def standings(draft: Draft, scene: Scene) -> list[Standing]:
    """The actors near the event, the nearest sentences first."""
    here = (_standing_here(seen, draft) for seen in scene.seen.get(draft.number, ()))
    return _once_each((*here, *scene.around(draft.number)))


def _standing_here(seen: Seen, draft: Draft) -> Standing:
    """An actor of the event's own sentence: where it stands to the trigger."""
    option = Option(draft.resolver.party_at(seen.word, territory=True) or seen.party)
    option.take(seen.signs)
    head, sentence = draft.coded.match.head, draft.resolver.sentence
    option.mark("here")
    option.mark("before" if seen.word < head else "after")
    option.mark("distance", 1 / (1 + abs(seen.word - head) / 4))
    option.mark("subject", float(sentence.bases[seen.word] == "nsubj"))
    if seen.link.mention.kind != "name":
        option.mark(f"noun {sentence.lemmas[seen.word].lower()}")
    _tree_signs(option, seen.word, draft)
    return Standing(option.party, option.told, ((draft.number, seen.word),))


def _tree_signs(option: Option, word: int, draft: Draft) -> None:
    """How the actor hangs on the trigger in the tree."""
    sentence, coded = draft.resolver.sentence, draft.coded
    path = _path_up(sentence, word, frozenset(coded.match.words))
    option.mark("as_subject", float(word in draft.subjects))
    option.mark("as_object", float(word in draft.objects))
    if path is not None:
        top = path[-1]
        option.mark("below")
        option.mark("deep", float(len(path) > 1))
        relation = sentence.bases[top]
        option.mark("poss", float(sentence.deprels[top] == "nmod:poss"))
        option.mark("agent", float(sentence.deprels[top] == "obl:agent"))
        option.mark("pass_subject", float(sentence.deprels[top] == "nsubj:pass"))
        if relation in _RELATIONS:
            option.mark(f"as {relation}")
        for case in case_words(sentence, top) & frozenset(_CASES):
            option.mark(f"case {case}")
        return
    above = sentence.heads[coded.match.head]
    while above >= 0:
        if above == word:
            option.mark("under")
        elif sentence.heads[word] == above:
            option.mark("subject_above", float(sentence.bases[word] == "nsubj"))
            option.mark("object_above", float(sentence.bases[word] in {"obj", "obl", "iobj"}))
        above = sentence.heads[above]


def _path_up(sentence: Sentence, word: int, trigger: frozenset[int]) -> list[int] | None:
    """The words from `word` up to the child of a trigger word; None when it hangs elsewhere."""
    path: list[int] = []
    while word >= 0:
        if word in trigger:
            return path or None
        path.append(word)
        if sentence.heads[word] in trigger:
            return path
        word = sentence.heads[word]
    return None


def _event_signs(option: Option, draft: Draft, side: Side) -> None:
    """What holds for every answer."""
    event, match = draft.event, draft.coded.match
    lemma = draft.resolver.sentence.lemmas[match.head].lower()
    option.mark(event.plover)
    option.mark(f"word {lemma} {event.plover}")
    option.mark(f"code {event.cameo[:3]}")
    option.mark("noun", float(match.pattern.head == "noun"))
    option.mark("passive", float(draft.coded.passive))
    option.mark("symmetric", float(bool(match.pattern.parties)))
    option.mark("other_empty", float(not (event.target if side == "source" else event.source)))


def _article_signs(option: Option, event: Event, side: Side, scene: Scene) -> None:
    """What the article and the event's other side say of the answer, wherever it stands."""
    codes = option.party.codes
    if len(codes) > 1:
        option.mark("many")
    if not codes or codes == (HIDDEN,):
        return
    other: Side = "target" if side == "source" else "source"
    own_codes, other_codes = event.source, event.target
    if side == "target":
        own_codes, other_codes = other_codes, own_codes
    option.mark("other_now", float(bool(set(codes) & set(other_codes))))
    states = {code.partition(".")[0] for code in codes}
    option.mark("other_state", float(bool(states & {c.partition(".")[0] for c in other_codes})))
    option.take(scene.fame(codes))
    code, name = codes[0], event.plover
    option.mark("speaker", float(code == event.asserted_by or _speaks(option, event)))
    told, said = scene.told, scene.said
    for sign, count, size in (
        ("same_side", told.get((side, name, code), 0) - (code in own_codes), 3),
        ("same_other", told.get((other, name, code), 0), 3),
        ("said_side", said.get((side, name, code), 0), 2),
        ("said_other", said.get((other, name, code), 0), 2),
        ("any_side", said.get((side, "", code), 0), 2),
        ("any_other", said.get((other, "", code), 0), 2),
    ):
        if count > 0:
            option.mark(sign, math.log1p(count) / size)


def _speaks(option: Option, event: Event) -> bool:
    return bool(option.party.persons) and event.asserted_by in option.party.persons


def choose_sides(
    drafts: Sequence[Draft], carried: Sequence[Event], scene: Scene, notes: Notes
) -> list[Event]:
    """The events with the strongest answer for each side, less those hardly believed with it."""
    by_id, told = {draft.event.id: draft for draft in drafts}, []
    for event in carried:
        chosen = _chosen(replace(by_id[event.id], event=event), scene, notes)
        if chosen.probability is None or chosen.probability >= act_book().least_whole:
            told.append(chosen)
        else:
            notes.drop(event.id, "unsure")
    return told


@dataclass(frozen=True, slots=True)
class Picked:
    """The answer for one side, the mark of the rule where it is another than before, and the
    network's share for it; None where the side was not asked for."""

    party: Party
    mark: str = ""
    share: float | None = None


def _chosen(draft: Draft, scene: Scene, notes: Notes) -> Event:
    event = draft.event
    if event.probability is None:
        # A user's own type: the network has never seen any.
        return event
    around = standings(draft, scene)
    source = Picked(_party_now(event, "source"))
    if not draft.coded.is_spoken:
        source = _best(draft, "source", scene, around, notes, beside=Party())
    target = _best(draft, "target", scene, around, notes, beside=source.party)
    signs = _whole_signs(event, source, target)
    chance = shipped_ranker("wholes", alone=scene.is_sentence).chances("whole", [signs])[0]
    source = _worded(draft, "source", source, beside=target.party)
    target = _worded(draft, "target", target, beside=source.party)
    told = replace(
        event,
        source=source.party.codes,
        source_persons=source.party.persons,
        source_spans=source.party.spans,
        target=target.party.codes,
        target_persons=target.party.persons,
        target_spans=target.party.spans,
        probability=round(chance, 3),
        provenance=replace(
            event.provenance, rule=event.provenance.rule + source.mark + target.mark
        ),
    )
    notes.judge(told, signs)
    return told


def _worded(draft: Draft, side: Side, picked: Picked, *, beside: Party) -> Picked:
    """The answer, with the words and names of whom the act head sees there and no table knows, or
    who is not more than his words ("a suicide bomber").

    Who it is stays unknown; that the sentence names somebody, and how, is told.
    """
    if picked.party.codes not in {(), (HIDDEN,)} or picked.party.spans:
        return picked
    persons, spans = [], []
    for word in _seen(draft, side):
        link = draft.resolver.links.at(draft.number, word)
        span = link.mention.span if link else draft.resolver.sentence.spans[word]
        is_known = link is not None and link.codes and not picked.party.codes
        if is_known or any(span.overlaps(other) for other in beside.spans):
            continue
        spans.append(span)
        persons += [link.named] if link is not None and link.named else []
    if not spans:
        return picked
    party = replace(
        picked.party, persons=tuple(dict.fromkeys(persons)), spans=tuple(dict.fromkeys(spans))
    )
    return replace(picked, party=party, mark=f"{picked.mark}+{side}:words")


def _whole_signs(event: Event, source: Picked, target: Picked) -> dict[str, float]:
    """What speaks for type, source and target being right together."""
    signs = dict(side_signs(source.party, target.party))
    signs |= {"act": logit(event.probability or 0.0), f"type {event.plover}": 1.0}
    for name, picked in (("source_share", source), ("target_share", target)):
        if picked.share is None:
            signs["spoken"] = 1.0
        else:
            signs[name] = logit(picked.share)
    return signs


def _best(
    draft: Draft,
    side: Side,
    scene: Scene,
    around: Sequence[Standing],
    notes: Notes,
    *,
    beside: Party,
) -> Picked:
    """The strongest answer.

    Nobody does something to himself: who stands on the other side (`beside`) is no answer, unless
    the head sees two of one code ("a president frees his predecessor").
    """
    offered = options(draft, side, scene, around)
    notes.offer(draft, side, offered)
    ranker = shipped_ranker("sides", alone=scene.is_sentence)
    shares = ranker.shares(side, [option.told for option in offered])
    # Of equals the first: rules and nearer words are offered before others.
    order = sorted(range(len(offered)), key=lambda n: (-shares[n], n))
    seen = draft.resolver.party(_seen(draft, side), territory=side == "target")
    now = _party_now(draft.event, side)
    for n in order:
        best = _apart(offered[n].party, beside, seen)
        if best is not None:
            break
    assert best is not None  # nobody is always offered
    if set(best.codes) == set(now.codes) and best is not seen:
        return Picked(now, "", shares[n])
    return Picked(best, f"+{side}:ranked", shares[n])


def _seen(draft: Draft, side: Side) -> list[int]:
    """The words that the head is sure of, pronouns left out."""
    shares = Heard.of(draft.coded.act, side).shares
    upos = draft.resolver.sentence.upos
    return [w for w, share in shares.items() if share >= SURE and upos[w] != "PRON"]


def _apart(party: Party, other: Party, seen: Party) -> Party | None:
    """The party as one side where `other` is the other; None where it cannot be.

    Of one code they are two where the head sees other words for this one (`seen`).
    """
    if not party or party.beside(other).codes == party.codes:
        return party
    if set(seen.codes) == set(party.codes) and not set(seen.spans) & set(other.spans):
        return seen
    return None
