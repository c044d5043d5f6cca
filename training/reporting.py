"""A head on frozen word vectors: a narrow network that finds what a sentence reports, and roles.

A bidirectional layer over the sentence says which words are chief words of cues and of what kind;
for each of them a second step, which sees both words and how they stand to each other in the tree,
scores every word for each role.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from communique.runtime.attributions import ATTITUDES, MARKS, ROLES

_FAR = 16
# The encoder's vectors, the narrower ones made of them, and those of pairs of words.
_VECTOR, _INNER, _PAIR = 384, 96, 96


class Reporter(nn.Module):
    """`forward` takes `communique.runtime.attributions.Features.arrays` in tensors."""

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__()
        self.project = nn.Linear(_VECTOR, _INNER)
        self.lemmas = nn.Embedding(sizes["lemmas"], 24)
        self.upos = nn.Embedding(sizes["upos"], 12)
        self.deprels = nn.Embedding(sizes["deprels"], 16)
        self.marks = nn.Embedding(len(MARKS), 4)
        self.dropout = nn.Dropout(0.3)
        width = _INNER + 24 + 12 + 16 + 4
        self.around = nn.LSTM(width, _INNER // 2 + 16, batch_first=True, bidirectional=True)
        size = 2 * (_INNER // 2 + 16)
        self.cue = nn.Sequential(nn.Linear(size + width, 64), nn.GELU(), nn.Linear(64, 1))
        self.attitude = nn.Linear(size + width, len(ATTITUDES))
        self.word, self.anchor = (nn.Linear(size + width, _PAIR) for _ in range(2))
        self.below = nn.Embedding(sizes["relations"], _PAIR)
        self.beside = nn.Embedding(sizes["relations"], _PAIR)
        self.distance = nn.Embedding(2 * _FAR + 1, _PAIR)
        self.near = nn.Conv1d(_PAIR, _PAIR, 3, padding=1)
        self.role = nn.Linear(2 * _PAIR, len(ROLES))

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
        packed = pack_padded_sequence(x, inputs["sizes"], batch_first=True)
        around, _ = pad_packed_sequence(self.around(packed)[0], batch_first=True)
        return torch.cat([x, self.dropout(around)], -1)

    def cue_scores(self, words: Tensor) -> Tensor:
        """Scores [sentence, word] of being the chief word of a cue."""
        return self.cue(words).squeeze(-1)

    def picked(self, words: Tensor, sizes: Tensor, least: Tensor | float) -> tuple[Tensor, Tensor]:
        """Chief words [cue, (sentence, word)] believed in more than `least`, and that belief."""
        chances = self.cue_scores(words).sigmoid()
        inside = torch.arange(chances.shape[1]).unsqueeze(0) < sizes.unsqueeze(1)
        picked = (chances * inside > least).nonzero()
        return picked, chances[picked[:, 0], picked[:, 1]]

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
        # Each word's standing to a cue is seen beside that of the words next to it.
        near = functional.gelu(self.near(pairs.transpose(1, 2)).transpose(1, 2))
        return self.role(torch.cat([pairs, self.dropout(near)], -1))

    def attitude_scores(self, words: Tensor, picked: Tensor) -> Tensor:
        """Scores [cue, attitude]."""
        return self.attitude(words[picked[:, 0], picked[:, 1]])


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
