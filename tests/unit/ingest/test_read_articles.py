"""Files, folders and standard input: what is read, what fails, and how it is named."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import UsageError
from communique.records import Article, Failure
from communique.stages.ingest import ColumnMap, Limits, read_articles
from communique.stages.ingest.decode import decode

TEXT = "Envoys of both sides met in Riga on Monday."
PAGE = f"""<!DOCTYPE html><html><head><title>Envoys meet</title>
<meta property="og:site_name" content="Example Wire">
<meta property="og:title" content="Envoys meet in Riga">
<meta property="article:published_time" content="2014-03-04T10:00:00Z">
<link rel="canonical" href="https://example.org/2014/03/04/envoys"></head>
<body><nav>Home News Sport</nav><article><h1>Envoys meet in Riga</h1>
<p>{TEXT} They agreed to exchange prisoners, and they promised to meet again before winter.</p>
<p>The host country’s foreign minister told reporters that more rounds would follow in spring.</p>
</article><div class="comments"><p>First reader: nonsense!</p></div></body></html>"""


def read(*inputs: str | Path, **options: object) -> list[Article | Failure]:
    return list(read_articles(list(inputs), **options))  # type: ignore[arg-type]


def article(item: Article | Failure) -> Article:
    assert isinstance(item, Article), item
    return item


def failure(item: Article | Failure) -> Failure:
    assert isinstance(item, Failure), item
    assert item.stage == "ingest"
    assert item.id
    assert item.message
    return item


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.md", "a", "a.v2"])
def test_plain_text_is_kept_exactly(tmp_path: Path, name: str) -> None:
    text = f" date 2022-01-07 {TEXT}\r\n\r\nMore.\r \u00a0 "
    found = article(read(put(tmp_path, name, text))[0])
    assert (found.text, found.id, found.dct) == (text, "a", "2022-01-07")
    assert found.origin == str(tmp_path / name)
    assert not found.extracted


def test_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    assert article(read(put(tmp_path, "a.txt", b"\xef\xbb\xbf" + TEXT.encode()))[0]).text == TEXT
    assert article(read(put(tmp_path, "b.txt", TEXT.encode("utf-16")))[0]).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_marked_wide_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    (item,) = read(put(tmp_path, "a.txt", f"{TEXT} 😀".encode(encoding)))
    assert article(item).text == f"{TEXT} 😀"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_encodings_of_records_are_named(tmp_path: Path, name: str, encoding: str) -> None:
    content = json.dumps({"text": TEXT}) if name == "a.jsonl" else f"id,text\n1,{TEXT}\n"
    first = failure(read(put(tmp_path, name, (content + "\n").encode(encoding)))[0])
    assert first.code == "input.encoding"
    assert "save it as UTF-8" in first.message


def test_windows_1252_is_read_when_plausible(tmp_path: Path) -> None:
    text = "The “envoys” met in Zürich – the café was closed."
    assert article(read(put(tmp_path, "a.txt", text.encode("cp1252")))[0]).text == text


@pytest.mark.parametrize(
    "content",
    [
        "Посланники встретились в Риге.".encode("cp1251"),
        "外交官们在里加会面。".encode("gb18030"),
        "The envoys’ talks".encode() + b" \xe2\x80",
        b"plain \x81 text",
    ],
)
def test_other_encodings_fail(tmp_path: Path, content: bytes) -> None:
    assert failure(read(put(tmp_path, "a.txt", content))[0]).code == "input.encoding"


@pytest.mark.parametrize("content", [b"ab\x00cd", b"%PDF-1.4 stuff", b"\x89PNG\r\n"])
def test_binary_files_fail(tmp_path: Path, content: bytes) -> None:
    assert failure(read(put(tmp_path, "a.txt", content))[0]).code == "input.binary"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.json", "a.csv"])
@pytest.mark.parametrize("content", ["", " \n \n"])
def test_empty_files_fail(tmp_path: Path, name: str, content: str) -> None:
    found = failure(read(put(tmp_path, name, content))[0])
    assert (found.code, found.id, found.where) == ("input.empty", "a", str(tmp_path / name))


def test_date_from_the_file_name(tmp_path: Path) -> None:
    found = article(read(put(tmp_path, "2014-03-04-talks.txt", TEXT))[0])
    assert (found.dct, found.dct_basis) == ("2014-03-04", "file name")


def test_too_much_text_fails(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", "word " * 100)
    assert failure(read(path, limits=Limits(text=400))[0]).code == "input.too-large"
    assert failure(read(path, limits=Limits(text=10, html=20))[0]).code == "input.too-large"


def test_missing_path_is_wrong_usage_at_once() -> None:
    with pytest.raises(UsageError) as caught:
        read_articles(["/nowhere/at/all.txt"])
    assert caught.value.code == "usage.no-such-path"


def test_folder_without_articles_is_wrong_usage(tmp_path: Path) -> None:
    put(tmp_path, ".hidden.txt", TEXT)
    put(tmp_path, "style.css", "body {}")
    with pytest.raises(UsageError) as caught:
        read_articles([tmp_path])
    assert caught.value.code == "usage.nothing-to-read"


def test_no_input_and_bad_date_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_articles([])
    with pytest.raises(UsageError):
        read_articles([put(tmp_path, "a.txt", TEXT)], date="Tuesday")


def test_folders_are_read_in_order_and_deeply(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.txt",
        "a/b.txt",
        "c.jsonl",
        ".git/x.txt",
        ".x.txt",
        "README.md",
        "p.png",
    ):
        put(tmp_path, name, json.dumps({"text": TEXT}) if name.endswith("jsonl") else TEXT)
    put(tmp_path, "d.pdf", "%PDF")
    found = read(tmp_path)
    assert [item.id for item in found] == ["b", "z", "b", "c-1", "d"]
    assert failure(found[-1]).code == "input.unsupported"


def test_inputs_keep_their_order_and_a_failure_does_not_stop_the_run(tmp_path: Path) -> None:
    paths = [
        put(tmp_path, "b.txt", TEXT),
        put(tmp_path, "a.txt", b"\x00"),
        put(tmp_path, "0.txt", TEXT),
    ]
    assert [type(item).__name__ for item in read(*paths)] == ["Article", "Failure", "Article"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission_failure(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", TEXT)
    path.chmod(0)
    assert failure(read(path)[0]).code == "input.unreadable"


def test_a_closed_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt", TEXT)
    closed = tmp_path / "closed"
    closed.mkdir()
    real = os.scandir

    def scandir(path: str | Path) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    first, second = read(tmp_path)
    assert article(first).id == "a"
    assert failure(second).where == str(closed)
    assert failure(second).code == "input.unreadable"


def test_unreadable_file_fails(tmp_path: Path) -> None:
    link = tmp_path / "a.txt"
    link.symlink_to(tmp_path / "gone.txt")
    assert failure(read(link)[0]).code == "input.unreadable"


def test_jsonl_fields_and_ids(tmp_path: Path) -> None:
    rows = [
        {
            "id": "x",
            "date": 20140304,
            "text": TEXT,
            "title": "T",
            "source": "Example Wire",
            "url": "https://e.org/",
        },
        {"text": TEXT, "date": None, "title": None},
        {"id": 7, "text": TEXT, "date": "no day", "outlet": "O", "source": "S"},
    ]
    path = put(tmp_path, "w.jsonl", "\n\n".join(json.dumps(row) for row in rows))
    one, two, three = (article(item) for item in read(path))
    assert (one.id, one.dct, one.dct_basis, one.title, one.outlet) == (
        "x", "2014-03-04", "given", "T", "Example Wire",
    )  # fmt: skip
    assert one.origin == f"{path}:1"
    assert (two.id, two.dct, two.title) == ("w-3", None, None)
    assert (three.id, three.dct, three.dct_basis, three.outlet) == ("7", None, "unknown", "O")


def test_bad_lines_fail_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": TEXT}),
        "{broken",
        "[1, 2]",
        json.dumps({"body": TEXT}),
        json.dumps({"text": 5}),
        '{"text": "half \\ud800 pair"}',
        '{"text": "  "}',
        "[" * 100_000,
        json.dumps({"text": TEXT, "id": "last"}),
    ]
    path = put(tmp_path, "w.jsonl", "\n".join(lines))
    found = read(path)
    assert [article(found[0]).id, article(found[-1]).id] == ["w-1", "last"]
    failures = [failure(item) for item in found[1:-1]]
    assert [f.where for f in failures] == [f"{path}:{n}" for n in range(2, 9)]
    assert [f.code for f in failures] == [
        "input.json", "input.json", "input.no-text", "input.no-text",
        "input.encoding", "input.empty", "input.json",
    ]  # fmt: skip


def test_bad_bytes_spoil_only_their_line(tmp_path: Path) -> None:
    lines = [b'{"text": "A"}', '{"text": "Посланники"}'.encode("cp1251"), b'{"text": "B"}']
    found = read(put(tmp_path, "w.jsonl", b"\n".join(lines)))
    assert [type(item).__name__ for item in found] == ["Article", "Failure", "Article"]
    assert failure(found[1]).code == "input.encoding"


def test_surrogates_in_other_fields_fail(tmp_path: Path) -> None:
    path = put(
        tmp_path, "w.jsonl", '{"id": "a\\udc00", "text": "A"}\n{"title": "\\ud800", "text": "A"}'
    )
    for item in read(path):
        found = failure(item)
        assert found.code == "input.encoding"
        found.id.encode()


def test_an_endless_line_is_passed_over_without_being_held(tmp_path: Path) -> None:
    path = put(tmp_path, "w.jsonl", '{"text": "A"}\n' + "x" * 5000 + '\n{"text": "B"}\n')
    found = read(path, limits=Limits(line=1000))
    assert [item.id for item in found] == ["w-1", "w-2", "w-3"]
    assert failure(found[1]).code == "input.too-large"


def test_json_list_object_and_lines(tmp_path: Path) -> None:
    listed = put(tmp_path, "l.json", json.dumps([{"text": "A"}, 3, {"text": "B"}]))
    assert [item.id for item in read(listed)] == ["l-1", "l-2", "l-3"]
    assert failure(read(listed)[1]).code == "input.json"
    single = put(tmp_path, "o.json", json.dumps({"id": "x", "text": "A"}, indent=1))
    assert article(read(single)[0]).id == "x"
    lines = put(tmp_path, "n.json", '{"text": "A"}\n{"text": "B"}\n')
    assert [article(item).id for item in read(lines)] == ["n-1", "n-2"]
    assert failure(read(put(tmp_path, "b.json", "{"))[0]).code == "input.json"


def test_column_map(tmp_path: Path) -> None:
    columns = ColumnMap.from_pairs(["text=body", "date=published"])
    path = put(tmp_path, "w.jsonl", json.dumps({"body": TEXT, "published": "4 March 2014"}))
    found = article(read(path, columns=columns)[0])
    assert (found.text, found.dct) == (TEXT, "2014-03-04")


@pytest.mark.parametrize("pairs", [["body=text"], ["text"], ["text="], ["text=a", "text=b"]])
def test_wrong_column_maps(pairs: list[str]) -> None:
    with pytest.raises(UsageError):
        ColumnMap.from_pairs(pairs)


def test_the_date_of_the_call_ranks_first_and_the_other_is_kept(tmp_path: Path) -> None:
    path = put(tmp_path, "w.jsonl", json.dumps({"text": TEXT, "date": "2014-03-04"}))
    found = article(read(path, date="2014-03-10")[0])
    assert (found.dct, found.date_conflict) == ("2014-03-10", True)
    assert [d.value for d in found.dates] == ["2014-03-10", "2014-03-04"]


def test_csv_and_tsv(tmp_path: Path) -> None:
    comma = put(tmp_path, "a.csv", '\ufeffid,date,text\nx,2014-03-04,"Line one\nline, two"\n,,B\n')
    one, two = (article(item) for item in read(comma))
    assert (one.id, one.text, one.dct) == ("x", "Line one\nline, two", "2014-03-04")
    assert two.id == "a-4"
    tabs = put(tmp_path, "b.tsv", "id\ttext\nx\tA, b; c\n")
    assert article(read(tabs)[0]).text == "A, b; c"
    semicolons = put(tmp_path, "c.csv", "id;text\nx;A, b\n")
    assert article(read(semicolons)[0]).text == "A, b"


def test_csv_failures(tmp_path: Path) -> None:
    assert failure(read(put(tmp_path, "a.csv", "id,body\nx,A\n"))[0]).code == "input.columns"
    mixed = (
        b"id,text\nx,caf\xe9 closed today\ny,\xcf\xee\xf1\xeb\xe0\xed\xed\xe8\xea\xe8\nz,\nw,B\n"
    )
    found = read(put(tmp_path, "b.csv", mixed))
    assert article(found[0]).text == "café closed today"
    assert [failure(item).code for item in found[1:3]] == ["input.encoding", "input.empty"]
    assert article(found[3]).id == "w"
    assert failure(read(put(tmp_path, "c.csv", "id,text\n"))[0]).code == "input.empty"
    long = put(tmp_path, "d.csv", "id,text\nx," + "word " * 50_000 + "\n")
    assert len(article(read(long)[0]).text) == 250_000


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    from datetime import datetime

    table = pyarrow.table(
        {"id": ["x", None], "text": [TEXT, None], "date": [datetime(2014, 3, 4), None], "n": [1, 2]}
    )
    path = tmp_path / "a.parquet"
    parquet.write_table(table, path)
    one, two = read(path)
    assert (article(one).id, article(one).dct) == ("x", "2014-03-04")
    assert (failure(two).code, failure(two).where) == ("input.no-text", f"{path}:2")
    broken = put(tmp_path, "b.parquet", path.read_bytes()[:200])
    assert failure(read(broken)[0]).code == "input.parquet"


def test_parquet_as_pandas_writes_it(tmp_path: Path) -> None:
    """Times in nanoseconds; whole numbers as floats as soon as one is missing."""
    import pyarrow as pa
    from pyarrow import parquet

    times = pa.array([1_646_400_000_123_456_789, None], pa.timestamp("ns"))
    table = pa.table({"id": [7.0, None], "date": times, "text": [TEXT, TEXT]})
    parquet.write_table(table, tmp_path / "a.parquet")
    first, second = map(article, read(tmp_path / "a.parquet"))
    assert (first.id, first.dct) == ("7", "2022-03-04")
    assert (second.id, second.dct) == ("a-2", None)


def test_gzip(tmp_path: Path) -> None:
    packed = gzip.compress(
        "\n".join(json.dumps({"text": f"{TEXT} {n}"}) for n in range(9)).encode()
    )
    whole = put(tmp_path, "w.jsonl.gz", packed)
    assert [item.id for item in read(whole)] == [f"w-{n}" for n in range(1, 10)]
    assert article(read(put(tmp_path, "a.txt.gz", gzip.compress(TEXT.encode())))[0]).id == "a"
    assert failure(read(put(tmp_path, "t.txt.gz", packed[:-12]))[0]).code == "input.gzip"
    assert failure(read(put(tmp_path, "p.txt.gz", TEXT))[0]).code == "input.gzip"


@pytest.mark.parametrize("name", ["p.html", "p.htm", "p.xhtml", "p.txt", "p"])
def test_html(tmp_path: Path, name: str) -> None:
    found = article(read(put(tmp_path, name, PAGE))[0])
    assert found.extracted
    assert TEXT in found.text
    assert "nonsense" not in found.text
    assert (found.title, found.outlet) == ("Envoys meet in Riga", "Example Wire")
    assert (found.dct, found.dct_basis) == ("2014-03-04", "metadata")
    assert [d.origin for d in found.dates] == ["metadata", "url"]


def test_the_same_page_twice_gives_the_same_text(tmp_path: Path) -> None:
    path = put(tmp_path, "p.html", PAGE)
    texts = {article(item).text for item in read(*[path] * 4)}
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><body>" + b"<p>x</p>" * 1_000_000, "input.too-large"),
        (b"<html><body>" + b"<div>" * 90_000, "input.too-deep"),
        (b"<html><body>\x00</body></html>", "input.binary"),
        (b"<html><body></body></html>", "input.no-text"),
        (b"<html>" + b" " * 20_000_001, "input.too-large"),
    ],
    ids=["tags", "depth", "binary", "no text", "bytes"],
)
def test_bad_pages_fail(tmp_path: Path, content: bytes, code: str) -> None:
    assert failure(read(put(tmp_path, "p.html", content))[0]).code == code


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (TEXT, ["stdin"]),
        (
            f"\n {json.dumps({'text': TEXT})}\n{json.dumps({'id': 'b', 'text': TEXT})}",
            ["stdin-2", "b"],
        ),
        (f"id\ttext\r\nx\t{TEXT}\r\ny\t{TEXT}\r\n", ["x", "y"]),
        (f"The text, it said, was final.\n{TEXT}", ["stdin"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str, ids: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    assert [article(item).id for item in read("-")] == ids


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    found = failure(read("-")[0])
    assert (found.code, found.where) == ("input.empty", "<stdin>")


def test_import_is_cheap() -> None:
    code = (
        "import sys, communique.stages.ingest;"
        "print([m for m in ('lxml', 'trafilatura', 'pyarrow', 'htmldate') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_any_bytes_give_an_article_or_a_failure(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.txt", "a.jsonl", "a.csv", "a.json"):
        found = read(put(folder, name, content))
        assert found
        assert all(isinstance(item, (Article, Failure)) for item in found)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_utf8_is_decoded_to_itself(text: str) -> None:
    if not text.startswith(("\ufeff", "%PDF", "PK", "GIF8", "{\\rtf")):
        assert decode(text.encode()) == text
