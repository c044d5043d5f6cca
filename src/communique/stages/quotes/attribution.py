"""Giving each found content its speaker."""

from __future__ import annotations

from dataclasses import replace

from communique.codebook.resources import data_digest
from communique.records import (
    Analysis,
    Link,
    LinkTable,
    Provenance,
    Quote,
    Segment,
    Sentence,
    content_id,
)
from communique.stages.quotes.cues import word_set
from communique.stages.quotes.naming import Naming, Speaker, link_represents
from communique.stages.quotes.phrases import introducer
from communique.stages.quotes.reading import Found

VERSION = "quotes.v3"
_SELF = frozenset({"i", "we"})
_OTHERS = frozenset({"he", "she", "they", "him", "her", "them", "it"})


class Attribution:
    """The speakers of one article's contents, in text order."""

    def __init__(
        self,
        article_id: str,
        text: str,
        analysis: Analysis,
        segments: tuple[Segment, ...],
        links: LinkTable,
    ) -> None:
        self._article_id = article_id
        self._analysis = analysis
        self._segments = segments
        self._links = links
        self._naming = Naming(text, analysis, links)

    def quotes(self, found: list[Found], learned: list[Found]) -> tuple[Quote, ...]:
        """Quotes with speakers; content without a cue goes to whoever spoke last or speaks next.

        What the model found (`learned`) has the speaker of its own sentence or none.
        """
        speakers = self._all_speakers(found)
        named = [
            self._quote(f, speaker)
            for f, speaker in zip(found, speakers, strict=True)
            if speaker is not None and (speaker.name is not None or speaker.span is not None)
        ]
        told = [
            (f.sentence, s)
            for f, s in zip(found, speakers, strict=True)
            if s is not None and not f.nested
        ]
        for f in learned:
            own = self._learned(f, told)
            # Nobody is quoted whom nothing names.
            unnamed = f.attitude == "speech" and own.name is None
            named.append(self._quote(replace(f, attitude="mention") if unnamed else f, own))
        return tuple(sorted(named, key=lambda q: (q.text.start, -q.text.end)))

    def _learned(self, found: Found, told: list[tuple[int, Speaker]]) -> Speaker:
        """The speaker that the sentence names, a pronoun taken up as in other reports."""
        own = self._own(found)
        if own is None:
            return Speaker()
        return self._again(found, own, [t for t in told if t[0] < found.sentence])

    def _all_speakers(self, found: list[Found]) -> list[Speaker | None]:
        speakers: list[Speaker | None] = [self._own(f) for f in found]
        told: list[tuple[int, Speaker]] = []
        for number, f in enumerate(found):
            if f.nested:
                continue
            own = speakers[number]
            if own is None:
                own = self._unnamed(found, speakers, number, told)
            else:
                own = self._again(f, own, told)
            speakers[number] = own
            if own is not None and not _is_embedded(found, f):
                told.append((f.sentence, own))
        for number, f in enumerate(found):
            if f.nested:
                speakers[number] = self._inside(found, speakers, number)
        return speakers

    def _own(self, found: Found) -> Speaker | None:
        """The speaker that the sentence itself names; None when it names none."""
        segment = self._segments[self._analysis.sentences[found.sentence].segment]
        if segment.kind == "post":
            account = self._account(segment)
            return Speaker(
                span=segment.author_span, name=segment.author, represents=link_represents(account)
            )
        if found.speaker is None:
            return None
        return self._naming.speaker(found.sentence, found.speaker)

    def _account(self, segment: Segment) -> Link | None:
        """The first actor named in a post's signature (``US Mission to NATO``)."""
        if segment.author_span is None:
            return None
        named = [x for x in self._links if x.codes and segment.author_span.contains(x.mention.span)]
        return min(named, key=lambda x: x.mention.span.start, default=None)

    def _unnamed(
        self,
        found: list[Found],
        speakers: list[Speaker | None],
        number: int,
        told: list[tuple[int, Speaker]],
    ) -> Speaker | None:
        """The speaker of this paragraph before, one who introduces it, one behind, the last one."""
        before = _in_paragraph(self._analysis, found, speakers, number, -1)
        if before is not None:
            return before
        introduced = self._introduced(found[number])
        if introduced is not None:
            return introduced
        behind = _in_paragraph(self._analysis, found, speakers, number, 1)
        return behind or (told[-1][1] if told else None)

    def _introduced(self, found: Found) -> Speaker | None:
        """The subject of a sentence before that ends in a colon."""
        number = found.sentence
        here = self._analysis.sentences[number].segment
        while number > 0 and self._analysis.sentences[number - 1].segment == here:
            number -= 1
        if number == 0:
            return None
        word = introducer(self._analysis.sentences[number - 1])
        return None if word is None else self._naming.speaker(number - 1, word)

    def _again(self, found: Found, own: Speaker, told: list[tuple[int, Speaker]]) -> Speaker:
        """A pronoun or a bare *the source* that takes up the speaker of before."""
        if found.speaker is None or not told:
            return own
        sentence = self._analysis.sentences[found.sentence]
        number, last = told[-1]
        word = sentence.words[found.speaker].lower()
        if word in _OTHERS:
            link = self._links.at(found.sentence, found.speaker)
            unknown = link is None or not (link.named or link.description or link.codes)
            goes_on = found.cue is not None and (
                sentence.lemmas[found.cue].lower() in word_set("going_on")
            )
            near = found.sentence - number <= 1 and last.person and word in {"he", "she"}
            if unknown or (goes_on and word not in {"they", "them"}) or near:
                return _named_as(own, last)
            return own
        if own.person or not _is_bare(sentence, found.speaker):
            return own
        for _, earlier in reversed(told):
            if earlier.noun == sentence.lemmas[found.speaker].lower() and earlier.name:
                return _named_as(own, earlier)
        return own

    def _inside(
        self, found: list[Found], speakers: list[Speaker | None], number: int
    ) -> Speaker | None:
        """The speaker of a report inside a quotation: *I* is who speaks, *he* somebody else."""
        own, f = speakers[number], found[number]
        outer = next(
            (
                s
                for other, s in zip(found, speakers, strict=True)
                if other.sentence == f.sentence and not other.nested
                and other.content.contains(f.content)
            ),
            None,
        )  # fmt: skip
        if own is None or outer is None or f.speaker is None:
            return own
        word = self._analysis.sentences[f.sentence].words[f.speaker].lower()
        if word in _SELF:
            return _named_as(own, outer)
        if word in _OTHERS and own.name == outer.name:
            other = self._naming.others(range(f.sentence - 1, f.sentence), outer.name)
            if other is None:
                return replace(own, name=None, represents=None, person=False)
            return replace(own, name=other.named, represents=link_represents(other))
        return own

    def _quote(self, found: Found, speaker: Speaker) -> Quote:
        sentence = self._analysis.sentences[found.sentence]
        place = found.content
        return Quote(
            id=content_id("quote", self._article_id, place.start, place.end, found.cue),
            article_id=self._article_id,
            sentence=sentence.span,
            text=place,
            kind=found.kind,  # type: ignore[arg-type]
            cue=found.cue_span,
            cue_lemma=sentence.lemmas[found.cue].lower() if found.cue is not None else None,
            speaker=speaker.span,
            speaker_name=speaker.name,
            represents=speaker.represents,
            addressee=self._addressee(sentence, found),
            attitude=found.attitude,
            provenance=Provenance(
                stage=VERSION, rule=found.rule, model=found.model, data=data_digest()
            ),
        )

    def _addressee(self, sentence: Sentence, found: Found) -> str | None:
        """Whom the cue's own object names (``told Russia that``)."""
        if found.cue is None:
            return None
        for word in sentence.dependents(found.cue, "iobj", "obj"):
            link = self._links.actor_at(found.sentence, word)
            if link is not None and word != found.speaker:
                return link_represents(link)
        return None


def _is_embedded(found: list[Found], report: Found) -> bool:
    """Whether a report is part of what another report of its sentence says."""
    return any(
        f.sentence == report.sentence
        and f is not report
        and f.content != report.content
        and f.content.contains(report.content)
        for f in found
    )


def _named_as(own: Speaker, earlier: Speaker) -> Speaker:
    """The words of one mention with the name and code of an earlier one."""
    return replace(earlier, span=own.span)


def _is_bare(sentence: Sentence, head: int) -> bool:
    """``the source``: a definite noun with nothing that tells which."""
    children = [c for c in sentence.children[head] if sentence.upos[c] != "PUNCT"]
    return sentence.upos[head] == "NOUN" and all(
        sentence.words[c].lower() in {"the", "this", "that", "same"} for c in children
    ) and bool(children)  # fmt: skip


def _in_paragraph(
    analysis: Analysis,
    found: list[Found],
    speakers: list[Speaker | None],
    number: int,
    step: int,
) -> Speaker | None:
    """The nearest speaker of the same paragraph in one direction; behind only with a quotation."""
    here = analysis.sentences[found[number].sentence].segment
    other = number + step
    while 0 <= other < len(found):
        if analysis.sentences[found[other].sentence].segment != here:
            return None
        f = found[other]
        if speakers[other] is not None and not f.nested and (step < 0 or f.kind != "indirect"):
            return speakers[other]
        other += step
    return None
