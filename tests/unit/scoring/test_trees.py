from __future__ import annotations

from dataclasses import replace

from communique.records import Sentence, Span
from communique.scoring.trees import count_trees, tree_scores


def sentence(start: int, words: list[str], heads: list[int], deprels: list[str]) -> Sentence:
    spans = []
    for word in words:
        spans.append(Span(start, start + len(word)))
        start += len(word) + 1
    count = len(words)
    return Sentence(
        span=Span(spans[0].start, spans[-1].end), segment=0, spans=tuple(spans),
        words=tuple(words), lemmas=tuple(words), upos=("X",) * count, xpos=("X",) * count,
        feats=("_",) * count, heads=tuple(heads), deprels=tuple(deprels),
    )  # fmt: skip


GOLD = [
    sentence(0, ["Oslo", "agreed"], [1, -1], ["nsubj", "root"]),
    sentence(12, ["Talks", "were", "held"], [2, 2, -1], ["nsubj:pass", "aux:pass", "root"]),
]


def f1(found: list[Sentence]) -> dict[str, float]:
    return {s.name: round(s.f1, 3) for s in tree_scores(count_trees(GOLD, found))}


def test_the_gold_itself_is_perfect() -> None:
    assert set(f1(GOLD).values()) == {1.0}


def test_joined_sentences_cost_both_and_the_arcs_that_change() -> None:
    joined = sentence(
        0, ["Oslo", "agreed", "Talks", "were", "held"], [1, -1, 4, 4, 1],
        ["nsubj", "root", "nsubj:pass", "aux:pass", "parataxis"],
    )  # fmt: skip
    scores = f1([joined])
    assert scores["sentences"] == 0
    assert (scores["words"], scores["uas"], scores["las"]) == (1.0, 0.8, 0.8)


def test_a_wrong_subtype_counts_without_subtypes() -> None:
    other = replace(GOLD[1], deprels=("nsubj", "aux:pass", "root"))
    scores = f1([GOLD[0], other])
    assert (scores["las"], scores["las without subtypes"]) == (0.8, 1.0)
