"""Recipes for stretches (``P5D``) and repeated times (``P1W``, ``XXXX-WXX-2``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from communique.stages.times.scene import Scene

Slots = Mapping[str, str]
Value = tuple[str, bool] | None
_CLOCK_UNITS = {"S": "S", "m": "M", "H": "H"}
_HALVES = {"Y": "6M", "H": "30M", "D": "T12H", "m": "30S"}
_YEARS_PER_UNIT = {"E": 10, "C": 100, "L": 1000}
_PART_CODES = {"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"}


def duration_value(number: str, unit: str, *, half: bool = False) -> str:
    """The TIMEX3 duration; decades and centuries with a count are told in years.

    >>> duration_value("90", "m"), duration_value("X", "E"), duration_value("4", "E")
    ('PT90M', 'PXE', 'P40Y')
    """
    clock = "T" if unit in _CLOCK_UNITS else ""
    letter = _CLOCK_UNITS.get(unit, unit)
    if number == "X":
        return f"P{clock}X{'W' if unit == 'F' else letter}"
    amount = float(number) + (0.5 if half else 0.0)
    if unit in _YEARS_PER_UNIT:
        return f"P{amount * _YEARS_PER_UNIT[unit]:g}Y"
    if unit == "F":
        return f"P{2 * amount:g}W"
    whole = int(amount)
    if amount == whole:
        return f"P{clock}{whole}{letter}"
    if amount - whole == 0.5 and unit in _HALVES:
        return f"P{clock}{f'{whole}{letter}' if whole else ''}{_HALVES[unit]}"
    return f"P{clock}{amount:g}{letter}"


def _duration(slots: Slots, _scene: Scene) -> Value:
    number = slots.get("number") or slots["count"]
    return duration_value(number, slots["unit"], half="half" in slots), False


def _set(slots: Slots, _scene: Scene) -> Value:
    if "adverb_unit" in slots:
        return slots["adverb_unit"], False
    return duration_value(slots.get("count", "1"), slots["unit"]), False


def _set_weekday(slots: Slots, _scene: Scene) -> Value:
    part = _PART_CODES.get(slots.get("part", ""), slots.get("part", ""))
    return f"XXXX-WXX-{int(slots['weekday']) + 1}{f'T{part}' if part else ''}", False


def _set_month(slots: Slots, _scene: Scene) -> Value:
    return f"XXXX-{slots['month']}", False


def _set_season(slots: Slots, _scene: Scene) -> Value:
    return f"XXXX-{slots['season']}", False


RECURRENT_RECIPES: dict[str, Callable[[Slots, Scene], Value]] = {
    "duration": _duration, "set": _set, "set_weekday": _set_weekday, "set_month": _set_month,
    "set_season": _set_season,
}  # fmt: skip
