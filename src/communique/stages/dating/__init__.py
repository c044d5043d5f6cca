"""When an undated article can have appeared: an interval with its reasons. See README.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from communique.codebook.actors import ActorIndex
from communique.codebook.dating import DatingBook
from communique.records import Analysis, DateWindow, Link, Segment, Sentence, Timex
from communique.stages.dating.bodies import body_clues
from communique.stages.dating.clues import Clue
from communique.stages.dating.combine import window_of
from communique.stages.dating.deeds import deed_clues
from communique.stages.dating.habits import habit_clues
from communique.stages.dating.lives import life_clues
from communique.stages.dating.members import member_clues
from communique.stages.dating.offices import office_clues
from communique.stages.dating.reading import Reading
from communique.stages.dating.stated import stated_clues

__all__ = ["date_window", "find_clues"]


def date_window(
    text: str,
    segments: Iterable[Segment],
    analysis: Analysis,
    links: Iterable[Link],
    timexes: Iterable[Timex],
    *,
    index: ActorIndex,
    book: DatingBook,
    tense_of: Callable[[Sentence, int, int], Literal["past", "future", "present"]],
) -> DateWindow | None:
    """The interval in which the article can have appeared, or None when nothing in it tells.

    The article is read as undated: links and time expressions must not rest on a known day.
    `tense_of` judges the clause that holds a run of words. The window is never a guessed day: even
    where it holds a single one, it says only that no other agrees with the evidence.
    """
    reading = Reading(
        text=text, segments=tuple(segments), analysis=analysis, links=tuple(links),
        timexes=tuple(timexes), index=index, book=book, tense_of=tense_of,
    )  # fmt: skip
    return window_of(find_clues(reading), book.outer)


def find_clues(reading: Reading) -> tuple[Clue, ...]:
    """All evidence of an article, in text order."""
    offices = tuple(office_clues(reading))
    titled = frozenset(clue.subject for clue in offices)
    found = [
        *offices,
        *member_clues(reading),
        *stated_clues(reading),
        *deed_clues(reading),
        *life_clues(reading),
        *body_clues(reading),
        *habit_clues(reading, titled),
    ]
    return tuple(sorted(found, key=lambda c: (c.span, c.rule, c.subject)))
