"""Named places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.records.provenance import Provenance
from communique.records.spans import Span

Precision = Literal["site", "town", "county", "area", "region", "country", "sea", "continent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A name of somewhere, and which place of the gazetteer it most likely means.

    `written` is the name as the article has it, `place_id` the gazetteer's (``geonames:703448``,
    ``place:UKR/kharkiv-oblast``, ``fips:21125``), None where the gazetteer knows no such place.
    `admin` runs from the country down to the region. `precision` says what the coordinates stand
    for: a point inside a town, the middle of a region or a country; None without coordinates.
    `as_actor` marks a name that stands for who acts (``Moscow rejected``). `score` ranks the
    namesakes of one article and is no probability; `alternatives` are the next best.
    """

    span: Span
    sentence: int
    written: str
    place_id: str | None = None
    name: str | None = None
    kind: str | None = None
    country: str | None = None
    admin: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    as_actor: bool = False
    score: float = 0.0
    alternatives: tuple[str, ...] = ()
    provenance: Provenance
