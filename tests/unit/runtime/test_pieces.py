from __future__ import annotations

from communique.runtime.core import WEIGHTS
from communique.runtime.lemmas import apply_script, lemma_of, script_between
from communique.runtime.pieces import Pieces

PIECES = Pieces(WEIGHTS / "tokenizer.json")


def test_every_word_points_at_its_first_piece() -> None:
    (run,) = PIECES.encode([["Stoltenberg", "met", "“", "Zelensky"]], [[2, 2, 2, 1]])
    assert run.first == sorted(set(run.first))
    assert len(run.pieces) == len(run.shapes) == len(run.gaps)
    assert [run.gaps[f] for f in run.first] == [2, 2, 2, 1]
    assert sum(map(bool, run.gaps)) == 4


def test_a_word_that_is_no_text_has_a_piece() -> None:
    (run,) = PIECES.encode([["\u200d", "Oslo", "\ufffd"]], [[2, 2, 1]])
    assert len(set(run.first)) == 3


def test_a_window_starts_at_the_root_and_breaks_after_each_run() -> None:
    runs = PIECES.encode([["Talks", "failed"], ["Oslo"]], [[2, 2], [2]])
    window = PIECES.window(runs)
    assert window.first == [0, 1, 2, 4]
    assert len(window.pieces) == len(window.shapes) == len(window.gaps) == 6
    assert window.pieces[3] == window.pieces[5]


def test_scripts_round_trip() -> None:
    for word, lemma in (("Called", "call"), ("went", "go"), ("Moscow", "Moscow"), ("x", "xyz")):
        assert apply_script(word, script_between(word, lemma)) == lemma


def test_irregular_verbs_have_their_lemma() -> None:
    assert [lemma_of(w, "VERB", "=") for w in ("held", "told", "accused")] == [
        "hold",
        "tell",
        "accuse",
    ]
