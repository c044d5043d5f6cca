"""The network that reads acts: an encoder of its own with heads per word and per trigger.

The encoder is MPNet (Song et al. 2020), its first blocks, with embeddings of word shapes and gaps
added to its input as in `training.network`. A head on the words says which of them trigger acts and
of what kind; for each trigger one more block reads the words of its sentence and some before once
again, knowing the trigger, as in He et al. (2017), "Deep semantic role labeling", and scores each
as source and target; the sort of each side is told from the trigger and those words.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from communique.runtime.acts import SORTS
from communique.runtime.pieces import GAPS, SHAPES
from training.network import Block

BLOCKS = 6
_PAIR, _FAR, _BUCKETS, _REACH = 256, 24, 32, 128
# MPNet counts places from behind its padding.
_FIRST_PLACE = 2
Inputs = dict[str, Tensor]


class FusedBlock(Block):
    """The same layer with attention in one step, which trains faster; `bias` learns nothing."""

    def attended(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
        """`v` mixed by how `q` and `k` meet [batch, head, piece, part]."""
        return functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))


class Encoder(nn.Module):
    """The first blocks of MPNet; word pieces and relative places stay as they were learned."""

    def __init__(self, config: dict[str, int], blocks: int = BLOCKS) -> None:
        super().__init__()
        size, heads = config["hidden_size"], config["num_attention_heads"]
        self.pieces = nn.Embedding(config["vocab_size"], size)
        self.positions = nn.Embedding(config["max_position_embeddings"], size)
        self.shapes = nn.Embedding(len(SHAPES), size)
        self.gaps = nn.Embedding(len(GAPS), size)
        self.norm = nn.LayerNorm(size, eps=1e-5)
        self.dropout = nn.Dropout(0.1)
        self.rel = nn.Embedding(_BUCKETS, heads)
        self.blocks = nn.ModuleList(
            FusedBlock(size, heads, config["intermediate_size"], eps=1e-5) for _ in range(blocks)
        )
        for kept in (self.pieces, self.rel):
            kept.weight.requires_grad_(False)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.gaps.weight)

    @classmethod
    def pretrained(cls, folder: Path) -> Encoder:
        """The encoder with the weights of a model folder."""
        encoder = cls(json.loads((folder / "config.json").read_text()))
        weights = load_file(folder / "model.safetensors")
        names = {
            "pieces.weight": "embeddings.word_embeddings.weight",
            "positions.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
            "rel.weight": "encoder.relative_attention_bias.weight",
        }
        parts = {
            "query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v",
            "out": "attention.attn.o", "norm_attention": "attention.LayerNorm",
            "up": "intermediate.dense", "down": "output.dense", "norm_output": "output.LayerNorm",
        }  # fmt: skip
        for block in range(len(encoder.blocks)):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    name = f"encoder.layer.{block}.{theirs}.{kind}"
                    names[f"blocks.{block}.{ours}.{kind}"] = name
        state = {ours: weights[theirs] for ours, theirs in names.items()}
        missing, unexpected = encoder.load_state_dict(state, strict=False)
        if set(missing) != {"shapes.weight", "gaps.weight"} or unexpected:
            raise RuntimeError(f"encoder weights do not fit: {missing} {unexpected}")
        return encoder

    def forward(self, inputs: Inputs) -> Tensor:
        """Vectors [window, piece, size] of word pieces."""
        length = inputs["pieces"].shape[1]
        places = torch.arange(length).unsqueeze(0)
        x = self.pieces(inputs["pieces"]) + self.positions(places + _FIRST_PLACE)
        x = self.dropout(self.norm(x + self.shapes(inputs["shapes"]) + self.gaps(inputs["gaps"])))
        bias = (1.0 - inputs["mask"].to(x.dtype))[:, None, None, :] * -10000.0
        bias = bias + self.rel(_buckets(places[0])).permute(2, 0, 1).unsqueeze(0)
        for block in self.blocks:
            x = block(x, bias)
        return x


def _buckets(places: Tensor) -> Tensor:
    """Which relative place each piece [from, to] has: near ones alone, far ones together."""
    far = places.unsqueeze(1) - places.unsqueeze(0)
    half, exact = _BUCKETS // 2, _BUCKETS // 4
    size = far.abs()
    steps = torch.log(size.clamp(min=1).float() / exact) / math.log(_REACH / exact)
    wide = (exact + (steps * (half - exact)).long()).clamp(max=half - 1)
    return (far < 0).long() * half + torch.where(size < exact, size, wide)


class ActNetwork(nn.Module):
    """Encoder and heads; inputs are `communique.runtime.acts.feeds_of` in tensors."""

    def __init__(self, encoder: Encoder, kinds: int) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.norm.normalized_shape[0]
        self.dropout, self.light_dropout = nn.Dropout(0.2), nn.Dropout(0.1)
        self.cue = nn.Sequential(nn.Linear(size, 256), nn.GELU(), nn.Linear(256, 1))
        self.kind = nn.Sequential(nn.Linear(size, 256), nn.GELU(), nn.Linear(256, kinds))
        self.word, self.anchor = nn.Linear(size, _PAIR), nn.Linear(size, _PAIR)
        self.distance = nn.Embedding(2 * _FAR + 1, _PAIR)
        self.own = nn.Embedding(2, _PAIR)
        self.second = FusedBlock(_PAIR, 4, 2 * _PAIR, eps=1e-5)
        self.role = nn.Linear(_PAIR, 2)
        self.sort = nn.ModuleList(
            nn.Sequential(nn.Linear(size + _PAIR, 128), nn.GELU(), nn.Linear(128, len(SORTS)))
            for _ in range(2)
        )

    def words(self, inputs: Inputs) -> Tensor:
        """Vectors [window, word, size] of the first pieces of words."""
        x = self.encoder(inputs)
        index = inputs["first"].unsqueeze(-1).expand(-1, -1, x.shape[-1])
        return self.dropout(torch.gather(x, 1, index))

    def cue_scores(self, words: Tensor) -> Tensor:
        """Scores [window, word] of being the chief word of a trigger."""
        return self.cue(words).squeeze(-1)

    def kind_scores(self, words: Tensor, picked: Tensor) -> Tensor:
        """Scores [trigger, kind] for triggers ``picked`` [trigger, (window, word)]."""
        return self.kind(words[picked[:, 0], picked[:, 1]])

    def side_scores(
        self, words: Tensor, picked: Tensor, inputs: Inputs
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Scores [trigger, place, side] of words at the places looked at, which of these count,
        and scores [trigger, side, sort]."""
        row, anchor = picked[:, 0], picked[:, 1]
        begin, end, look = (
            inputs[name][row, anchor].unsqueeze(1) for name in ("begins", "ends", "looks")
        )
        at = look + inputs["places"].unsqueeze(0)
        inside = at < end
        at = torch.minimum(at, end - 1)
        chief = words[row, anchor]
        place = (at - anchor.unsqueeze(1)).clamp(-_FAR, _FAR) + _FAR
        pairs = functional.gelu(
            self.word(words)[row.unsqueeze(1), at]
            + self.anchor(chief).unsqueeze(1)
            + self.distance(place)
            + self.own((at >= begin).long())
        )
        bias = (1.0 - inside.to(pairs.dtype))[:, None, None, :] * -10000.0
        bias = bias.expand(-1, 1, inside.shape[1], -1)
        pairs = self.second(self.light_dropout(pairs), bias)
        sides = self.role(pairs)
        share = sides.masked_fill(~inside.unsqueeze(-1), -10000.0).softmax(1)
        named = torch.matmul(share.transpose(1, 2), pairs)
        sorts = [head(torch.cat([chief, named[:, n]], -1)) for n, head in enumerate(self.sort)]
        return sides, inside, torch.stack(sorts, 1)


class ShippedActs(nn.Module):
    """The network as it ships: triggers are picked and described in one run."""

    def __init__(self, network: ActNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(
        self,
        pieces: Tensor,
        shapes: Tensor,
        gaps: Tensor,
        mask: Tensor,
        first: Tensor,
        begins: Tensor,
        ends: Tensor,
        looks: Tensor,
        places: Tensor,
        least: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Picked triggers, and the probabilities of these, of kinds, sides and sorts of sides."""
        inputs = {
            "pieces": pieces, "shapes": shapes, "gaps": gaps, "mask": mask, "first": first,
            "begins": begins, "ends": ends, "looks": looks, "places": places,
        }  # fmt: skip
        words = self.network.words(inputs)
        chances = self.network.cue_scores(words).sigmoid()
        picked = ((chances > least) & (ends > 0)).nonzero()
        # Some steps cannot run over no trigger at all: a first one is added that nobody asked for.
        rows = torch.cat([torch.zeros((1, 2), dtype=torch.long), picked])
        kinds = self.network.kind_scores(words, rows).softmax(-1)
        sides, _, sorts = self.network.side_scores(words, rows, inputs)
        shares = chances[picked[:, 0], picked[:, 1]]
        return picked, shares, kinds[1:], sides.sigmoid()[1:], sorts.sigmoid()[1:]
