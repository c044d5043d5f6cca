"""A trained attribution head to its shipped file: ``python -m training.export_head --work FOLDER``.

Writes attribution.onnx and attribution.json (word lists, digest) beside the core's weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import torch

from communique.runtime.attributions import Features, ReadSentence
from communique.runtime.core import WEIGHTS
from training.attribution import sizes_of
from training.reporting import Reporter, Shipped

OUTPUTS = ("picked", "cues", "roles", "attitudes")
_BATCH_AND_WORDS = {0: "sentences", 1: "words"}


def export_head(work: Path, weights: Path) -> None:
    """Write the graph and its manifest."""
    saved = torch.load(work / "head.pt", weights_only=True)
    features = Features(saved["lists"])
    reporter = Reporter(sizes_of(features))
    reporter.load_state_dict(saved["model"])
    inputs = {n: torch.from_numpy(a) for n, a in features.arrays(_sample()).items()}
    inputs["least"] = torch.tensor(0.0)
    axes = {name: dict(_BATCH_AND_WORDS) for name in inputs if name != "least"}
    axes["below"][2] = axes["beside"][2] = "words"
    axes["sizes"] = {0: "sentences"}
    axes |= {name: {0: "picked"} for name in OUTPUTS}
    axes["roles"][1] = "words"
    torch.onnx.export(
        Shipped(reporter).eval(), tuple(inputs.values()), str(weights / "attribution.onnx"),
        input_names=list(inputs), output_names=list(OUTPUTS), dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
    digest = hashlib.sha256((weights / "attribution.onnx").read_bytes()).hexdigest()
    manifest = {"name": "attribution", "lists": features.lists, "digest": digest}
    (weights / "attribution.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


def _sample() -> list[ReadSentence]:
    """Two short sentences of nothing, to trace the graph with."""
    return [
        ReadSentence(
            lemmas=["x"] * size, upos=["X"] * size, deprels=["dep"] * size,
            heads=[-1, *[0] * (size - 1)], marks=[0] * size, vectors=torch.ones(size, 384).numpy(),
        )
        for size in (5, 3)
    ]  # fmt: skip


def main() -> None:
    """Ship the head of a work folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    export_head(options.work, options.weights)


if __name__ == "__main__":
    main()
