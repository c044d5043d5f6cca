"""Reading inputs: enter paths, leave articles and failures in the order of the input."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from communique.errors import InputError, UsageError
from communique.records import Article, DateCandidate, Failure
from communique.stages.ingest.build import build_article, given_dates
from communique.stages.ingest.dates import date_in_name, parse_date
from communique.stages.ingest.decode import BOM, decode
from communique.stages.ingest.html import looks_like_html, read_html
from communique.stages.ingest.options import ColumnMap, Limits
from communique.stages.ingest.paths import Source, find_sources
from communique.stages.ingest.rows import Reading, read_json, read_jsonl
from communique.stages.ingest.tables import looks_like_csv, read_csv, read_parquet

READERS = {"jsonl": read_jsonl, "json": read_json, "csv": read_csv, "parquet": read_parquet}


def read_articles(
    inputs: Sequence[str | Path],
    *,
    columns: ColumnMap | None = None,
    date: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 (frozen, so one default for all calls is safe)
) -> Iterator[Article | Failure]:
    """The articles of the inputs in their order; what cannot be read comes as a Failure.

    ``-`` is standard input. `date` is a publication day for every article and ranks before the
    articles' own. Raises UsageError at once, before anything is read, for paths that do not exist.

    >>> next(read_articles(["missing.txt"]))
    Traceback (most recent call last):
    communique.errors.UsageError: no such file or folder: missing.txt
    """
    if date is not None and parse_date(date) is None:
        raise UsageError("usage.date", f"not a date: {date!r}; write it as 2014-03-04")
    sources = find_sources(inputs)
    return _read_all(sources, columns or ColumnMap(), date, limits)


def _read_all(
    sources: list[Source], columns: ColumnMap, date: str | None, limits: Limits
) -> Iterator[Article | Failure]:
    for source in sources:
        reading = Reading(
            where=source.where, stem=source.stem, columns=columns, date=date, limits=limits
        )
        try:
            yield from _read_source(source, reading)
        except InputError as error:
            yield reading.failure(None, error)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield reading.failure(None, InputError("input.gzip", f"damaged gzip file: {error}"))
        except OSError as error:
            reason = error.strerror or str(error)
            yield reading.failure(None, InputError("input.unreadable", f"cannot be read: {reason}"))


def _read_source(source: Source, reading: Reading) -> Iterator[Article | Failure]:
    if source.format == "unsupported":
        raise InputError("input.unsupported", "this kind of file is not read")
    with _opened(source) as stream:
        if source.format in READERS:
            nothing = True
            for item in READERS[source.format](stream, reading):
                nothing = False
                yield item
            if nothing:
                raise InputError("input.empty", "no text: the file holds no records")
        elif source.format == "stdin":
            yield from _read_stdin(stream, reading)
        else:
            yield _read_document(stream, source, reading)


@contextmanager
def _opened(source: Source) -> Iterator[IO[bytes]]:
    if source.path is None:
        yield sys.stdin.buffer
    elif source.packed:
        with gzip.open(source.path, "rb") as unpacked:
            yield cast("IO[bytes]", unpacked)
    else:
        with source.path.open("rb") as stream:
            yield stream


def _read_stdin(stream: IO[bytes], reading: Reading) -> Iterator[Article | Failure]:
    """Lines of JSON when the first character that is not blank opens an object, else one text.

    A table is one whose first line names the text column and another.
    """
    buffered = io.BufferedReader(_Joined(stream), 1 << 16)
    start = buffered.peek(1 << 16).removeprefix(BOM).lstrip()
    if start.startswith(b"{"):
        yield from read_jsonl(cast("IO[bytes]", buffered), reading)
    elif looks_like_csv(start, reading.columns):
        yield from read_csv(cast("IO[bytes]", buffered), reading)
    else:
        source = Source(path=None, format="stdin", packed=False, stem=reading.stem)
        yield _read_document(cast("IO[bytes]", buffered), source, reading)


class _Joined(io.RawIOBase):
    """A raw stream over any binary one, so that its start can be looked at without taking it."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        part = self._stream.read(len(view))
        view[: len(part)] = part
        return len(part)


def _read_document(stream: IO[bytes], source: Source, reading: Reading) -> Article:
    """The one article that a file of text or a web page holds."""
    limits = reading.limits
    content = stream.read(max(limits.html, 4 * limits.text) + 1)
    dates = (*given_dates(reading.date), *_name_dates(source))
    if source.format == "html" or looks_like_html(content):
        return read_html(
            content,
            article_id=source.stem,
            dates=dates,
            origin=source.where,
            limits=limits,
        )
    if len(content) > 4 * limits.text:
        raise InputError(
            "input.too-large", f"more than {4 * limits.text:,} bytes of text in one file"
        )
    return build_article(
        decode(content),
        article_id=source.stem,
        fields={},
        dates=dates,
        origin=source.where,
        limits=limits,
    )


def _name_dates(source: Source) -> tuple[DateCandidate, ...]:
    found = date_in_name(source.path.name) if source.path is not None else None
    return (found,) if found is not None else ()
