"""Paragraphs: enters the article text, leave the spans of its line blocks without outer blanks."""

from __future__ import annotations

import re

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
    """The paragraphs of a block: its lines, joined where they are wrapped by hand."""
    if len(lines) < 2 or max(line.end - line.start for line in lines) > WRAP_MAX:
        return [trimmed(text, line.start, line.end) for line in lines]
    groups: list[list[Span]] = [[lines[0]]]
    for line in lines[1:]:
        if text[line.start].isspace():
            groups.append([line])
        else:
            groups[-1].append(line)
    found: list[Span] = []
    for group in groups:
        if _is_wrapped([line.of(text).strip() for line in group], indented=len(groups) > 1):
            found.append(trimmed(text, group[0].start, group[-1].end))
        else:
            found.extend(trimmed(text, line.start, line.end) for line in group)
    return found


def _is_wrapped(lines: list[str], *, indented: bool) -> bool:
    """True when line ends fall inside running text: full lines, breaks in mid-sentence.

    The first line may be short where a dateline was taken off. Where paragraphs are set off by
    indentation that is sign enough; elsewhere some line must go on with a small letter.
    """
    if len(lines) < 2:
        return False
    inner, following = lines[:-1], lines[1:]
    goes_on_small = following[0][:1].islower() or following[0][:1].isdigit()
    if len(inner[0]) < WRAP_MIN and not goes_on_small:
        return False
    full = sum(len(line) >= WRAP_MIN for line in inner[1:])
    if full < 0.7 * len(inner[1:]):
        return False
    open_ends = sum(not line.endswith(SENTENCE_END) for line in inner)
    goes_on = indented or any(line[:1].islower() for line in following)
    return goes_on and open_ends * 2 >= len(inner)
