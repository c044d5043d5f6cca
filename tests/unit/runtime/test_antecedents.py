from __future__ import annotations

import numpy as np
import pytest

from communique.runtime.antecedents import MentionVectors, rank_antecedents


def mention(word: int, ask: float, offer: float, none: float = 0.0) -> MentionVectors:
    vector = lambda value: np.array([value], dtype=np.float32)  # noqa: E731
    return MentionVectors(0, word, ask=vector(ask), offer=vector(offer), none=none)


def test_the_best_comes_first_and_shares_leave_room_for_none() -> None:
    mentions = [mention(0, 0, 1.0), mention(4, 1, 3.0), mention(9, 1, 0.0, none=1.0)]
    first, _, last = rank_antecedents(mentions)
    assert first == ()
    assert [a.word for a in last] == [4, 0]
    total = np.exp([1.0, 3.0, 1.0]).sum()
    assert [a.share for a in last] == pytest.approx(
        [np.exp(3.0) / total, np.exp(1.0) / total], abs=1e-3
    )


def test_no_mentions_no_answers() -> None:
    assert rank_antecedents([]) == []
