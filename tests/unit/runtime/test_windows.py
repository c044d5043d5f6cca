from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.runtime.core import WEIGHTS
from communique.runtime.pieces import Pieces
from communique.runtime.windows import WINDOW_PIECES, Passage, batches, windows_of

PIECES = Pieces(WEIGHTS / "tokenizer.json")
WORDS = st.sampled_from(["Talks", "failed", ".", "Minsk", "unverzagt", "”", "(", "Petropavlovsk"])


def passage(words: list[str], *, whole: bool = False) -> Passage:
    return Passage(tuple(words), (2,) * len(words), whole=whole)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=400), min_size=1, max_size=6))
def test_windows_hold_every_word_once_and_stay_short(texts: list[list[str]]) -> None:
    passages = [passage(words) for words in texts]
    windows = windows_of(passages, PIECES)
    parts = [part for window in windows for part in window.parts]
    told = [(p.passage, w) for p in parts for w in range(p.first, p.last)]
    assert told == [(n, w) for n, words in enumerate(texts) for w in range(len(words))]
    for window in windows:
        assert len(window.encoded.pieces) <= WINDOW_PIECES + 2
        assert len(window.encoded.first) == 1 + sum(p.last - p.first for p in window.parts)
    assert sorted(i for batch in batches(windows) for i in batch) == list(range(len(windows)))


def test_long_passages_are_cut_behind_a_full_stop() -> None:
    text = ["The", "envoys", "met", "in", "Minsk", "again", "."] * 60
    first, *_ = windows_of([passage(text)], PIECES)
    assert text[first.parts[-1].last - 1] == "."


def test_a_sentence_given_whole_is_not_cut() -> None:
    (window,) = windows_of([passage(["talks"] * 300, whole=True)], PIECES)
    assert [(p.first, p.last) for p in window.parts] == [(0, 300)]
