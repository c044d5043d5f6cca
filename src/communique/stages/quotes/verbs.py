"""Contents reported by verbs of saying."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Sentence, Span
from communique.stages.quotes.cues import Cue, cue_table, word_set
from communique.stages.quotes.reading import SUBJECTS, Found, Reading, stretches
from communique.stages.quotes.regions import quoted_share, trimmed
from communique.stages.quotes.speakers import inverted_subject, outer_cue, speaker_of

_MODALS = frozenset({"will", "would", "can", "could", "shall", "should", "may", "might", "must"})
_BETWEEN = frozenset({"PUNCT", "ADV", "AUX", "PART"})


def by_verb(reading: Reading, verb: int) -> Iterator[Found]:
    """What the verb at `verb` reports, if it is a cue."""
    sentence = reading.sentence
    cue = cue_table().get(sentence.lemmas[verb].lower())
    if cue is None or sentence.upos[verb] != "VERB":
        return
    # "…, urged Britain" and "…, praised Britain" have an object there.
    takes_object = cue.marked or cue.act == "demand"
    inverted = None if takes_object else inverted_subject(sentence, verb)
    if sentence.deprels[verb] == "amod" and inverted is None:
        return
    speaker = speaker_of(reading, verb, inverted)
    nested = reading.quoted(verb)
    for content in _contents(reading, verb, cue, speaker, inverted):
        kind = "indirect" if nested else reading.kind(content)
        if speaker is None and (kind == "indirect" or not _is_active(sentence, verb)):
            continue
        yield Found(
            sentence=reading.number,
            content=content,
            kind=kind,
            rule=f"{cue.id}.{kind}",
            cue=verb,
            cue_span=sentence.spans[verb],
            speaker=speaker,
            nested=nested,
        )


def _is_active(sentence: Sentence, verb: int) -> bool:
    return not sentence.dependents(verb, "aux:pass", "nsubj:pass")


def _contents(
    reading: Reading, verb: int, cue: Cue, speaker: int | None, inverted: int | None
) -> list[Span]:
    """Content spans: everything around an inserted cue, else its clauses, else the quotation."""
    sentence = reading.sentence
    quoted = _quoted_beside(reading, verb, speaker, 4 if cue.clause else 2)
    holder = speaker is not None and sentence.lemmas[speaker].lower() in word_set("holders")
    loose = not cue.marked or holder
    clauses = [c for c in sentence.dependents(verb, "ccomp") if loose or _marked(sentence, c)]
    clauses = clauses or _strayed_clause(sentence, verb)
    report = _report_words(sentence, verb, speaker)
    spans: list[Span] = []
    if not cue.marked and _is_inserted(reading, verb, cue, speaker, inverted):
        outside = (w for w in range(len(sentence)) if w not in report)
        spans = stretches(reading, _without_joint(sentence, list(outside)), report)
    elif clauses:
        spans = _clause_spans(reading, verb, clauses, report)
    elif beside := _loose_clauses(sentence, verb, bool(quoted)):
        words = [w for p in beside for w in sentence.subtree(p)]
        spans = stretches(reading, words, report) if not cue.clause else []
    spans = [_cut_after_marks(reading, s) for s in spans]
    return _prefer_quoted(reading, spans, quoted)


def _strayed_clause(sentence: Sentence, verb: int) -> list[int]:
    """A that-clause that the parse hung on a circumstance (``said in a speech that …``).

    Or one whose ``that`` it hung on the verb itself: what stands behind is the clause.
    """
    for mark in sentence.dependents(verb, "mark"):
        if mark > verb and sentence.words[mark].lower() == "that":
            return [c for c in sentence.dependents(verb, "advcl", "parataxis") if c > mark]
    if sentence.dependents(verb, "obj"):
        return []
    for noun in sentence.dependents(verb, "obl", "iobj"):
        for word in (noun, *sentence.dependents(noun, "nmod")):
            for clause in sentence.dependents(word, "acl"):
                told = sentence.dependents(clause, *SUBJECTS)
                marks = [m for m in sentence.dependents(clause, "mark") if m > verb]
                if word > verb and told and marks and _marked(sentence, clause):
                    return [clause]
    return []


def _loose_clauses(sentence: Sentence, verb: int, has_quoted: bool) -> list[int]:
    return [w for w in sentence.dependents(verb, "parataxis") if w < verb or has_quoted]


def _marked(sentence: Sentence, clause: int) -> bool:
    return any(sentence.words[m].lower() == "that" for m in sentence.dependents(clause, "mark"))


def _report_words(sentence: Sentence, verb: int, speaker: int | None) -> set[int]:
    """The reporting verb, its speaker with all that describes him, and its own circumstances."""
    report = {verb, *sentence.dependents(verb, "aux")}
    if speaker is None:
        return report
    near = range(min(verb, speaker), max(verb, speaker))
    if all(sentence.upos[w] not in {"VERB", "SCONJ"} or w == verb for w in near):
        report.update(near)
    below = set(sentence.subtree(speaker))
    if verb not in below:
        report |= {w for w in below if (w > verb) == (speaker > verb)}
    return report


def _is_inserted(
    reading: Reading, verb: int, cue: Cue, speaker: int | None, inverted: int | None
) -> bool:
    """Whether the cue is put into or behind its content: ``…, said X`` or ``…, X said``."""
    sentence = reading.sentence
    if reading.quoted(verb) or speaker is None:
        return False
    after = [w for w in sentence.dependents(verb, "ccomp") if w > max(verb, speaker)]
    if inverted is not None:
        before = any(sentence.relation(w) in SUBJECTS for w in range(verb))
        split = before and bool(after) and not any(_marked(sentence, c) for c in after)
        return split or (not after and _states(sentence, range(verb)))
    if after or sentence.dependents(verb, "obj", "mark"):
        return False
    start = min(w for w in sentence.subtree(speaker)) if speaker < verb else verb
    if speaker > verb or not _ends_report(sentence, verb):
        return False
    comma = start > 0 and sentence.words[start - 1] in {",", "”", '"', "''", "-", "–", "—"}
    if sentence.deprels[verb] == "acl:relcl" and not comma:
        return False
    return (comma or not cue.clause) and _states(sentence, range(start))


def _ends_report(sentence: Sentence, verb: int) -> bool:
    """Whether nothing but punctuation follows, or a comma with the content's second part."""
    after = verb + 1
    return after >= len(sentence) or sentence.upos[after] == "PUNCT"


def _states(sentence: Sentence, words: range) -> bool:
    """Whether the words hold a main clause: a finite verb with subject, under no conjunction."""
    for word in words:
        if sentence.relation(word) not in SUBJECTS or sentence.heads[word] not in words:
            continue
        head = sentence.heads[word]
        if sentence.deprels[head] in {"acl:relcl", "acl", "advcl", "advcl:relcl"}:
            continue
        if not sentence.dependents(head, "mark"):
            return True
    return False


def _without_joint(sentence: Sentence, words: list[int]) -> list[int]:
    """Content at the start of a sentence without the *But* or *And* that joins the sentences."""
    if words and words[0] == 0 and sentence.upos[0] == "CCONJ" and len(words) > 1:
        return words[1:]
    return words


def _clause_spans(reading: Reading, verb: int, clauses: list[int], report: set[int]) -> list[Span]:
    sentence = reading.sentence
    words: set[int] = set()
    for clause in (*clauses, *_later_parts(sentence, verb, max(clauses))):
        words |= set(sentence.subtree(clause))
    words = _behind_that(sentence, verb, words, clauses)
    words -= _saying_tail(reading, verb, words)
    if not words:
        return []
    if min(words) > verb:
        words |= _early_circumstance(sentence, verb, min(words))
    elif max(words) < verb:
        words |= set(range(min(words)))
        words = set(_without_joint(sentence, sorted(words - report)))
    return stretches(reading, words, report)


def _behind_that(sentence: Sentence, verb: int, words: set[int], clauses: list[int]) -> set[int]:
    """The content behind the *that* of its first clause; before it stands the cue's own matter."""
    marks = [
        m
        for m in sentence.dependents(min(clauses), "mark")
        if sentence.words[m].lower() == "that" and m > verb
    ]
    return {w for w in words if w > marks[0]} if marks else words


def _later_parts(sentence: Sentence, verb: int, clause: int) -> list[int]:
    """Conjuncts of the cue that go on with its content: ``said A and that B``, ``would do C``."""
    later = []
    for word in sentence.dependents(verb, "conj"):
        if word < clause or sentence.dependents(word, "nsubj"):
            continue
        modal = any(sentence.lemmas[a].lower() in _MODALS for a in sentence.dependents(word, "aux"))
        if modal or _marked(sentence, word):
            later.append(word)
    return [
        *later,
        *(w for w in sentence.dependents(verb, "conj") if w > clause and w not in later
          and _marked(sentence, w)),
    ]  # fmt: skip


def _early_circumstance(sentence: Sentence, verb: int, first: int) -> set[int]:
    """A clause right behind the cue that the parse took from the content (``said if A, B``)."""
    for clause in sentence.dependents(verb, "advcl"):
        below = sorted(sentence.subtree(clause))
        marks = [sentence.upos[w] == "SCONJ" for w in below[:1]]
        if below[0] == verb + 1 < first and any(marks):
            return set(range(below[0], first))
    return set()


def _saying_tail(reading: Reading, verb: int, words: set[int]) -> set[int]:
    """``…, adding that …`` at the end of content is a report of its own by the same speaker."""
    sentence = reading.sentence
    tail: set[int] = set()
    for word in words:
        if outer_cue(sentence, word) == verb:
            tail |= set(sentence.subtree(word)) & words
        if word < 2 or word < verb or sentence.words[word - 1] not in {",", "”", '"', "''"}:
            continue
        if sentence.lemmas[word] == "something" and sentence.dependents(word, "acl"):
            tail |= set(sentence.subtree(word)) & words
        said = cue_table().get(sentence.lemmas[word].lower())
        if said is not None and sentence.words[word].lower().endswith("ing"):
            own = set(sentence.subtree(word))
            if sentence.relation(word) in {"advcl", "acl", "conj", "parataxis"} and not (
                sentence.dependents(word, *SUBJECTS)
            ):
                tail |= own & words
    return tail


def _quoted_beside(reading: Reading, verb: int, speaker: int | None, least: int) -> list[Span]:
    """Quoted parts that belong to the verb: governed by it, or with only the report between."""
    if reading.quoted(verb):
        return []
    parts = reading.parts(least)
    report = _report_words(reading.sentence, verb, speaker)
    kept = [p for p in parts if _belongs(reading, verb, report, reading.words_in(p))]
    # A quotation taken up again behind the cue has its second part in the same sentence.
    return [p for p in parts if p in kept or (kept and len(p.of(reading.text).split()) > 3)]


def _belongs(reading: Reading, verb: int, report: set[int], inside: list[int]) -> bool:
    sentence = reading.sentence
    if not inside:
        return False
    tops = {sentence.heads[w] for w in inside if sentence.heads[w] not in inside}
    below = {verb, *sentence.dependents(verb, "ccomp", "xcomp", "parataxis", "obj")}
    if tops & below or sentence.heads[verb] in inside:
        return True
    first, last = min(report), max(report)
    behind = range(last + 1, inside[0])
    gap = range(inside[-1] + 1, first) if inside[-1] < first else behind
    return all(sentence.upos[w] in _BETWEEN for w in gap)


def _prefer_quoted(reading: Reading, spans: list[Span], quoted: list[Span]) -> list[Span]:
    """Content as the parse has it; where it is wholly quoted, exactly what the marks enclose."""
    if quoted and (not spans or any(quoted_share(reading.regions, s) > 0.85 for s in spans)):
        return quoted
    return [s for s in spans if len(s.of(reading.text).split()) > 1]


def _cut_after_marks(reading: Reading, span: Span) -> Span:
    """Mixed content without the author's remark behind the closing mark.

    A dash, or a comma inside the mark with a participle or noun behind it, sets a remark off;
    *and*, *that* and further clauses go on with the content.
    """
    sentence, text = reading.sentence, reading.text
    for region in reading.regions:
        if not span.start < region.end < span.end - 3:
            continue
        rest = reading.words_in(Span(region.end, span.end))
        plain = [w for w in rest if sentence.upos[w] != "PUNCT" and sentence.words[w] != "''"]
        between = text[region.end : sentence.spans[plain[0]].start] if plain else ""
        comma = text[region.end - 1] == "," or "," in between
        dash = any(d in between for d in (" - ", " – ", " — ", "—"))
        if plain and (dash or (comma and _is_remark(sentence, plain[0]))):
            return trimmed(text, Span(span.start, region.end))
    return span


def _is_remark(sentence: Sentence, word: int) -> bool:
    """A participle or noun phrase set off behind a quotation."""
    if sentence.upos[word] == "VERB":
        return "VerbForm=Fin" not in sentence.feats[word]
    return sentence.words[word].lower() in {"a", "an", "the", "who", "which"} and not any(
        sentence.relation(w) in SUBJECTS for w in (word, sentence.heads[word])
    )
