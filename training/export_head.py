"""A trained head to its shipped file: ``python -m training.export_head HEAD --work FOLDER``.

Writes attribution.onnx or acts.onnx and its manifest (word lists or kinds, digest) beside the
core's weights. The act network has an encoder of its own and ships in int8 with its tokenizer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from communique.runtime.acts import START, STOP, sentence_passage
from communique.runtime.attributions import Features, ReadSentence
from communique.runtime.core import WEIGHTS
from communique.runtime.pieces import Pieces
from communique.runtime.windows import windows_of
from training.acting import ActNetwork, Encoder, ShippedActs
from training.acts import encoder_folder, tensors
from training.attribution import sizes_of
from training.export import RowTable
from training.reporting import Reporter, Shipped
from training.vocabulary import pruned

_BATCH_AND_WORDS = {0: "sentences", 1: "words"}
_BATCH_AND_PIECES = {0: "windows", 1: "pieces"}


def export_attribution(work: Path, weights: Path) -> None:
    """Write the graph and manifest of the attribution head."""
    saved = torch.load(work / "head.pt", weights_only=True)
    features, network = _attribution(saved)
    width = network.reporter.project.in_features
    inputs = {n: torch.from_numpy(a) for n, a in features.arrays(_sample(width)).items()}
    inputs["least"] = torch.tensor(0.0)
    outputs = ("picked", "cues", "roles", "attitudes")
    axes = {n: dict(_BATCH_AND_WORDS) for n in inputs if n != "least"}
    axes["below"][2] = axes["beside"][2] = "words"
    axes["sizes"] = {0: "sentences"}
    axes |= {n: {0: "picked"} | ({1: "words"} if n == "roles" else {}) for n in outputs}
    _trace(network, inputs, outputs, axes, weights / "attribution.onnx")
    _write_manifest("attribution", {"lists": saved["lists"]}, weights)


def export_acts(work: Path, weights: Path) -> None:
    """Write the graph, tokenizer and manifest of the act network."""
    saved = torch.load(work / "head.pt", weights_only=True)
    folder = encoder_folder(work)
    tokenizer, kept = pruned(folder / "tokenizer.json")
    (weights / "acts-tokenizer.json").write_text(tokenizer, "utf-8")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    network = ActNetwork(Encoder(config), len(saved["kinds"]))
    network.load_state_dict(saved["model"])
    network.encoder.pieces = RowTable(network.encoder.pieces.weight.data[kept])
    pieces = Pieces(weights / "acts-tokenizer.json", START, STOP)
    sample = [sentence_passage(("Chad", "met", "Oman", ".")[:n], (1,) * n) for n in (4, 3)]
    inputs = tensors(windows_of(sample, pieces)) | {"least": torch.tensor(0.0)}
    outputs = ("picked", "chances", "kinds", "sides", "sorts")
    axes = {n: dict(_BATCH_AND_PIECES) for n in ("pieces", "shapes", "gaps", "mask")}
    axes |= {n: {0: "windows", 1: "words"} for n in ("first", "begins", "ends", "looks")}
    axes |= {"places": {0: "places"}, "sides": {0: "picked", 1: "places"}}
    axes |= {n: {0: "picked"} for n in ("picked", "chances", "kinds", "sorts")}
    exact = work / "exact.onnx"
    _trace(ShippedActs(network), inputs, outputs, axes, exact)
    quantize_dynamic(
        exact, weights / "acts.onnx", weight_type=QuantType.QInt8, per_channel=True,
        reduce_range=True, op_types_to_quantize=["MatMul", "Gemm"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    _write_manifest("acts", {"kinds": saved["kinds"]}, weights)


def _trace(
    network: torch.nn.Module,
    inputs: dict[str, torch.Tensor],
    outputs: Sequence[str],
    axes: dict[str, dict[int, str]],
    path: Path,
) -> None:
    torch.onnx.export(
        network.eval(), tuple(inputs.values()), str(path), input_names=list(inputs),
        output_names=list(outputs), dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def _write_manifest(name: str, told: dict[str, Any], weights: Path) -> None:
    digest = hashlib.sha256((weights / f"{name}.onnx").read_bytes()).hexdigest()
    manifest = {"name": name, **told, "digest": digest}
    (weights / f"{name}.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


def _attribution(saved: dict[str, Any]) -> tuple[Features, Shipped]:
    features = Features(saved["lists"])
    reporter = Reporter(sizes_of(features))
    reporter.load_state_dict(saved["model"])
    return features, Shipped(reporter)


def _sample(width: int) -> list[ReadSentence]:
    """Two short sentences of nothing, to trace the graph with."""
    return [
        ReadSentence(
            lemmas=["x"] * size, upos=["X"] * size, deprels=["dep"] * size,
            heads=[-1, *[0] * (size - 1)], marks=[0] * size,
            vectors=torch.ones(size, width).numpy(),
        )
        for size in (5, 3)
    ]  # fmt: skip


def main() -> None:
    """Ship the head of a work folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("head", choices=("acts", "attribution"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    export = export_acts if options.head == "acts" else export_attribution
    export(options.work, options.weights)


if __name__ == "__main__":
    main()
