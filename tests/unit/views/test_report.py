"""The report is whole, honest and harmless."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

from communique.records import Annotation, Failure
from communique.store import Run, Store, write_store
from communique.views.report import report
from tests.builders import GENEVA, article, bare, event, failure, geneva, span_of

HOSTILE = "<script>alert('text')</script> & \u202eMoscow\u202c \"accused\" Kyiv. شلال 😀"


def hostile() -> Annotation:
    evil = "<img src=x onerror=alert(1)>"
    source = article(
        HOSTILE,
        id='"><script>id</script>',
        title=evil,
        outlet=evil,
        url="javascript:alert(1)",
        dct=None,
        dct_basis="unknown",
        date_conflict=True,
    )
    act = event(
        source,
        span_of(HOSTILE, HOSTILE),
        span_of(HOSTILE, "accused"),
        source=("RUS",),
        source_persons=(evil,),
        asserted_by=evil,
        where=evil,
        status="denied",
        denied_by=evil,
    )
    return replace(bare(source), events=(act,))


def page_of(folder: Path, *items: Annotation | Failure) -> str:
    path = folder / "record.duckdb"
    write_store(path, items, run=Run(version="0.1.0"))
    with Store(path) as store:
        return report(store)


@pytest.fixture
def page(tmp_path: Path) -> str:
    return page_of(tmp_path, geneva(), hostile(), failure(message=HOSTILE))


def test_nothing_hostile_gets_through(page: str) -> None:
    assert page.count("<script") == 1  # the report's own
    assert "<img" not in page
    assert not re.search(r"""(?:href|src)=["'](?!#)""", page)
    assert "&lt;script&gt;alert" in page


def test_the_page_loads_nothing(page: str) -> None:
    assert not re.search(r"https?://|url\(|@import|<link|<iframe|<img|<object", page)
    assert "default-src 'none'" in html.unescape(page)


def test_sections_and_notes(page: str) -> None:
    assert [*re.findall(r"<h2>(.*?)</h2>", page)] == [
        "Timeline", "What is due", "Not actual", "Quotes by speaker", "Articles", "Not read",
    ]  # fmt: skip
    assert "3 events and 1 quote from 2 articles, published <time>2022-01-10</time>." in page
    assert "1 article has no known date." in page
    assert "1 article has dates that disagree." in page
    assert "1 event has no known day." in page
    assert "1 article could not be read." in page


def test_a_row_opens_to_its_evidence(page: str) -> None:
    row = re.search(r'<li class="event"(?:(?!</li>).)*meet(?:(?!</li>).)*</li>', page, re.DOTALL)
    assert row is not None
    for part in (
        '<mark class="k-source" title="source">Swiss</mark>',
        '<mark class="k-status" title="status">will</mark>',
        '<mark class="k-trigger" title="trigger">meet</mark>',
        '<mark class="k-place" title="place">Geneva</mark>',
        '<mark class="k-time" title="time">14 January</mark>',
        "<code>consult.meet.1</code>",
        geneva().events[1].id,
        "Express intent to meet or negotiate",
    ):
        assert part in row.group()


def test_articles_stand_in_full(page: str) -> None:
    words = re.sub(r"<[^>]+>", "", page)
    for line in GENEVA.splitlines():
        assert line.replace('"', "&#34;") in words
    assert '<p dir="auto" class="g-boilerplate" title="boilerplate: sign-up">' in page


def test_the_same_store_gives_the_same_page(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = page_of(tmp_path / "a", geneva(), hostile())
    assert first == page_of(tmp_path / "b", hostile(), geneva())


def test_a_quote_stands_with_the_cue_that_reports_it(page: str) -> None:
    """The words of somebody who denied something must not read as his claim."""
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert "said: We shall not wait for ever" in words


def test_an_empty_store_says_so(tmp_path: Path) -> None:
    page = page_of(tmp_path)
    assert "No event that happened is in this store." in page
    assert "0 events and 0 quotes from 0 articles" in page
