"""What a relative expression is reckoned from: publication day, tense, last date mentioned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.stages.times.anchor import resolve
from communique.stages.times.days import shift_unit
from communique.stages.times.tense import Tense

_UNIT_DAYS = {"D": 1, "W": 7, "F": 7, "M": 31, "Q": 92, "Y": 366, "E": 3653, "C": 36525}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """`reference` is the last calendar value in reach, `quarter` the last quarter reported on.

    `is_scheduled`: a verb in the present tells the time, as of a programme (``meets on Thursday``).
    """

    dct: date | None
    tense: Tense
    is_scheduled: bool = False
    reference: str | None = None
    quarter: str | None = None

    def reference_day(self, unit: str) -> date | None:
        """The first day of the reference, None when it is too coarse to count `unit` from."""
        days = resolve(self.reference, None) if self.reference else None
        if days is None:
            return None
        first, last = (date.fromisoformat(day) for day in days)
        return first if (last - first).days < _UNIT_DAYS[unit] else None

    def quarter_year_shift(self, years: int) -> str:
        """The same quarter so many years on; needs a quarter."""
        if self.quarter is None:
            raise ValueError("no quarter in reach")
        return f"{int(self.quarter[:4]) + years}{self.quarter[4:]}"

    def from_dct(self, count: int, unit: str = "D") -> str:
        """The value `count` units from publication; ``DCT-1W`` in an undated article."""
        if self.dct is not None:
            return shift_unit(self.dct, count, unit)
        if unit == "F":
            count, unit = 2 * count, "W"
        if unit == "D":
            return f"DCT{count:+d}" if count else "DCT"
        return f"DCT{count:+d}{unit}"
