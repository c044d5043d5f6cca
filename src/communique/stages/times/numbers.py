"""Readers of number-like slots: counts, days, years, decades, centuries, clock times."""

from __future__ import annotations

import re
from collections.abc import Callable

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate(_ONES)}
_VALUES |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_ORDINAL_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_ORDINALS = {word: value for value, word in enumerate(_ORDINAL_WORDS, start=1)}
_VAGUE = frozenset({"few", "several", "many"})


def _sum(words: list[str]) -> int:
    total = current = 0
    for word in words:
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        else:
            current += _VALUES.get(word, 0)
    return total + current


def read_number(text: str) -> str:
    """A count as digits (``2.5`` for two and a half), or ``X`` when the words are vague.

    >>> [read_number(t) for t in ("twenty - four", "a couple of", "several", "2 1/2", "half an")]
    ['24', '2', 'X', '2.5', '0.5']
    """
    words = re.findall(r"[\d.,/]+|[a-z]+", text)
    if _VAGUE & set(words):
        return "X"
    if "couple" in words:
        return "2"
    half = 0.5 if "half" in words or "1/2" in words else 0.0
    words = [word for word in words if word not in ("half", "1/2", "and")]
    if words and words[0][0].isdigit():
        number = float(words[0].replace(",", ""))
    else:
        number = float(_sum(words))
        if not number and words and words[0] in ("a", "an") and not half:
            number = 1.0
    return f"{number + half:g}" if number + half < 1e6 else str(int(number))


def read_day(text: str) -> str:
    """A day of the month as two digits.

    >>> read_day("4 th"), read_day("twenty - first")
    ('04', '21')
    """
    digits = re.match(r"\d+", text)
    if digits:
        return f"{int(digits.group()):02d}"
    words = re.findall(r"[a-z]+", text)
    return f"{sum(_ORDINALS.get(w, _VALUES.get(w, 0)) for w in words):02d}"


def read_year(text: str) -> str:
    """A year as four digits, from digits or spoken words.

    >>> read_year("nineteen ninety - six"), read_year("two thousand and five")
    ('1996', '2005')
    """
    if text[0].isdigit():
        return text
    words = re.findall(r"[a-z]+", text)
    if words[0] == "two":
        return str(_sum(words))
    return str(100 * _VALUES[words[0]] + _sum(words[1:]))


def read_decade(text: str) -> str:
    """A decade: three digits, or one digit (tens) when the century is not said.

    >>> read_decade("1990 s"), read_decade("' 80 s")
    ('199', '8')
    """
    digits = "".join(re.findall(r"\d", text))
    return digits[:-1]


def read_century(text: str) -> str:
    """A century as TIMEX3 writes it, one less than its ordinal.

    >>> read_century("20 th"), read_century("nineteenth")
    ('19', '18')
    """
    return f"{int(read_day(text)) - 1:02d}"


def _read_clock(text: str) -> str:
    hour, minute = re.findall(r"\d+", text)[:2]
    return f"{int(hour):02d}:{minute}"


def _read_military(text: str) -> str:
    return f"{text[:2]}:{text[2:]}"


READERS: dict[str, Callable[[str], str]] = {
    "number": read_number,
    "count": read_number,
    "clock_hour": read_number,
    "day": read_day,
    "nth_day": read_day,
    "iso_day": read_day,
    "year": read_year,
    "decade": read_decade,
    "century": read_century,
    "military": _read_military,
    "meridiem": lambda text: text[0],
}
