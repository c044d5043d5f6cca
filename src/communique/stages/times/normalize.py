"""Recipes: from the slots of a matched rule to a TIMEX3 value.

A recipe gets the slot values and the scene and returns ``(value, relative)``, or None when the
words make no time after all (34 March).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from communique.stages.times import days
from communique.stages.times.anchor import near_weekday, resolve
from communique.stages.times.recurrent import RECURRENT_RECIPES
from communique.stages.times.scene import Scene
from communique.stages.times.spans_of_year import YEAR_RECIPES
from communique.stages.times.tense import Tense

Slots = Mapping[str, str]
Value = tuple[str, bool] | None
# So near to the publication day, a date without a year is that one whatever the tense: nobody
# writes "met on 25 May" in April of the next year without saying so.
_CLOSE = 92
_SIDES: Mapping[str, Tense] = {"-1": "past", "0": "present", "1": "future"}


def _part(slots: Slots) -> str:
    return f"T{slots['part']}" if "part" in slots else ""


def _literal(slots: Slots, _scene: Scene) -> Value:
    return slots["value"], False


def _date(slots: Slots, scene: Scene) -> Value:
    year, month, day = slots.get("year"), slots.get("month"), slots.get("day")
    if year and month and day:
        exact = days.safe_date(int(year), int(month), int(day))
        return (exact.isoformat(), False) if exact else None
    if year:
        return (f"{year}-{month}" if month else year), False
    if day is None:
        return None
    if "direction" in slots:
        scene = replace(scene, tense=_SIDES[slots["direction"]])
    return _day_of_month(month, int(day), scene, _CLOSE if "direction" not in slots else 0)


def _date_part(slots: Slots, scene: Scene) -> Value:
    found = _date(slots, scene)
    return (found[0] + _part(slots), found[1]) if found else None


def _day_of_month(month: str | None, day: int, scene: Scene, close: int) -> Value:
    """A day whose year, or year and month, must be guessed from tense and publication day."""
    if scene.dct is None:
        if days.safe_date(2000, int(month or 1), day) is None:
            return None
        return f"XXXX-{month or 'XX'}-{day:02d}", False
    first = scene.dct.replace(day=1)
    steps = (-12, 0, 12) if month else (-1, 0, 1)
    if month:
        first = first.replace(month=int(month))
    starts = [days.shift_months(first, step) for step in steps]
    dates = [days.safe_date(start.year, start.month, day) for start in starts]
    found = _by_tense([d for d in dates if d], scene.dct, scene.tense, close)
    return (found.isoformat(), True) if found else None


def _by_tense(dates: list[date], dct: date, tense: Tense, close: int) -> date | None:
    """The candidate within `close` days, else the one that the tense asks for."""
    nearest = min(dates, key=lambda d: abs((d - dct).days), default=None)
    if nearest and abs((nearest - dct).days) <= close and (tense != "future" or nearest >= dct):
        return nearest
    past = [d for d in dates if d <= dct]
    future = [d for d in dates if d >= dct]
    if tense == "past" and past:
        return max(past)
    if tense == "future" and future:
        return min(future)
    return nearest


def _slashed(slots: Slots, scene: Scene) -> Value:
    """Day before month unless the second number cannot be a month."""
    first, second, year = (int(part) for part in re.split(r"[/.]", slots["slashed"]))
    if year < 100:
        century = scene.dct.year // 100 if scene.dct else 20
        year += 100 * (century if year <= (scene.dct.year % 100 if scene.dct else 49) + 10 else 19)
    day, month = (second, first) if second > 12 else (first, second)
    exact = days.safe_date(year, month, day)
    return (exact.isoformat(), False) if exact else None


def _weekday(slots: Slots, scene: Scene) -> Value:
    weekday, direction = int(slots["weekday"]), slots.get("direction")
    if direction in (None, "0"):
        ahead = scene.tense == "future" or scene.is_scheduled or direction == "0"
        side = 1 if ahead else -1
    else:
        side = int(direction)
    if scene.dct is None:
        sign = "+" if side > 0 else "-"
        return f"DCT{sign}{days.WEEKDAY_NAMES[weekday]}{_part(slots)}", True
    same = direction in (None, "0")
    found = near_weekday(scene.dct, weekday, side, same=same)
    return found.isoformat() + _part(slots), True


def _weekday_of_week(slots: Slots, scene: Scene) -> Value:
    weekday, shift = int(slots["weekday"]), int(slots["week_shift"])
    if scene.dct is None:
        return f"DCT{'+' if shift > 0 else '-'}{days.WEEKDAY_NAMES[weekday]}", True
    monday = scene.dct - timedelta(days=scene.dct.weekday())
    return (monday + timedelta(days=7 * shift + weekday)).isoformat(), True


def _weekend(slots: Slots, scene: Scene) -> Value:
    shift = int(slots.get("direction", 1 if scene.tense == "future" else -1))
    if "direction" not in slots and scene.dct is not None:
        # "the weekend": the one just passed, or the one this week ends with.
        shift = 0 if scene.tense == "future" or scene.dct.weekday() >= 5 else -1
    return f"{scene.from_dct(shift, 'W')}-WE", True


def _day(slots: Slots, scene: Scene) -> Value:
    return scene.from_dct(int(slots["offset"])) + _part(slots), True


def _period(slots: Slots, scene: Scene) -> Value:
    return scene.from_dct(int(slots["direction"]), slots["period"]), True


def _count(slots: Slots) -> int | None:
    number = slots.get("number", "1")
    if number == "X" or float(number) != int(float(number)):
        return None
    return int(float(number))


def _in_years(count: int, unit: str) -> tuple[int, str]:
    """Decades and centuries counted from a point are told in years: two decades ago is a year."""
    years = {"E": 10, "C": 100, "L": 1000}.get(unit)
    return (count * years, "Y") if years else (count, unit)


def _shift(slots: Slots, scene: Scene) -> Value:
    """So many units before or after publication; a vague count is a mere reference."""
    side, count, unit = int(slots["direction"]), _count(slots), slots["unit"]
    if unit in ("S", "m", "H") or count is None:
        return ("PAST_REF" if side < 0 else "FUTURE_REF"), False
    count, unit = _in_years(count, unit)
    if unit == "Y" and side < 0 and count >= (scene.dct or date.max).year:
        return "PAST_REF", False
    if unit == "Y" and scene.quarter and side < 0:
        return scene.quarter_year_shift(-count), True
    return scene.from_dct(side * count, unit), True


def _from_reference(count: int, unit: str, scene: Scene) -> str:
    if unit == "Y" and scene.quarter:
        return scene.quarter_year_shift(count)
    day = scene.reference_day(unit)
    if day is None:
        return scene.from_dct(count, unit)
    return days.shift_unit(day, count, unit)


def _shift_reference(slots: Slots, scene: Scene) -> Value:
    """So many units before or after the last date mentioned, else before publication."""
    side, count, unit = int(slots["direction"]), _count(slots), slots["unit"]
    if unit in ("S", "m", "H") or count is None:
        return ("PAST_REF" if side < 0 or scene.tense != "future" else "FUTURE_REF"), False
    count, unit = _in_years(count, unit)
    if side > 0 and scene.tense != "future" and not _lies_behind(count, unit, scene):
        return "PAST_REF", False
    return _from_reference(side * count, unit, scene), True


def _lies_behind(count: int, unit: str, scene: Scene) -> bool:
    """True when so many units after the reference is not later than publication."""
    if scene.reference_day(unit) is None:
        return False
    days_covered = resolve(_from_reference(count, unit, scene), None)
    return not scene.dct or (days_covered is not None and days_covered[0] <= scene.dct.isoformat())


def _same(slots: Slots, scene: Scene) -> Value:
    unit = slots["unit"]
    if unit not in "DWMQYEC":
        return None
    day = scene.reference_day(unit)
    if day is None:
        return (scene.from_dct(0, unit), True) if scene.reference is None else None
    return days.unit_value(day, unit), True


def _neighbour(slots: Slots, scene: Scene) -> Value:
    unit = slots["unit"]
    if unit not in "DWMQYEC":
        return None
    after = (slots.get("side") or slots.get("side2")) in ("following", "next", "after")
    return _from_reference(1 if after else -1, unit, scene), True


def _hours(slots: Slots, scene: Scene) -> Value:
    ahead = slots["side"] == "later" and scene.tense == "future"
    return ("FUTURE_REF" if ahead else "PAST_REF"), False


def _clock(slots: Slots, scene: Scene) -> Value:
    """A clock time on the stated day, else on the publication day."""
    clock = slots.get("clock") or f"{int(slots['hour']):02d}:00"
    numbers = [int(part) for part in re.split("[:.]", clock)]
    hour = numbers[0] % 12 if "meridiem" in slots and numbers[0] <= 12 else numbers[0]
    if slots.get("meridiem") == "p" or (slots.get("part") in ("AF", "EV") and hour < 12):
        hour += 12
    time = f"T{hour:02d}:{numbers[1]:02d}"
    if "year" in slots:
        base = _date({k: slots[k] for k in ("year", "month", "day")}, scene)
        return (base[0] + time, False) if base else None
    return scene.from_dct(0) + time, True


def _clock_colon(slots: Slots, scene: Scene) -> Value:
    return _clock(slots, scene) if ":" in slots["clock"] else None


RECIPES: dict[str, Callable[[Slots, Scene], Value]] = {
    "literal": _literal, "date": _date, "date_part": _date_part,
    "slashed": _slashed, "weekday": _weekday,
    "weekday_of_week": _weekday_of_week, "weekend": _weekend, "day": _day, "period": _period,
    "shift": _shift, "shift_reference": _shift_reference, "same": _same, "neighbour": _neighbour,
    "hours": _hours, "clock": _clock, "clock_colon": _clock_colon,
    **YEAR_RECIPES, **RECURRENT_RECIPES,
}  # fmt: skip
