from __future__ import annotations

import pytest

from communique.stages.mentions.clauses import subjects_over
from tests.reading import read


@pytest.mark.parametrize(
    ("text", "word", "own", "upper"),
    [
        ("Oslo said that it had closed its embassy.", "its", "it", "Oslo"),
        ("Oslo said that it had closed its embassy.", "it", None, "Oslo"),
        ("The envoy, who lost his passport, left.", "his", "envoy", "envoy"),
        ("Norway withdrew, closing its embassy.", "its", "Norway", "Norway"),
    ],
)
def test_subjects(text: str, word: str, own: str | None, upper: str | None) -> None:
    (sentence,) = read(text).analysis.sentences
    found = subjects_over(sentence, sentence.words.index(word))
    assert [None if w is None else sentence.words[w] for w in found] == [own, upper]
