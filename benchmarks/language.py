"""Everything that is claimed of the language core: ``python -m benchmarks.language``.

Development sets under ``$COMMUNIQUE_SHARED``; raw text in unless a row says that words and
sentences are given. Prints one table; ``--json`` prints the same rows as JSON lines.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from training.corpora import Document, read_bio, read_conllu, shared_root
from training.names import NEWSWIRE, POLITICS, UNIVERSAL

from benchmarks import chains, names, pronouns, treebanks
from communique.runtime.core import WEIGHTS, LanguageCore, Passage
from communique.scoring import Score
from communique.scoring.trees import tree_scores

NEWS = frozenset({"news"})
_SPEED_GENRES = frozenset({"news", "bio", "interview", "voyage"})
Row = dict[str, Any]


def tree_rows(core: LanguageCore, gold: Path) -> Iterator[Row]:
    """Treebanks, from raw text and from given words."""
    sets = {
        "EWT dev": list(read_conllu(gold / "ud_ewt" / "en_ewt-ud-dev.conllu")),
        "GUM dev": list(read_conllu(gold / "ud_gum" / "en_gum-ud-dev.conllu")),
        "GUM dev news": list(read_conllu(gold / "ud_gum" / "en_gum-ud-dev.conllu", NEWS)),
    }
    for name, documents in sets.items():
        yield from _score_rows(f"{name}, raw", tree_scores(treebanks.score_raw(core, documents)))
        given = tree_scores(treebanks.score_given(core, documents))[2:]
        yield from _score_rows(f"{name}, words given", given)
        yield from _score_rows(f"{name}, words given", treebanks.score_entities(core, documents))


def name_rows(core: LanguageCore, gold: Path) -> Iterator[Row]:
    """Names: newswire, web text, political Wikipedia, defence reports."""
    newswire = read_bio(gold / "ner_worldwide" / "dev.bio", NEWSWIRE)
    counts = names.score_names(core, newswire)
    yield from _score_rows("Worldwide newswire dev, words given", names.figures(counts))
    web = read_bio(gold / "uner_ewt" / "en_ewt-ud-dev.iob2", UNIVERSAL, word=1, label=2)
    counts = names.score_names(core, web)
    yield from _score_rows("UNER EWT dev, words given", names.figures(counts, names.MAIN))
    politics = read_bio(gold / "crossner_politics" / "dev.txt", POLITICS)
    kinds = ("Person", "Organization", "GPE", "Location", "Event")
    counts = names.score_names(core, politics, lambda name: name)
    yield from _score_rows("CrossNER politics dev, words given", names.figures(counts, kinds)[1:])
    yield from _score_rows("re3d, raw", names.score_reports(core, gold / "re3d" / "dev.jsonl"))


def chain_rows(core: LanguageCore, gold: Path) -> Iterator[Row]:
    """Coreference on GUM dev, and pronouns on news; rules, links and both together."""
    path = gold / "ud_gum" / "en_gum-ud-dev.conllu"
    sets = {"GUM dev news": NEWS, "GUM dev, all genres": None}
    for way, find in chains.WAYS.items():
        for name, genres in sets.items():
            by_head, by_span = chains.score_chains(core, read_conllu(path, genres), find)
            for match, scores in (("heads", by_head), ("exact spans", by_span)):
                for figure, (precision, recall, f1) in scores.table().items():
                    yield _row(f"{name}, {match}, {way}", figure, f1, precision, recall)
        counts = pronouns.score_pronouns(core, find, read=False)
        for kinds in (("person", "organisation"), ("state",), ("group",), ("other",)):
            right, total = pronouns.share(counts, kinds)
            figure = f"antecedent a {' or '.join(kinds)} ({total})"
            yield _row(f"pronouns in news, {way}", figure, 100 * right / total)


def speed_documents() -> list[Document]:
    """About a thousand sentences of edited text, to time readers on."""
    path = shared_root() / "gold" / "ud_gum" / "en_gum-ud-train.conllu"
    return list(read_conllu(path, _SPEED_GENRES))[:25]


def speed_rows(core: LanguageCore, rival: Path | None) -> Iterator[Row]:
    """Sentences per second beside the fp32 graph in one run, memory and import."""
    documents = speed_documents()
    sentences = sum(map(len, documents))
    rate = sentences / _seconds(partial(read_all, core, documents))
    yield _row("speed", f"sentences/s, {sentences} sentences, words given, 2 threads", rate)
    if rival is not None:
        other = sentences / _seconds(partial(read_all, LanguageCore(rival), documents))
        yield _row("speed", "sentences/s of the fp32 graph", other)
        yield _row("speed", "times the fp32 graph", rate / other)
        graphs = [_seconds(partial(run_graph, c, documents)) for c in (core, LanguageCore(rival))]
        yield _row("speed", "sentences/s, encoder and heads alone", sentences / graphs[0])
        yield _row("speed", "times the fp32 graph, encoder and heads alone", graphs[1] / graphs[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield _row("memory", "peak of this process, MB", peak)
    code = "import time; t = time.perf_counter(); import communique; print(time.perf_counter() - t)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    yield _row("import communique", "seconds", float(out.stdout))
    size = sum(f.stat().st_size for f in WEIGHTS.iterdir()) / 1e6
    yield _row("size of the weights folder", "MB", size)


def read_all(core: LanguageCore, documents: list[Document]) -> None:
    """Read documents sentence by given sentence."""
    for document in documents:
        core.read([Passage(e.words, e.gaps, whole=True) for e in document])


def run_graph(core: LanguageCore, documents: list[Document]) -> None:
    """Only the encoder and its heads, without making sentences of the scores."""
    for document in documents:
        core.scores([Passage(e.words, e.gaps, whole=True) for e in document])


def _seconds(work: Callable[[], None]) -> float:
    """The best of three runs: other work on the machine only ever slows one down."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def _row(data: str, figure: str, value: float, precision: float = 0.0, recall: float = 0.0) -> Row:
    row = {"set": data, "figure": figure, "value": round(value, 2)}
    return row | ({"P": round(precision, 1), "R": round(recall, 1)} if precision else {})


def _score_rows(data: str, scores: list[Score]) -> Iterator[Row]:
    for score in scores:
        if score.gold:
            values = (100 * v for v in (score.f1, score.precision, score.recall))
            yield _row(data, score.name, *values)


def main() -> None:
    """Print the rows of the asked parts."""
    parts = {"trees": tree_rows, "names": name_rows, "chains": chain_rows}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--fp32", type=Path, help="weights folder with the fp32 graph, to race")
    parser.add_argument("--only", choices=[*parts, "speed"], nargs="+")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    core = LanguageCore(options.weights)
    wanted = options.only or [*parts, "speed"]
    gold = shared_root() / "gold"
    rows = [row for name, part in parts.items() if name in wanted for row in part(core, gold)]
    if "speed" in wanted:
        rows += speed_rows(core, options.fp32)
    if options.json:
        print("\n".join(json.dumps(row) for row in rows))
        return
    table = Table("set", "figure", "value", "P", "R", title=core.name)
    for row in rows:
        table.add_row(
            *(str(row.get(column, "")) for column in ("set", "figure", "value", "P", "R"))
        )
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
