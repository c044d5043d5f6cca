"""The multi-task network: a BERT-shaped encoder with heads per word.

Written out plainly (no transformers library) so that the exporter sees the attention blocks in the
shape that onnxruntime fuses, and so that inputs can be added: the encoder is uncased and names lose
without a trace of the capitals, and sentence ends show in the space around words.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from communique.runtime.pieces import GAPS, SHAPES

ARC_SIZE = 256
LABEL_SIZE = 64
LINK_SIZE = 96


class Block(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, size: int, heads: int, inner: int, *, eps: float = 1e-12) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(size, size) for _ in range(4))
        self.up, self.down = nn.Linear(size, inner), nn.Linear(inner, size)
        self.norm_attention, self.norm_output = (nn.LayerNorm(size, eps=eps) for _ in range(2))
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` [batch, pieces, size] after attention under `bias` and the inner layer."""
        batch, length, size = x.shape
        shape = (batch, length, self.heads, size // self.heads)
        q, k, v = (f(x).view(shape).transpose(1, 2) for f in (self.query, self.key, self.value))
        mixed = self.attended(q, k, v, bias).transpose(1, 2).reshape(batch, length, size)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        return self.norm_output(x + self.dropout(self.down(functional.gelu(self.up(x)))))

    def attended(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
        """`v` mixed by how `q` and `k` meet [batch, head, piece, part]."""
        # No dropout here: its random numbers alone took a fifth of the training time.
        scores = torch.matmul(q, k.transpose(-1, -2)) / (q.shape[-1] ** 0.5) + bias
        return torch.matmul(scores.softmax(-1), v)


class Encoder(nn.Module):
    """MiniLM with zero-initialised embeddings of word shapes and gaps added to its input."""

    def __init__(self, model_dir: Path, layers: int) -> None:
        super().__init__()
        config = json.loads((model_dir / "config.json").read_text())
        size = config["hidden_size"]
        self.pieces = nn.Embedding(config["vocab_size"], size)
        self.positions = nn.Embedding(config["max_position_embeddings"], size)
        self.kinds = nn.Embedding(config["type_vocab_size"], size)
        self.shapes = nn.Embedding(len(SHAPES), size)
        self.gaps = nn.Embedding(len(GAPS), size)
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.blocks = nn.ModuleList(
            Block(size, config["num_attention_heads"], config["intermediate_size"])
            for _ in range(layers)
        )
        self._load(load_file(model_dir / "model.safetensors"))
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.gaps.weight)

    def _load(self, weights: dict[str, Tensor]) -> None:
        names = {
            "pieces.weight": "embeddings.word_embeddings.weight",
            "positions.weight": "embeddings.position_embeddings.weight",
            "kinds.weight": "embeddings.token_type_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm_output": "output.LayerNorm",
        }
        for layer in range(len(self.blocks)):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    names[f"blocks.{layer}.{ours}.{kind}"] = (
                        f"encoder.layer.{layer}.{theirs}.{kind}"
                    )
        state = {ours: weights[theirs] for ours, theirs in names.items()}
        missing, unexpected = self.load_state_dict(state, strict=False)
        if set(missing) != {"shapes.weight", "gaps.weight"} or unexpected:
            raise RuntimeError(f"encoder weights do not fit: {missing} {unexpected}")

    def forward(self, pieces: Tensor, shapes: Tensor, gaps: Tensor, mask: Tensor) -> Tensor:
        """Vectors [batch, pieces, size] of word pieces."""
        positions = torch.arange(pieces.shape[1], device=pieces.device).unsqueeze(0)
        x = self.pieces(pieces) + self.positions(positions) + self.kinds.weight[0]
        x = self.dropout(self.norm(x + self.shapes(shapes) + self.gaps(gaps)))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        for block in self.blocks:
            x = block(x, bias)
        return x


class Reader(nn.Module):
    """Encoder plus heads. `forward` returns the tensors that the exported graph returns.

    Arcs and coreference are scored alike: a bilinear form between a word and the slots it may point
    at, slot 0 standing for the root or for "nothing before".
    """

    def __init__(self, encoder: Encoder, sizes: dict[str, int]) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.norm.normalized_shape[0]
        self.dropout = nn.Dropout(0.2)
        self.tags = nn.ModuleDict(
            {task: nn.Linear(size, count) for task, count in sizes.items() if task != "deprels"}
        )
        self.arc_dep, self.arc_head = nn.Linear(size, ARC_SIZE), nn.Linear(size, ARC_SIZE)
        self.label_dep, self.label_head = nn.Linear(size, LABEL_SIZE), nn.Linear(size, LABEL_SIZE)
        self.link_dep, self.link_head = nn.Linear(size, LINK_SIZE), nn.Linear(size, LINK_SIZE)
        self.arc_weight = nn.Parameter(torch.zeros(ARC_SIZE + 1, ARC_SIZE))
        self.link_weight = nn.Parameter(torch.zeros(LINK_SIZE + 1, LINK_SIZE))
        self.label_weight = nn.Parameter(
            torch.zeros(sizes["deprels"], LABEL_SIZE + 1, LABEL_SIZE + 1)
        )
        for weight in (self.arc_weight, self.link_weight, self.label_weight):
            nn.init.normal_(weight, std=0.02)

    def forward(
        self, pieces: Tensor, shapes: Tensor, gaps: Tensor, mask: Tensor, first: Tensor
    ) -> dict[str, Tensor]:
        """`first` [batch, 1 + words] holds the first piece of each word; slot 0 is the root."""
        x = self.encoder(pieces, shapes, gaps, mask)
        index = first.unsqueeze(-1).expand(-1, -1, x.shape[-1])
        nodes = self.dropout(torch.gather(x, 1, index))
        words = nodes[:, 1:]
        out = {task: head(words) for task, head in self.tags.items()}
        dep = self.dropout(functional.gelu(self.arc_dep(words)))
        head = self.dropout(functional.gelu(self.arc_head(nodes)))
        out["arcs"] = torch.matmul(_with_one(dep) @ self.arc_weight, head.transpose(1, 2))
        out["label_dep"] = self.dropout(functional.gelu(self.label_dep(words)))
        out["label_head"] = self.dropout(functional.gelu(self.label_head(nodes)))
        link = self.dropout(functional.gelu(self.link_dep(words)))
        out["link_dep"] = _with_one(link) @ self.link_weight
        out["link_head"] = self.dropout(functional.gelu(self.link_head(nodes)))
        # What later heads read: the root slot first, then the words.
        out["vectors"] = nodes
        return out

    def label_scores(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Scores [batch, words, labels] of each word's label given its head."""
        index = heads.unsqueeze(-1).expand(-1, -1, LABEL_SIZE)
        head = _with_one(torch.gather(out["label_head"], 1, index))
        return torch.einsum(
            "bwi,lij,bwj->bwl", _with_one(out["label_dep"]), self.label_weight, head
        )


def head_sizes(labels: dict[str, list[str]]) -> dict[str, int]:
    """Outputs per task: one per label, and two for "a sentence starts here"."""
    return {task: len(names) for task, names in labels.items()} | {"starts": 2}


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)
