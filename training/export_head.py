"""A trained head to its shipped file: ``python -m training.export_head HEAD --work FOLDER``.

Writes attribution.onnx or acts.onnx and its manifest (word lists, digest) beside the core's
weights. The act head is the slowest part of reading after the encoder: it ships in int8.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from communique.runtime.acts import ActFeatures
from communique.runtime.attributions import Features, ReadSentence
from communique.runtime.core import WEIGHTS
from training.acts import new_network
from training.attribution import sizes_of
from training.reporting import Reporter, Shipped, ShippedActs

OUTPUTS = {
    "attribution": ("picked", "cues", "roles", "attitudes"),
    "acts": ("picked", "chances", "kinds", "sides"),
}
# Outputs with one row of words per picked word.
_BY_WORD = {"roles", "sides"}
_BATCH_AND_WORDS = {0: "sentences", 1: "words"}


def export_head(name: str, work: Path, weights: Path) -> None:
    """Write the graph and its manifest."""
    saved = torch.load(work / "head.pt", weights_only=True)
    features, network = _acts(saved) if name == "acts" else _attribution(saved)
    width = next(m for m in network.modules() if isinstance(m, Reporter)).project.in_features
    inputs = {n: torch.from_numpy(a) for n, a in features.arrays(_sample(width)).items()}
    inputs["least"] = torch.tensor(0.0)
    axes = {n: dict(_BATCH_AND_WORDS) for n in inputs if n != "least"}
    axes["below"][2] = axes["beside"][2] = "words"
    axes["sizes"] = {0: "sentences"}
    axes |= {n: {0: "picked"} | ({1: "words"} if n in _BY_WORD else {}) for n in OUTPUTS[name]}
    graph = weights / f"{name}.onnx"
    torch.onnx.export(
        network.eval(), tuple(inputs.values()), str(graph), input_names=list(inputs),
        output_names=list(OUTPUTS[name]), dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    if name == "acts":
        exact = work / "exact.onnx"
        graph.replace(exact)
        quantize_dynamic(
            exact, graph, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            op_types_to_quantize=["LSTM", "MatMul", "Gemm"],
        )  # fmt: skip
    manifest = {"name": name, **{k: v for k, v in saved.items() if not k.startswith("model")}}
    manifest["digest"] = hashlib.sha256(graph.read_bytes()).hexdigest()
    (weights / f"{name}.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


def _attribution(saved: dict[str, Any]) -> tuple[Features, Shipped]:
    features = Features(saved["lists"])
    reporter = Reporter(sizes_of(features))
    reporter.load_state_dict(saved["model"])
    return features, Shipped(reporter)


def _acts(saved: dict[str, Any]) -> tuple[ActFeatures, ShippedActs]:
    features = ActFeatures(saved["lists"], saved["lexicon"])
    reporters = []
    for state in saved["models"]:
        reporter = new_network(features)
        reporter.load_state_dict(state)
        reporters.append(reporter)
    return features, ShippedActs(reporters)


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
    parser.add_argument("head", choices=sorted(OUTPUTS))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    export_head(options.head, options.work, options.weights)


if __name__ == "__main__":
    main()
