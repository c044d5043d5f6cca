"""What a caller may set: the names of columns and the limits on size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from communique.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Which column of a table, or key of a JSON object, holds which field of an article."""

    id: str = "id"
    date: str = "date"
    text: str = "text"
    title: str = "title"
    outlet: str = "outlet"
    url: str = "url"

    @classmethod
    def from_pairs(cls, pairs: Iterable[str]) -> ColumnMap:
        """The map that ``field=column`` words describe.

        >>> ColumnMap.from_pairs(["text=body", "date=published"]).text
        'body'
        """
        known = [field.name for field in fields(cls)]
        chosen: dict[str, str] = {}
        for pair in pairs:
            field, equals, column = (part.strip() for part in pair.partition("="))
            if not equals or not column:
                raise UsageError("usage.columns", f"{pair!r} is not of the form field=column")
            if field not in known:
                raise UsageError(
                    "usage.columns", f"unknown field {field!r}; there are {', '.join(known)}"
                )
            if field in chosen:
                raise UsageError("usage.columns", f"field {field!r} is given twice")
            chosen[field] = column
        return replace(cls(), **chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes above which an input is refused instead of read.

    `text` counts characters of one article, `line` bytes of one record in a file of records,
    `html` bytes and `tags` the tags of one page. `depth` is the deepest nesting of elements.
    """

    text: int = 5_000_000
    line: int = 64_000_000
    html: int = 20_000_000
    tags: int = 100_000
    depth: int = 1_000
