"""What is made of the act network's answers, and that the network itself is steady."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from communique.errors import ModelError
from communique.runtime.acts import (
    BACK,
    LONGEST,
    SORTS,
    ActReader,
    Kinds,
    Outputs,
    acts_of,
    bounds,
    feeds_of,
    sentence_passage,
    sort_of,
)
from communique.runtime.core import WEIGHTS, shipped_core
from communique.runtime.pieces import GAPS, Encoded
from communique.runtime.windows import Part, Passage, Window

KINDS = Kinds(["AID/", "CONSULT/", "SUPPORT/", "SUPPORT/051"])
SPACE, GLUED, LINE = (GAPS.index(name) for name in ("space", "glued", "line"))


def window(*sizes: int) -> Window:
    parts = tuple(Part(number, 0, size, whole=True) for number, size in enumerate(sizes, 4))
    words = sum(sizes)
    encoded = Encoded([1] * words, [0] * words, [0] * words, list(range(words + 1)))
    return Window(parts, encoded)


def outputs(picked: list[list[int]], sides: np.ndarray, kinds: list[float]) -> Outputs:
    count = len(picked)
    sorts = np.zeros((count, 2, len(SORTS)), dtype=np.float32)
    sorts[:, 0, SORTS.index("MIL")] = 0.75
    return Outputs(
        np.array(picked),
        np.full(count, 0.8, dtype=np.float32),
        np.array([kinds] * count, dtype=np.float32),
        sides,
        sorts,
    )


def test_words_before_a_sentence_are_told_with_its_number() -> None:
    # Sentences of 3 and 2 words; the trigger is the last word of all.
    sides = np.zeros((1, 5, 2), dtype=np.float32)
    sides[0, :, 0] = [0.5, 0.01, 0.2, 0.9, 0.0]
    ((number, act),) = acts_of(
        outputs([[0, 4]], sides, [0.01, 0.09, 0.1, 0.8]), [window(3, 2)], KINDS
    )
    assert number == 5
    assert act.anchor == 1
    assert act.sources == ((0, 0.9),)
    assert act.sources_before == ((4, 0, 0.5), (4, 2, 0.2))
    assert act.targets == act.targets_before == ()
    assert act.source_sorts == (("MIL", 0.75),)


def test_places_behind_the_end_of_a_sentence_name_nobody() -> None:
    # The trigger stands in the first sentence; what is said of the second's words is nothing.
    sides = np.full((1, 5, 2), 0.9, dtype=np.float32)
    ((_, act),) = acts_of(outputs([[0, 1]], sides, [1.0, 0, 0, 0]), [window(3, 2)], KINDS)
    assert [word for word, _ in act.sources] == [word for word, _ in act.targets] == [0, 1, 2]


def test_shares_come_greatest_first_and_slight_ones_are_left_out() -> None:
    sides = np.zeros((1, 3, 2), dtype=np.float32)
    sides[0, :, 0] = [0.2, 0.04, 0.7]
    ((_, act),) = acts_of(outputs([[0, 0]], sides, [0.3, 0.01, 0.6, 0.09]), [window(3)], KINDS)
    assert act.types == (("SUPPORT", 0.69), ("AID", 0.3))
    assert act.codes == (("051", 0.09),)
    assert act.sources == ((2, 0.7), (0, 0.2))
    assert act.targets == ()


def test_only_so_many_words_before_and_in_a_sentence_may_name_sides() -> None:
    begins, ends, looks = bounds(window(BACK + 7, LONGEST + 9))
    assert (begins[0], ends[0], looks[0]) == (0, BACK + 7, 0)
    assert (begins[-1], ends[-1], looks[-1]) == (BACK + 7, BACK + 7 + LONGEST, 7)


def test_places_reach_over_the_longest_stretch_that_is_looked_at() -> None:
    feeds = feeds_of([window(3, 2), window(4)])
    assert feeds["places"].tolist() == [0, 1, 2, 3, 4]
    assert feeds["ends"].tolist() == [[3, 3, 3, 5, 5], [4, 4, 4, 4, 0]]


def test_a_sentence_begins_behind_a_space_and_knows_no_lines() -> None:
    passage = sentence_passage(["a", "b", "c"], [GLUED, LINE, GLUED])
    assert passage.gaps == (SPACE, SPACE, GLUED)
    assert passage.whole


@pytest.mark.parametrize(
    ("code", "sort"),
    [("RUS", "state"), ("NATO", "body"), ("UKR.REB", "REB"), ("---", "hidden"), ("X.LAB", "other")],
)
def test_every_code_is_of_a_sort(code: str, sort: str) -> None:
    assert sort_of(code) == sort


def sentence(text: str) -> Passage:
    words = text.split()
    return sentence_passage(words, [SPACE] * len(words))


SENTENCES = [
    sentence("Chad accused its neighbour of shelling a village ."),
    sentence("It denied that ."),
    sentence("Oman attacked the port of Aden on Friday ."),
    sentence("The ministers of both states met in Muscat ."),
]


def test_what_was_read_before_does_not_change_what_is_said() -> None:
    reader = ActReader(WEIGHTS, 1)
    once = reader.acts(SENTENCES)
    surest = max(once[0], key=lambda act: act.share)
    assert (surest.anchor, surest.types[0][0]) == (1, "ACCUSE")
    reader.acts(SENTENCES[::-1])
    assert reader.acts(SENTENCES) == once
    assert ActReader(WEIGHTS, 2).acts(SENTENCES) == once


@pytest.mark.parametrize("broken", ["acts.json", "acts.onnx", "acts-tokenizer.json"])
def test_broken_weights_are_one_clear_error(broken: str, tmp_path: Path) -> None:
    for name in ("acts.json", "acts.onnx", "acts-tokenizer.json"):
        shutil.copyfile(WEIGHTS / name, tmp_path / name)
    (tmp_path / broken).write_text("{}")
    with pytest.raises(ModelError, match="weights in"):
        ActReader(tmp_path, 1)


def test_sentences_without_any_trigger_yield_nothing() -> None:
    reader = ActReader(WEIGHTS, 1)
    assert reader.acts([sentence("The lake is deep and the hills are green .")]) == [()]
    assert reader.acts([]) == []


def test_a_core_by_rule_has_no_act_reader_and_leaves_the_other_alone() -> None:
    whole = shipped_core(1)
    ruled = whole.by_rule()
    assert ruled.act_reader is None
    assert whole.act_reader is not None
    assert (ruled.name, ruled.reporter) == (whole.name, whole.reporter)
