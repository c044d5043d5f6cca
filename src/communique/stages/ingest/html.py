"""Web pages: enters the bytes of a page, leaves an Article with the extracted text.

trafilatura does the extraction. Its deduplicate option stays off: it remembers text across pages
and blanks later ones. Comments are left out, since they are not the report.
"""

from __future__ import annotations

import re
from typing import Any

from communique.errors import InputError
from communique.records import Article, DateCandidate
from communique.stages.ingest.build import build_article
from communique.stages.ingest.dates import parse_date
from communique.stages.ingest.options import Limits

SNIFFED = 2048
OPENING = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
TAG = re.compile(
    rb"<(/?)(?:div|span|section|article|table|tr|td|blockquote|ul|ol|b|i|em|strong|font|center|a|main|aside|figure|nav|form)\b",
    re.I,
)
# Fixed, so that the same page gives the same date on every day.
LATEST_DAY = "2100-12-31"


def looks_like_html(content: bytes) -> bool:
    """True when the content opens as a web page does."""
    return OPENING.match(content[:SNIFFED].removeprefix(b"\xef\xbb\xbf")) is not None


def read_html(
    content: bytes,
    *,
    article_id: str,
    dates: tuple[DateCandidate, ...],
    origin: str,
    limits: Limits,
) -> Article:
    """The article on the page: extracted text, and title, outlet, address and date it declares."""
    check_page(content, limits)
    page = _extract(content)
    text = page.text or ""
    if not text.strip():
        raise InputError("input.no-text", "no article text found on the page")
    fields = {"title": page.title, "outlet": page.sitename, "url": page.url}
    return build_article(
        text,
        article_id=article_id,
        fields=fields,
        dates=(*dates, *_page_dates(page, content)),
        origin=origin,
        extracted=True,
        limits=limits,
    )


def check_page(content: bytes, limits: Limits) -> None:
    """Raise InputError before parsing when the page is blank, binary, too large or too deep."""
    if not content.strip():
        raise InputError("input.empty", "no text: the page is empty")
    if len(content) > limits.html:
        raise InputError("input.too-large", f"{len(content):,} bytes; the limit is {limits.html:,}")
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("input.binary", "a binary file, not a web page")
    tags = content.count(b"<")
    if tags > limits.tags:
        raise InputError("input.too-large", f"{tags:,} tags; the limit is {limits.tags:,}")
    if _depth(content) > limits.depth:
        raise InputError("input.too-deep", f"elements nested deeper than {limits.depth:,}")


def _depth(content: bytes) -> int:
    """The deepest nesting of elements that must be closed, counted without parsing."""
    depth = deepest = 0
    for match in TAG.finditer(content):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _extract(content: bytes) -> Any:
    """trafilatura's document: the fast way first, the thorough one when that finds no text."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    for fast in (True, False):
        try:
            page = bare_extraction(
                content,
                fast=fast,
                include_comments=False,
                favor_precision=False,
                deduplicate=False,
                with_metadata=True,
                date_extraction_params=_date_search(extensive=False),
            )
        except Exception as error:
            # The library raises whatever its parsers raise; one page must not end the run.
            raise InputError(
                "input.html", f"the page cannot be read: {type(error).__name__}: {error}"
            ) from error
        if isinstance(page, Document) and (page.text or "").strip():
            return page
    raise InputError("input.no-text", "no article text found on the page")


def _page_dates(page: Any, content: bytes) -> tuple[DateCandidate, ...]:
    """What the page declares; only when it declares nothing, a date printed anywhere on it."""
    declared = parse_date(page.date)
    if declared is not None:
        return (DateCandidate(value=declared, origin="metadata", evidence=str(page.date)),)
    from htmldate import find_date

    try:
        printed = parse_date(find_date(content, **_date_search(extensive=True)))
    except Exception:
        # As above; a page whose date cannot be searched has none.
        return ()
    if printed is None:
        return ()
    return (DateCandidate(value=printed, origin="text", evidence=printed),)


def _date_search(*, extensive: bool) -> dict[str, Any]:
    return {"original_date": True, "extensive_search": extensive, "max_date": LATEST_DAY}
