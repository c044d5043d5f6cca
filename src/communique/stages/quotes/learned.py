"""Reports that the attribution head sees where no rule does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from communique.records import Attitude, Report, Sentence, Span
from communique.stages.quotes.cues import attitude_table
from communique.stages.quotes.reading import SUBJECTS, Found, Reading
from communique.stages.quotes.regions import trimmed

RULE = "quote.learned.1"
# The least share of a report by what it would be, chosen on set-aside articles of PolNeAR train:
# speech with speaker and clause is right at any share there; of the others a lower share would
# find more, at the cost of precision and of speakers.
LEAST: dict[Attitude, float] = {"speech": 0.3, "mention": 0.4, "belief": 0.4, "intention": 0.4}
# How a clause that is said may hang on the words around it: not as a purpose, a reason or a
# description of some noun.
_SAID = frozenset({"ccomp", "csubj", "parataxis", "root"})
# What might or should be said was not.
_SUPPOSED = frozenset({"would", "could", "might", "may", "must", "should", "can", "shall"})
# Content that shares this much with a rule's content is the same report.
_SAME = 0.6


def by_model(
    reading: Reading, reports: Iterable[Report], found: Sequence[Found], model: str | None
) -> Iterator[Found]:
    """The sentence's learned reports that say more than the rules' (`found`)."""
    for report in reports:
        if any(f.cue == report.anchor for f in found):
            continue
        for words in report.contents:
            learned = _found(reading, report, words, model)
            if learned is None or report.share < LEAST[learned.attitude]:
                continue
            if not any(_is_same(learned.content, f.content) for f in found):
                yield learned


def _found(
    reading: Reading, report: Report, words: tuple[int, int], model: str | None
) -> Found | None:
    """One stretch of a report's content; None where nothing but punctuation is left of it."""
    sentence = reading.sentence
    content = _content(reading, words)
    if content is None:
        return None
    nested = reading.quoted(report.anchor)
    return Found(
        sentence=reading.number,
        content=content,
        kind="indirect" if nested else reading.kind(content),
        rule=RULE,
        cue=report.anchor,
        cue_span=sentence.cover(*report.cue),
        speaker=None if report.source is None else _head(sentence, report.source),
        nested=nested,
        attitude=attitude_of(sentence, report, words),
        model=model,
    )


def attitude_of(sentence: Sentence, report: Report, words: tuple[int, int]) -> Attitude:
    """What a report says of `words`: by the cue's words where the data files know them.

    Speech needs a speaker, a clause for its content (coding guide, section 3) and a cue that tells
    it as done; praise of a deal is no quote, nor is what somebody might say.
    """
    known = _known(sentence, report)
    if known != "speech":
        return "belief" if known == "belief" else "intention"
    supposed = any(
        sentence.lemmas[a].lower() in _SUPPOSED for a in sentence.dependents(report.anchor, "aux")
    )
    said = report.source is not None and not supposed and has_clause(sentence, words)
    return "speech" if said else "mention"


def _known(sentence: Sentence, report: Report) -> str:
    """The attitude of the cue's chief word, of the noun of a thought beside it (*expressed doubt*),
    of another word of the cue (*left wondering*), else the head's guess.
    """
    table = attitude_table()
    chief = table.get(sentence.lemmas[report.anchor].lower())
    told = [
        (sentence.upos[w], table[sentence.lemmas[w].lower()])
        for w in range(report.cue[0], report.cue[1] + 1)
        if w != report.anchor and sentence.lemmas[w].lower() in table
        and sentence.upos[w] in {"VERB", "NOUN", "ADJ"}
    ]  # fmt: skip
    if chief is None:
        return told[-1][1] if told else report.attitude
    return "belief" if chief == "speech" and ("NOUN", "belief") in told else chief


def has_clause(sentence: Sentence, words: tuple[int, int]) -> bool:
    """Whether a stretch is a finite clause with a subject of its own, or several, and no more."""
    inside = range(words[0], words[1] + 1)
    tops = [w for w in inside if sentence.heads[w] not in inside and sentence.upos[w] != "PUNCT"]
    return bool(tops) and all(
        (sentence.relation(top) in _SAID or _is_named_clause(sentence, top))
        and any(c in inside and sentence.relation(c) in SUBJECTS for c in sentence.children[top])
        and any("VerbForm=Fin" in sentence.feats[w] for w in _verbs(sentence, top))
        for top in tops
    )


def _verbs(sentence: Sentence, top: int) -> tuple[int, ...]:
    """The predicate of a clause with its auxiliaries and copula."""
    return (top, *sentence.dependents(top, "aux", "cop"))


def _is_named_clause(sentence: Sentence, word: int) -> bool:
    """``the claim that …``: a clause that says what a noun of saying stands for."""
    return sentence.deprels[word] == "acl" and bool(sentence.dependents(word, "mark"))


def _content(reading: Reading, words: tuple[int, int]) -> Span | None:
    """The stretch without a joining *that*, outer marks and punctuation."""
    sentence, (first, last) = reading.sentence, words
    if (
        first < last
        and sentence.words[first].lower() == "that"
        and (sentence.relation(first) == "mark")
    ):
        first += 1
    span = trimmed(reading.text, sentence.cover(first, last))
    return span if any(c.isalnum() for c in span.of(reading.text)) else None


def _is_same(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > _SAME * (max(one.end, other.end) - min(one.start, other.start))


def _head(sentence: Sentence, words: tuple[int, int]) -> int:
    """The word of a range that the others hang on."""
    inside = range(words[0], words[1] + 1)
    tops = [w for w in inside if sentence.heads[w] not in inside and sentence.upos[w] != "PUNCT"]
    return tops[0] if tops else words[0]
