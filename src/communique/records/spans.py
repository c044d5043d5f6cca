"""Half-open code-point ranges into one unaltered article text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``text[start:end]``, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words this span covers.

        >>> Span(0, 4).of("Nato met")
        'Nato'
        """
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """True when `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.end and other.start < self.end


def cover(spans: tuple[Span, ...]) -> Span:
    """The smallest span that contains all of `spans`."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))
