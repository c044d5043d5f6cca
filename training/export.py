"""Checkpoint to shipped weights: ``python -m training.export --run build/core``.

fp32 ONNX, attention fused, then int8 (per channel, reduced range: processors without VNNI would
overflow otherwise), word pieces with a scale per row. Writes core.onnx, labels.npy, tokenizer.json
and manifest.json.
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
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions

from training.corpora import encoder_folder
from training.network import Encoder, Reader, head_sizes
from training.vocabulary import pruned

INPUTS = ("pieces", "shapes", "gaps", "mask", "first")


class Exported(torch.nn.Module):
    """The reader with its outputs in a fixed order."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        self.outputs = [
            *reader.tags, "arcs", "label_dep", "label_head", "link_dep", "link_head",
            "vectors",
        ]  # fmt: skip

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """The reader's outputs, given `INPUTS`, in the order of `outputs`."""
        out = self.reader(*inputs)
        return tuple(out[name] for name in self.outputs)


class RowTable(torch.nn.Module):
    """An embedding table in int8 with one scale per row, where quantisers know one per table."""

    def __init__(self, weight: torch.Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", (weight / scale).round().to(torch.int8))

    def forward(self, pieces: torch.Tensor) -> torch.Tensor:
        """The rows of `pieces` in full."""
        return self.table[pieces].float() * self.scale[pieces]


def load_reader(run: Path, encoder: Path, layers: int) -> tuple[Reader, dict[str, list[str]], int]:
    """The trained network, its label sets and the number of passes it saw."""
    labels = json.loads((run / "labels.json").read_text("utf-8"))
    reader = Reader(Encoder(encoder, layers), head_sizes(labels))
    state = torch.load(run / "checkpoint.pt", weights_only=True)
    reader.load_state_dict(state["model"])
    return reader.eval(), labels, int(state["passes"])


def export_fp32(reader: Reader, path: Path) -> None:
    """The plain graph with free batch, piece and word axes."""
    module = Exported(reader)
    ones = torch.ones(2, 9, dtype=torch.long)
    first = torch.arange(6).repeat(2, 1)
    axes = {name: {0: "batch", 1: "pieces"} for name in INPUTS[:4]} | {
        "first": {0: "batch", 1: "slots"}
    }
    axes |= {name: {0: "batch", 1: "words"} for name in module.outputs}
    torch.onnx.export(
        module, (ones, ones, ones, ones, first), str(path), input_names=list(INPUTS),
        output_names=module.outputs, dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantize(fp32: Path, out: Path, work: Path) -> None:
    """Fuse attention and write the int8 graph."""
    fusions = FusionOptions("bert")
    fusions.enable_skip_layer_norm = False  # slower joined than one after the other
    fused = optimizer.optimize_model(
        str(fp32), model_type="bert", num_heads=12, hidden_size=384, opt_level=1,
        optimization_options=fusions,
    )  # fmt: skip
    fused.save_model_to_file(str(work / "fused.onnx"))
    quantize_dynamic(
        work / "fused.onnx", out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        op_types_to_quantize=["MatMul", "Attention", "Gemm"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip


def write_beside(
    folder: Path, tokenizer: str, weight: NDArray[np.float16], manifest: dict[str, object]
) -> None:
    """Write what belongs to the graph in `folder`: label weights, tokenizer and manifest."""
    np.save(folder / "labels.npy", weight)
    (folder / "tokenizer.json").write_text(tokenizer, "utf-8")
    digest = hashlib.sha256((folder / "core.onnx").read_bytes() + weight.tobytes())
    told = manifest | {"digest": digest.hexdigest()}
    (folder / "manifest.json").write_text(
        json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


def export(run: Path, encoder: Path, layers: int, weights: Path, fp32: Path | None = None) -> None:
    """Write the int8 weights folder of a run and, where asked, one with the unquantised graph."""
    weights.mkdir(parents=True, exist_ok=True)
    reader, labels, passes = load_reader(run, encoder, layers)
    tokenizer, kept = pruned(encoder / "tokenizer.json")
    table = reader.encoder.pieces.weight.detach()[kept]
    reader.encoder.pieces = torch.nn.Embedding.from_pretrained(table)
    export_fp32(reader, run / "fp32.onnx")
    reader.encoder.pieces = RowTable(table)
    export_fp32(reader, run / "rows.onnx")
    quantize(run / "rows.onnx", weights / "core.onnx", run)
    label_weight = reader.label_weight.detach().numpy().astype(np.float16)
    manifest = {"name": f"minilm{layers}-core", "passes": passes, "labels": labels}
    write_beside(weights, tokenizer, label_weight, manifest)
    if fp32 is not None:
        fp32.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(run / "fp32.onnx", fp32 / "core.onnx")
        write_beside(fp32, tokenizer, label_weight, manifest | {"name": "fp32"})


def main() -> None:
    """Export one run into a weights folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, default=encoder_folder())
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--weights", type=Path, default=Path("src/communique/runtime/weights"))
    parser.add_argument("--fp32", type=Path, help="folder for the unquantised graph, to compare")
    options = parser.parse_args()
    export(options.run, options.encoder, options.layers, options.weights, options.fp32)


if __name__ == "__main__":
    main()
