"""Records built by hand for tests, from articles written for this project."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from communique.records import (
    Analysis,
    Annotation,
    Appointment,
    Article,
    DateCandidate,
    Event,
    Failure,
    Link,
    Mention,
    Provenance,
    Quote,
    Segment,
    Sentence,
    Span,
    Timex,
    content_id,
    granularity_of,
)

GENEVA = (
    "Envoys to meet in Geneva\n"
    "GENEVA (Example Wire) - Foreign Minister Ignazio Cassis of Switzerland accused Russia on "
    "Monday of blocking the talks. 😀 Swiss and Russian envoys will meet in Geneva on 14 January. "
    '"We shall not wait for ever," Cassis said.\n'
    "Sign up for our newsletter."
)


def provenance(stage: str = "events.v1", rule: str = "accuse.say.1") -> Provenance:
    return Provenance(stage=stage, rule=rule, model="core-1", data="0123456789abcdef")


def span_of(text: str, words: str, nth: int = 0) -> Span:
    """The place of the nth occurrence of `words`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def article(text: str = GENEVA, id: str = "geneva", **fields: Any) -> Article:
    given: dict[str, Any] = {
        "outlet": "Example Wire",
        "title": text.partition("\n")[0],
        "dct": "2022-01-10",
        "dct_basis": "header",
        "dates": (DateCandidate(value="2022-01-10", origin="header", evidence="10 January 2022"),),
        "origin": f"{id}.txt:1",
    }
    return Article(id=id, digest=content_id("text", text), text=text, **{**given, **fields})


def sentence(text: str, span: Span, segment: int = 0) -> Sentence:
    """A flat sentence: every word hangs on the first."""
    found = list(re.finditer(r"\w+|[^\w\s]", span.of(text)))
    words = tuple(m.group() for m in found)
    return Sentence(
        span=span,
        segment=segment,
        spans=tuple(Span(span.start + m.start(), span.start + m.end()) for m in found),
        words=words,
        lemmas=tuple(w.lower() for w in words),
        upos=("X",) * len(words),
        xpos=("XX",) * len(words),
        feats=("",) * len(words),
        heads=tuple(-1 if n == 0 else 0 for n in range(len(words))),
        deprels=tuple("root" if n == 0 else "dep" for n in range(len(words))),
    )


def event(article: Article, sentence: Span, trigger: Span, /, **fields: Any) -> Event:
    given: dict[str, Any] = {
        "cameo": "112",
        "plover": "ACCUSE",
        "mode": None,
        "contexts": ("diplomatic",),
        "source": ("CHE",),
        "target": ("RUS",),
        "source_persons": (),
        "target_persons": (),
        "source_spans": (),
        "target_spans": (),
        "status": "actual",
        "status_evidence": (),
        "when": None,
        "when_basis": "unknown",
        "when_span": None,
        "where": None,
        "where_span": None,
        "asserted_by": "author",
        "asserted_span": None,
        "denied_by": None,
        "goldstein": -2.0,
        "probability": None,
        "provenance": provenance(),
    }
    given["when_granularity"] = granularity_of(fields.get("when"))
    key = content_id("event", article.id, trigger.start, trigger.end, fields.get("cameo", "112"))
    return Event(
        id=key, article_id=article.id, sentence=sentence, trigger=trigger, **{**given, **fields}
    )


def failure(id: str = "broken", **fields: Any) -> Failure:
    given: dict[str, Any] = {
        "where": f"{id}.jsonl:3",
        "stage": "ingest.v1",
        "code": "input.empty",
        "message": "no text in this line",
    }
    return Failure(id=id, **{**given, **fields})


def bare(source: Article) -> Annotation:
    """An annotation with one segment, one sentence and nothing found."""
    whole = Span(0, len(source.text))
    return Annotation(
        article=source,
        segments=(Segment(span=whole, kind="body", provenance=provenance("segment.v1", "body")),),
        analysis=Analysis(
            sentences=(sentence(source.text, whole),), provenance=provenance("analyze.v1", "tree")
        ),
        links=(),
        timexes=(),
        quotes=(),
        events=(),
    )


def geneva(id: str = "geneva", **fields: Any) -> Annotation:
    """An article with a headline, a body after an emoji, a planned event, a quote, boilerplate."""
    source = article(id=id, **fields)
    text = source.text
    spans = _sentences(text)
    return replace(
        bare(source),
        segments=_segments(text),
        analysis=Analysis(
            sentences=tuple(sentence(text, s, n and 1) for n, s in enumerate(spans)),
            provenance=provenance("analyze.v1", "tree"),
        ),
        links=_links(text),
        timexes=_timexes(text),
        quotes=(_quote(source, spans[3]),),
        events=(_accusation(source, spans[1]), _meeting(source, spans[2])),
        appointments=(_appointment(_meeting(source, spans[2])),),
    )


def _sentences(text: str) -> tuple[Span, ...]:
    starts = [text.index(w) for w in ("Envoys", "Foreign", "Swiss and", '"We shall', "\nSign up")]
    ends = [text.index("\n"), text.index(" 😀"), text.index(' "We shall'), text.index("\nSign up")]
    return tuple(Span(a, b) for a, b in zip(starts, ends, strict=False))


def _segments(text: str) -> tuple[Segment, ...]:
    first, last = text.index("\n"), text.rindex("\n")
    made = provenance("segment.v1", "segment.plain.1")
    return (
        Segment(span=Span(0, first), kind="headline", provenance=made),
        Segment(span=Span(first + 1, last), kind="body", provenance=made),
        Segment(
            span=Span(last + 1, len(text)), kind="boilerplate", reason="sign-up", provenance=made
        ),
    )


def _links(text: str) -> tuple[Link, ...]:
    mention = Mention(
        span=span_of(text, "Russia"), sentence=1, head=8, first=8, last=8, kind="name", label="Loc"
    )
    return (Link(mention=mention, codes=("RUS",), provenance=provenance("actors.v1", "states")),)


def _timexes(text: str) -> tuple[Timex, ...]:
    made = provenance("times.v1", "date.weekday.1")
    return tuple(
        Timex(
            span=span_of(text, words),
            sentence=number,
            type="DATE",
            value=value,
            relative=True,
            provenance=made,
        )
        for words, number, value in (("Monday", 1, "2022-01-10"), ("14 January", 2, "2022-01-14"))
    )


def _accusation(source: Article, sentence: Span) -> Event:
    text = source.text
    return event(
        source,
        sentence,
        span_of(text, "accused"),
        source_persons=("Ignazio Cassis",),
        source_spans=(span_of(text, "Foreign Minister Ignazio Cassis"),),
        target_spans=(span_of(text, "Russia"),),
        when="2022-01-10",
        when_basis="stated",
        when_span=span_of(text, "Monday"),
    )


def _meeting(source: Article, sentence: Span) -> Event:
    text = source.text
    return event(
        source,
        sentence,
        span_of(text, "meet", 1),
        cameo="036",
        plover="CONSULT",
        source=("CHE", "RUS"),
        target=(),
        source_spans=(span_of(text, "Swiss"), span_of(text, "Russian")),
        status="planned",
        status_evidence=(span_of(text, "will"),),
        when="2022-01-14",
        when_basis="stated",
        when_span=span_of(text, "14 January"),
        where="Geneva",
        where_span=span_of(text, "Geneva", 1),
        goldstein=1.0,
        provenance=provenance(rule="consult.meet.1"),
    )


def _appointment(meeting: Event) -> Appointment:
    return Appointment(
        id=content_id("appointment", meeting.article_id, meeting.trigger, meeting.when),
        article_id=meeting.article_id,
        sentence=meeting.sentence,
        kind="meeting",
        cue=meeting.trigger,
        when=meeting.when or "",
        when_granularity="day",
        when_basis="stated",
        when_span=meeting.when_span,
        parties=meeting.source,
        persons=(),
        party_spans=meeting.source_spans,
        where=meeting.where,
        where_span=meeting.where_span,
        event_id=meeting.id,
        announced_by="author",
        announced_span=None,
        provenance=provenance("agenda.v1", "agenda.planned.meeting"),
    )


def _quote(source: Article, sentence: Span) -> Quote:
    text = source.text
    words = span_of(text, "We shall not wait for ever")
    return Quote(
        id=content_id("quote", source.id, words.start, words.end),
        article_id=source.id,
        sentence=sentence,
        text=words,
        kind="direct",
        cue=span_of(text, "said"),
        cue_lemma="say",
        speaker=span_of(text, "Cassis", 1),
        speaker_name="Ignazio Cassis",
        represents="CHE",
        addressee=None,
        provenance=provenance("quotes.v1", "quote.direct.1"),
    )
