"""Named mentions: the model's names and the forms the actor tables know, the longer of the two."""

from __future__ import annotations

from collections.abc import Iterator

from communique.codebook.actors import ActorIndex, pieces_of
from communique.codebook.places import PlaceIndex
from communique.records import PLACE_LABELS, Mention, Sentence

_ARABIC_ARTICLES = frozenset({"al", "el", "ash", "ad", "ar"})
# Labels whose names may be actors or places; dates and sums of money are other rooms' business.
_NAME_LABELS = frozenset(
    {"Person", "Organization", "GPE", "Location", "Facility", "NORP", "Misc", "Product"}
)
_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "sir", "lord", "lady", "dr", "prof", "st", "pope", "sheikh", "hon"}
)
# Brackets as some corpora write them.
_BRACKETS = frozenset({"-LRB-", "-RRB-", "-LSB-", "-RSB-", "-LCB-", "-RCB-"})
_LONGEST_PLACE = 4
# An office drawn into a name has no more words than this.
_LONGEST_OFFICE = 4


def find_names(
    sentence: Sentence, number: int, index: ActorIndex, places: PlaceIndex
) -> list[Mention]:
    """Named mentions of one sentence, non-overlapping, in order."""
    candidates = [
        *_from_model(sentence, index),
        *_from_tables(sentence, index),
        *_from_places(sentence, places),
    ]
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


def _from_model(sentence: Sentence, index: ActorIndex) -> Iterator[tuple[int, int, str | None]]:
    for name in sentence.names:
        if name.label in _NAME_LABELS:
            first, last = name.first, name.last
            while first < last and (
                sentence.upos[first] in {"DET", "PUNCT"} or sentence.words[first] in _BRACKETS
            ):
                first += 1
            while first < last and _is_plain(sentence, first, index):
                first += 1
            if name.label == "Person":
                first = _behind_office(sentence, first, last, index)
            while first < last and _is_plain(sentence, last, index):
                last -= 1
            while last > first and (
                sentence.upos[last] in {"PART", "PUNCT"} or sentence.words[last] in _BRACKETS
            ):
                last -= 1
            if name.label == "Person":
                last = _before_dash(sentence, first, last)
                if (
                    first == last
                    and sentence.words[first].endswith(".")
                    and _is_office(sentence, first, first + 1, index)
                ):
                    continue
            if first < last and _owns(sentence, first, last, index):
                first += 1
            if (
                first == last
                and name.label in {"NORP", "Misc"}
                and _is_role(sentence, first, index)
            ):
                continue
            if _is_noise(sentence, first, last) or _runs_on(sentence, first, last, index):
                continue
            yield first, last, name.label


def _behind_office(sentence: Sentence, first: int, last: int, index: ActorIndex) -> int:
    """The first word of a person's name behind offices and titles that the model drew into it
    (``Vice President Biden``), and behind a state that a listed person's name follows."""
    while first < last:
        ends = range(min(last, first + _LONGEST_OFFICE), first, -1)
        end = next((end for end in ends if _is_office(sentence, first, end, index)), None)
        if end is None:
            break
        first = end
    kinds = {e.kind for e in index.lookup(pieces_of(sentence.words[first]))}
    return first + ("state" in kinds and _is_person(sentence, first + 1, last, index))


def _pieces(sentence: Sentence, first: int, last: int) -> list[str]:
    return [p for w in sentence.words[first : last + 1] for p in pieces_of(w)]


def _is_person(sentence: Sentence, first: int, last: int, index: ActorIndex) -> bool:
    """Whether words are the full name of a listed person."""
    pieces = _pieces(sentence, first, last)
    return any(e.kind == "person" for e in index.lookup(pieces))


def _before_dash(sentence: Sentence, first: int, last: int) -> int:
    """The last word of a person's name that a lone dash ends (``Vladimir Putin - DPA``).

    A dash inside a double name touches its words.
    """
    for word in range(first + 1, last):
        before, dash = sentence.spans[word - 1], sentence.spans[word]
        if sentence.words[word] in {"-", "–", "—"} and dash.start > before.end:
            return word - 1
    return last


def _is_plain(sentence: Sentence, word: int, index: ActorIndex) -> bool:
    """A common word that the model drew into a name (``rebel Transitional Council``)."""
    return (
        sentence.words[word].islower()
        and index.agent_of([sentence.words[word]], [sentence.lemmas[word]]) is not None
    )


def _is_office(sentence: Sentence, first: int, end: int, index: ActorIndex) -> bool:
    """Whether the words up to `end` are a title or an office."""
    forms, lemmas = sentence.words[first:end], sentence.lemmas[first:end]
    is_title = len(forms) == 1 and forms[0].lower().rstrip(".") in _TITLES
    return is_title or index.agent_of(forms, lemmas) is not None


def _is_role(sentence: Sentence, word: int, index: ActorIndex) -> bool:
    """A role noun that the model took for a nationality (``Terrorist groups``)."""
    forms = [sentence.words[word]]
    return not index.lookup(forms) and index.agent_of(forms, [sentence.lemmas[word]]) is not None


def _is_noise(sentence: Sentence, first: int, last: int) -> bool:
    """A bracket, a mark, a lone preposition, pronoun or stance (``pro-regime``) is no name."""
    word = sentence.words[last]
    lone = first == last and (
        sentence.upos[last] in {"ADP", "CCONJ", "SCONJ", "AUX", "PRON"}
        or word.lower().startswith(("pro-", "anti-"))
    )
    return lone or word in _BRACKETS or not pieces_of(word)


def _runs_on(sentence: Sentence, first: int, last: int, index: ActorIndex) -> bool:
    """Whether an unlisted name begins with a listed armed group and runs on into the next name
    (``Al-Nusra Front Syrias Al-Qaeda``, punctuation lost)."""
    pieces = _pieces(sentence, first, last)
    if index.lookup(pieces):
        return False
    return any(
        e.kind == "armed" and len(e.pieces) > 1
        for end in range(2, len(pieces))
        for e in index.lookup(pieces[:end])
    )


def _owns(sentence: Sentence, first: int, last: int, index: ActorIndex) -> bool:
    """Whether a name begins with a state that lost its apostrophe (``Syrias Eastern Ghouta``)."""
    pieces = _pieces(sentence, first, last)
    owner = pieces_of(sentence.words[first])
    if index.lookup(pieces) or index.lookup(owner):
        return False
    kinds = {e.kind for e in index.lookup_owner(owner)}
    if kinds & {"state", "armed"}:
        return True
    rest = slice(first + 1, last + 1)  # "Assads Air Force"
    role = index.agent_of(sentence.words[rest], sentence.lemmas[rest])
    return "family" in kinds and role is not None


def _from_places(sentence: Sentence, places: PlaceIndex) -> Iterator[tuple[int, int, str | None]]:
    """Places of several words, the article before them included (``the West Bank``)."""
    words = sentence.words
    for first in range(len(words)):
        if not words[first][:1].isupper() or words[first].lower() == "the":
            continue
        for last in range(first + 1, min(len(words), first + _LONGEST_PLACE)):
            text = " ".join(words[first : last + 1]).replace(" - ", "-")
            if words[last][:1].isupper() and text.lower() in places:
                start = first - 1 if first and words[first - 1].lower() == "the" else first
                yield start, last, "Location"


def _from_tables(sentence: Sentence, index: ActorIndex) -> Iterator[tuple[int, int, str | None]]:
    """Stretches written as the tables list them, longest at each word."""
    pieces = [pieces_of(word) for word in sentence.words]
    shouted = sum(w.isupper() for w in sentence.words) > 0.7 * len(sentence)
    persons = {w for n in sentence.names if n.label == "Person" for w in range(n.first, n.last + 1)}
    word = 0
    while word < len(sentence):
        # "the Americas", "two Koreas" are plurals, not owners without an apostrophe.
        counted = word > 0 and sentence.upos[word - 1] in {"DET", "NUM"}
        last = _longest_match(
            pieces, word, index, shouted=shouted, is_person=word in persons, counted=counted
        )
        acronym = not shouted and _is_acronym(sentence, word)
        verb_like = not acronym and last is not None and _is_verb_like(sentence, word, last)
        if last is None or verb_like or _is_tail(sentence, word):
            word += 1
            continue
        yield word, last, None
        word = last + 1


def _longest_match(
    pieces: list[list[str]],
    first: int,
    index: ActorIndex,
    *,
    shouted: bool,
    is_person: bool,
    counted: bool,
) -> int | None:
    best = None
    run: list[str] = []
    reach = index.reach_of(pieces[first][0]) if pieces[first] else 0
    for last in range(first, min(len(pieces), first + 2 * reach)):
        part = pieces[last]
        if not part and (last == first or not run):
            return None
        run += part
        if len(run) > reach:
            break
        entries = index.lookup(run, shouted=shouted) if part else []
        if not entries and part and not counted:
            entries = [e for e in index.lookup_owner(run) if e.kind != "family"]
        # A bare surname is a name only where the model sees a person; many are common words.
        if any(e.kind != "family" or is_person for e in entries):
            best = last
    return best


def _is_tail(sentence: Sentence, first: int) -> bool:
    """Whether the stretch is the end of an Arabic name (``Jaish al-Fatah``, ``Jeish Al Fatah``)."""
    before = first - 2 if first >= 2 and sentence.words[first - 1] == "-" else first - 1
    return before >= 0 and sentence.words[before].lower() in _ARABIC_ARTICLES


def _is_acronym(sentence: Sentence, word: int) -> bool:
    """Whether a word stands in capitals between words that do not (``IS jihadists``).

    The tagger takes it for the verb or pronoun that it looks like.
    """
    beside = sentence.words[max(0, word - 1) : word + 2]
    return sentence.words[word].isupper() and not all(w.isupper() for w in beside if w.isalpha())


def _is_verb_like(sentence: Sentence, first: int, last: int) -> bool:
    """A single word tagged as function word or verb is no name (``us``, ``Will``)."""
    return first == last and sentence.upos[first] in {"VERB", "AUX", "ADP", "ADV", "PRON", "DET"}


def _mention(sentence: Sentence, number: int, first: int, last: int, label: str | None) -> Mention:
    if label in PLACE_LABELS and first < last and sentence.words[first].lower() == "the":
        first += 1  # the article competed with "the West"; it is no part of "West Bank"
    if label is None:
        inside = [n.label for n in sentence.names if n.first <= last and first <= n.last]
        label = inside[0] if inside else None
    return Mention(
        span=sentence.cover(first, last),
        sentence=number,
        head=_head_of(sentence, first, last),
        first=first,
        last=last,
        kind="name",
        label=label,
    )


def _head_of(sentence: Sentence, first: int, last: int) -> int:
    """The first word of the stretch whose own head lies outside it."""
    for word in range(first, last + 1):
        if not first <= sentence.heads[word] <= last:
            return word
    return last
