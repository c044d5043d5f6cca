"""When two wordings of an office count as the same."""

from __future__ import annotations

import pytest
from benchmarks.actors import same_office


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("SEC chairman", "chair of the Securities and Exchange Commission", True),
        ("party leader", "leader of Smer", True),
        ("president of Law and Justice", "party leader", True),
        ("leader of Libya", "leader", True),
        ("president", "vice president", False),
        ("president", "party leader", False),
        ("secretary of commerce", "secretary of state", False),
        ("director of the CIA", "head of MI6", False),
    ],
)
def test_offices(one: str, two: str, same: bool) -> None:
    assert same_office(one, two) is same
