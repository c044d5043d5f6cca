"""Chains found in treebank documents against GUM's entity annotation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from benchmarks.clusters import Cluster, ClusterScores
from benchmarks.treebanks import raw_text, whole_text
from training.corpora import Document
from training.entities import head_of

from communique.codebook.actors import first_name_genders
from communique.records import Analysis, Chain, Sentence
from communique.runtime.core import LanguageCore
from communique.stages.analyze import analyze
from communique.stages.mentions.coreference import find_chains

# Dependents that stand outside a noun phrase's span in GUM's annotation.
_OUTSIDE = frozenset(
    {"conj", "cc", "nsubj", "cop", "aux", "mark", "advcl", "parataxis", "csubj", "expl",
     "discourse", "advmod", "punct", "appos"}
)  # fmt: skip
Span = tuple[int, int]


def by_both(analysis: Analysis) -> Sequence[Chain]:
    """Chains as the reader makes them."""
    return find_chains(analysis, first_name_genders())


def by_rules(analysis: Analysis) -> Sequence[Chain]:
    """Chains without the model's link scores: names, agreement and salience alone."""
    return find_chains(replace(analysis, candidates={}), first_name_genders())


def by_links(analysis: Analysis) -> Sequence[Chain]:
    """Chains whose pronouns follow the model's link scores alone, within agreement."""
    return find_chains(analysis, first_name_genders(), weigh=lambda signs, _: signs["share"])


WAYS: dict[str, Callable[[Analysis], Sequence[Chain]]] = {
    "rules and links": by_both,
    "rules alone": by_rules,
    "links alone": by_links,
}


def score_chains(
    core: LanguageCore,
    documents: Iterable[Document],
    chains: Callable[[Analysis], Sequence[Chain]],
) -> tuple[ClusterScores, ClusterScores]:
    """Scores over raw documents: by head words, and by exact spans."""
    by_head, by_span = ClusterScores(), ClusterScores()
    for document in documents:
        text, spans = raw_text(document)
        analysis = analyze(text, whole_text(text), core)
        found = chains(analysis)
        heads: dict[int, set[Span]] = defaultdict(set)
        phrases: dict[int, set[Span]] = defaultdict(set)
        for example, own in zip(document, spans, strict=True):
            for mention in example.mentions:
                head = own[head_of(mention, example.heads)]
                heads[mention.chain].add((head.start, head.end))
                phrases[mention.chain].add((own[mention.first].start, own[mention.last].end))
        by_head.add(_several(heads.values()), _found(analysis, found, _head_span))
        by_span.add(_several(phrases.values()), _found(analysis, found, phrase_span))
    return by_head, by_span


def _several(clusters: Iterable[set[Span]]) -> list[Cluster]:
    return [frozenset(c) for c in clusters if len(c) > 1]


def _found(
    analysis: Analysis, chains: Sequence[Chain], span: Callable[[Sentence, int], Span]
) -> list[Cluster]:
    return _several(
        {span(analysis.sentences[m.sentence], m.word) for m in chain.mentions} for chain in chains
    )


def _head_span(sentence: Sentence, word: int) -> Span:
    return sentence.spans[word].start, sentence.spans[word].end


def phrase_span(sentence: Sentence, head: int) -> Span:
    """The noun phrase around `head` as GUM spans it: without its preposition and side clauses."""
    words = [head]
    for child in sentence.children[head]:
        relation = sentence.relation(child)
        if relation in _OUTSIDE or (relation == "case" and child < head):
            continue
        words += sentence.subtree(child)
    return sentence.spans[min(words)].start, sentence.spans[max(words)].end
