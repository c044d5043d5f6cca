"""Sentences with their words, tags, tree and names, as parallel tuples (one entry per word)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from communique.records.provenance import Provenance
from communique.records.spans import Span

# Name labels that stand for somewhere.
PLACE_LABELS = frozenset({"GPE", "Location"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A named stretch inside a sentence: word range ``[first, last]`` and the model's label.

    Labels: Person, Organization, GPE (country, region, city), Location (sea, mountain, continent),
    Facility, NORP (nationality, religion, political group), Product (weapons among them), Event,
    Misc, Date, Money.
    """

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence. `heads` holds 0-based word indices, -1 for the root word.

    `words` are the surface forms, `spans` their places in the article text; `feats` are UD feature
    strings (``Tense=Past|VerbForm=Fin``), `deprels` UD relations with subtypes. `segment` is the
    index of the segment the sentence lies in. `entities` gives the type of the mention that a word
    heads (``person``, ``organization``, ``place``, ``event``, ``object``, ``abstract`` ...), ``O``
    where it heads none; empty in sentences built without a model.
    """

    span: Span
    segment: int
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    names: tuple[Name, ...] = ()
    entities: tuple[str, ...] = ()
    children: tuple[tuple[int, ...], ...] = field(default=(), compare=False)
    bases: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.words]
        for word, head in enumerate(self.heads):
            if head >= 0:
                below[head].append(word)
        object.__setattr__(self, "children", tuple(tuple(c) for c in below))
        bases = tuple(deprel.partition(":")[0] for deprel in self.deprels)
        object.__setattr__(self, "bases", bases)

    def __len__(self) -> int:
        return len(self.words)

    def relation(self, word: int) -> str:
        """The relation of `word` without its subtype."""
        return self.bases[word]

    def dependents(self, word: int, *relations: str) -> tuple[int, ...]:
        """Children of `word` whose full or base relation is among `relations`."""
        below = self.children[word]
        if not below:
            return ()
        full, bases = self.deprels, self.bases
        return tuple(c for c in below if full[c] in relations or bases[c] in relations)

    def subtree(self, word: int) -> Iterator[int]:
        """`word` and everything below it, in no fixed order."""
        todo = [word]
        while todo:
            current = todo.pop()
            yield current
            todo.extend(self.children[current])

    def root_of(self, word: int) -> int:
        """The root of the tree that `word` belongs to."""
        while self.heads[word] >= 0:
            word = self.heads[word]
        return word

    def cover(self, first: int, last: int) -> Span:
        """The text span from word `first` to word `last`, both included."""
        return Span(self.spans[first].start, self.spans[last].end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An earlier mention that a mention may take up: its sentence and head word.

    `share` is the candidate's part of the model's belief over all candidates and "none of them";
    it ranks, it is no calibrated probability.
    """

    sentence: int
    word: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Something that a sentence attributes to somebody, as the attribution head sees it.

    Ranges are words ``(first, last)`` of the sentence, ends included: `cue` with its chief word
    `anchor`, one range of `contents` for each stretch, and `source`, who is said to say or think
    it, None where nobody is named. `attitude` is ``speech``, ``belief`` or ``intention``; `share`
    is the head's belief in the report, not calibrated.
    """

    anchor: int
    cue: tuple[int, int]
    contents: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None
    attitude: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act that the act head sees at the word `anchor` of a sentence.

    `share` is its belief that the word is a trigger, `types` the PLOVER types (STATE among them)
    and `codes` the CAMEO codes of three digits with its belief in each, `sources` and `targets` the
    words that may name the sides, likeliest first. `sources_before` and `targets_before` are such
    words of sentences before, each with the number of its sentence; `source_sorts` and
    `target_sorts` tell of what sort each side may be (``state``, ``MIL``, ``nobody``). No share is
    calibrated; what is hardly believed is left out.
    """

    anchor: int
    share: float
    types: tuple[tuple[str, float], ...]
    codes: tuple[tuple[str, float], ...]
    sources: tuple[tuple[int, float], ...]
    targets: tuple[tuple[int, float], ...]
    sources_before: tuple[tuple[int, int, float], ...] = ()
    targets_before: tuple[tuple[int, int, float], ...] = ()
    source_sorts: tuple[tuple[str, float], ...] = ()
    target_sorts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All sentences of an article, in text order.

    `candidates` maps the sentence and head word of a mention to what it may take up, likeliest
    first; mentions absent from it start something new as far as the model sees. `reports` holds, by
    number of the sentence, what the attribution head `reporter` sees reported there, `acts` what
    the act head `act_reader` sees done.
    """

    sentences: tuple[Sentence, ...]
    candidates: Mapping[tuple[int, int], tuple[Candidate, ...]] = field(default_factory=dict)
    reports: Mapping[int, tuple[Report, ...]] = field(default_factory=dict)
    reporter: str | None = None
    acts: Mapping[int, tuple[Act, ...]] = field(default_factory=dict)
    act_reader: str | None = None
    provenance: Provenance
