"""What every finder of contents looks at, and the spans it makes of words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from communique.records import Attitude, Sentence, Span
from communique.stages.quotes.regions import quoted_share, trimmed

SUBJECTS = ("nsubj", "csubj")
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Content found in a sentence. `cue` and `speaker` are word indices, None where not named.

    `nested` marks a report inside somebody's quotation: its speaker does not go on speaking.
    `model` names the weights that found it where no rule did.
    """

    sentence: int
    content: Span
    kind: str
    rule: str
    cue: int | None = None
    cue_span: Span | None = None
    speaker: int | None = None
    nested: bool = False
    attitude: Attitude = "speech"
    model: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sentence under its number, with the text it lies in and the quoted stretches."""

    text: str
    number: int
    sentence: Sentence
    regions: tuple[Span, ...]

    def quoted(self, word: int) -> bool:
        """Whether the word stands in quotation marks."""
        return any(r.contains(self.sentence.spans[word]) for r in self.regions)

    def kind(self, content: Span) -> str:
        """``direct``, ``mixed`` or ``indirect`` by the share that is quoted."""
        share = quoted_share(self.regions, content)
        if share > 0.95:
            return "direct"
        return "mixed" if share > 0 else "indirect"

    def parts(self, least: int) -> list[Span]:
        """Quoted parts of the sentence of at least `least` words that are no title or name.

        One word is enough where the marks hold a comma or sign, as in ``“No,” he said``.
        """
        parts = []
        for region in self.regions:
            if region.overlaps(self.sentence.span):
                start = max(region.start, self.sentence.span.start)
                part = trimmed(self.text, Span(start, min(region.end, self.sentence.span.end)))
                words = part.of(self.text).split()
                uttered = least < 3 and self.text[region.end - 1] in ",!?"
                if len(words) >= (1 if uttered else least) and not (
                    _is_title(words) and (len(words) > 2 or not uttered)
                ):
                    parts.append(part)
        return parts

    def words_in(self, span: Span) -> list[int]:
        """Word indices inside a span."""
        return [w for w, s in enumerate(self.sentence.spans) if span.contains(s)]


def _is_title(words: list[str]) -> bool:
    """``The Wall Street Journal``: capitals throughout but for small joining words, no stop."""
    small = [w for w in words[1:] if w[:1].islower() and len(w) > 3]
    return len(words) <= 6 and not small and all(w[:1].isupper() for w in (words[0], words[-1])) \
        and words[-1][-1] not in ".!?"  # fmt: skip


def stretches(reading: Reading, words: Iterable[int], barrier: set[int]) -> list[Span]:
    """The words as spans that run on over anything but the report itself; crumbs dropped.

    Behind the report stands what describes the speaker, unless it is a clause of its own.
    """
    sentence = reading.sentence
    runs: list[list[int]] = []
    for word in sorted(set(words)):
        if runs and barrier.isdisjoint(range(runs[-1][1] + 1, word)):
            runs[-1][1] = word
        else:
            runs.append([word, word])
    runs = [r for i, r in enumerate(runs) if i == 0 or _own_clause(sentence, r[0], r[1])]
    spans = [trimmed(reading.text, sentence.cover(a, b)) for a, b in runs if b - a >= 1]
    return [without_final_stop(reading, s) for s in spans if s.start < s.end]


def _own_clause(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the run holds a subject of a main or reported clause, not of a relative one."""
    words = range(first, last + 1)
    return (
        any(
            sentence.relation(w) in SUBJECTS
            and sentence.heads[w] in words
            and sentence.words[w].lower() not in _RELATIVE
            and sentence.relation(sentence.heads[w]) not in {"acl", "appos"}
            for w in words
        )
        and sentence.upos[_first_word(sentence, first, last)] != "VERB"
    )


def _first_word(sentence: Sentence, first: int, last: int) -> int:
    """The first word that is no punctuation."""
    return next((w for w in range(first, last + 1) if sentence.upos[w] != "PUNCT"), first)


def without_final_stop(reading: Reading, span: Span) -> Span:
    """Indirect content ends before the sentence's own full stop."""
    starts_sentence = span.start <= reading.sentence.span.start + 1
    if not starts_sentence and reading.text[span.end - 1] == "." and span.end - span.start > 1:
        return trimmed(reading.text, Span(span.start, span.end - 1))
    return span
