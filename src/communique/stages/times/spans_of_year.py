"""Recipes for months, seasons, quarters, half-years, decades, centuries and feasts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from communique.stages.times import days
from communique.stages.times.scene import Scene

Slots = Mapping[str, str]
Value = tuple[str, bool] | None
# So near to the publication day (in days), a month is meant whatever the tense of the clause.
_CLOSE = 35


def _shifted_year(slots: Slots, scene: Scene) -> int | None:
    """The year of "June last year", None when no such words or no publication day."""
    if "year_shift" not in slots or scene.dct is None:
        return None
    return scene.dct.year + int(slots["year_shift"])


def _choose_year(start_month: int, direction: str | None, scene: Scene, length: int = 1) -> int:
    """The year in which a stretch beginning in `start_month` is meant.

    "Last" is the latest one over, "next" the first not yet begun, "this" the one of the calendar
    year; without such a word the tense decides, and the nearest one when the tense is silent.
    """
    dct = scene.dct
    assert dct is not None
    starts = [date(year, start_month, 1) for year in range(dct.year - 2, dct.year + 3)]
    ended = [s for s in starts if days.shift_months(s, length) <= dct]
    begun = [s for s in starts if s <= dct]
    coming = [s for s in starts if s > dct]
    unfinished = [s for s in starts if days.shift_months(s, length) > dct]
    if direction == "0":
        return dct.year - (1 if start_month == 12 and length > 1 and dct.month <= 2 else 0)
    if direction is not None:
        return ended[-1].year if direction == "-1" else coming[0].year
    nearest = _nearest_year(start_month, dct)
    if abs((date(nearest, start_month, 1) - dct).days) <= _CLOSE:
        return nearest
    by_tense = {"past": begun[-1].year, "future": unfinished[0].year, "present": nearest}
    return by_tense[scene.tense]


def _nearest_year(start_month: int, dct: date) -> int:
    starts = [date(dct.year + shift, start_month, 1) for shift in (-1, 0, 1)]
    return min(starts, key=lambda s: abs((s - dct).days)).year


def _month(slots: Slots, scene: Scene) -> Value:
    month = slots["month"]
    if scene.dct is None:
        return f"XXXX-{month}", False
    year = _shifted_year(slots, scene)
    if year is None:
        year = _choose_year(int(month), slots.get("direction"), scene)
    return f"{year}-{month}", True


def _season(slots: Slots, scene: Scene) -> Value:
    season = slots["season"]
    season = {"summer": "SU", "winter": "WI", "spring": "SP", "autumn": "FA"}.get(season, season)
    if "year" in slots:
        return f"{slots['year']}-{season}", False
    if scene.dct is None:
        return f"XXXX-{season}", False
    year = _shifted_year(slots, scene)
    if year is None:
        year = _choose_year(days.SEASON_MONTHS[season], slots.get("direction"), scene, 3)
    return f"{year}-{season}", True


def _quarter(slots: Slots, scene: Scene) -> Value:
    quarter = slots.get("ordinal") or slots["quarter"]
    if "year" in slots:
        return f"{slots['year']}-Q{quarter}", False
    if scene.dct is None:
        return f"XXXX-Q{quarter}", False
    year = _shifted_year(slots, scene)
    if year is None:
        year = _quarter_year(3 * int(quarter) - 2, scene)
    return f"{year}-Q{quarter}", True


def _quarter_year(start_month: int, scene: Scene) -> int:
    """Results told in the past tense are of a quarter begun; others of the nearest quarter."""
    dct = scene.dct
    assert dct is not None
    if scene.tense == "past":
        return dct.year if date(dct.year, start_month, 1) <= dct else dct.year - 1
    return _nearest_year(start_month, dct)


def _same_quarter(_slots: Slots, scene: Scene) -> Value:
    if scene.quarter:
        return scene.quarter, True
    return (scene.from_dct(-1, "Q"), True) if scene.dct else None


def _year_before(_slots: Slots, scene: Scene) -> Value:
    """ "The year-earlier period": a year before the quarter just named, else before publication."""
    if scene.quarter:
        return scene.quarter_year_shift(-1), True
    return scene.from_dct(-1, "Y"), True


def _half(slots: Slots, scene: Scene) -> Value:
    half = slots["half"]
    if "year" in slots:
        return f"{slots['year']}-H{half}", False
    if scene.dct is None:
        return f"XXXX-H{half}", False
    return f"{_shifted_year(slots, scene) or scene.dct.year}-H{half}", True


def _decade(slots: Slots, scene: Scene) -> Value:
    decade = slots.get("decade") or slots["decade_word"]
    if len(decade) == 3:
        return decade, False
    now = scene.dct.year // 10 if scene.dct else 202
    century = now // 10 - (1 if int(decade) > now % 10 else 0)
    return f"{century}{decade}", False


def _century(slots: Slots, _scene: Scene) -> Value:
    return slots["century"], False


def _holiday(slots: Slots, scene: Scene) -> Value:
    recipe = slots["holiday"]
    if "year" in slots:
        day = days.holiday_date(recipe, int(slots["year"]))
        return (day.isoformat(), False) if day else None
    if scene.dct is None:
        return _undated_holiday(recipe), False
    return _choose_holiday(recipe, slots.get("direction"), scene).isoformat(), True


def _choose_holiday(recipe: str, direction: str | None, scene: Scene) -> date:
    """The feast meant: as "last" or "next" say, the one close by, or as the tense asks."""
    dct = scene.dct
    assert dct is not None
    found = [days.holiday_date(recipe, dct.year + shift) for shift in (-1, 0, 1)]
    dates = [day for day in found if day]
    past, future = [d for d in dates if d <= dct], [d for d in dates if d >= dct]
    nearest = min(dates, key=lambda d: abs((d - dct).days))
    if direction is not None:
        return {"-1": past[-1], "0": dates[1], "1": future[0]}[direction]
    if abs((nearest - dct).days) <= _CLOSE:
        return nearest
    return {"past": past[-1], "future": future[0], "present": nearest}[scene.tense]


def _undated_holiday(recipe: str) -> str:
    if recipe.startswith("nth"):
        return f"XXXX-{int(recipe.split(':')[1]):02d}"
    return "XXXX" if recipe.startswith("easter") else f"XXXX-{recipe}"


YEAR_RECIPES: dict[str, Callable[[Slots, Scene], Value]] = {
    "month": _month, "season": _season, "quarter": _quarter, "same_quarter": _same_quarter,
    "year_before": _year_before, "half": _half, "decade": _decade, "century": _century,
    "holiday": _holiday,
}  # fmt: skip
