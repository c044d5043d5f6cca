"""Paragraphs: enters the article text, leave the spans of its line blocks without outer blanks."""

from __future__ import annotations

import re
from itertools import pairwise

from communique.records import Span

LINE = re.compile(r"[^\n\r\u2028\u2029]+")
BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")
WRAP_MIN, WRAP_MAX = 45, 95
SENTENCE_END = (".", "!", "?", ":", "”", '"', "’", ")")


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs in text order: one per line, but a hard-wrapped block of lines is one."""
    found: list[Span] = []
    for block in _blocks(text):
        found.extend(_unwrap(text, block))
    return tuple(found)


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without white space at either end; empty at `start` when it is all blank."""
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return Span(start + left, start + max(left, len(part.rstrip())))


def _blocks(text: str) -> list[list[Span]]:
    """Runs of lines without a blank line between them; each line with its indentation."""
    blocks: list[list[Span]] = []
    last_end: int | None = None
    for match in LINE.finditer(text):
        if not match.group().strip():
            continue
        line = Span(*match.span())
        breaks = 2 if last_end is None else len(BREAK.findall(text, last_end, line.start))
        if breaks == 1:
            blocks[-1].append(line)
        else:
            blocks.append([line])
        last_end = line.end
    return blocks


def _unwrap(text: str, lines: list[Span]) -> list[Span]:
    if not _is_wrapped(text, lines):
        return [trimmed(text, line.start, line.end) for line in lines]
    found: list[Span] = []
    start = lines[0].start
    for before, line in pairwise(lines):
        indented = line.of(text)[:2].isspace() and not before.of(text)[:2].isspace()
        if indented and before.of(text).rstrip().endswith(SENTENCE_END):
            found.append(trimmed(text, start, before.end))
            start = line.start
    return [*found, trimmed(text, start, lines[-1].end)]


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """True when line ends fall inside running text: even lengths, mid-sentence breaks."""
    if len(lines) < 2:
        return False
    words = [line.of(text).strip() for line in lines]
    inner = words[:-1]
    if not all(WRAP_MIN <= len(line) <= WRAP_MAX for line in inner):
        # Short last lines of inner paragraphs are fine when the rest is plainly wrapped.
        fitting = sum(WRAP_MIN <= len(line) <= WRAP_MAX for line in inner)
        if max(map(len, words)) > WRAP_MAX or fitting < 0.7 * len(inner):
            return False
    open_ends = sum(not line.endswith(SENTENCE_END) for line in inner)
    lower_starts = sum(line[:1].islower() for line in words[1:])
    return open_ends * 2 >= len(inner) and lower_starts > 0
