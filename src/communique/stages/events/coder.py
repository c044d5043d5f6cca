"""Coding one sentence: matches, slots, status, circumstances; then what blocks what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.codebook.ontologies import cameo_codes, context_cues
from communique.codebook.patterns import Helpers, Pattern, PatternTable
from communique.codebook.resources import data_digest
from communique.records import (
    Event,
    LinkTable,
    Provenance,
    Quote,
    Sentence,
    Timex,
    content_id,
    granularity_of,
    innermost_quote,
    voice_of,
)
from communique.stages.events.actors import Party, Resolver
from communique.stages.events.arguments import (
    case_words,
    clause_words,
    fillers,
    is_passive,
    meeting_subject,
)
from communique.stages.events.circumstances import find_where
from communique.stages.events.matching import Match, find_matches, trigger_span
from communique.stages.events.status import Verdict, decide_status
from communique.stages.events.when import When, act_verb, find_when, is_ahead, tense_of

VERSION = "events.v1"
# Who did it is hidden on purpose in "was shelled"; only force and coercion are coded without it.
_FORCE = frozenset({"COERCE", "ASSAULT"})
_HIDDEN = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the coder looks things up in."""

    table: PatternTable
    helpers: Helpers


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A match with its slots filled."""

    match: Match
    source: Party
    target: Party

    @property
    def filled(self) -> int:
        """How many slots hold somebody."""
        return bool(self.source) + bool(self.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The sentence being coded and what earlier rooms found in it."""

    article_id: str
    number: int
    sentence: Sentence
    links: LinkTable
    timexes: Sequence[Timex]
    quotes: Sequence[Quote]
    persons: frozenset[str]
    dct: str | None


def code_sentence(reading: Reading, tools: Tools) -> list[Event]:
    """Events of one sentence, in text order."""
    sentence = reading.sentence
    resolver = Resolver(sentence, reading.number, reading.links, reading.quotes, tools.helpers)
    chosen: list[Coded] = []
    for matches in find_matches(sentence, tools.table, tools.helpers):
        filled = [c for m in matches if (c := _fill(m, resolver))]
        if filled:
            chosen.append(max(filled, key=_strength))
    chosen = _without_contained(chosen)
    blocked = _blocked_words(sentence, chosen)
    return [
        _event(reading, coded, tools)
        for coded in chosen
        if coded.match.head not in blocked and not _is_forecast(reading, coded, tools)
    ]


def _strength(coded: Coded) -> tuple[bool, int, int]:
    """Which of several readings of a word wins: what is demanded is no deed; then more words."""
    return bool(coded.match.pattern.modals), len(coded.match.words), coded.filled


def _fill(match: Match, resolver: Resolver) -> Coded | None:
    """The match with its slots, or None when a slot it needs is empty."""
    pattern, sentence = match.pattern, resolver.sentence
    passive = pattern.head == "verb" and is_passive(sentence, match.head)
    if pattern.passive is not None and passive != pattern.passive:
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
            source = Party((_HIDDEN,))
        if not source and _plover(pattern) == "PROTEST":
            source = _crowd(match, resolver)
    if pattern.parties and len(source.codes) < 2 and not _may_be_alone(match, sentence):
        return None
    slots = {"source": source, "target": target}
    complete = all(slots[name] for name in pattern.requires)
    if not complete and not _refers_back(match, sentence, resolver.helpers):
        return None
    return Coded(match=match, source=source, target=target)


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
                return Party(codes, (), state.spans)
    return Party()


def _crowd(match: Match, resolver: Resolver) -> Party:
    """A crowd without a country is the public of the state it protests in."""
    _, span = find_where(resolver.sentence, resolver.number, match.words, resolver.links)
    for link in resolver.links:
        if span is not None and link.mention.span == span and link.codes:
            return Party((f"{link.codes[0]}.CVL",), (), (span,))
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
        and _plover(match.pattern) in _FORCE
        and any(sentence.words[d].lower() in definite for d in marks)
    )


def _may_be_alone(match: Match, sentence: Sentence) -> bool:
    """Whether a symmetric act with one known party is reported of a body's own members.

    "EU ministers will meet" and "talks between the allies" are; "dialogue with Russia" and
    "clashes in Libya" leave out who the other side is.
    """
    if _plover(match.pattern) in _FORCE:
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
    return _plover(match.pattern) in _FORCE and unnamed


def _slot(
    match: Match, roles: tuple[str, ...], resolver: Resolver, *, territory: bool = False
) -> Party:
    """The first role that holds an actor fills the slot."""
    sentence = resolver.sentence
    for role in roles:
        if role == "speaker":
            found = resolver.speaker(match.head)
            if found:
                return found
            continue
        words = fillers(sentence, match.head, match.words, role, resolver.helpers)
        found = resolver.party(words, territory=territory)
        if not found and role == "object":
            # "expelled French troops": the trigger's own noun may be an actor.
            found = resolver.named(w for w in match.words if sentence.relation(w) == "obj")
        if found:
            return found
    return Party()


def _parties(match: Match, resolver: Resolver) -> Party:
    """Everyone who takes part in a symmetric act."""
    sentence, whole = resolver.sentence, Party()
    for role in match.pattern.parties:
        words = fillers(sentence, match.head, match.words, role, resolver.helpers)
        whole = whole.joined(resolver.party(words))
    if len(whole.codes) == 1 and match.pattern.head == "noun":
        # "after talks with X, Y said": the one who talked with X is the sentence's subject.
        whole = resolver.party(meeting_subject(sentence, match.head)).joined(whole)
    return whole


def _without_contained(chosen: list[Coded]) -> list[Coded]:
    """A trigger whose words are part of a longer trigger is the same act."""
    kept = []
    for coded in chosen:
        words = set(coded.match.words)
        if not any(
            coded.match.head in o.match.words
            and o is not coded
            and (o.match.pattern.head == "verb" or len(o.match.words) > len(words))
            for o in chosen
        ):
            kept.append(coded)
    return kept


def _blocked_words(sentence: Sentence, chosen: list[Coded]) -> set[int]:
    """Words inside the content of demands, threats, promises (coding guide, rules 1 and 10)."""
    blocked: set[int] = set()
    for coded in chosen:
        if coded.match.pattern.content and coded.match.head not in blocked:
            blocked |= clause_words(sentence, coded.match.head)
    return blocked


def _is_forecast(reading: Reading, coded: Coded, tools: Tools) -> bool:
    """A possible deed nobody announces is a forecast, not an event (coding guide, rule 8)."""
    if coded.match.pattern.head != "noun":
        return False
    verdict = decide_status(reading.sentence, coded.match.head, tools.helpers)
    return verdict.status == "conditional"


def _event(reading: Reading, coded: Coded, tools: Tools) -> Event:
    sentence, match, pattern = reading.sentence, coded.match, coded.match.pattern
    trigger = trigger_span(sentence, match)
    code = cameo_codes()[pattern.cameo]
    verdict = _verdict(sentence, match, pattern, tools.helpers)
    where, where_span = find_where(sentence, reading.number, match.words, reading.links)
    asserter = innermost_quote(trigger, reading.quotes)
    timexes = _told_with(reading.timexes, asserter)
    is_done = verdict.status == "actual"
    when = find_when(sentence, match.words, timexes, reading.dct, is_done=is_done)
    verdict, when = _still_to_come(sentence, match, (verdict, when), reading.dct, tools.helpers)
    return Event(
        id=content_id("event", reading.article_id, trigger.start, trigger.end, pattern.id,
                      coded.source.codes, coded.target.codes),
        article_id=reading.article_id,
        sentence=sentence.span,
        trigger=trigger,
        cameo=pattern.cameo,
        plover=code.plover,
        mode=code.mode,
        contexts=_contexts(sentence),
        source=coded.source.codes,
        target=coded.target.codes,
        source_persons=coded.source.persons,
        target_persons=coded.target.persons,
        source_spans=coded.source.spans,
        target_spans=coded.target.spans,
        status=verdict.status,
        status_evidence=verdict.spans(sentence),
        when=when.value,
        when_basis=when.basis,
        when_granularity=granularity_of(when.value),
        when_span=when.span,
        where=where,
        where_span=where_span,
        asserted_by=voice_of(asserter, reading.persons),
        asserted_span=asserter.speaker if asserter else None,
        denied_by=_denied_by(reading, verdict),
        goldstein=code.goldstein,
        probability=None,
        provenance=Provenance(stage=VERSION, rule=pattern.id, data=data_digest()),
    )  # fmt: skip


def _still_to_come(
    sentence: Sentence, match: Match, told: tuple[Verdict, When], dct: str | None, helpers: Helpers
) -> tuple[Verdict, When]:
    """Status and date of an act told as done whose day is still to come.

    In the present it is planned (``leaders meet on Thursday``, ``the talks resume on Friday``);
    else the day is that of something else (``the truce expires on Friday``).
    """
    verdict, when = told
    if verdict.status != "actual" or not is_ahead(when.value, dct) or when.span is None:
        return told
    verb = act_verb(sentence, match.head)
    is_own = verb == match.head or sentence.lemmas[verb].lower() in helpers.light_verbs
    if match.pattern.content or not is_own or tense_of(sentence, verb) != "present":
        return verdict, When()
    words = (w for w, span in enumerate(sentence.spans) if span.overlaps(when.span))
    return Verdict("planned", tuple(words)), when


def _told_with(timexes: Sequence[Timex], asserter: Quote | None) -> Sequence[Timex]:
    """The expressions that the same voice utters: a saying's date is not the deed's."""
    if asserter is None:
        return timexes
    return [t for t in timexes if asserter.text.contains(t.span)]


def _verdict(sentence: Sentence, match: Match, pattern: Pattern, helpers: Helpers) -> Verdict:
    if pattern.status is None:
        return decide_status(sentence, match.head, helpers)
    marks = sentence.dependents(match.head, "mark")
    supposed = tuple(m for m in marks if sentence.words[m].lower() in {"if", "unless"})
    if supposed:
        return Verdict("conditional", supposed)
    return Verdict(pattern.status)  # type: ignore[arg-type]


def _denied_by(reading: Reading, verdict: Verdict) -> str | None:
    if verdict.status != "denied":
        return None
    for word in reading.sentence.dependents(verdict.words[0], "nsubj"):
        link = reading.links.at(reading.number, word)
        if link is not None and (link.named or link.codes):
            return link.named or link.codes[0]
    return None


def _contexts(sentence: Sentence) -> tuple[str, ...]:
    """PLOVER contexts that at least two cue words of the sentence agree on."""
    cues = context_cues()
    votes: dict[str, int] = {}
    for lemma in dict.fromkeys(lemma.lower() for lemma in sentence.lemmas):
        for context in cues.get(lemma, ()):
            votes[context] = votes.get(context, 0) + 1
    return tuple(sorted(c for c, n in votes.items() if n >= 2))


def span_sort_key(event: Event) -> tuple[int, int, str]:
    """Text order of events."""
    return event.trigger.start, event.trigger.end, event.cameo
