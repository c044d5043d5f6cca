"""Named mentions: the model's names and the forms the actor tables know, the longer of the two."""

from __future__ import annotations

from collections.abc import Iterator

from communique.codebook.actors import ActorIndex, pieces_of
from communique.records import Mention, Sentence

# Labels whose names may be actors or places; dates and sums of money are other rooms' business.
_ARABIC_ARTICLES = frozenset({"al", "el", "ash", "ad", "ar"})
NAME_LABELS = frozenset(
    {"Person", "Organization", "Location", "Facility", "NORP", "Misc", "Product"}
)


def find_names(sentence: Sentence, number: int, index: ActorIndex) -> list[Mention]:
    """Named mentions of one sentence, non-overlapping, in order."""
    candidates = [*_from_model(sentence), *_from_tables(sentence, index)]
    # Longest first; at equal length the tables, which know what the name means.
    candidates.sort(key=lambda c: (c[0] - c[1], c[2] is not None, c[0]))
    taken: set[int] = set()
    mentions = []
    for first, last, label in candidates:
        words = range(first, last + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            mentions.append(_mention(sentence, number, first, last, label))
    return sorted(mentions, key=lambda m: m.first)


def _from_model(sentence: Sentence) -> Iterator[tuple[int, int, str | None]]:
    for name in sentence.names:
        if name.label in NAME_LABELS:
            first, last = name.first, name.last
            while first < last and sentence.upos[first] in {"DET", "PUNCT"}:
                first += 1
            while last > first and sentence.upos[last] in {"PART", "PUNCT"}:
                last -= 1
            yield first, last, name.label


def _from_tables(sentence: Sentence, index: ActorIndex) -> Iterator[tuple[int, int, str | None]]:
    """Stretches written as the tables list them, longest at each word."""
    pieces = [pieces_of(word) for word in sentence.words]
    shouted = sum(w.isupper() for w in sentence.words) > 0.7 * len(sentence)
    persons = {w for n in sentence.names if n.label == "Person" for w in range(n.first, n.last + 1)}
    word = 0
    while word < len(sentence):
        last = _longest_match(pieces, word, index, shouted, word in persons)
        if last is None or _is_verb_like(sentence, word, last) or _is_tail(sentence, word):
            word += 1
            continue
        yield word, last, None
        word = last + 1


def _longest_match(
    pieces: list[list[str]], first: int, index: ActorIndex, shouted: bool, is_person: bool
) -> int | None:
    best = None
    run: list[str] = []
    for last in range(first, len(pieces)):
        part = pieces[last]
        if not part and (last == first or not run):
            return None
        run += part
        if len(run) > index.longest:
            break
        entries = index.lookup(run, shouted=shouted) if part else []
        # A bare surname is a name only where the model sees a person; many are common words.
        if any(e.kind != "family" or is_person for e in entries):
            best = last
    return best


def _is_tail(sentence: Sentence, first: int) -> bool:
    """Whether the stretch is the end of an Arabic name (``Jaish al-Fatah``, ``Jeish Al Fatah``)."""
    before = first - 2 if first >= 2 and sentence.words[first - 1] == "-" else first - 1
    return before >= 0 and sentence.words[before].lower() in _ARABIC_ARTICLES


def _is_verb_like(sentence: Sentence, first: int, last: int) -> bool:
    """A single word tagged as function word or verb is no name (``us``, ``Will``)."""
    return first == last and sentence.upos[first] in {"VERB", "AUX", "ADP", "ADV", "PRON", "DET"}


def _mention(sentence: Sentence, number: int, first: int, last: int, label: str | None) -> Mention:
    if label is None:
        inside = [n.label for n in sentence.names if n.first <= last and first <= n.last]
        label = inside[0] if inside else None
    return Mention(
        span=sentence.cover(first, last),
        sentence=number,
        head=head_of(sentence, first, last),
        first=first,
        last=last,
        kind="name",
        label=label,
    )


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The word of the stretch whose own head lies outside it (the last such word but for tails)."""
    for word in range(first, last + 1):
        if not first <= sentence.heads[word] <= last:
            return word
    return last
