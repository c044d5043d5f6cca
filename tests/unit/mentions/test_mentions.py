from __future__ import annotations

import pytest

from tests.reading import read


def _mentions(text: str) -> list[str]:
    return [x.mention.span.of(text) for x in read(text).links]


@pytest.mark.parametrize(
    ("text", "found", "missed"),
    [
        ("Troops left the West Bank.", "West Bank", "the West"),
        ("Syrias Aleppo province is calm.", "Syrias", "Syrias Aleppo province"),
        ("He died -LRB- Reuters -RRB- in Oslo.", "Reuters", "LRB"),
        ("Local miners met.", "miners", "Local"),
        ("Both sides want peace in Peru and Chile.", "sides", "Both"),
        ("Terrorist groups fired rockets.", "Terrorist groups", "Terrorist"),
        ("The military spokesman resigned.", "military spokesman", "military"),
        ("Libya, whose soldiers fled, protested.", "whose", "soldiers fled"),
    ],
)
def test_mentions(text: str, found: str, missed: str) -> None:
    mentions = _mentions(text)
    assert found in mentions
    assert missed not in mentions


def test_sides_are_a_mention_only_as_a_pair() -> None:
    assert "sides" not in _mentions("The sides of the house were painted.")
