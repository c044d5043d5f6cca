"""What goes into a store comes out of it, in one order, and only once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from communique.errors import StoreError, UsageError
from communique.records import Annotation, Failure, Span
from communique.store import Run, RunReport, Store, write_store
from tests.builders import GENEVA, article, bare, event, failure, geneva

RUN = Run(version="0.1.0", settings=(("threads", "2"),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.duckdb"


def fill(path: Path, *items: Annotation | Failure) -> RunReport:
    return write_store(path, items, run=RUN)


def everything(path: Path) -> str:
    with Store(path) as store:
        queries = (
            store.events(),
            store.quotes(),
            store.timeline(),
            store.articles(),
            store.failures(),
        )
        return repr([query.rows() for query in queries])


def test_rows_carry_the_words(path: Path) -> None:
    fill(path, geneva())
    with Store(path) as store:
        accusation, meeting = store.events().rows()
        (quote,) = store.quotes().rows()
    assert accusation["trigger"] == "accused"
    assert meeting["trigger"] == "meet"  # stands after an emoji
    assert meeting["sentence"].startswith("Swiss and Russian envoys")
    assert meeting["source"] == ["CHE", "RUS"]
    assert meeting["status_evidence"] == [
        {"start": GENEVA.index("will"), "end": GENEVA.index("will") + 4}
    ]
    assert (quote["text"], quote["cue"], quote["speaker"]) == (
        "We shall not wait for ever",
        "said",
        "Cassis",
    )


def thoughtful() -> Annotation:
    """The Geneva article with a belief beside its quote."""
    given = geneva()
    belief = replace(given.quotes[0], id="quote-belief", attitude="belief", kind="indirect")
    return replace(given, attitudes=(belief,))


def test_beliefs_are_kept_apart_from_speech(path: Path) -> None:
    given = thoughtful()
    fill(path, given)
    with Store(path) as store:
        assert [row["attitude"] for row in store.quotes().rows()] == ["speech"]
        assert {row["attitude"] for row in store.attributions().rows()} == {"speech", "belief"}
        assert store.quote_records("geneva") == given.quotes
        assert store.attitude_records("geneva") == given.attitudes
        assert [row["quotes"] for row in store.articles().rows()] == [1]


def test_records_come_back_whole(path: Path) -> None:
    given = geneva()
    fill(path, given)
    with Store(path) as store:
        assert store.article("geneva") == given.article
        assert store.segments("geneva") == given.segments
        assert store.event_records("geneva") == given.events
        assert store.quote_records("geneva") == given.quotes
        assert store.timex_records("geneva") == given.timexes


def test_reading_twice_changes_nothing(path: Path) -> None:
    fill(path, geneva(), failure())
    before, answer = path.read_bytes(), everything(path)
    report = fill(path, geneva(), failure())
    assert (report.added, report.unchanged, report.changed) == (0, 1, False)
    assert path.read_bytes() == before
    assert everything(path) == answer


def test_order_of_input_and_batches_do_not_matter(path: Path, tmp_path: Path) -> None:
    many = [geneva(id=f"a{n:03}") for n in range(300)]
    fill(path, *many)
    other = tmp_path / "other.duckdb"
    fill(other, *reversed(many[150:]))
    fill(other, *many[:150])
    assert everything(path) == everything(other)


def test_a_new_text_takes_the_place_of_the_old(path: Path) -> None:
    fill(path, geneva(), geneva(id="other"))
    report = fill(path, bare(article("A shorter report.", id="geneva")))
    assert report.replaced == ["geneva"]
    with Store(path) as store:
        assert [row["article_id"] for row in store.events().rows()] == ["other"] * 2
        assert store.article("geneva").text == "A shorter report."
        assert [run["replaced"] for run in store.runs().rows()] == [[], ["geneva"]]


def test_newer_rules_recode_an_article(path: Path) -> None:
    fill(path, geneva())
    newer = replace(geneva(), events=geneva().events[:1])
    report = fill(path, newer)
    assert (report.recoded, report.replaced) == (1, [])
    with Store(path) as store:
        assert len(store.events().rows()) == 1


def test_two_texts_under_one_id_in_a_run_are_not_lost_in_silence(path: Path) -> None:
    report = fill(path, geneva(), bare(article("Another.", id="geneva", origin="b/geneva.txt")))
    assert [f.code for f in report.failures] == ["store.duplicate-id"]
    with Store(path) as store:
        assert store.article("geneva").text == GENEVA
        assert store.failures().rows()[0]["where"] == "b/geneva.txt"


def test_the_same_article_twice_in_a_run_is_kept_once(path: Path) -> None:
    report = fill(path, geneva(), geneva())
    assert (report.articles, report.repeated) == (1, 1)


def test_a_repaired_article_clears_its_failure(path: Path) -> None:
    fill(path, failure("geneva", where="geneva.txt:1"), failure("broken"))
    fill(path, geneva())
    with Store(path) as store:
        assert [f.id for f in store.failure_records()] == ["broken"]


def test_a_crash_leaves_the_old_store_whole(path: Path) -> None:
    fill(path, geneva())
    before = path.read_bytes()

    def breaks() -> Iterator[Annotation]:
        for number in range(300):
            yield geneva(id=f"new-{number}")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_store(path, breaks(), run=RUN)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_the_last_step_is_a_rename(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails at the very end leaves the old store, and nothing beside it."""
    fill(path, geneva())
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StoreError, match="No space left") as raised:
        fill(path, geneva(id="new"))
    assert raised.value.code == "store.unwritable"
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_a_store_stays_readable_while_the_next_is_built(path: Path) -> None:
    fill(path, geneva())
    seen = []

    def reads_meanwhile() -> Iterator[Annotation]:
        yield geneva(id="later")
        with Store(path) as store:
            seen.append(len(store.articles().rows()))

    with Store(path) as early:
        write_store(path, reads_meanwhile(), run=RUN)
        assert len(early.articles().rows()) == 1
        with Store(path) as late:
            assert len(late.articles().rows()) == 2
    assert seen == [1]


def test_a_second_writer_does_not_lose_the_firsts_work(path: Path) -> None:
    fill(path, geneva())

    def overtaken() -> Iterator[Annotation]:
        yield geneva(id="slow")
        fill(path, geneva(id="fast"))

    with pytest.raises(StoreError, match="another run") as refused:
        write_store(path, overtaken(), run=RUN)
    assert refused.value.code == "store.changed"
    with Store(path) as store:
        assert [row["id"] for row in store.articles().rows()] == ["fast", "geneva"]


def test_a_lone_surrogate_keeps_every_place(path: Path) -> None:
    text = "\ud83d Moscow accused Kyiv."
    source = article(text, id="lone")
    whole = Span(0, len(text))
    fill(path, replace(bare(source), events=(event(source, whole, Span(9, 16)),)))
    with Store(path) as store:
        assert store.events().rows()[0]["trigger"] == "accused"
        assert store.article("lone").text == "\ufffd Moscow accused Kyiv."


def test_an_empty_run_makes_a_store(path: Path) -> None:
    fill(path)
    with Store(path) as store:
        assert store.events().rows() == []


class TestFilesThatAreNotOurs:
    def test_missing(self, path: Path) -> None:
        with pytest.raises(StoreError) as raised:
            Store(path)
        assert raised.value.code == "store.missing"

    @pytest.mark.parametrize(
        "content", [b"", b"id,text\n1,hello\n" * 1000, b"SQLite format 3\0" * 500]
    )
    def test_another_kind_of_file(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        with pytest.raises(StoreError) as opened:
            Store(path)
        with pytest.raises(StoreError) as written:
            fill(path, geneva())
        assert opened.value.code == written.value.code == "store.not-ours"
        assert path.read_bytes() == content

    def test_another_duckdb_file(self, path: Path) -> None:
        with duckdb.connect(str(path)) as other:
            other.execute("CREATE TABLE sales (amount INTEGER)")
        for call in (lambda: Store(path), lambda: fill(path, geneva())):
            with pytest.raises(StoreError) as raised:
                call()
            assert raised.value.code == "store.not-ours"

    def test_a_newer_store(self, path: Path) -> None:
        fill(path, geneva())
        with duckdb.connect(str(path)) as later:
            later.execute("INSERT INTO migration VALUES (9999, 'm9999_later.sql')")
        for call in (lambda: Store(path), lambda: fill(path, geneva())):
            with pytest.raises(StoreError, match="newer version") as raised:
                call()
            assert raised.value.code == "store.newer"

    def test_no_such_folder(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError) as raised:
            fill(tmp_path / "nowhere" / "record.duckdb", geneva())
        assert raised.value.code == "store.unwritable"


def test_explain_walks_back_to_words(path: Path) -> None:
    given = geneva()
    fill(path, given)
    with Store(path) as store:
        told = store.explain(given.events[1].id)
        words = {item["role"]: item["words"] for item in told["evidence"]}
        assert words == {
            "trigger": "meet",
            "source": "Russian",
            "status": "will",
            "when": "14 January",
            "where": "Geneva",
        }
        assert told["sentence"]["text"].endswith("in Geneva on 14 January.")
        assert told["provenance"] == {
            "stage": "events.v1",
            "rule": "consult.meet.1",
            "model": "core-1",
            "data": "0123456789abcdef",
        }
        assert told["article"]["id"] == "geneva"


@pytest.mark.parametrize("table", ["quote", "timex", "link"])
def test_explain_knows_every_kind(path: Path, table: str) -> None:
    fill(path, geneva())
    with Store(path) as store:
        for row in store.sql(f"SELECT id FROM {table}").rows():
            told = store.explain(row["id"])
            assert told["kind"] == table
            assert told["evidence"][0]["words"] in told["sentence"]["text"]


@pytest.mark.parametrize("unknown", ["event-0000000000000000", "person-1", "", "sentence-1"])
def test_explain_refuses_what_it_does_not_know(path: Path, unknown: str) -> None:
    fill(path, geneva())
    with Store(path) as store, pytest.raises(UsageError) as raised:
        store.explain(unknown)
    assert raised.value.code == "explain.unknown-id"
