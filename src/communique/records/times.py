"""Time expressions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from communique.records.provenance import Provenance
from communique.records.spans import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression with its TIMEX3 type and value.

    In an undated article relative values take the form ``DCT-1`` (coding guide, section 4).
    `relative` is true when the value was computed from the DCT or another anchor.
    """

    span: Span
    sentence: int
    type: TimexType
    value: str
    relative: bool
    provenance: Provenance
