"""What each task gives the others: ``python -m training.ablation --out build/ablation``.

Trains the three-layer reader on every sixth document several times, each time with one group of
tasks left out or with the weights of the losses changed, and reads every second development
document with each.
Prints one table; a run that is already there is not trained again.
"""

from __future__ import annotations

import argparse
import json
import logging
from pathlib import Path

import torch
from benchmarks.chains import WAYS, score_chains
from benchmarks.names import MAIN, figures, score_names
from rich.console import Console
from rich.table import Table

from benchmarks import treebanks
from communique.runtime.core import LanguageCore
from communique.scoring.trees import tree_scores
from training.corpora import encoder_folder, read_bio, read_conllu, shared_root
from training.export import export
from training.names import NEWSWIRE
from training.train import LOSS_WEIGHTS, Run

LAYERS, PASSES, EVERY = 3, 3, 6
SAMPLE = slice(None, None, 2)
MORPHOLOGY = ("xpos", "feats", "lemma_scripts")
Weights = dict[str, float]


def variants() -> dict[str, Weights]:
    """Loss weights by name of the run."""
    even = dict.fromkeys(LOSS_WEIGHTS, 1.0)
    return {
        "as shipped": dict(LOSS_WEIGHTS),
        "all weights 1": even,
        "without names": _without("names"),
        "without mentions and links": _without("entities", "links"),
        "without XPOS, features, lemmas": _without(*MORPHOLOGY),
        "without sentence starts": _without("starts"),
        "without trees": _without("arcs", "deprels"),
    }


def _without(*tasks: str) -> Weights:
    return {task: weight for task, weight in LOSS_WEIGHTS.items() if task not in tasks}


def read_development(core: LanguageCore) -> dict[str, float]:
    """The figures of a reader on the development sets, in per cent; GUM's news is in both."""
    gold = shared_root() / "gold"
    found: dict[str, float] = {}
    for name, folder in (("EWT", "ud_ewt/en_ewt"), ("GUM", "ud_gum/en_gum")):
        documents = list(read_conllu(gold / f"{folder}-ud-dev.conllu"))[SAMPLE]
        given = {s.name: s for s in tree_scores(treebanks.score_given(core, documents))}
        raw = {s.name: s for s in tree_scores(treebanks.score_raw(core, documents))}
        found |= {f"{name} {f}": 100 * given[f].f1 for f in ("upos", "las")}
        found[f"{name} sentences"] = 100 * raw["sentences"].f1
    heads = treebanks.score_entities(core, documents)
    found["mention heads"] = 100 * heads[0].f1
    newswire = list(read_bio(gold / "ner_worldwide" / "dev.bio", NEWSWIRE))[SAMPLE]
    names = {s.name: s for s in figures(score_names(core, newswire))}
    found["names"] = 100 * names["+".join(MAIN)].f1
    chains, _ = score_chains(core, documents, WAYS["links alone"])
    found["links"] = chains.table()["CoNLL"][2]
    return found


def one_run(folder: Path, weights: Weights, threads: int) -> dict[str, float]:
    """Train, export and read; what lies in the folder already is taken from there."""
    figures_file = folder / "figures.json"
    encoder = encoder_folder()
    if encoder is None:
        raise SystemExit("the encoder is not installed: make .venv/.train")
    if not figures_file.exists():
        torch.manual_seed(7)
        run = Run(folder, encoder, layers=LAYERS, passes=PASSES, weights=weights, every=EVERY)
        run.resume()
        while run.done < run.passes:
            run.one_pass()
            run.save()
        export(folder, encoder, LAYERS, folder / "weights")
        core = LanguageCore(folder / "weights", threads)
        figures_file.write_text(json.dumps(read_development(core), indent=1))
    found: dict[str, float] = json.loads(figures_file.read_text())
    return found


def main() -> None:
    """Run every variant and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    rows = {
        name: one_run(options.out / name.replace(" ", "-"), weights, options.threads)
        for name, weights in variants().items()
    }
    columns = list(next(iter(rows.values())))
    table = Table("run", *columns)
    for name, row in rows.items():
        table.add_row(name, *(f"{row[c]:.1f}" for c in columns))
    Console(width=160).print(table)


if __name__ == "__main__":
    main()
