from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from communique.runtime.labels import NameLabels, may_follow

LABELS = ["O", *(f"{mark}-{kind}" for kind in ("Person", "GPE") for mark in "BIES")]


def scores(*favoured: str) -> np.ndarray:
    table = np.zeros((len(favoured), len(LABELS)), dtype=np.float32)
    for word, label in enumerate(favoured):
        table[word, LABELS.index(label)] = 5
    return table


@given(arrays.arrays(np.float32, (6, len(LABELS)), elements=st.floats(-9, 9, width=32)))
def test_spans_are_apart_and_in_order(table: np.ndarray) -> None:
    names = NameLabels(LABELS)
    (logs,) = names.weighed([["a"] * 6], [table])
    spans = names.spans(logs)
    assert all(0 <= first <= last < 6 for first, last, _ in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))


def test_a_path_that_breaks_off_is_mended() -> None:
    names = NameLabels(LABELS)
    (logs,) = names.weighed([["Ann", "Lee", "said"]], [scores("B-Person", "E-GPE", "O")])
    spans = names.spans(logs)
    assert len({kind for *_, kind in spans}) <= 1
    assert not may_follow("B-Person", "E-GPE")


def test_a_surname_is_read_as_elsewhere_in_the_article() -> None:
    names = NameLabels(LABELS)
    words = [["Ann", "Lee"], ["Lee", "left"], ["lee"]]
    doubtful = scores("S-GPE", "O")
    doubtful[0, LABELS.index("S-Person")] = 4.5
    alone = names.spans(names.weighed(words[1:2], [doubtful])[0])
    assert alone == ((0, 0, "GPE"),)
    logs = names.weighed(words, [scores("B-Person", "E-Person"), doubtful, scores("S-GPE")])
    assert names.spans(logs[1]) == ((0, 0, "Person"),)
    assert names.spans(logs[2]) == ((0, 0, "GPE"),)
