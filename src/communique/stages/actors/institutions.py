"""Reading a name that the tables do not list: the state, place and kind of body inside it."""

from __future__ import annotations

from dataclasses import dataclass

from communique.codebook.actors import NameEntry, pieces_of
from communique.codebook.places import Place
from communique.records import PLACE_LABELS, Mention, Sentence
from communique.stages.actors.discourse import Discourse

_INNER_KINDS = frozenset({"state", "adjective", "organisation", "metonym"})
_COMPASS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
     "northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern",
     "southeastern", "southwestern", "mainland", "upper", "lower"}
)  # fmt: skip
_SITE_LABELS = PLACE_LABELS | {"Facility"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReading:
    """What a name says of itself: `sector` None when no word in it names a kind of body.

    `whole` is True when the kind of body is all there is (``Defence Ministry``); `is_place` when
    the name is that of a place (``eastern Ukraine``).
    """

    entry: NameEntry | None
    place: Place | None
    sector: str | None
    whole: bool
    is_place: bool


def read_name(sentence: Sentence, mention: Mention, discourse: Discourse) -> NameReading:
    """The parts of an unlisted name."""
    words = range(mention.first, mention.last + 1)
    sector, kind = _kind_of_body(sentence, words, discourse)
    entry, named = _inner_entry(sentence, words, discourse)
    if named and named <= kind:
        # "National Security Council": the kind of body holds the words of another body's name.
        entry, named = None, set()
    place, placed = (None, set()) if entry is not None else _inner_place(sentence, words, discourse)
    rest = [w for w in words if w not in named | placed | kind]
    rest = [w for w in rest if sentence.words[w].lower() not in _COMPASS]
    only_place = not any(pieces_of(sentence.words[w]) for w in rest) and not kind
    return NameReading(
        entry=entry,
        place=place,
        sector=sector,
        whole=bool(kind) and not any(w not in kind and _is_proper(sentence, w) for w in words),
        is_place=(only_place or (sector is None and mention.label in _SITE_LABELS))
        and (place is not None or (entry is not None and entry.kind == "state")),
    )


def _is_proper(sentence: Sentence, word: int) -> bool:
    return sentence.words[word][:1].isupper()


def _inner_entry(
    sentence: Sentence, words: range, discourse: Discourse
) -> tuple[NameEntry | None, set[int]]:
    """The first state or body named inside (``US Mission to NATO``), and its words."""
    for first in words:
        for last in reversed(range(first, words[-1] + 1)):
            pieces = [p for w in sentence.words[first : last + 1] for p in pieces_of(w)]
            for entry in discourse.index.lookup(pieces) if pieces else ():
                if entry.kind in _INNER_KINDS:
                    return entry, set(range(first, last + 1))
    return None, set()


def _inner_place(
    sentence: Sentence, words: range, discourse: Discourse
) -> tuple[Place | None, set[int]]:
    """The first place named inside (``Aleppo Police Command``), and its words."""
    for first in words:
        for last in reversed(range(first, words[-1] + 1)):
            place = discourse.place_named(" ".join(sentence.words[first : last + 1]))
            if place is not None and place.country:
                return place, set(range(first, last + 1))
    return None, set()


def _kind_of_body(
    sentence: Sentence, words: range, discourse: Discourse
) -> tuple[str | None, set[int]]:
    """The sector that the name's own noun gives, the longest and last one, and its words.

    Bodies and groups of the table of role nouns count, then words that only names use
    (``Television``, ``Holding``). A person's role inside a name says nothing.
    """
    best: tuple[int, int, str, set[int]] | None = None
    for first in words:
        for last in range(first, words[-1] + 1):
            run = slice(first, last + 1)
            agent = discourse.index.agent_of(sentence.words[run], sentence.lemmas[run])
            if agent is None:  # "the Syrian Armys", an apostrophe lost
                bare = [*sentence.words[first:last], sentence.words[last].removesuffix("s")]
                agent = discourse.index.agent_of(bare, bare)
            if agent is None or agent.kind == "person":
                continue
            if best is None or (last - first, last) >= best[:2]:
                best = (last - first, last, agent.sector, set(range(first, last + 1)))
    if best is not None:
        return best[2], best[3]
    for word in reversed(words):
        sector = discourse.index.name_words.get(sentence.words[word].lower().rstrip("."))
        if sector is not None:
            return sector, {word}
    return None, set()
