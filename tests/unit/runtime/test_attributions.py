"""What the attribution head is given and what is made of its answers; no weights needed."""

from __future__ import annotations

import numpy as np

from communique.runtime.attributions import (
    ROLES,
    Features,
    ReadSentence,
    by_length,
    likeliest_roles,
    quote_marks,
    reports_of,
    tree_tables,
)

LISTS = {"lemmas": ["say"], "upos": ["NOUN", "VERB"], "deprels": ["ccomp", "nsubj", "root"]}


def roles(*names: str, sure: float = 0.9) -> np.ndarray:
    """Log-probabilities that favour one role per word."""
    rest = (1 - sure) / (len(ROLES) - 1)
    table = np.full((len(names), len(ROLES)), np.log(rest), dtype=np.float32)
    for word, name in enumerate(names):
        table[word, ROLES.index(name)] = np.log(sure)
    return table


def test_marks_close_what_they_open_and_straight_ones_take_turns() -> None:
    assert quote_marks(["“", "a", "”", "b"]) == [2, 1, 2, 0]
    assert quote_marks(['"', "a", '"', "b", '"', "c"]) == [2, 1, 2, 0, 2, 1]


def test_tree_tables_tell_by_which_child_a_word_hangs_on_another() -> None:
    # "ministers said talks failed": said(1) has ministers(0) and failed(3), failed has talks(2).
    heads = np.array([[1, -1, 3, 1]])
    relations = np.array([[5, 4, 5, 3]])
    below, beside = tree_tables(heads, relations)
    assert below[0, 1].tolist() == [5, 1, 3, 3]  # from said: subject, itself, its clause
    assert below[0, 3].tolist() == [0, 2, 5, 1]  # said stands above failed
    assert beside[0, 3].tolist() == below[0, 1].tolist()
    assert beside[0, 1].tolist() == [0, 0, 0, 0]


def test_padding_leaves_the_rows_of_shorter_sentences_alone() -> None:
    long, short = (
        ReadSentence(
            lemmas=["Say"] * size,
            upos=["VERB"] * size,
            deprels=["nsubj:pass"] * size,
            heads=[-1, *[0] * (size - 1)],
            marks=[0] * size,
            vectors=np.ones((size, 4), dtype=np.float16),
        )
        for size in (4, 2)
    )
    arrays = Features(LISTS).arrays([long, short])
    assert arrays["sizes"].tolist() == [4, 2]
    assert arrays["lemmas"][1].tolist() == [1, 1, 0, 0]
    assert arrays["upos"][0].tolist() == [2] * 4
    alone = Features(LISTS).arrays([short])
    assert (arrays["below"][1, :2, :2] == alone["below"][0]).all()


def test_batches_run_from_long_to_short_and_hold_every_sentence() -> None:
    groups = by_length([3, 600, 700, 5])
    assert groups == [[2], [1], [3, 0]]


def test_a_single_doubtful_word_does_not_cut_a_content() -> None:
    table = roles("cue", "content", "content", "content").astype(np.float64)
    table[2] = np.log([0.4, 0.1, 0.3, 0.2])
    (path,) = likeliest_roles(table[None], np.array([0]))
    assert [ROLES[r] for r in path] == ["cue", "content", "content", "content"]


def test_reports_name_cue_content_and_source() -> None:
    table = roles("source", "source", "cue", "content", "content", "none", "none", "none")[None]
    attitudes = np.array([[0.0, -1.0, -2.0]])
    found, none = reports_of(np.array([[0, 2]]), np.array([0.8]), table, attitudes, sizes=[6, 3])
    assert none == ()
    assert [(r.cue, r.contents, r.source, r.attitude) for r in found] == [
        ((2, 2), ((3, 4),), (0, 1), "speech")
    ]
    assert 0.7 < found[0].share < 0.8


def test_a_cue_without_content_is_no_report() -> None:
    table = roles("source", "cue", "none")[None]
    outputs = (np.array([[0, 1]]), np.array([0.9]), table, np.zeros((1, 3)))
    assert reports_of(*outputs, sizes=[3]) == [()]
