"""The one place where articles are made: enter text and fields, leaves an Article."""

from __future__ import annotations

from collections.abc import Iterable

from communique.errors import InputError
from communique.records import Article, DateCandidate, content_id
from communique.stages.ingest.dates import (
    date_in_url,
    in_conflict,
    nearest_year,
    parse_date,
    ranked,
)
from communique.stages.ingest.options import Limits
from communique.stages.ingest.printed import read_head


def article_from_text(
    text: str,
    *,
    article_id: str,
    date: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    origin: str | None = None,
) -> Article:
    """The article that this text is, with every date candidate found in it.

    A date that cannot be read makes no candidate. Raises InputError for a text that is blank, too
    long or holds lone surrogates.

    >>> article = article_from_text("date 2014-03-04 Allies met.", article_id="a")
    >>> article.dct, article.dct_basis
    ('2014-03-04', 'header')
    """
    fields = {"title": title, "outlet": outlet, "url": url}
    return build_article(
        text, article_id=article_id, fields=fields, dates=given_dates(date), origin=origin
    )


def given_dates(*values: object) -> tuple[DateCandidate, ...]:
    """Candidates of origin ``given`` for the values that name a day."""
    return tuple(
        DateCandidate(value=iso, origin="given", evidence=str(value))
        for value in values
        if (iso := parse_date(value)) is not None
    )


def build_article(
    text: str,
    *,
    article_id: str,
    fields: dict[str, str | None],
    dates: Iterable[DateCandidate] = (),
    origin: str | None = None,
    extracted: bool = False,
    limits: Limits | None = None,
) -> Article:
    """The article with its dates ranked; `fields` win over what is printed in the text."""
    check_text(text, fields, limits or Limits())
    head = read_head(text, fields.get("title"))
    title, outlet, url = (
        _blank_to_none(fields.get(name)) or head.fields.get(name)
        for name in ("title", "outlet", "url")
    )
    candidates = [*dates, *head.dates]
    if url and (in_url := date_in_url(url)) is not None:
        candidates.append(in_url)
    best = ranked(candidates)
    if best:
        candidates += _with_year(head.yearless, best[0].value)
        best = ranked(candidates)
    dct = best[0].value if best else None
    return Article(
        id=article_id,
        digest=content_id("article", text, dct or ""),
        text=text,
        title=title,
        outlet=outlet,
        url=url,
        dates=best,
        dct=dct,
        dct_basis=best[0].origin if best else "unknown",
        date_conflict=in_conflict(best),
        origin=origin,
        extracted=extracted,
    )


def check_text(text: str, fields: dict[str, str | None], limits: Limits) -> None:
    """Raise InputError when the text cannot be an article's."""
    if not text.strip():
        raise InputError("input.empty", "no text: the input is empty or blank")
    if len(text) > limits.text:
        raise InputError(
            "input.too-large", f"{len(text):,} characters of text; the limit is {limits.text:,}"
        )
    for name, words in (("text", text), *fields.items()):
        try:
            (words or "").encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(
                "input.encoding", f"{name} holds half a surrogate pair at character {error.start}"
            ) from error


def _with_year(yearless: Iterable[tuple[int, int, str]], known: str) -> list[DateCandidate]:
    """Dateline days without a year, in the year that brings them nearest to the known day."""
    found: list[DateCandidate] = []
    for month, day, words in yearless:
        value = nearest_year(month, day, known)
        if value is not None:
            found.append(DateCandidate(value=value, origin="dateline", evidence=words))
    return found


def _blank_to_none(words: str | None) -> str | None:
    return words.strip() or None if words else None
