"""The window of an undated article as values and in words."""

from __future__ import annotations

from typing import Any

from communique.records import DateReason, DateWindow


def window_fields(window: DateWindow | None) -> dict[str, Any] | None:
    """What ``annotate`` prints: the first and last possible day, the reasons, those set aside.

    Of a reason, ``start`` and ``end`` are offsets into the text, ``from`` and ``until`` the first
    and last day it allows.
    """
    if window is None:
        return None
    return {
        "start": window.start,
        "end": window.end,
        "reasons": [_fields(reason) for reason in window.reasons],
        "dropped": [_fields(reason) for reason in window.dropped],
    }


def dated_in_words(dct: str | None, basis: str, window: DateWindow | None) -> str:
    """The day with its basis, or the window with the reasons that set its ends.

    >>> dated_in_words("2014-03-04", "header", None), dated_in_words(None, "unknown", None)
    ('2014-03-04 (from header)', 'undated')
    """
    if dct is not None:
        return f"{dct} (from {basis})"
    if window is None:
        return "undated"
    why = "; ".join(reason.reason for reason in setting_reasons(window))
    return f"undated; between {window.start} and {window.end} because {why}"


def setting_reasons(window: DateWindow) -> tuple[DateReason, ...]:
    """The reasons that set the start and the end: the first of each, sure ones before others."""
    ranked = sorted(window.reasons, key=lambda reason: reason.strength != "sure")
    starts = [r for r in ranked if r.earliest == window.start]
    ends = [r for r in ranked if r.latest == window.end]
    return tuple(dict.fromkeys([*starts[:1], *ends[:1]])) or window.reasons[:1]


def _fields(reason: DateReason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "reason": reason.reason,
        "start": reason.span.start,
        "end": reason.span.end,
        "from": reason.earliest,
        "until": reason.latest,
        "strength": reason.strength,
    }
