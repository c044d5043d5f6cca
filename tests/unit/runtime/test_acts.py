"""What is made of the act head's answers, and that the head itself is steady."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from communique.errors import ModelError
from communique.runtime.acts import ActFeatures, ActReader, acts_of
from communique.runtime.attributions import ReadSentence
from communique.runtime.core import WEIGHTS, shipped_core

NAMES = ["AID", "CONSULT", "SUPPORT"]
KINDS = ["AID/", "CONSULT/", "SUPPORT/", "SUPPORT/051"]
LISTS = {"lemmas": ["meet"], "upos": ["VERB"], "deprels": ["root"]}
FEATURES = ActFeatures(LISTS | {"types": NAMES, "kinds": KINDS}, {"meet": ["CONSULT"]})


def test_acts_are_cut_at_the_end_of_their_sentence() -> None:
    # Two words, padded to four: what the head says of the padding is nobody.
    sides = np.full((1, 4, 2), 0.9, dtype=np.float32)
    (act,), none = acts_of(
        np.array([[0, 1]]),
        np.array([0.8], dtype=np.float32),
        np.array([[0.01, 0.09, 0.1, 0.8]], dtype=np.float32),
        sides,
        sizes=[2, 3],
        features=FEATURES,
    )
    assert none == ()
    assert [word for word, _ in act.sources] == [word for word, _ in act.targets] == [0, 1]
    assert (act.anchor, act.share) == (1, 0.8)


def test_shares_come_greatest_first_and_slight_ones_are_left_out() -> None:
    sides = np.zeros((1, 3, 2), dtype=np.float32)
    sides[0, :, 0] = [0.2, 0.04, 0.7]
    ((act,),) = acts_of(
        np.array([[0, 0]]),
        np.array([0.5], dtype=np.float32),
        np.array([[0.3, 0.01, 0.6, 0.09]], dtype=np.float32),
        sides,
        sizes=[3],
        features=FEATURES,
    )
    assert act.types == (("SUPPORT", 0.69), ("AID", 0.3))
    assert act.codes == (("051", 0.09),)
    assert act.sources == ((2, 0.7), (0, 0.2))
    assert act.targets == ()


def read(lemmas: list[str], seed: int) -> ReadSentence:
    vectors = np.random.default_rng(seed).normal(size=(len(lemmas), 768))
    return ReadSentence(
        lemmas=lemmas,
        upos=["PROPN", "VERB", *["NOUN"] * (len(lemmas) - 2)],
        deprels=["nsubj", "root", *["obj"] * (len(lemmas) - 2)],
        heads=[1, -1, *[1] * (len(lemmas) - 2)],
        marks=[0] * len(lemmas),
        vectors=vectors.astype(np.float32),
    )


SENTENCES = [
    read(["Chad", "accuse", "neighbour"], 1),
    read(["Chad", "praise", "neighbour"], 2),
    read(["Oman", "attack", "the", "port", "of", "Aden"], 3),
    read(["Oman", "meet"], 4),
]


def test_what_was_read_before_does_not_change_what_the_head_says() -> None:
    reader = ActReader(WEIGHTS)
    once = reader.acts(SENTENCES)
    assert any(once), "the sentences give the head nothing to see"
    reader.acts(SENTENCES[::-1])
    assert reader.acts(SENTENCES) == once
    assert ActReader(WEIGHTS).acts(SENTENCES) == once


def test_the_lexicon_hints_at_the_types_of_known_lemmas_only() -> None:
    arrays = FEATURES.arrays([SENTENCES[3]])
    assert arrays["hints"].tolist() == [[[0, 0, 0], [0, 1, 0]]]


@pytest.mark.parametrize("broken", ["acts.json", "acts.onnx"])
def test_broken_weights_are_one_clear_error(broken: str, tmp_path: Path) -> None:
    for name in ("acts.json", "acts.onnx"):
        shutil.copyfile(WEIGHTS / name, tmp_path / name)
    (tmp_path / broken).write_text("{}")
    with pytest.raises(ModelError, match="weights in"):
        ActReader(tmp_path)


def test_sentences_without_any_trigger_yield_nothing() -> None:
    dull = read(["the", "of", "and"], 5)
    assert ActReader(WEIGHTS).acts([dull]) == [()]


def test_a_core_by_rule_has_no_act_head_and_leaves_the_other_alone() -> None:
    whole = shipped_core(1)
    ruled = whole.by_rule()
    assert ruled.act_reader is None
    assert whole.act_reader is not None
    assert (ruled.name, ruled.reporter) == (whole.name, whole.reporter)
