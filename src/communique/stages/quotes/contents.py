"""Where reported content stands in a sentence, and which cue reports it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from communique.codebook.resources import load_toml
from communique.records import Segment, Sentence, Span
from communique.stages.quotes.regions import quoted_share, trimmed

_SUBJECTS = ("nsubj", "csubj")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One entry of ``patterns/quotes/cues.toml``."""

    id: str
    act: str
    clause: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Content found in a sentence. `cue` and `speaker` are word indices, None where not named."""

    sentence: int
    content: Span
    kind: str
    rule: str
    cue: int | None = None
    cue_span: Span | None = None
    speaker: int | None = None


@cache
def cue_table() -> dict[str, Cue]:
    """Cue verbs by lemma; the first entry that lists a verb wins."""
    table: dict[str, Cue] = {}
    for entry in load_toml("patterns/quotes/cues.toml")["cue"]:
        cue = Cue(id=entry["id"], act=entry["act"], clause=entry["clause"])
        for lemma in entry["lemmas"]:
            table.setdefault(lemma, cue)
    return table


def find_contents(
    text: str,
    segments: tuple[Segment, ...],
    number: int,
    sentence: Sentence,
    regions: tuple[Span, ...],
) -> list[Found]:
    """Reported contents of one sentence: by verbs of saying, by *according to*, by marks alone."""
    if segments[sentence.segment].kind == "post":
        content = trimmed(text, sentence.span)
        return [Found(sentence=number, content=content, kind="direct", rule="quote.post")]
    found = [
        f for word in range(len(sentence)) for f in _by_verb(text, number, sentence, regions, word)
    ]
    found += _by_phrase(text, number, sentence, regions)
    found += _by_marks_alone(text, number, sentence, regions, found)
    return _without_repeats(found)


def _by_verb(
    text: str, number: int, sentence: Sentence, regions: tuple[Span, ...], verb: int
) -> Iterator[Found]:
    cue = cue_table().get(sentence.lemmas[verb].lower())
    if cue is None or sentence.upos[verb] != "VERB" or sentence.deprels[verb] == "amod":
        return
    speaker = subject_of(sentence, verb)
    for content in _contents_of_verb(text, sentence, verb, cue, regions):
        nested = any(r.contains(sentence.spans[verb]) for r in regions)
        kind = "indirect" if nested else _kind(regions, content)
        if speaker is None and kind == "indirect":
            continue
        yield Found(
            sentence=number,
            content=content,
            kind=kind,
            rule=f"{cue.id}.{kind}",
            cue=verb,
            cue_span=sentence.spans[verb],
            speaker=speaker,
        )


def subject_of(sentence: Sentence, verb: int) -> int | None:
    """The subject of a verb: its own, or that of the verb it is joined to."""
    for _ in range(4):
        own = sentence.dependents(verb, "nsubj", "csubj")
        if own:
            return own[0]
        if sentence.relation(verb) in {"conj", "advcl", "xcomp"} and sentence.heads[verb] >= 0:
            verb = sentence.heads[verb]
        elif sentence.deprels[verb] in {"acl", "acl:relcl"}:
            return sentence.heads[verb]
        else:
            return None
    return None


def _contents_of_verb(
    text: str, sentence: Sentence, verb: int, cue: Cue, regions: tuple[Span, ...]
) -> list[Span]:
    quoted = _quoted_parts(text, sentence, regions, verb)
    clauses = sentence.dependents(verb, "ccomp")
    report = _report_words(sentence, verb)
    if sentence.deprels[verb] == "parataxis" and not clauses and not cue.clause:
        below = set(sentence.subtree(verb))
        words = [w for w in sentence.subtree(sentence.heads[verb]) if w not in below]
        return _prefer_quoted(text, _stretches(text, sentence, words, below), quoted, regions)
    if clauses:
        spans = []
        for clause in clauses:
            words = [
                w for w in sentence.subtree(clause) if not _is_opening_mark(sentence, clause, w)
            ]
            spans += _stretches(text, sentence, words, report)
        return _prefer_quoted(text, spans, quoted, regions)
    loose = [w for w in sentence.dependents(verb, "parataxis") if w < verb or quoted]
    if loose and not cue.clause:
        words = [w for p in loose for w in sentence.subtree(p)]
        return _prefer_quoted(text, _stretches(text, sentence, words, report), quoted, regions)
    return quoted


def _report_words(sentence: Sentence, verb: int) -> set[int]:
    """The reporting verb and its speaker: words that no content may run across."""
    speaker = sentence.dependents(verb, *_SUBJECTS)
    return {verb, *(w for s in speaker for w in sentence.subtree(s))}


def _is_opening_mark(sentence: Sentence, clause: int, word: int) -> bool:
    return (
        sentence.heads[word] == clause
        and sentence.deprels[word] == "mark"
        and sentence.words[word].lower() == "that"
    )


def _quoted_parts(
    text: str, sentence: Sentence, regions: tuple[Span, ...], verb: int
) -> list[Span]:
    """Quoted clauses of the sentence when the verb stands outside all of them."""
    parts = []
    for region in regions:
        if region.contains(sentence.spans[verb]):
            return []
        if region.overlaps(sentence.span):
            part = Span(max(region.start, sentence.span.start), min(region.end, sentence.span.end))
            part = trimmed(text, part)
            if len(part.of(text).split()) > 2:
                parts.append(part)
    return parts


def _prefer_quoted(
    text: str, spans: list[Span], quoted: list[Span], regions: tuple[Span, ...]
) -> list[Span]:
    """Content as the parse has it; where it is wholly quoted, exactly what the marks enclose."""
    if quoted and any(quoted_share(regions, s) > 0.85 for s in spans):
        return quoted
    return [s for s in spans if len(s.of(text).split()) > 1]


def _stretches(text: str, sentence: Sentence, words: list[int], barrier: set[int]) -> list[Span]:
    """The words as spans that run on over anything but the report itself; crumbs dropped."""
    runs: list[list[int]] = []
    for word in sorted(words):
        if runs and barrier.isdisjoint(range(runs[-1][1] + 1, word)):
            runs[-1][1] = word
        else:
            runs.append([word, word])
    # Behind the speaker stands what describes him, unless it has a subject of its own.
    runs = [r for i, r in enumerate(runs) if i == 0 or _has_subject(sentence, r[0], r[1])]
    spans = [trimmed(text, sentence.cover(a, b)) for a, b in runs if b - a >= 1]
    return [_without_final_stop(text, s, sentence) for s in spans if s.start < s.end]


def _has_subject(sentence: Sentence, first: int, last: int) -> bool:
    words = range(first, last + 1)
    return any(
        sentence.relation(w) in _SUBJECTS
        and sentence.heads[w] in words
        and sentence.words[w].lower() not in {"who", "which", "that"}
        for w in words
    )


def _without_final_stop(text: str, span: Span, sentence: Sentence) -> Span:
    """Indirect content ends before the sentence's own full stop."""
    starts_sentence = span.start <= sentence.span.start + 1
    if not starts_sentence and text[span.end - 1] == "." and span.end - span.start > 1:
        return Span(span.start, span.end - 1)
    return span


def _kind(regions: tuple[Span, ...], content: Span) -> str:
    share = quoted_share(regions, content)
    if share > 0.95:
        return "direct"
    return "mixed" if share > 0 else "indirect"


def _by_phrase(
    text: str, number: int, sentence: Sentence, regions: tuple[Span, ...]
) -> Iterator[Found]:
    """``According to X, content``: the rest of the sentence."""
    lows = [w.lower() for w in sentence.words]
    for word in range(len(sentence) - 2):
        if lows[word] != "according" or lows[word + 1] != "to":
            continue
        speaker = sentence.heads[word] if sentence.deprels[word] == "case" else None
        if speaker is None or speaker < word:
            below = [w for w in sentence.subtree(word) if sentence.relation(w) in {"obl", "nmod"}]
            speaker = min(below, default=min(word + 2, len(sentence) - 1))
        phrase = {word, word + 1, *sentence.subtree(speaker)}
        if sentence.root_of(speaker) in phrase or len(phrase) > 0.7 * len(sentence):
            phrase = set(range(word, _phrase_end(sentence, word) + 1))
        rest = [w for w in range(len(sentence)) if w not in phrase]
        for content in _stretches(text, sentence, rest, phrase)[:1]:
            yield Found(
                sentence=number,
                content=_without_final_stop(text, content, sentence),
                kind=_kind(regions, content),
                rule="cue.according-to",
                cue=word,
                cue_span=sentence.cover(word, word + 1),
                speaker=speaker,
            )


def _phrase_end(sentence: Sentence, word: int) -> int:
    for later in range(word + 2, len(sentence)):
        if sentence.words[later] in {",", ".", ";"}:
            return later
    return len(sentence) - 1


def _by_marks_alone(
    text: str, number: int, sentence: Sentence, regions: tuple[Span, ...], found: list[Found]
) -> Iterator[Found]:
    """A sentence that lies wholly in quotation marks needs no cue of its own."""
    core = trimmed(text, sentence.span)
    quoted = quoted_share(regions, core) > 0.95 and core.end - core.start > 3
    if quoted and not any(f.kind == "direct" for f in found):
        yield Found(sentence=number, content=core, kind="direct", rule="quote.follow-on")


def _without_repeats(found: list[Found]) -> list[Found]:
    """One report per stretch: the one whose cue stands nearest keeps it."""
    kept: list[Found] = []
    for candidate in sorted(found, key=lambda f: (f.content.start, f.content.end, f.cue is None)):
        if not any(k.content == candidate.content for k in kept):
            kept.append(candidate)
    return kept
