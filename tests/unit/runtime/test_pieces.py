from __future__ import annotations

from communique.runtime.core import WEIGHTS
from communique.runtime.lemmas import apply_script, lemma_of, script_between
from communique.runtime.pieces import MAX_PIECES, Pieces


def test_every_word_points_at_its_first_piece() -> None:
    encoded = Pieces(WEIGHTS / "tokenizer.json").encode([["Stoltenberg", "met", "“", "Zelensky"]])[
        0
    ]
    assert encoded.first[0] == 0
    assert encoded.first[1:] == sorted(set(encoded.first[1:]))
    assert len(encoded.pieces) == len(encoded.shapes)


def test_long_input_is_cut_not_crashed() -> None:
    encoded = Pieces(WEIGHTS / "tokenizer.json").encode([["antidisestablishmentarian"] * 400])[0]
    assert len(encoded.pieces) == MAX_PIECES
    assert max(encoded.first) < MAX_PIECES


def test_scripts_round_trip() -> None:
    for word, lemma in (("Called", "call"), ("went", "go"), ("Moscow", "Moscow"), ("x", "xyz")):
        assert apply_script(word, script_between(word, lemma)) == lemma


def test_irregular_verbs_have_their_lemma() -> None:
    assert [lemma_of(w, "VERB", "=") for w in ("held", "told", "accused")] == [
        "hold",
        "tell",
        "accuse",
    ]
