"""Checkpoint to shipped weights: ``python -m training.export --run build/core``.

fp32 ONNX, attention fused, then int8 (per channel, reduced range: processors without VNNI would
overflow otherwise). Writes core.onnx, labels.npy, tokenizer.json and manifest.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer

from communique.runtime.pieces import SHAPES
from training.corpora import encoder_folder
from training.network import Encoder, Reader

INPUTS = ("pieces", "shapes", "mask", "first")


class Exported(torch.nn.Module):
    """The reader with its outputs in a fixed order."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        self.outputs = [*reader.tags, "arcs", "label_dep", "label_head"]

    def forward(
        self, pieces: torch.Tensor, shapes: torch.Tensor, mask: torch.Tensor, first: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        """The reader's outputs in the order of `outputs`."""
        out = self.reader(pieces, shapes, mask, first)
        return tuple(out[name] for name in self.outputs)


def load_reader(run: Path, encoder: Path, layers: int) -> tuple[Reader, dict[str, list[str]], int]:
    """The trained network, its label sets and the number of passes it saw."""
    labels = json.loads((run / "labels.json").read_text("utf-8"))
    reader = Reader(Encoder(encoder, layers, len(SHAPES)), {t: len(ls) for t, ls in labels.items()})
    state = torch.load(run / "checkpoint.pt", weights_only=True)
    reader.load_state_dict(state["model"])
    return reader.eval(), labels, int(state["passes"])


def export_fp32(reader: Reader, path: Path) -> None:
    """The plain graph with free batch, piece and word axes."""
    module = Exported(reader)
    ones = torch.ones(2, 9, dtype=torch.long)
    first = torch.arange(6).repeat(2, 1)
    axes = {name: {0: "batch", 1: "pieces"} for name in INPUTS[:3]} | {
        "first": {0: "batch", 1: "slots"}
    }
    axes |= {name: {0: "batch", 1: "words"} for name in module.outputs}
    torch.onnx.export(
        module, (ones, ones, ones, first), str(path), input_names=list(INPUTS),
        output_names=module.outputs, dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantize(fp32: Path, out: Path, work: Path) -> None:
    """Fuse attention and write the int8 graph."""
    fused = optimizer.optimize_model(
        str(fp32), model_type="bert", num_heads=12, hidden_size=384, opt_level=1
    )
    fused.save_model_to_file(str(work / "fused.onnx"))
    quantize_dynamic(
        work / "fused.onnx", out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip


def main() -> None:
    """Export one run into a weights folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, default=encoder_folder())
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--weights", type=Path, default=Path("src/communique/runtime/weights"))
    options = parser.parse_args()
    options.weights.mkdir(parents=True, exist_ok=True)
    reader, labels, passes = load_reader(options.run, options.encoder, options.layers)
    export_fp32(reader, options.run / "fp32.onnx")
    quantize(options.run / "fp32.onnx", options.weights / "core.onnx", options.run)
    weight = reader.label_weight.detach().numpy().astype(np.float16)
    np.save(options.weights / "labels.npy", weight)
    shutil.copyfile(options.encoder / "tokenizer.json", options.weights / "tokenizer.json")
    digest = hashlib.sha256((options.weights / "core.onnx").read_bytes() + weight.tobytes())
    manifest = {
        "name": f"minilm{options.layers}-core",
        "digest": digest.hexdigest(),
        "passes": passes,
        "labels": labels,
    }
    (options.weights / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
