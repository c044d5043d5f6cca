"""Whom mentions of an undated article stand for, given the days on which it can have appeared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

from communique.records import HOLDER, DateWindow, Link

# In a wider window too many offices change hands for its ends to say much.
_WIDEST_DAYS = 731
Links = tuple[Link, ...]


class LinkOnDay(Protocol):
    """Links the article's mentions as if it had appeared on a day."""

    def __call__(self, *, day: str) -> Links:
        """One link per mention, always in the same order."""


def linked_within(window: DateWindow | None, undated: Links, link: LinkOnDay) -> Links:
    """The links on which the first and the last day of the window agree, else the undated ones.

    What is the same on both days is taken to hold between them; its rule says so (``+window``).
    """
    if window is None:
        return undated
    days = date.fromisoformat(window.end) - date.fromisoformat(window.start)
    if days.days > _WIDEST_DAYS:
        return undated
    return tuple(
        _marked(first) if _agree(first, last) and not _agree(first, plain) else plain
        for first, last, plain in zip(
            link(day=window.start), link(day=window.end), undated, strict=True
        )
    )


def _agree(one: Link, two: Link) -> bool:
    return (one.codes, one.person, one.office, one.is_place) == (
        two.codes, two.person, two.office, two.is_place,
    )  # fmt: skip


def _marked(link: Link) -> Link:
    rule = link.provenance.rule
    base = rule.removesuffix(HOLDER)
    marked = f"{base}+window{HOLDER if base != rule else ''}"
    return replace(link, provenance=replace(link.provenance, rule=marked))
