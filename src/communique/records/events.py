"""Coded events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.records.days import Granularity
from communique.records.places import Precision
from communique.records.provenance import Provenance
from communique.records.spans import Span

Status = Literal["actual", "planned", "conditional", "negated", "denied"]
WhenBasis = Literal["stated", "anchored", "publication", "unknown"]
# Who did it where a sentence hides the actor on purpose (coding guide, section 2).
HIDDEN = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act, as the coding guide defines it (section 1), with the spans that prove it.

    `source` and `target` are entity codes; `status_evidence` holds the words that decide the
    status, empty for a plain past or present act. `when_basis` tells a time in calendar terms
    (stated) from one reckoned from a day or taken from another mention of the deed (anchored) and
    from the publication day taken for want of another; the last two may lack a `when_span`.
    `asserted_by` is ``author``, a person's name, an entity code, a description of who is unnamed,
    or ``---`` for a speaker nobody names. `goldstein` is on the -10..10 scale. `probability` is
    the calibrated chance that type, source and target are all right; None where rules alone read
    and for a user's own types. `where_id` is the place of the gazetteer that `where` means, with
    coordinates and what they stand for; None where it is not known.
    """

    id: str
    article_id: str
    sentence: Span
    trigger: Span
    cameo: str
    plover: str
    mode: str | None
    contexts: tuple[str, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    source_persons: tuple[str, ...]
    target_persons: tuple[str, ...]
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]
    status: Status
    status_evidence: tuple[Span, ...]
    when: str | None
    when_basis: WhenBasis
    when_granularity: Granularity | None = None
    when_span: Span | None
    where: str | None
    where_span: Span | None
    asserted_by: str
    asserted_span: Span | None
    denied_by: str | None
    goldstein: float | None
    probability: float | None
    where_id: str | None = None
    where_lat: float | None = None
    where_lon: float | None = None
    where_precision: Precision | None = None
    provenance: Provenance
