"""A head on frozen word vectors: a narrow network that finds what a sentence tells, and its roles.

A bidirectional layer over the sentence says which words are chief words of cues (of reports) or
triggers (of acts) and of what kind; for each of them a second step, which sees both words and how
they stand to each other in the tree, scores every word for each role.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from communique.runtime.attributions import ATTITUDES, MARKS, ROLES

_FAR = 16


class Reporter(nn.Module):
    """`forward` takes `communique.runtime.attributions.Features.arrays` in tensors.

    `roles` and `kinds` are numbers of labels, `hints` the number of flags a word may carry.
    """

    def __init__(
        self,
        sizes: dict[str, int],
        *,
        roles: int = len(ROLES),
        kinds: int = len(ATTITUDES),
        hints: int = 0,
        vector: int = 384,
        inner: int = 96,
        pair: int = 96,
    ) -> None:
        super().__init__()
        self.project = nn.Linear(vector, inner)
        self.lemmas = nn.Embedding(sizes["lemmas"], 24)
        self.upos = nn.Embedding(sizes["upos"], 12)
        self.deprels = nn.Embedding(sizes["deprels"], 16)
        self.marks = nn.Embedding(len(MARKS), 4)
        self.dropout = nn.Dropout(0.3)
        width = inner + 24 + 12 + 16 + 4 + hints
        self.around = nn.LSTM(width, inner // 2 + 16, batch_first=True, bidirectional=True)
        size = 2 * (inner // 2 + 16)
        self.cue = nn.Sequential(nn.Linear(size + width, 64), nn.GELU(), nn.Linear(64, 1))
        self.attitude = nn.Linear(size + width, kinds)
        self.word, self.anchor = nn.Linear(size + width, pair), nn.Linear(size + width, pair)
        self.below = nn.Embedding(sizes["relations"], pair)
        self.beside = nn.Embedding(sizes["relations"], pair)
        self.distance = nn.Embedding(2 * _FAR + 1, pair)
        self.near: nn.Module = nn.Conv1d(pair, pair, 3, padding=1)
        self.role = nn.Linear(2 * pair, roles)

    def words(self, inputs: dict[str, Tensor]) -> Tensor:
        """Vectors [sentence, word, size] of words in their sentence."""
        x = torch.cat(
            [
                functional.gelu(self.project(inputs["vectors"])),
                self.lemmas(inputs["lemmas"]),
                self.upos(inputs["upos"]),
                self.deprels(inputs["deprels"]),
                self.marks(inputs["marks"]),
            ],
            -1,
        )
        x = self.dropout(x)
        if "hints" in inputs:
            x = torch.cat([x, inputs["hints"]], -1)
        packed = pack_padded_sequence(x, inputs["sizes"], batch_first=True)
        around, _ = pad_packed_sequence(self.around(packed)[0], batch_first=True)
        return torch.cat([x, self.dropout(around)], -1)

    def cue_scores(self, words: Tensor) -> Tensor:
        """Scores [sentence, word] of being the chief word of a cue."""
        return self.cue(words).squeeze(-1)

    def picked(self, words: Tensor, sizes: Tensor, least: Tensor | float) -> tuple[Tensor, Tensor]:
        """Chief words [cue, (sentence, word)] believed in more than `least`, and that belief."""
        return believed(self.cue_scores(words).sigmoid(), sizes, least)

    def role_scores(self, words: Tensor, inputs: dict[str, Tensor], picked: Tensor) -> Tensor:
        """Scores [cue, word, role] for the cues ``picked`` [cue, (sentence, word)]."""
        row, anchor = picked[:, 0], picked[:, 1]
        place = torch.arange(words.shape[1]).unsqueeze(0) - anchor.unsqueeze(1)
        pairs = (
            self.word(words)[row]
            + self.anchor(words[row, anchor]).unsqueeze(1)
            + self.below(inputs["below"][row, anchor])
            + self.beside(inputs["beside"][row, anchor])
            + self.distance(place.clamp(-_FAR, _FAR) + _FAR)
        )
        # Behind the end of a sentence nothing stands, whatever the batch is padded to.
        sizes = inputs["sizes"][row]
        inside = torch.arange(words.shape[1]).unsqueeze(0) < sizes.unsqueeze(1)
        pairs = self.dropout(functional.gelu(pairs)) * inside.unsqueeze(-1)
        return self.role(torch.cat([pairs, self.dropout(self.beside_others(pairs, sizes))], -1))

    def beside_others(self, pairs: Tensor, sizes: Tensor) -> Tensor:
        """Each word's standing to a cue, seen beside that of the words next to it."""
        del sizes
        return functional.gelu(self.near(pairs.transpose(1, 2)).transpose(1, 2))

    def attitude_scores(self, words: Tensor, picked: Tensor) -> Tensor:
        """Scores [cue, attitude]."""
        return self.attitude(words[picked[:, 0], picked[:, 1]])


def believed(chances: Tensor, sizes: Tensor, least: Tensor | float) -> tuple[Tensor, Tensor]:
    """The words [word, (sentence, word)] of more than the `least` chance, and their chances."""
    inside = torch.arange(chances.shape[1]).unsqueeze(0) < sizes.unsqueeze(1)
    picked = (chances * inside > least).nonzero()
    return picked, chances[picked[:, 0], picked[:, 1]]


class ActReporter(Reporter):
    """The act head: who stands on a side is read over the whole sentence once more per trigger.

    The second reading knows the trigger, as in He et al. (2017), "Deep semantic role labeling".
    """

    def __init__(self, sizes: dict[str, int], *, pair: int, **rest: int) -> None:
        super().__init__(sizes, pair=pair, **rest)
        self.near = nn.LSTM(pair, pair // 2, batch_first=True, bidirectional=True)

    def role_scores(self, words: Tensor, inputs: dict[str, Tensor], picked: Tensor) -> Tensor:
        """Scores [trigger, word, role]; there may be no trigger at all.

        The second reading cannot run over none, so a first one is added that nobody asked for.
        """
        rows = torch.cat([torch.zeros((1, 2), dtype=torch.long), picked])
        return super().role_scores(words, inputs, rows)[1:]

    def beside_others(self, pairs: Tensor, sizes: Tensor) -> Tensor:
        """The second reading; cues must come longest sentence first."""
        packed = pack_padded_sequence(pairs, sizes, batch_first=True)
        return pad_packed_sequence(
            self.near(packed)[0], batch_first=True, total_length=pairs.shape[1]
        )[0]


class Shipped(nn.Module):
    """The head as it ships: cues are picked and described in one run."""

    def __init__(self, reporter: Reporter) -> None:
        super().__init__()
        self.reporter = reporter

    def forward(
        self,
        vectors: Tensor,
        lemmas: Tensor,
        upos: Tensor,
        deprels: Tensor,
        marks: Tensor,
        sizes: Tensor,
        below: Tensor,
        beside: Tensor,
        least: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Picked cues, their probabilities, and log-probabilities of roles and attitudes."""
        inputs = {
            "vectors": vectors, "lemmas": lemmas, "upos": upos, "deprels": deprels,
            "marks": marks, "sizes": sizes, "below": below, "beside": beside,
        }  # fmt: skip
        words = self.reporter.words(inputs)
        picked, chances = self.reporter.picked(words, sizes, least)
        roles = self.reporter.role_scores(words, inputs, picked).log_softmax(-1)
        attitudes = self.reporter.attitude_scores(words, picked).log_softmax(-1)
        return picked, chances, roles, attitudes


class ShippedActs(nn.Module):
    """The act head as it ships: triggers are picked and described in one run.

    Several networks trained from other beginnings are asked, and what they believe is averaged.
    """

    def __init__(self, reporters: Sequence[ActReporter]) -> None:
        super().__init__()
        self.reporters = nn.ModuleList(reporters)

    def forward(
        self,
        vectors: Tensor,
        lemmas: Tensor,
        upos: Tensor,
        deprels: Tensor,
        marks: Tensor,
        sizes: Tensor,
        below: Tensor,
        beside: Tensor,
        hints: Tensor,
        least: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Picked triggers, and the probabilities of these, of their kinds and of sides."""
        inputs = {
            "vectors": vectors, "lemmas": lemmas, "upos": upos, "deprels": deprels,
            "marks": marks, "sizes": sizes, "below": below, "beside": beside, "hints": hints,
        }  # fmt: skip
        told = [(reporter, reporter.words(inputs)) for reporter in self.reporters]
        chances = _mean([r.cue_scores(words).sigmoid() for r, words in told])
        picked, chances = believed(chances, sizes, least)
        kinds = _mean([r.attitude_scores(words, picked).softmax(-1) for r, words in told])
        sides = _mean([r.role_scores(words, inputs, picked).sigmoid() for r, words in told])
        return picked, chances, kinds, sides


def _mean(tables: Sequence[Tensor]) -> Tensor:
    return torch.stack(list(tables)).mean(0)
