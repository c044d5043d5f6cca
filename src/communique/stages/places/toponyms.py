"""Names of somewhere, with the places that bear them.

In: the analysis and its links, or spans already known. Out: `Toponym` records in text order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.codebook.gazetteer import Gazetteer, Namesake
from communique.codebook.place_rules import KindNoun, abbreviations, kind_nouns
from communique.records import PLACE_LABELS, Analysis, Link, Name, Sentence, Span

_BODIES = frozenset({"Organization", "Facility", "Misc", "Event"})
_WIDE = frozenset({"country", "state_region", "county"})
_LABELS = PLACE_LABELS | {"Facility"}
_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
     "northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern",
     "southeastern", "southwestern", "downtown", "upstate", "mainland", "rural", "greater"}
)  # fmt: skip
_EDGES = frozenset({"the", "'s", "’s", "'", "’", ",", ".", "-", "(", ")", '"', "“", "”"})
# How far "counties" may stand behind the first of the names it closes.
_REACH = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words `first` to `last` of a sentence, and whether they stand for who acts."""

    sentence: int
    first: int
    last: int
    as_actor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """One name. `fitting` holds the kinds that a noun of kind beside it asks for, if any."""

    words: Words
    span: Span
    written: str
    namesakes: tuple[Namesake, ...]
    fitting: frozenset[str] = frozenset()


def named_somewhere(analysis: Analysis, links: Iterable[Link]) -> Iterator[Words]:
    """Names that the model or the tables hold for places, in text order, none overlapping.

    Nationalities are no places, nor are persons and organisations that have a place in their name.
    """
    found: dict[tuple[int, int], Words] = {}
    for link in links:
        mention = link.mention
        if mention.kind == "name" and (mention.label in _LABELS or _is_place(link)):
            at = mention.sentence, mention.first
            actor = bool(link.codes) and not _is_place(link)
            found[at] = Words(sentence=at[0], first=at[1], last=mention.last, as_actor=actor)
    taken = {(w.sentence, n) for w in found.values() for n in range(w.first, w.last + 1)}
    taken |= {
        (link.mention.sentence, n)
        for link in links
        if link.mention.kind == "name"
        for n in range(link.mention.first, link.mention.last + 1)
    }
    for number, sentence in enumerate(analysis.sentences):
        for name in sentence.names:
            inside = {(number, n) for n in range(name.first, name.last + 1)}
            if name.label in _LABELS and not inside & taken:
                found[number, name.first] = Words(sentence=number, first=name.first, last=name.last)
    yield from (found[at] for at in sorted(found))


def _is_place(link: Link) -> bool:
    return link.is_place or link.provenance.rule == "name.place"


def words_at(analysis: Analysis, span: Span) -> Words | None:
    """The words a span covers, if it lies in a sentence."""
    for number, sentence in enumerate(analysis.sentences):
        if sentence.span.overlaps(span):
            inside = [n for n, s in enumerate(sentence.spans) if s.overlaps(span)]
            if inside:
                return Words(sentence=number, first=inside[0], last=inside[-1])
    return None


def toponyms(
    text: str, analysis: Analysis, named: Iterable[Words], gazetteer: Gazetteer
) -> Iterator[Toponym]:
    """The names with their namesakes; ``Alexandria, La.`` makes two names of one stretch."""
    for words in named:
        sentence = analysis.sentences[words.sentence]
        for first, last in _parts(sentence, words, gazetteer):
            if not _is_direction(sentence, first, last, gazetteer):
                yield _toponym(text, sentence, _within(words, first, last), gazetteer)


def named_in_passing(
    analysis: Analysis, named: Iterable[Toponym], gazetteer: Gazetteer
) -> Iterator[Words]:
    """Countries, regions and counties inside the names of bodies and buildings.

    ``Kanawha County Schools`` is no place, but it says where its article plays.
    """
    taken = {(t.words.sentence, n) for t in named for n in range(t.words.first, t.words.last + 1)}
    for number, sentence in enumerate(analysis.sentences):
        for name in sentence.names:
            if name.label in _BODIES:
                yield from (
                    Words(sentence=number, first=first, last=last)
                    for first, last in _wide_parts(sentence, name, gazetteer)
                    if (number, first) not in taken
                )


def _wide_parts(sentence: Sentence, name: Name, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    first = name.first
    while first <= name.last:
        for last in range(min(name.last, first + 2), first - 1, -1):
            form = _form(sentence, first, last)
            if form[:1].isupper() and any(n.place.kind in _WIDE for n in gazetteer.find(form)):
                yield first, last
                first = last
                break
        first += 1


def _within(words: Words, first: int, last: int) -> Words:
    return Words(sentence=words.sentence, first=first, last=last, as_actor=words.as_actor)


def _parts(sentence: Sentence, words: Words, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """The stretch without its edges, parted at commas unless the gazetteer knows the whole."""
    first, last = _trimmed(sentence, words.first, words.last)
    commas = [n for n in range(first, last + 1) if sentence.words[n] == ","]
    if commas and not gazetteer.find(_form(sentence, first, last)):
        for start, end in zip([first, *(c + 1 for c in commas)], [*commas, last + 1], strict=True):
            if start < end:
                yield _trimmed(sentence, start, end - 1)
        return
    if not gazetteer.find(_form(sentence, first, last)):
        first = _past_description(sentence, first, last, gazetteer)
    yield first, last


def _past_description(sentence: Sentence, first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where a known name begins behind directions and common words (``northern Syria``)."""
    for start in range(first, last):
        word = sentence.words[start]
        if not (word.islower() or word.lower() in _DIRECTIONS):
            return first
        if gazetteer.find(_form(sentence, start + 1, last)):
            return start + 1
    return first


def _is_direction(sentence: Sentence, first: int, last: int, gazetteer: Gazetteer) -> bool:
    """A lone direction is no place, save where our table says so (``the West``)."""
    return (
        first == last
        and sentence.words[first].lower() in _DIRECTIONS
        and not any(n.place.is_own for n in gazetteer.find(sentence.words[first]))
    )


def _trimmed(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    while first < last and sentence.words[first].lower() in _EDGES:
        first += 1
    while last > first and sentence.words[last].lower() in _EDGES:
        last -= 1
    # The point of an abbreviation may stand apart, also where it ends the sentence.
    if last + 1 < len(sentence) and sentence.words[last + 1] == ".":
        last += f"{_form(sentence, first, last)}." in abbreviations()
    return first, last


def _form(sentence: Sentence, first: int, last: int) -> str:
    """The words as one name; hyphens that the tokenizer parted are joined again."""
    return " ".join(sentence.words[first : last + 1]).replace(" - ", "-")


def _toponym(text: str, sentence: Sentence, words: Words, gazetteer: Gazetteer) -> Toponym:
    span = sentence.cover(words.first, words.last)
    noun = _kind_noun(sentence, words)
    form = _form(sentence, words.first, words.last)
    return Toponym(
        words=words,
        span=span,
        written=span.of(text),
        namesakes=_namesakes(sentence, words, form, gazetteer, noun),
        fitting=noun.kinds if noun else frozenset(),
    )


def _namesakes(
    sentence: Sentence, words: Words, form: str, gazetteer: Gazetteer, noun: KindNoun | None
) -> tuple[Namesake, ...]:
    short = _abbreviated(sentence, words, form, gazetteer)
    if short:
        return short
    found = list(gazetteer.find(form))
    if noun:
        known = {namesake.place.id for namesake in found}
        for word in sorted(noun.after):
            longer = gazetteer.find(f"{form} {word}")
            found += [n for n in longer if n.place.id not in known]
            known |= {namesake.place.id for namesake in longer}
    return tuple(found or _by_stem(form, gazetteer))


def _by_stem(form: str, gazetteer: Gazetteer) -> list[Namesake]:
    """Places whose name is `form` without its noun of kind (``Kherson city``, ``Boone Co.``)."""
    stem, _, end = form.rpartition(" ")
    for noun in kind_nouns():
        if stem and end.lower() in noun.after:
            found = [*gazetteer.find(stem)]
            for word in sorted(noun.after - {end.lower()}):
                found += gazetteer.find(f"{stem} {word}")
            # "Kansas City" is a name of its own, "Kherson city" is not.
            proper = end[0].isupper() and "city" in noun.kinds
            return [] if proper else [n for n in found if n.place.kind in noun.kinds]
    return []


def _abbreviated(
    sentence: Sentence, words: Words, form: str, gazetteer: Gazetteer
) -> tuple[Namesake, ...]:
    """The state that an abbreviation means: with points anywhere, without only after a comma."""
    behind_comma = words.first > 0 and sentence.words[words.first - 1] == ","
    for written in (form.replace(" .", "."), f"{form}."):
        full = abbreviations().get(written)
        if full and (behind_comma or "." in written or not gazetteer.find(form)):
            return tuple(
                n
                for n in gazetteer.find(full[0])
                if n.place.kind == "state_region" and n.place.country == full[1]
            )
    return ()


def _kind_noun(sentence: Sentence, words: Words) -> KindNoun | None:
    """The noun of kind beside the name: after it, before it with ``of``, or closing a list."""
    low = [word.lower() for word in sentence.words]
    last = low[words.last]
    after = low[words.last + 1] if words.last + 1 < len(low) else ""
    before = low[words.first - 2] if words.first > 1 and low[words.first - 1] == "of" else ""
    for noun in kind_nouns():
        if after in noun.after or before in noun.before:
            return noun
        if words.first < words.last and last in noun.after:
            return noun
        if _closes_list(sentence, words.last, noun):
            return noun
    return None


def _closes_list(sentence: Sentence, last: int, noun: KindNoun) -> bool:
    """Whether a noun in the plural stands behind a list that begins or goes on with the name."""
    for n in range(last + 1, min(len(sentence), last + 1 + _REACH)):
        word = sentence.words[n]
        if word.lower() in noun.after and word.lower().endswith("s"):
            return n > last + 1
        if word not in {"and", ","} and not word[:1].isupper():
            return False
    return False
