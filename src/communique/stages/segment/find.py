"""Typed stretches: enters an article, leave its segments in text order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from communique.records import Article, Segment, Span
from communique.records.segments import SegmentKind
from communique.stages.segment.cues import Cue, cues_of, provenance
from communique.stages.segment.paragraphs import find_paragraphs, trimmed
from communique.stages.segment.posts import find_posts
from communique.stages.segment.pullquotes import find_pullquotes

# Beyond this many paragraphs a text is a list, not a report; the rest is body without cues.
CUED_PARAGRAPHS = 5000
HEADLINE_WORDS, HEADLINE_LENGTH = 25, 180
BLOCK_LINE_WORDS = 6
# Lines of a sign-up block that no cue knows, such as the names of its editions.
HELD_LINES, HELD_WORDS = 3, 12
# What opens a paragraph is looked for in this many characters.
OPENING = 600
STOPS = (".", ";", ",", ":", "…")


def find_segments(article: Article) -> tuple[Segment, ...]:
    """The segments of the article: in order, without overlap, over all text that is not blank.

    Unsure stretches are body, since losing a paragraph is worse than keeping a line of noise;
    boilerplate stays in the text and carries its reason (coding guide, section 1 rule 9).

    >>> from communique.records import Article
    >>> text = "date 2014-03-04\\n\\nAllies met in Riga.\\n\\nADVERTISEMENT"
    >>> [s.kind for s in find_segments(Article(id="a", digest="d", text=text))]
    ['header', 'body', 'boilerplate']
    """
    spans = find_paragraphs(article.text)
    layout = _Layout(
        article=article,
        paragraphs=spans,
        pullquotes=find_pullquotes(article.text, spans[:CUED_PARAGRAPHS]),
        shouted=_is_shouted(article.text),
    )
    posts = find_posts(article.text, spans[:CUED_PARAGRAPHS])
    blocks = _find_blocks(article.text, spans[:CUED_PARAGRAPHS])
    found: list[Segment] = []
    for index, span in enumerate(spans):
        rest = span
        if index in posts:
            parts, end = posts[index]
            found.extend(parts)
            rest = trimmed(article.text, end, span.end)
        elif index in blocks:
            found.append(_segment(span, blocks[index]))
            continue
        if rest.start < rest.end:
            found.extend(_split(layout, index, rest, found))
    return _with_margins(article.text, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """What the rules for one paragraph need to know about the whole text."""

    article: Article
    paragraphs: Sequence[Span]
    pullquotes: frozenset[int]
    shouted: bool


def _split(layout: _Layout, index: int, span: Span, before: list[Segment]) -> Iterator[Segment]:
    """The segments of one paragraph: what opens it, what ends it, and the rest."""
    text = layout.article.text
    if index >= CUED_PARAGRAPHS:
        yield _plain(span, "body", "paragraph")
        return
    at_top = all(s.kind == "header" for s in before)
    for segment in _openings(text, index, span, "header", at_top=at_top):
        yield segment
        span = trimmed(text, segment.span.end, span.end)
    untitled = all(s.kind in ("header", "boilerplate", "byline", "caption") for s in before)
    if untitled and span.start < span.end:
        title = _title_span(layout.article, span)
        if title is not None:
            yield _plain(title, "headline", "headline.title")
            span = trimmed(text, title.end, span.end)
            for segment in _openings(text, 0, span, "header"):
                yield segment
                span = trimmed(text, segment.span.end, span.end)
            untitled = False
    if span.start < span.end:
        yield from _kinds(layout, index, span, untitled=untitled)


def _kinds(layout: _Layout, index: int, span: Span, *, untitled: bool) -> Iterator[Segment]:
    text = layout.article.text
    whole = _whole_paragraph(layout, index, span)
    if whole is not None:
        yield _segment(span, whole)
        return
    if index in layout.pullquotes and not untitled:
        yield _plain(span, "pullquote", "pullquote.repeats-sentence")
        return
    for kind in ("caption", "dateline"):
        for segment in _openings(text, index, span, kind):
            yield segment
            span = trimmed(text, segment.span.end, span.end)
            untitled = False
    if span.start == span.end:
        return
    if untitled and _is_headline(layout, index, span):
        yield _plain(span, "headline", "headline.first-line")
        return
    yield from _with_ending(text, span)


def _with_ending(text: str, span: Span) -> Iterator[Segment]:
    """A body stretch and, as a segment of its own, credits that are printed after it."""
    words = span.of(text)
    for cue in cues_of("suffix"):
        at = cue.tail(words)
        if at is None:
            continue
        body = trimmed(text, span.start, span.start + at)
        if body.start < body.end:
            yield _plain(body, "body", "paragraph")
        yield _segment(trimmed(text, span.start + at, span.end), cue)
        return
    yield _plain(span, "body", "paragraph")


def _openings(
    text: str, index: int, span: Span, kind: str, *, at_top: bool = False
) -> Iterator[Segment]:
    """Stretches of this kind printed before the running text of the paragraph."""
    found = True
    while found and span.start < span.end:
        found = False
        words = text[span.start : min(span.end, span.start + OPENING)]
        for cue in cues_of("prefix"):
            if cue.kind != kind or index >= cue.within or (cue.top and not at_top):
                continue
            match = cue.head(words)
            if match is not None and match.end() > 0:
                part = trimmed(text, span.start, span.start + match.end())
                yield _segment(part, cue)
                span = trimmed(text, part.end, span.end)
                found = True
                break


def _whole_paragraph(layout: _Layout, index: int, span: Span) -> Cue | None:
    words = span.of(layout.article.text)
    for cue in cues_of("paragraph", "block"):
        if cue.mixed_case_only and layout.shouted:
            continue
        if cue.fits(words, index) and cue.marks(words):
            return cue
    return None


def _find_blocks(text: str, paragraphs: Sequence[Span]) -> dict[int, Cue]:
    """Paragraph numbers of sign-up blocks: the opening cue and the lines that go on with it.

    A few short lines between such lines are taken too; at the end of the text only those without
    a stop, since a last short paragraph may be the report's.
    """
    found: dict[int, Cue] = {}
    opening: Cue | None = None
    held: list[int] = []
    for index, span in enumerate(paragraphs):
        words = span.of(text)
        starts = next(
            (c for c in cues_of("block") if c.fits(words, index) and c.marks(words)), None
        )
        goes_on = opening is not None and any(
            c.fits(words, index) and c.marks(words) for c in cues_of("more")
        )
        if starts is not None or goes_on:
            opening = starts or opening
            if opening is not None:
                found.update(dict.fromkeys((*held, index), opening))
            held = []
        elif opening is not None and len(words.split()) <= HELD_WORDS and len(held) < HELD_LINES:
            held.append(index)
        else:
            opening, held = None, []
    if opening is not None and all(_is_block_line(paragraphs[n].of(text)) for n in held):
        found.update(dict.fromkeys(held, opening))
    return found


def _is_block_line(words: str) -> bool:
    return len(words.split()) <= BLOCK_LINE_WORDS and not words.endswith((".", "”", '"', "?"))


def _title_span(article: Article, span: Span) -> Span | None:
    """Where the paragraph begins with the article's title, word for word, case aside."""
    title = (article.title or "").strip()
    if len(title) < 8 or span.end - span.start < len(title):
        return None
    end = span.start + len(title)
    if article.text[span.start : end].casefold() != title.casefold():
        return None
    following = article.text[end : min(end + 1, span.end)]
    if following in (".", "!", "?"):
        return Span(span.start, end + 1)
    return Span(span.start, end) if not following or following.isspace() else None


def _is_headline(layout: _Layout, index: int, span: Span) -> bool:
    """True for a short opening line without a full stop that has more text below it.

    Where the title is known the line must share a third of its words with it.
    """
    words = span.of(layout.article.text)
    if len(words) > HEADLINE_LENGTH or len(words.split()) > HEADLINE_WORDS:
        return False
    title = set((layout.article.title or "").casefold().split())
    if title and 3 * len(title & set(words.casefold().split())) < len(words.split()):
        return False
    bare = words.rstrip("”\"’' ")
    return index + 1 < len(layout.paragraphs) and not bare.endswith(STOPS)


def _is_shouted(text: str) -> bool:
    """True when most letters of the text are capitals, so that capitals say nothing."""
    sample = text[:20_000]
    upper = sum(c.isupper() for c in sample)
    return upper > sum(c.islower() for c in sample)


def _plain(span: Span, kind: SegmentKind, rule: str) -> Segment:
    return Segment(span=span, kind=kind, provenance=provenance(rule))


def _segment(span: Span, cue: Cue) -> Segment:
    return Segment(span=span, kind=cue.kind, reason=cue.reason, provenance=provenance(cue.id))


def _with_margins(text: str, segments: list[Segment]) -> tuple[Segment, ...]:
    """The segments, headers widened over the blanks around them on their line.

    A header is layout, not words: the text after it starts where the header ends.
    """
    found: list[Segment] = []
    for number, segment in enumerate(segments):
        if segment.kind != "header":
            found.append(segment)
            continue
        start = 0 if number == 0 else segment.span.start
        end = segment.span.end
        while end < len(text) and text[end] in " \t":
            end += 1
        found.append(replace(segment, span=Span(start, end)))
    return tuple(found)
