"""The dates that other sentences give: of a saying, of another mention of the deed, of the report.

A speech act without a day of its own takes the day on which its speaker was last said to speak,
else that of publication, marked as such. A deed that the article tells again (``the attack``, the
headline) takes the day of the mention that has one, when all such mentions agree.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from communique.codebook.ontologies import like_cameo
from communique.codebook.patterns import Helpers
from communique.records import (
    Analysis,
    Event,
    Quote,
    Segment,
    Sentence,
    Timex,
    granularity_of,
    innermost_quote,
)
from communique.stages.events.when import When, act_verb, find_when, tense_of

# For how many sentences one voice goes on speaking on one day; fewer for a person of the body
# whose unnamed speaker was heard.
_SAME_REACH, _BODY_REACH = 8, 3
# How many sentences "the attack" reaches for the attack that it means.
_MENTION_REACH = 4
# In how many sentences from its start a report tells what is new.
_LEAD = 2
_SAYING_CLAUSES = frozenset({"root", "conj", "parataxis"})
_EARLIER = frozenset({"earlier", "previously", "once", "repeatedly", "long", "often", "initially"})
_WHILE = frozenset({"when", "as", "after", "before", "once", "while", "until"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where and how an event is told: sentence number, head word of the trigger."""

    number: int
    sentence: Sentence
    head: int
    is_headline: bool

    @property
    def tense(self) -> str:
        """The tense it is told in."""
        return tense_of(self.sentence, act_verb(self.sentence, self.head))


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The article as the dates are read from it."""

    analysis: Analysis
    segments: Sequence[Segment]
    timexes: Sequence[Timex]
    quotes: Sequence[Quote]
    dct: str | None
    helpers: Helpers
    persons: Collection[str]

    def told(self, event: Event) -> Told:
        """Where the event stands."""
        for number, sentence in enumerate(self.analysis.sentences):
            if sentence.span == event.sentence:
                words = [w for w, s in enumerate(sentence.spans) if event.trigger.contains(s)]
                head = next((w for w in words if sentence.heads[w] not in words), 0)
                kind = self.segments[sentence.segment].kind
                return Told(
                    number=number, sentence=sentence, head=head, is_headline=kind == "headline"
                )
        raise ValueError(f"{event.id} stands in no sentence")


@dataclass(slots=True)
class _Voices:
    """When each speaker was last said to speak."""

    heard: dict[str, tuple[int, When]] = field(default_factory=dict)

    def note(self, names: Sequence[str], number: int, when: When) -> None:
        """Remember a saying that has a day, none coarser."""
        if granularity_of(when.value) != "day":
            return
        for name in names:
            self.heard[name] = (number, when)

    def recall(self, names: Sequence[str], number: int, reach: int) -> When | None:
        """The day of the speaker's last saying, None when it lies too far back."""
        for name in names:
            place, when = self.heard.get(name, (-reach - 1, When()))
            if number - place <= reach:
                return when
        return None


def date_events(events: Sequence[Event], account: Account) -> list[Event]:
    """The events, each with the date that the whole article gives it."""
    told = {event.id: account.told(event) for event in events}
    sayings = _dated_sayings(account)
    voices = _Voices()
    dated = []
    for event in events:
        for number in [n for n in sayings if n <= told[event.id].number]:
            for names, when in sayings.pop(number):
                voices.note(names, number, when)
        event = _with_saying(event, told[event.id], voices, account)
        if event.when is not None and _is_speech(event, account.helpers):
            when = When(value=event.when, basis=event.when_basis, span=event.when_span)
            if event.when_basis != "publication":
                voices.note(_names(event), told[event.id].number, when)
        dated.append(event)
    retold = [_with_mention(event, dated, told) for event in dated]
    return [replace(event, when_granularity=granularity_of(event.when)) for event in retold]


def _dated_sayings(account: Account) -> dict[int, list[tuple[list[str], When]]]:
    """The quotes whose saying has a day of its own, by sentence number: who, and when."""
    found: dict[int, list[tuple[list[str], When]]] = {}
    for number, sentence in enumerate(account.analysis.sentences):
        for quote in account.quotes:
            if quote.cue is None or not sentence.span.contains(quote.cue):
                continue
            when = _saying(quote, sentence, number, account)
            names = _heard(quote, account)
            if when.value is not None:
                found.setdefault(number, []).append((names, when))
    return found


def _heard(quote: Quote, account: Account) -> list[str]:
    """Under which name a speaker is remembered: the person's, else that of the body."""
    if quote.speaker_name in account.persons:
        return [quote.speaker_name or ""]
    return [quote.represents] if quote.represents else []


def _saying(quote: Quote, sentence: Sentence, number: int, account: Account) -> When:
    """The date of the clause that reports the quote."""
    words = [w for w, s in enumerate(sentence.spans) if quote.cue and quote.cue.contains(s)]
    if not words:
        return When()
    head = next((w for w in words if sentence.heads[w] not in words), words[0])
    outside = [
        t for t in account.timexes if t.sentence == number and not quote.text.contains(t.span)
    ]
    return find_when(sentence, (head,), outside, account.dct)


def _with_saying(event: Event, told: Told, voices: _Voices, account: Account) -> Event:
    """A speech act without a day of its own takes that of the saying, else of publication."""
    if event.when is not None or event.status != "actual":
        return event
    if not _is_speech(event, account.helpers):
        return event
    quote = innermost_quote(event.trigger, account.quotes)
    if quote is not None:
        if not _is_own_word(event, quote) or _is_purpose(told):
            return event
        when = _saying(quote, told.sentence, told.number, account)
        if when.value is not None:
            return _dated(event, when)
    elif not _is_reported_now(told):
        return event
    heard = voices.recall(_names(event), told.number, _SAME_REACH) or voices.recall(
        event.source, told.number, _BODY_REACH
    )
    if heard is not None:
        return _dated(event, replace(heard, basis="anchored"))
    return _dated(event, When(value=account.dct or "DCT", basis="publication"))


def _is_speech(event: Event, helpers: Helpers) -> bool:
    return like_cameo(event.cameo).startswith(tuple(helpers.speech_codes))


def _is_own_word(event: Event, quote: Quote) -> bool:
    """True when the words quoted are themselves the act: ``"Russia must withdraw," he said``.

    Where the words name who acts (``it had invited them, he said``), they report a deed.
    """
    is_speaker = quote.speaker_name in event.source_persons or quote.represents in event.source
    return is_speaker and not any(quote.text.contains(span) for span in event.source_spans)


def _is_purpose(told: Told) -> bool:
    """``will meet to seek funds``: an infinitive is no saying."""
    marks = told.sentence.dependents(told.head, "mark")
    return any(told.sentence.words[m].lower() == "to" for m in marks)


def _is_reported_now(told: Told) -> bool:
    """True for what a main clause tells in the simple past, or a headline in the present.

    A passive (``was awarded``) and a noun (``an apology``) tell as often of what is long past.
    """
    sentence, verb = told.sentence, act_verb(told.sentence, told.head)
    if sentence.upos[told.head] not in {"VERB", "AUX"} or sentence.dependents(verb, "aux:pass"):
        return False
    if told.is_headline and told.tense == "present":
        return True
    if _is_placed(sentence, verb):
        return False
    node = verb
    while sentence.relation(node) == "conj":
        node = sentence.heads[node]
    return told.tense == "past" and sentence.relation(node) in _SAYING_CLAUSES


def _is_placed(sentence: Sentence, verb: int) -> bool:
    """True when words that are no date place the act: ``when the war began``, ``had earlier``."""
    if any(sentence.words[w].lower() in _EARLIER for w in sentence.dependents(verb, "advmod")):
        return True
    return any(
        sentence.words[mark].lower() in _WHILE
        for clause in sentence.dependents(verb, "advcl")
        for mark in sentence.dependents(clause, "mark", "advmod")
        if sentence.xpos[clause] == "VBD"
    )


def _names(event: Event) -> list[str]:
    """Who speaks: the persons, else the bodies."""
    return [*(event.source_persons or event.source)]


def _dated(event: Event, when: When) -> Event:
    return replace(event, when=when.value, when_basis=when.basis, when_span=when.span)


def _with_mention(event: Event, events: Sequence[Event], told: Mapping[str, Told]) -> Event:
    """A deed told again takes the day that its other mentions agree on."""
    if event.when is not None or event.status != "actual":
        return event
    place = told[event.id]
    begins = min(other.number for other in told.values())
    opens = place.is_headline or place.number == begins
    news = opens or place.tense == "past"
    same = [
        other
        for other in events
        if _is_same_deed(event, other)
        and (
            (news and told[other.id].number - begins < _LEAD)
            or (_refers_back(place) and _is_near(event, other, told))
        )
    ]
    if not same or len({other.when for other in same}) > 1:
        return event
    first = min(same, key=lambda other: other.trigger)
    return _dated(event, When(value=first.when, basis="anchored", span=first.when_span))


def _is_near(event: Event, other: Event, told: Mapping[str, Told]) -> bool:
    """True when the other mention is of the very same act and not far off."""
    apart = abs(told[event.id].number - told[other.id].number)
    return event.cameo == other.cameo and apart <= _MENTION_REACH


def _is_same_deed(event: Event, other: Event) -> bool:
    return (
        other.when is not None
        and other.when_basis != "publication"
        and other.status == "actual"
        and other.plover == event.plover
        and set(other.source) == set(event.source)
        and set(other.target) == set(event.target)
    )


def _refers_back(place: Told) -> bool:
    """``the attack``, ``his decree``."""
    sentence, head = place.sentence, place.head
    marks = {sentence.words[d].lower() for d in sentence.dependents(head, "det")}
    owned = bool(sentence.dependents(head, "nmod:poss"))
    return sentence.upos[head] in {"NOUN", "PROPN"} and (owned or bool(marks & _DEFINITE))
