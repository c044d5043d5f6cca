"""What the clue finders read: the article's records, and small questions about its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from communique.codebook.actors import ActorIndex
from communique.codebook.dating import DatingBook, last_day
from communique.records import Analysis, Link, Segment, Sentence, Span, Timex

Tense = Literal["past", "future", "present"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One undated article with the tables it is held against."""

    text: str
    segments: tuple[Segment, ...]
    analysis: Analysis
    links: tuple[Link, ...]
    timexes: tuple[Timex, ...]
    index: ActorIndex
    book: DatingBook
    tense_of: Callable[[Sentence, int, int], Tense]

    def sentence_at(self, number: int) -> Sentence:
        """The sentence with that number."""
        return self.analysis.sentences[number]

    def is_reporting(self, sentence: Sentence) -> bool:
        """False for sentences of boilerplate, bylines and the like."""
        return self.segments[sentence.segment].kind in {"headline", "body", "caption", "post"}

    def reporting(self) -> Iterator[Sentence]:
        """The sentences that report, in text order."""
        return (s for s in self.analysis.sentences if self.is_reporting(s))

    def tense(self, number: int, span: Span) -> Tense:
        """The tense of the clause that holds a span of the sentence."""
        sentence = self.sentence_at(number)
        words = [n for n, place in enumerate(sentence.spans) if place.overlaps(span)]
        return self.tense_of(sentence, words[0], words[-1]) if words else "present"

    def looks_back(self, number: int) -> bool:
        """Whether a sentence names a year or a time years ago: it may tell history."""
        return any(
            t.sentence == number
            and t.type == "DATE"
            and (t.value[:4].isdigit() or (t.value.startswith("DCT-") and t.value[-1] in "YEC"))
            for t in self.timexes
        )

    def is_past_day(self, iso: str) -> bool:
        """Whether a calendar day lies within what the tables may judge."""
        return last_day(iso) <= self.book.outer[1]
