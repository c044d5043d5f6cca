from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from communique.errors import ModelError
from communique.runtime.core import WEIGHTS, LanguageCore, shipped_core
from communique.runtime.trees import is_tree


@pytest.mark.parametrize("broken", ["manifest.json", "labels.npy", "tokenizer.json", "core.onnx"])
def test_broken_weights_are_one_clear_error(broken: str, tmp_path: Path) -> None:
    for path in WEIGHTS.iterdir():
        if path.name != broken:
            shutil.copyfile(path, tmp_path / path.name)
    (tmp_path / broken).write_text("{}")
    with pytest.raises(ModelError, match="weights in"):
        LanguageCore(tmp_path)


def test_every_prediction_is_a_tree_with_one_root() -> None:

    sentences = [["He", "said", "she", "left", "."], ["No"], ["a", "b", "c", "d", "e", "f", "g"]]
    for words, found in zip(sentences, shipped_core(1).predict(sentences), strict=True):
        assert is_tree(np.array([h + 1 for h in found.heads]))
        assert [d == "root" for d in found.deprels] == [h < 0 for h in found.heads]
        assert len(found.upos) == len(found.lemmas) == len(words)
