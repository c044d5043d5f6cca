"""Contents reported by phrases: *according to X*, *as X noted*, cue nouns, colons, headlines."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Sentence, Span
from communique.stages.quotes.cues import Phrase, cue_table, noun_table, phrases, word_set
from communique.stages.quotes.reading import SUBJECTS, Found, Reading, stretches
from communique.stages.quotes.regions import quoted_share, trimmed
from communique.stages.quotes.speakers import owner_of, subject_of

_PERSONAL = frozenset({"he", "she", "they", "i", "we", "who"})


def by_phrase(reading: Reading) -> Iterator[Found]:
    """``According to X, content``: the rest of the sentence."""
    lows = tuple(w.lower() for w in reading.sentence.words)
    for phrase in phrases():
        size = len(phrase.words)
        for word in range(len(lows) - size):
            if lows[word : word + size] == phrase.words:
                yield from _around(reading, phrase, word)


def _around(reading: Reading, phrase: Phrase, word: int) -> Iterator[Found]:
    sentence = reading.sentence
    last = word + len(phrase.words) - 1
    speaker = _phrase_speaker(sentence, word, last)
    own = {*range(word, last + 1), *sentence.subtree(speaker)}
    if sentence.root_of(speaker) in own or len(own) > 0.7 * len(sentence):
        own = set(range(word, _phrase_end(sentence, last) + 1))
    rest = [w for w in range(len(sentence)) if w not in own]
    for content in stretches(reading, rest, own)[:1]:
        yield _found(reading, content, phrase.id, (word, last), speaker)


def _phrase_speaker(sentence: Sentence, word: int, last: int) -> int:
    """The noun behind the phrase."""
    for case in (word, last):
        if sentence.deprels[case] == "case" and sentence.heads[case] > last:
            return sentence.heads[case]
    below = [
        w
        for w in sentence.subtree(last if last > word + 1 else word)
        if sentence.relation(w) in {"obl", "nmod"} and w > last
    ]
    return min(below, default=min(last + 1, len(sentence) - 1))


def _phrase_end(sentence: Sentence, last: int) -> int:
    for later in range(last + 1, len(sentence)):
        if sentence.words[later] in {",", ".", ";"}:
            return later
    return len(sentence) - 1


def _found(
    reading: Reading, content: Span, rule: str, cue: tuple[int, int], speaker: int | None
) -> Found:
    return Found(
        sentence=reading.number,
        content=content,
        kind=reading.kind(content),
        rule=rule,
        cue=cue[0],
        cue_span=reading.sentence.cover(*cue),
        speaker=speaker,
        nested=reading.quoted(cue[0]),
    )


def by_as_clause(reading: Reading, verb: int) -> Iterator[Found]:
    """``As X noted, content``, ``as described by X``, ``as noted`` of the one who spoke last."""
    sentence = reading.sentence
    cue = cue_table().get(sentence.lemmas[verb].lower())
    marks = [m for m in sentence.children[verb] if sentence.words[m].lower() == "as" and m < verb]
    if cue is None or not marks or sentence.relation(verb) != "advcl":
        return
    if sentence.dependents(verb, "obj", "ccomp", "xcomp") or sentence.heads[verb] < 0:
        return
    own = set(sentence.subtree(verb))
    first, last = min(own), max(own)
    closed = last + 1 < len(sentence) and "PUNCT" in sentence.upos[last : last + 2]
    behind = any(u != "PUNCT" for u in sentence.upos[last + 1 :])
    begins = first == 0 or (sentence.words[first - 1] == "," and behind)
    if not (closed and begins) or not _starts_as(sentence, first, marks[0]):
        return
    rest = [w for w in range(len(sentence)) if w not in own]
    if not any(sentence.relation(w) in SUBJECTS for w in rest):
        return
    for content in stretches(reading, rest, own)[:1]:
        yield _found(reading, content, f"{cue.id}.as", (verb, verb), subject_of_as(sentence, verb))


def _starts_as(sentence: Sentence, first: int, mark: int) -> bool:
    return all(sentence.upos[w] == "PUNCT" for w in range(first, mark))


def subject_of_as(sentence: Sentence, verb: int) -> int | None:
    """The subject or agent inside the *as* clause; never that of the clause around it."""
    for word in sentence.dependents(verb, *SUBJECTS, "obl:agent"):
        return word
    for word in sentence.dependents(verb, "obl"):
        if any(sentence.words[c].lower() == "by" for c in sentence.dependents(word, "case")):
            return word
    return None


def by_noun(reading: Reading, noun: int) -> Iterator[Found]:
    """``His claim that …``, ``the announcement by X that …``."""
    sentence = reading.sentence
    cue = noun_table().get(sentence.lemmas[noun].lower())
    if cue is None or sentence.upos[noun] != "NOUN":
        return
    for clause in sentence.dependents(noun, "acl", "ccomp"):
        marks = [
            m
            for m in sentence.dependents(clause, "mark")
            if sentence.words[m].lower() == "that" and m > noun
        ]
        if not marks or not sentence.dependents(clause, *SUBJECTS):
            continue
        speaker = owner_of(sentence, noun)
        if speaker is None:
            continue
        words = [w for w in sentence.subtree(clause) if w > marks[0]]
        for content in stretches(reading, words, {noun}):
            yield _found(reading, content, cue, (noun, noun), speaker)


def by_colon(reading: Reading, found: list[Found]) -> Iterator[Found]:
    """``X praised the deal on Twitter: “…”``: a quotation that a colon introduces."""
    sentence, text = reading.sentence, reading.text
    for part in reading.parts(2):
        before = text[sentence.span.start : part.start].rstrip("“”\"«„`'‘ -–—\n")
        if not before.endswith(":") or any(f.content.overlaps(part) for f in found):
            continue
        left = [w for w in range(len(sentence)) if sentence.spans[w].end <= part.start]
        speaker = _main_subject(sentence, left)
        if speaker is not None:
            yield Found(
                sentence=reading.number,
                content=part,
                kind="direct",
                rule="quote.colon",
                speaker=speaker,
            )


def _main_subject(sentence: Sentence, words: list[int]) -> int | None:
    """The subject of the clause before a colon, or the name that stands alone there."""
    for word in words:
        if sentence.deprels[word] == "nsubj" and sentence.heads[word] in words:
            head = sentence.heads[word]
            if sentence.deprels[head] not in {"acl:relcl", "acl"}:
                return _somebody(sentence, word)
    tops = [w for w in words if sentence.heads[w] not in words and sentence.upos[w] == "PROPN"]
    return tops[0] if tops and len(words) <= 8 else None


def _somebody(sentence: Sentence, word: int) -> int | None:
    """The word when it names or points to a person or body; a statement gives its maker."""
    lemma = sentence.lemmas[word].lower()
    if lemma in noun_table():
        return owner_of(sentence, word) or word
    pointing = sentence.upos[word] == "PRON" and sentence.words[word].lower() in _PERSONAL
    named = sentence.upos[word] == "PROPN" or lemma in word_set("holders")
    return word if named or pointing else None


def introducer(sentence: Sentence) -> int | None:
    """The subject of a sentence that ends in a colon and so introduces the next paragraph."""
    marks = {":", '"', "“", "-"}
    if not len(sentence) or not any(w == ":" for w in sentence.words[-2:]):
        return None
    return _main_subject(
        sentence, [w for w in range(len(sentence)) if sentence.words[w] not in marks]
    )


def by_headline(reading: Reading, speakers: frozenset[int]) -> Iterator[Found]:
    """``Minister: talks will go on`` and ``Talks will go on: minister``, outside running text.

    `speakers` are the words of the sentence that are known to be persons or bodies; the part
    that names the speaker is a noun phrase of at most six words ending in one of these or in a
    noun of office.
    """
    sentence = reading.sentence
    if sentence.words[-1] in {".", "?", "!"} or sentence.words.count(":") != 1:
        return
    colon = sentence.words.index(":")
    left, right = range(colon), range(colon + 1, len(sentence))
    for label, content in ((left, right), (right, left)):
        head = _label_head(sentence, label, speakers)
        if head is None or not any(sentence.relation(w) in SUBJECTS for w in content):
            continue
        span = trimmed(reading.text, sentence.cover(content[0], content[-1]))
        yield Found(
            sentence=reading.number,
            content=span,
            kind=reading.kind(span),
            rule="quote.headline",
            speaker=head,
        )
        return


def _label_head(sentence: Sentence, words: range, speakers: frozenset[int]) -> int | None:
    """The head of a short noun phrase that names somebody."""
    nouns = {"NOUN", "PROPN", "ADJ", "DET", "ADP", "PART"}
    if not 0 < len(words) <= 6 or any(sentence.upos[w] not in nouns for w in words):
        return None
    for word in reversed(words):
        named = word in speakers or sentence.lemmas[word].lower() in word_set("holders")
        if named and (word == words[-1] or sentence.relation(word + 1) in {"flat", "case", "nmod"}):
            return word
    return None


def by_part(reading: Reading, found: list[Found]) -> Iterator[Found]:
    """A quoted clause inside a sentence whose verb is no cue (``mocked him for being “…”``)."""
    sentence = reading.sentence
    for part in reading.parts(5):
        words = reading.words_in(part)
        if (
            any(f.content.overlaps(part) for f in found)
            or quoted_share(reading.regions, sentence.span) > 0.9
        ):
            continue
        if not any(sentence.upos[w] in {"VERB", "AUX"} for w in words):
            continue
        verb = next((sentence.heads[w] for w in words if sentence.heads[w] not in words), -1)
        while verb >= 0 and sentence.upos[verb] != "VERB":
            verb = sentence.heads[verb]
        speaker = subject_of(sentence, verb) if verb >= 0 and verb not in words else None
        speaker = _somebody(sentence, speaker) if speaker is not None else None
        if speaker is not None and speaker not in words:
            yield Found(
                sentence=reading.number,
                content=part,
                kind="direct",
                rule="quote.part",
                speaker=speaker,
            )
