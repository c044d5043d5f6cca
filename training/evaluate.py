"""Scores of the shipped weights on the development sets: ``python -m training.evaluate``.

Gold tokens, greedy heads with tree repair, punctuation counted, full labels with subtype; names as
exact spans with their label. Raw text is not scored here.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from pathlib import Path

from communique.runtime.core import WEIGHTS, LanguageCore, Prediction
from training.corpora import Example, read_bio, read_conllu, shared_root

_CHUNK = 25


def predict_all(core: LanguageCore, examples: list[Example]) -> list[Prediction]:
    """Predictions in chunks of an article's size, as the reader makes them."""
    found: list[Prediction] = []
    for start in range(0, len(examples), _CHUNK):
        found += core.predict([e.words for e in examples[start : start + _CHUNK]])
    return found


def tree_scores(core: LanguageCore, examples: list[Example]) -> dict[str, float]:
    """Percentages over words, and sentences per second of the whole prediction."""
    started = time.perf_counter()
    found = predict_all(core, examples)
    seconds = time.perf_counter() - started
    right = dict.fromkeys(("upos", "xpos", "feats", "uas", "las"), 0)
    total = 0
    for example, p in zip(examples, found, strict=True):
        total += len(example.words)
        for task in ("upos", "xpos", "feats"):
            right[task] += sum(
                a == b for a, b in zip(getattr(example, task), getattr(p, task), strict=True)
            )
        heads = [a == b + 1 for a, b in zip(example.heads, p.heads, strict=True)]
        right["uas"] += sum(heads)
        right["las"] += sum(
            h and a == b for h, a, b in zip(heads, example.deprels, p.deprels, strict=True)
        )
    scores = {task: round(100 * n / total, 2) for task, n in right.items()}
    return scores | {"sentences/s": round(len(examples) / seconds, 1)}


def name_spans(labels: Iterable[str]) -> set[tuple[int, int, str]]:
    """Spans of BIO labels."""
    spans: list[tuple[int, int, str]] = []
    for word, label in enumerate(labels):
        mark, _, kind = label.partition("-")
        if mark == "I" and spans and spans[-1][1] == word - 1 and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], word, kind)
        elif mark != "O":
            spans.append((word, word, kind))
    return set(spans)


def name_scores(core: LanguageCore, examples: list[Example]) -> dict[str, float]:
    """F1 of exact spans with label, for the three main types together and for each type."""
    groups = {"Person+Organization+Location": {"Person", "Organization", "Location"}}
    groups |= {kind: {kind} for kind in ("Person", "Organization", "Location", "NORP", "Facility")}
    scores = {}
    found = predict_all(core, examples)
    for name, kinds in groups.items():
        right = predicted = gold = 0
        for example, p in zip(examples, found, strict=True):
            want = {s for s in name_spans(example.names) if s[2] in kinds}
            got = {s for s in p.names if s[2] in kinds}
            right, predicted, gold = right + len(want & got), predicted + len(got), gold + len(want)
        scores[name] = round(200 * right / max(1, predicted + gold), 2)
    return scores


def main() -> None:
    """Print the table as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    core = LanguageCore(options.weights, options.threads)
    gold = shared_root() / "gold"
    ewt = list(read_conllu(gold / "ud_ewt" / "en_ewt-ud-dev.conllu"))
    gum = list(read_conllu(gold / "ud_gum" / "en_gum-ud-dev.conllu"))
    news = list(read_conllu(gold / "ud_gum" / "en_gum-ud-dev.conllu", frozenset({"news"})))
    table = {
        "model": core.name,
        "EWT dev": tree_scores(core, ewt),
        "GUM dev": tree_scores(core, gum),
        "GUM dev, news": tree_scores(core, news),
        "worldwide newswire dev": name_scores(
            core, list(read_bio(gold / "ner_worldwide" / "dev.bio"))
        ),
    }
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
