"""The report in a real browser: what a reader sees, hears of and can press."""

from __future__ import annotations

import base64
import os
import threading
import zlib
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from communique.records import Annotation, Failure
from communique.store import Run, Store, write_store
from communique.views.report import report
from tests.browser.chromium import Page, find_chromium
from tests.builders import article, bare, event, failure, geneva, span_of

pytestmark = pytest.mark.browser

SEEN = "[...document.querySelectorAll('.event')].filter(e => e.offsetParent).map(e => e.id)"
SUMMARY = "document.activeElement.closest('.event')?.id"


@pytest.fixture(scope="module")
def trap() -> Iterator[tuple[str, list[str]]]:
    """A server that notes who asks it for anything."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def hostile(address: str) -> Annotation:
    """An article that tries to run scripts and to load from `address` in every field."""
    attack = f'"><img src="{address}/i"><script src="{address}/s"></script><b x="'
    text = f"{attack} 😀😀 \u202eMoscow\u202c rejected the offer. 👩‍👩‍👧 شلال"
    source = article(text, id=attack, title=attack, outlet=attack, url=f"{address}/u", dct=None)
    act = event(
        source,
        span_of(text, text),
        span_of(text, "rejected"),
        cameo="120",
        plover="REJECT",
        source=("RUS",),
        source_persons=(attack,),
        target=(),
        source_spans=(span_of(text, "Moscow"),),
        where=attack,
        asserted_by=attack,
    )
    return replace(bare(source), events=(act,))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, trap: tuple[str, list[str]]) -> str:
    folder = tmp_path_factory.mktemp("report")
    items: list[Annotation | Failure] = [
        geneva(),
        hostile(trap[0]),
        failure(message=f"<img src={trap[0]}/f>"),
    ]
    write_store(folder / "record.duckdb", items, run=Run(version="0.1.0"))
    with Store(folder / "record.duckdb") as store:
        (folder / "report.html").write_text(report(store), encoding="utf-8")
    return (folder / "report.html").as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    program = find_chromium()
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium found, and CI must not skip the browser tests")
        pytest.skip("no Chromium found; set CHROMIUM to its path")
    with Page(program, tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def page(browser: Page, address: str) -> Page:
    browser.requests.clear()
    browser.complaints.clear()
    browser.open("about:blank")
    browser.open(address)
    return browser


def ids() -> tuple[str, str]:
    accusation, meeting = geneva().events
    return accusation.id, meeting.id


def test_the_window_shows_something(page: Page) -> None:
    picture = base64.b64decode(page.call("Page.captureScreenshot")["data"])
    rows, place = b"", 8
    while place < len(picture):
        size = int.from_bytes(picture[place : place + 4])
        if picture[place + 4 : place + 8] == b"IDAT":
            rows += picture[place + 8 : place + 8 + size]
        place += size + 12
    assert len(set(zlib.decompress(rows))) > 50
    assert "3 events and 1 quote from 2 articles" in page.value("document.body.innerText")


def test_nothing_is_loaded_and_nothing_complains(
    page: Page, address: str, trap: tuple[str, list[str]]
) -> None:
    assert page.value(SEEN)
    assert [url for url in page.requests if url != "about:blank"] == [address]
    assert page.complaints == []
    assert trap[1] == []
    assert page.value("document.images.length + document.scripts.length") == 1


def test_every_event_has_its_row(page: Page) -> None:
    accusation, meeting = ids()
    seen = page.value(SEEN)
    assert len(seen) == 3
    assert {accusation, meeting} < set(seen)
    assert page.value(f"document.getElementById('{meeting}').closest('.part').id") == "due"


def test_highlights_cover_the_right_words_after_emoji(page: Page) -> None:
    marks = "[...document.querySelectorAll('blockquote mark')]"
    found = {tuple(m) for m in page.value(f"{marks}.map(m => [m.className, m.textContent])")}
    assert found == {
        ("k-source", "Foreign Minister Ignazio Cassis"),
        ("k-trigger", "accused"),
        ("k-target", "Russia"),
        ("k-time", "Monday"),
        ("k-source", "Swiss"),
        ("k-source", "Russian"),
        ("k-status", "will"),
        ("k-trigger", "meet"),
        ("k-place", "Geneva"),
        ("k-time", "14 January"),
        ("k-source", "Moscow"),
        ("k-trigger", "rejected"),
    }
    in_text = "[...document.querySelectorAll('.text mark')].map(m => m.textContent)"
    assert page.value(in_text) == ["accused", "meet", "We shall not wait for ever", "rejected"]


def test_a_row_opens_and_closes_by_key(page: Page) -> None:
    accusation, _ = ids()
    page.press("j")
    assert page.value(SUMMARY) == accusation
    page.press("Enter")
    quoted = f"document.querySelector('#{accusation} blockquote').offsetParent !== null"
    assert page.value(quoted) is True
    page.press("j")
    assert page.value(SUMMARY) != accusation
    page.press("k")
    assert page.value(SUMMARY) == accusation


def test_a_link_to_an_event_opens_it(page: Page, address: str) -> None:
    _, meeting = ids()
    page.open("about:blank")
    page.open(f"{address}#{meeting}")
    assert page.value(f"document.querySelector('#{meeting} details').open") is True


def test_search_and_filters(page: Page) -> None:
    accusation, meeting = ids()
    page.press("/")
    assert page.value("document.activeElement.id") == "search"
    for key in "14 jan":
        page.press(key)
    assert page.value(SEEN) == [meeting]
    assert page.value("document.getElementById('shown').textContent") == "1 of 3 events"
    page.press("Escape")
    assert len(page.value(SEEN)) == 3
    for name, value, expected in (
        ("actor", "CHE", [accusation, meeting]),
        ("status", "planned", [meeting]),
        ("type", "ACCUSE", [accusation]),
    ):
        page.value(
            f"(() => {{ const pick = document.getElementById('{name}'); pick.value = '{value}';"
            "pick.dispatchEvent(new Event('input', {bubbles: true})); })()"
        )
        assert page.value(SEEN) == expected
        page.press("Escape")


def test_the_page_reads_without_javascript(page: Page, address: str) -> None:
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open("about:blank")
        page.open(address)
        tree = page.call("DOM.getDocument", depth=0)["root"]["nodeId"]
        form = page.call("DOM.querySelector", nodeId=tree, selector="#filter")["nodeId"]
        assert "hidden" in page.call("DOM.getAttributes", nodeId=form)["attributes"]
        rows = page.call("DOM.querySelectorAll", nodeId=tree, selector=".event summary")
        assert len(rows["nodeIds"]) == 3
    finally:
        page.call("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("width", [320, 400, 1200])
def test_no_screen_is_too_narrow(page: Page, width: int) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.call("Emulation.setDeviceMetricsOverride", **size)
    try:
        page.value("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert page.value("document.documentElement.scrollWidth") <= width
    finally:
        page.call("Emulation.clearDeviceMetricsOverride")


def test_words_stand_out_in_light_and_dark(page: Page) -> None:
    """Every mark and label reaches the contrast of 4.5 to 1 (WCAG 2.1 AA)."""
    contrast = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
    for scheme in ("light", "dark"):
        wish = {"name": "prefers-color-scheme", "value": scheme}
        page.call("Emulation.setEmulatedMedia", features=[wish])
        assert page.value(contrast) == []
    page.call("Emulation.setEmulatedMedia", features=[])
