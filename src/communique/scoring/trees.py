"""Sentences, words, tags and trees found in raw text against a treebank.

Words match when they cover the same characters, as in the CoNLL 2018 shared task (Zeman et al.
2018): a wrong word boundary costs its tags and arcs as well. Relations count with their subtype
(``las``) and, as the shared task counted, without (``las without subtypes``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from communique.records import Sentence
from communique.scoring.measure import Score

FIGURES = ("words", "sentences", "upos", "xpos", "feats", "uas", "las", "las without subtypes")


def count_trees(gold: Sequence[Sentence], found: Sequence[Sentence]) -> Counter[str]:
    """Right words, tags and arcs of one text, and how many were wanted and given."""
    counts: Counter[str] = Counter()
    wanted = {(s.span.start, s.span.end) for s in gold}
    given = {(s.span.start, s.span.end) for s in found}
    counts["right sentences"] += len(wanted & given)
    counts["gold sentences"] += len(wanted)
    counts["found sentences"] += len(given)
    target, answer = _words(gold), _words(found)
    counts["gold words"] += len(target)
    counts["found words"] += len(answer)
    for span, (sentence, word) in answer.items():
        if span not in target:
            continue
        counts["right words"] += 1
        gold_sentence, gold_word = target[span]
        for task in ("upos", "xpos", "feats"):
            same = getattr(sentence, task)[word] == getattr(gold_sentence, task)[gold_word]
            counts[f"right {task}"] += same
        if _head_span(sentence, word) != _head_span(gold_sentence, gold_word):
            continue
        counts["right uas"] += 1
        counts["right las"] += sentence.deprels[word] == gold_sentence.deprels[gold_word]
        plain = sentence.relation(word) == gold_sentence.relation(gold_word)
        counts["right las without subtypes"] += plain
    return counts


def tree_scores(counts: Counter[str]) -> list[Score]:
    """The figures of `FIGURES` over summed counts."""
    return [
        Score(
            name=name,
            right=counts[f"right {name}"],
            predicted=counts["found sentences" if name == "sentences" else "found words"],
            gold=counts["gold sentences" if name == "sentences" else "gold words"],
        )
        for name in FIGURES
    ]


def _words(sentences: Sequence[Sentence]) -> dict[tuple[int, int], tuple[Sentence, int]]:
    return {
        (span.start, span.end): (sentence, word)
        for sentence in sentences
        for word, span in enumerate(sentence.spans)
    }


def _head_span(sentence: Sentence, word: int) -> tuple[int, int] | None:
    head = sentence.heads[word]
    return None if head < 0 else (sentence.spans[head].start, sentence.spans[head].end)
