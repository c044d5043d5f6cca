"""The article: one canonical text and every date candidate with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DateOrigin = Literal["given", "header", "metadata", "url", "dateline", "text", "file name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """One possible publication day: ISO date, where it was found, and the exact words."""

    value: str
    origin: DateOrigin
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report. `text` is never altered after ingest; everything points into it.

    `id` is the input's own id (or file name without suffix); `digest` identifies the content.
    `dct` is the publication day (ISO) or None when unknown, `dct_basis` the origin it was taken
    from (``unknown`` when None), `date_conflict` true when candidates disagree by more than a day.
    """

    id: str
    digest: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    dates: tuple[DateCandidate, ...] = ()
    dct: str | None = None
    dct_basis: str = "unknown"
    date_conflict: bool = False
    origin: str | None = None
    extracted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An article that could not be read: counted and named, never lost in silence.

    `where` names file and line; `code` is an error code such as ``input.empty``.
    """

    id: str
    where: str
    stage: str
    code: str
    message: str
