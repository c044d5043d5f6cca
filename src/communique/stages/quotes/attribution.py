"""Giving each found content its speaker."""

from __future__ import annotations

from dataclasses import dataclass

from communique.codebook.resources import data_digest
from communique.records import (
    Analysis,
    Link,
    LinkTable,
    Provenance,
    Quote,
    Segment,
    Sentence,
    Span,
    content_id,
)
from communique.stages.quotes.contents import Found

VERSION = "quotes.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Words naming the speaker, the name or description, and the code spoken for."""

    span: Span | None = None
    name: str | None = None
    represents: str | None = None


def link_represents(link: Link | None) -> str | None:
    """The one code a link speaks for; None when unknown or several."""
    return link.codes[0] if link is not None and link.codes else None


def attribute(
    article_id: str,
    text: str,
    analysis: Analysis,
    segments: tuple[Segment, ...],
    links: LinkTable,
    found: list[Found],
) -> tuple[Quote, ...]:
    """Quotes with speakers; content without a cue goes to whoever spoke last or speaks next."""
    speakers = [_own_speaker(text, analysis, segments, links, f) for f in found]
    last = Speaker()
    for number, own in enumerate(speakers):
        if own is None:
            own = _shared(analysis, found, speakers, number) or last
            speakers[number] = own
        last = own
    quotes = []
    for f, speaker in zip(found, speakers, strict=True):
        if speaker is None or (speaker.name is None and speaker.span is None):
            continue
        quotes.append(_quote(article_id, analysis, links, f, speaker))
    return tuple(quotes)


def _quote(
    article_id: str, analysis: Analysis, links: LinkTable, found: Found, speaker: Speaker
) -> Quote:
    sentence = analysis.sentences[found.sentence]
    return Quote(
        id=content_id("quote", article_id, found.content.start, found.content.end, found.cue),
        article_id=article_id,
        sentence=sentence.span,
        text=found.content,
        kind=found.kind,  # type: ignore[arg-type]
        cue=found.cue_span,
        cue_lemma=sentence.lemmas[found.cue].lower() if found.cue is not None else None,
        speaker=speaker.span,
        speaker_name=speaker.name,
        represents=speaker.represents,
        addressee=_addressee(sentence, links, found),
        provenance=Provenance(stage=VERSION, rule=found.rule, data=data_digest()),
    )


def _own_speaker(
    text: str,
    analysis: Analysis,
    segments: tuple[Segment, ...],
    links: LinkTable,
    found: Found,
) -> Speaker | None:
    """The speaker that the sentence itself names; None when it names none."""
    sentence = analysis.sentences[found.sentence]
    segment = segments[sentence.segment]
    if segment.kind == "post":
        account = _account(links, segment)
        return Speaker(
            span=segment.author_span, name=segment.author, represents=link_represents(account)
        )
    if found.speaker is None:
        return None
    link = links.at(found.sentence, found.speaker)
    span = noun_phrase(sentence, found.speaker, link)
    link = _beside(sentence, links, found, link)
    name = link.person or link.description if link is not None else None
    return Speaker(
        span=span, name=name or _plain_name(text, sentence, span), represents=link_represents(link)
    )


def _account(links: LinkTable, segment: Segment) -> Link | None:
    """The first actor named in a post's signature (``US Mission to NATO``)."""
    if segment.author_span is None:
        return None
    named = [x for x in links if x.codes and segment.author_span.contains(x.mention.span)]
    return min(named, key=lambda x: x.mention.span.start, default=None)


def _beside(sentence: Sentence, links: LinkTable, found: Found, link: Link | None) -> Link | None:
    """A named apposition (``the US president, Joe Biden``) tells more than its noun."""
    if found.speaker is None or (link is not None and link.person is not None):
        return link
    for word in sentence.dependents(found.speaker, "appos", "flat", "nmod:desc"):
        other = links.at(found.sentence, word)
        if other is not None and other.person is not None:
            return other
    return link


def _plain_name(text: str, sentence: Sentence, span: Span) -> str:
    """The speaker's words without article, the first letter small unless it is a name."""
    inside = [w for w, s in enumerate(sentence.spans) if span.contains(s)]
    while len(inside) > 1 and sentence.upos[inside[0]] == "DET":
        inside.pop(0)
    words = text[sentence.spans[inside[0]].start : span.end]
    return words if sentence.upos[inside[0]] == "PROPN" else words[:1].lower() + words[1:]


def noun_phrase(sentence: Sentence, head: int, link: Link | None) -> Span:
    """The words that name an actor: the noun with its modifiers, a name in apposition included.

    Clauses, descriptions after a name and outer adverbials stay out.
    """
    words = {head}
    if link is not None:
        words.update(range(link.mention.first, link.mention.last + 1))
    for child in sentence.children[head]:
        relation = sentence.relation(child)
        named = sentence.upos[child] == "PROPN" and sentence.upos[head] != "PROPN"
        if relation in {"det", "amod", "compound", "flat", "nummod", "case"} or (
            relation == "nmod" or (relation == "appos" and named)
        ):
            words |= set(sentence.subtree(child))
    if sentence.dependents(head, "case"):
        words -= set(sentence.dependents(head, "case"))
    run = [head]
    while run[0] - 1 in words or _joins(sentence, run[0] - 1, words):
        run.insert(0, run[0] - 1)
    while run[-1] + 1 in words or _joins(sentence, run[-1] + 1, words):
        run.append(run[-1] + 1)
    while len(run) > 1 and sentence.upos[run[-1]] == "PUNCT":
        run.pop()
    while len(run) > 1 and sentence.upos[run[0]] in {"ADP", "PUNCT"}:
        run.pop(0)
    return sentence.cover(run[0], run[-1])


def _joins(sentence: Sentence, word: int, words: set[int]) -> bool:
    """A comma or hyphen between two parts of the phrase."""
    if not 0 < word < len(sentence) - 1 or sentence.words[word] not in {",", "-", "/"}:
        return False
    return word - 1 in words and word + 1 in words


def _shared(
    analysis: Analysis, found: list[Found], speakers: list[Speaker | None], number: int
) -> Speaker | None:
    """The speaker named in the same paragraph: before, else in what follows directly."""
    here = analysis.sentences[found[number].sentence].segment
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(found):
            if analysis.sentences[found[other].sentence].segment != here:
                break
            if speakers[other] is not None and found[other].kind != "indirect":
                return speakers[other]
            other += step
    return None


def _addressee(sentence: Sentence, links: LinkTable, found: Found) -> str | None:
    """Whom the cue's own object names (``told Russia that``)."""
    if found.cue is None:
        return None
    for word in sentence.dependents(found.cue, "iobj", "obj"):
        link = links.actor_at(found.sentence, word)
        if link is not None:
            return link_represents(link)
    return None
