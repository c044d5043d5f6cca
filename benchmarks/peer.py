"""Race against a spaCy CNN: ``python -m benchmarks.peer`` in an environment that also has spaCy.

Trains a tagger, parser and name recogniser on spaCy's default CNN, with the treebank and name data
that the language core was trained on, then reads the same sentences with both, words given, in one
run. Training is short: it takes the peer's speed as the measure, its accuracy is printed beside it.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import spacy
from benchmarks.language import speed_documents
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example as Lesson
from spacy.util import minibatch
from training.corpora import Document, Example, read_conllu, shared_root, training_documents

from communique.runtime.core import WEIGHTS, LanguageCore, Passage
from communique.runtime.labels import may_follow

PARTS = ("tagger", "parser", "ner")


def lesson(nlp: Language, example: Example) -> Lesson:
    """A training sentence in spaCy's terms; what it lacks stays untold."""
    given: dict[str, object] = {}
    if example.heads:
        given = {
            "tags": list(example.xpos),
            "heads": [h - 1 if h else i for i, h in enumerate(example.heads)],
            "deps": list(example.deprels),
        }
    if example.names and _is_readable(example.names):
        given["entities"] = [n.replace("E-", "L-").replace("S-", "U-") for n in example.names]
    return Lesson.from_dict(Doc(nlp.vocab, words=list(example.words)), given)


def _is_readable(names: Sequence[str]) -> bool:
    """Whether spaCy takes the labels: nothing untold, and every name has its beginning."""
    pairs = zip(("O", *names), (*names, "O"), strict=True)
    return "?" not in names and all(may_follow(a, b) for a, b in pairs)


def trained(seconds: float) -> Language:
    """A CNN trained for about so many seconds."""
    rng = random.Random(0)
    nlp = spacy.blank("en")
    for part in PARTS:
        nlp.add_pipe(part)
    examples = [e for document in training_documents() for e in document]
    rng.shuffle(examples)
    lessons = [lesson(nlp, e) for e in examples]
    nlp.initialize(lambda: lessons[:4000])
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        rng.shuffle(lessons)
        for batch in minibatch(lessons, size=64):
            nlp.update(batch, drop=0.1)
            if time.perf_counter() - started > seconds:
                break
    return nlp


def las(nlp: Language, documents: Iterable[Document]) -> float:
    """Labelled attachment on given words, full labels, percentages."""
    right = total = 0
    for example in (e for document in documents for e in document):
        starts = [number == 0 for number in range(len(example.words))]
        doc = Doc(nlp.vocab, words=list(example.words), sent_starts=starts)
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        for token, head, label in zip(doc, example.heads, example.deprels, strict=True):
            own = 0 if token.head.i == token.i else token.head.i + 1
            right += own == head and (token.dep_ == label or (head == 0 and token.dep_ == "ROOT"))
        total += len(example.words)
    return 100 * right / total


def _read_all(core: LanguageCore, documents: Sequence[Document]) -> None:
    for document in documents:
        core.read([Passage(e.words, e.gaps, whole=True) for e in document])


def main() -> None:
    """Train the peer, race both, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=240, help="training time of the peer")
    options = parser.parse_args()
    nlp = trained(options.seconds)
    gold = shared_root() / "gold" / "ud_ewt" / "en_ewt-ud-dev.conllu"
    print(f"peer: EWT dev LAS, words given {las(nlp, read_conllu(gold)):.1f}")
    documents = speed_documents()
    words = [list(e.words) for document in documents for e in document]
    racers: dict[str, Callable[[], object]] = {
        "spaCy, 1 process": lambda: list(nlp.pipe(Doc(nlp.vocab, words=w) for w in words)),
        "spaCy, 2 processes": lambda: list(
            nlp.pipe((Doc(nlp.vocab, words=w) for w in words), n_process=2)
        ),
    }
    for threads in (1, 2):
        core = LanguageCore(WEIGHTS, threads)
        racers[f"communique, {threads} threads"] = partial(_read_all, core, documents)
    for name, race in racers.items():
        times = []
        for _ in range(3):
            started = time.perf_counter()
            race()
            times.append(time.perf_counter() - started)
        print(f"{name:24} {len(words) / min(times):7.1f} sentences/s")


if __name__ == "__main__":
    main()
