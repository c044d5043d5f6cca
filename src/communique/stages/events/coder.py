"""Coding one sentence: matches, slots, status, circumstances; then what blocks what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from communique.codebook.composition import Composition
from communique.codebook.ontologies import cameo_codes, context_cues
from communique.codebook.own_types import own_codes
from communique.codebook.patterns import Helpers, Pattern, PatternTable
from communique.codebook.resources import data_digest
from communique.records import (
    Act,
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
from communique.stages.events.actors import Resolver
from communique.stages.events.arguments import clause_words, fillers
from communique.stages.events.candidates import ArticleActs
from communique.stages.events.circumstances import find_where
from communique.stages.events.content import ContentFinder
from communique.stages.events.learned import Believer, Held
from communique.stages.events.matching import Match, find_matches, trigger_span
from communique.stages.events.sides import Draft
from communique.stages.events.slots import ALONE, Coded, fill, is_announced, strongest
from communique.stages.events.status import Verdict, decide_status
from communique.stages.events.trace import SILENT, Notes
from communique.stages.events.when import When, act_verb, find_when, is_ahead, tense_of

VERSION = "events.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the coder looks things up in, and whom it tells what it decides."""

    table: PatternTable
    composition: Composition
    helpers: Helpers
    notes: Notes = field(default=SILENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The sentence being coded and what earlier rooms found in it."""

    article_id: str
    number: int
    sentence: Sentence
    links: LinkTable
    timexes: Sequence[Timex]
    quotes: Sequence[Quote]
    acts: Sequence[Act]
    act_reader: str | None
    article_acts: ArticleActs
    persons: frozenset[str]
    dct: str | None


def code_sentence(reading: Reading, tools: Tools) -> list[Draft]:
    """Events of one sentence, in text order, with what the sentence says of each."""
    sentence, notes = reading.sentence, tools.notes
    notes.begin(sentence)
    resolver = Resolver(sentence, reading.number, reading.links, reading.quotes, tools.helpers)
    chosen: list[Coded] = []
    spare: list[Coded] = []
    found = list(find_matches(sentence, tools.table, tools.helpers, notes))
    finder = ContentFinder(sentence, tools.composition, tools.helpers, found)
    for matches in found:
        read = [c for m in matches if (c := fill(m, resolver, finder, notes))]
        complete = [coded for coded in read if not coded.lacking]
        if complete:
            chosen.append(strongest(complete, sentence))
        won = chosen[-1].match.pattern if complete else None
        spare += [coded for coded in read if coded.match.pattern is not won]
        for coded in complete:
            if coded.match.pattern is not won:
                notes.refuse(coded.match, "weaker", winner=chosen[-1].match)
    chosen = _without_contained(chosen, notes)
    blocked = _blocked_words(sentence, chosen)
    held = _held(reading, chosen, blocked, tools)
    believer = Believer(resolver, reading.acts, reading.article_acts, notes, blocked)
    kept = _kept(reading, held, spare, believer)
    events = _told(reading, held, spare, kept, tools)
    return [
        Draft.of(event, coded, reading.number, resolver)
        for event, coded in zip(events, kept, strict=True)
    ]


def _kept(
    reading: Reading, held: Sequence[Held], spare: Sequence[Coded], believer: Believer
) -> list[Coded]:
    """What the rules take for an event, and where there is an act head what it believes of that.

    The head has never seen a user's own types: these are told by rule alone.
    """
    if not reading.acts and reading.act_reader is None:
        return [h.coded for h in held if not h.against]
    own = [h.coded for h in held if not h.against and h.coded.cameo in own_codes()]
    taken = {word for coded in own for word in coded.match.words}
    acts = [act for act in reading.acts if act.anchor not in taken]
    believed = replace(believer, acts=acts).kept(
        [h for h in held if h.coded.cameo not in own_codes()],
        [coded for coded in spare if coded.cameo not in own_codes()],
    )
    return sorted((*own, *believed), key=lambda coded: coded.match.head)


def _held(
    reading: Reading, chosen: Sequence[Coded], blocked: Mapping[int, Match], tools: Tools
) -> list[Held]:
    """What the rules make of each trigger, with what speaks against an act of its own."""
    return [
        Held(
            coded=coded,
            content=blocked.get(coded.match.head),
            forecast=_forecast(reading, coded, tools),
        )
        for coded in chosen
    ]


def _told(
    reading: Reading,
    held: Sequence[Held],
    spare: Sequence[Coded],
    kept: Sequence[Coded],
    tools: Tools,
) -> list[Event]:
    """The events of what is kept; the rest is noted as refused."""
    notes = tools.notes
    heads = {coded.match.head for coded in kept}
    for coded in spare:
        if coded.lacking and coded.match.head not in heads:
            lone = coded.lacking == (ALONE,)
            notes.refuse(
                coded.match, "alone" if lone else "slot", slots=() if lone else coded.lacking
            )
    for one in held:
        if one.coded.match.head in heads:
            continue
        if one.content is not None:
            notes.refuse(one.coded.match, "content", winner=one.content)
        elif one.forecast is not None:
            notes.refuse(one.coded.match, "forecast", against=one.forecast.words)
        else:
            notes.refuse(one.coded.match, "unbelieved")
    events = []
    for coded in kept:
        events.append(_event(reading, coded, tools))
        notes.choose(events[-1].id, coded)
    return events


def _without_contained(chosen: list[Coded], notes: Notes) -> list[Coded]:
    """A trigger whose words are part of a longer trigger is the same act."""
    kept = []
    for coded in chosen:
        words = set(coded.match.words)
        longer = (
            o
            for o in chosen
            if coded.match.head in o.match.words
            and o is not coded
            and (o.match.pattern.head == "verb" or len(o.match.words) > len(words))
        )
        whole = next(longer, None)
        if whole is None:
            kept.append(coded)
        else:
            notes.refuse(coded.match, "contained", winner=whole.match)
    return kept


def _blocked_words(sentence: Sentence, chosen: Sequence[Coded]) -> dict[int, Match]:
    """Words inside the content of demands, threats, promises (coding guide, rules 1 and 10).

    Each with the act whose content it is.
    """
    blocked: dict[int, Match] = {}
    for coded in chosen:
        if coded.match.pattern.content and coded.match.head not in blocked:
            inside = clause_words(sentence, coded.match.head)
            if coded.refined:
                inside |= set(coded.refined.words) - set(coded.match.words)
            blocked = dict.fromkeys(inside, coded.match) | blocked
    return blocked


def _forecast(reading: Reading, coded: Coded, tools: Tools) -> Verdict | None:
    """What makes a deed a forecast that nobody announces, no event (coding guide, rule 8)."""
    if coded.match.pattern.head != "noun":
        return None
    match = coded.match
    verdict = decide_status(reading.sentence, match.head, tools.helpers, match.pattern.cameo)
    return verdict if verdict.status == "conditional" else None


def _event(reading: Reading, coded: Coded, tools: Tools) -> Event:
    sentence, match, pattern = reading.sentence, coded.match, coded.match.pattern
    trigger = trigger_span(sentence, match)
    code = cameo_codes()[coded.cameo]
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
        cameo=coded.cameo,
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
        denied_by=_denied_by(reading, verdict, tools.helpers),
        goldstein=code.goldstein,
        probability=coded.probability,
        provenance=Provenance(
            stage=VERSION,
            rule=coded.rule,
            model=reading.act_reader if coded.probability is not None else None,
            data=data_digest(),
        ),
    )  # fmt: skip


def _still_to_come(
    sentence: Sentence, match: Match, told: tuple[Verdict, When], dct: str | None, helpers: Helpers
) -> tuple[Verdict, When]:
    """Status and date of an act told as done whose day is still to come.

    In the present it is planned (``leaders meet on Thursday``, ``the talks resume on Friday``), as
    is a deed announced for a day (``will free them on Friday``); else the day is that of something
    else (``the truce expires on Friday``).
    """
    verdict, when = told
    if verdict.status != "actual" or not is_ahead(when.value, dct) or when.span is None:
        return told
    verb = act_verb(sentence, match.head)
    is_own = verb == match.head or sentence.lemmas[verb].lower() in helpers.light_verbs
    is_present = tense_of(sentence, verb) == "present" and not match.pattern.content
    if not is_own or not (is_present or is_announced(match.pattern)):
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
        return decide_status(sentence, match.head, helpers, pattern.cameo)
    marks = sentence.dependents(match.head, "mark")
    supposed = tuple(m for m in marks if sentence.words[m].lower() in {"if", "unless"})
    if supposed:
        return Verdict("conditional", supposed)
    return Verdict(pattern.status)  # type: ignore[arg-type]


def _denied_by(reading: Reading, verdict: Verdict, helpers: Helpers) -> str | None:
    if verdict.status != "denied":
        return None
    denier = verdict.words[0]
    for word in fillers(reading.sentence, denier, (denier,), "subject", helpers):
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
