"""Office-holders of sixty states and more: hardly a day without one, never two unexplained."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from communique.codebook.actors import ActorIndex, actor_index
from communique.codebook.check import find_faults

FIRST, LAST, STEP = date(2000, 1, 1), date(2025, 12, 31), timedelta(days=15)
HEADS = ("president", "monarch", "head of state", "supreme leader", "leader", "chancellor",
         "prime minister", "head of government")  # fmt: skip
# States whose head of state or government, foreign minister and defence minister must be known on
# at least these shares of the days.
LEAST = {"head": 0.99, "foreign minister": 0.95, "defence minister": 0.9}
STATES = (
    "AFG", "ARE", "ARG", "ARM", "AUS", "AUT", "AZE", "BEL", "BGR", "BLR", "BRA", "CAN", "CHE",
    "CHL", "CHN", "COL", "CUB", "CYP", "CZE", "DEU", "DNK", "EGY", "ESP", "EST", "ETH", "FIN",
    "FRA", "GBR", "GEO", "GRC", "HRV", "HUN", "IDN", "IND", "IRL", "IRN", "ISR", "ITA", "JPN",
    "KAZ", "KOR", "KWT", "LBN", "LTU", "LUX", "LVA", "MAR", "MEX", "MKD", "MYS", "NLD", "NOR",
    "NZL", "PER", "PHL", "POL", "PRK", "PRT", "QAT", "ROU", "RUS", "RWA", "SAU", "SGP", "SVK",
    "SVN", "SWE", "SYR", "THA", "TJK", "TUN", "TUR", "TWN", "UKR", "USA", "VEN", "VNM", "YEM",
    "ZAF", "ZWE",
)  # fmt: skip


def share(index: ActorIndex, code: str, offices: tuple[str, ...]) -> float:
    """The share of days, one in fifteen looked at, on which one of the offices is held."""
    days = [FIRST + STEP * n for n in range((LAST - FIRST) // STEP + 1)]
    held = sum(any(index.holders(code, o, day.isoformat()) for o in offices) for day in days)
    return held / len(days)


@pytest.mark.parametrize("code", STATES)
def test_offices_are_held_nearly_always(code: str) -> None:
    index = actor_index()
    found = {
        "head": share(index, code, HEADS),
        "foreign minister": share(index, code, ("foreign minister",)),
        "defence minister": share(index, code, ("defence minister",)),
    }
    thin = {office: round(s, 3) for office, s in found.items() if s < LEAST[office]}
    assert not thin, thin


def test_sixty_states_are_watched() -> None:
    assert len(set(STATES)) == len(STATES) >= 60


def test_no_two_hold_an_office_of_one_unexplained() -> None:
    """Handovers seen from two sides may lie some weeks apart; more is a wrong date."""
    assert [f.message for f in find_faults() if f.grade == "doubt"] == []
