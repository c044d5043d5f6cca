"""The multi-task network: a BERT-shaped encoder with heads per word.

Written out plainly (no transformers library) so that the exporter sees the attention blocks in the
shape that onnxruntime fuses, and so that the word-shape input can be added: the encoder is uncased
and names lose without a trace of the capitals.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

ARC_SIZE = 256
LABEL_SIZE = 64


class Block(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, size: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(size, size) for _ in range(4))
        self.up, self.down = nn.Linear(size, inner), nn.Linear(inner, size)
        self.norm_attention, self.norm_output = (nn.LayerNorm(size, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` [batch, pieces, size] after attention under `bias` and the inner layer."""
        batch, length, size = x.shape
        shape = (batch, length, self.heads, size // self.heads)
        q, k, v = (f(x).view(shape).transpose(1, 2) for f in (self.query, self.key, self.value))
        scores = torch.matmul(q, k.transpose(-1, -2)) / (shape[-1] ** 0.5) + bias
        mixed = torch.matmul(self.dropout(scores.softmax(-1)), v)
        mixed = mixed.transpose(1, 2).reshape(batch, length, size)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        return self.norm_output(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with a zero-initialised word-shape embedding added to its input."""

    def __init__(self, model_dir: Path, layers: int, shapes: int) -> None:
        super().__init__()
        config = json.loads((model_dir / "config.json").read_text())
        size = config["hidden_size"]
        self.pieces = nn.Embedding(config["vocab_size"], size)
        self.positions = nn.Embedding(config["max_position_embeddings"], size)
        self.kinds = nn.Embedding(config["type_vocab_size"], size)
        self.shapes = nn.Embedding(shapes, size)
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.blocks = nn.ModuleList(
            Block(size, config["num_attention_heads"], config["intermediate_size"])
            for _ in range(layers)
        )
        self._load(load_file(model_dir / "model.safetensors"))
        nn.init.zeros_(self.shapes.weight)
        self.pieces.weight.requires_grad_(False)

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
        if set(missing) != {"shapes.weight"} or unexpected:
            raise RuntimeError(f"encoder weights do not fit: {missing} {unexpected}")

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Vectors [batch, pieces, size] of word pieces."""
        positions = torch.arange(pieces.shape[1], device=pieces.device).unsqueeze(0)
        x = self.pieces(pieces) + self.positions(positions) + self.kinds.weight[0]
        x = self.dropout(self.norm(x + self.shapes(shapes)))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        for block in self.blocks:
            x = block(x, bias)
        return x


class Reader(nn.Module):
    """Encoder plus heads. `forward` returns the tensors that the exported graph returns."""

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
        self.arc_weight = nn.Parameter(torch.zeros(ARC_SIZE + 1, ARC_SIZE))
        self.label_weight = nn.Parameter(
            torch.zeros(sizes["deprels"], LABEL_SIZE + 1, LABEL_SIZE + 1)
        )
        nn.init.normal_(self.arc_weight, std=0.02)
        nn.init.normal_(self.label_weight, std=0.02)

    def forward(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor
    ) -> dict[str, Tensor]:
        """`first` [batch, 1 + words] holds the first piece of each word; slot 0 is the root."""
        x = self.encoder(pieces, shapes, mask)
        index = first.unsqueeze(-1).expand(-1, -1, x.shape[-1])
        nodes = self.dropout(torch.gather(x, 1, index))
        words = nodes[:, 1:]
        out = {task: head(words) for task, head in self.tags.items()}
        dep = self.dropout(functional.gelu(self.arc_dep(words)))
        head = self.dropout(functional.gelu(self.arc_head(nodes)))
        ones = torch.ones_like(dep[..., :1])
        out["arcs"] = torch.matmul(
            torch.matmul(torch.cat([dep, ones], -1), self.arc_weight), head.transpose(1, 2)
        )
        out["label_dep"] = self.dropout(functional.gelu(self.label_dep(words)))
        out["label_head"] = self.dropout(functional.gelu(self.label_head(nodes)))
        return out

    def label_scores(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Scores [batch, words, labels] of each word's label given its head."""
        index = heads.unsqueeze(-1).expand(-1, -1, LABEL_SIZE)
        head = torch.gather(out["label_head"], 1, index)
        dep = out["label_dep"]
        ones = torch.ones_like(dep[..., :1])
        dep, head = torch.cat([dep, ones], -1), torch.cat([head, ones], -1)
        return torch.einsum("bwi,lij,bwj->bwl", dep, self.label_weight, head)
