"""Bytes to text: enters the content of a file, leaves the text exactly as given."""

from __future__ import annotations

import re

from communique.errors import InputError

BOM = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
# Signatures of formats that may hold no NUL byte near the start.
MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# UTF-8 read as windows-1252 shows as one of these pairs.
DAMAGED = re.compile(r"â€|â„|Ã[\x80-¿]|Â[\xa0-¿]|[ÐÑ][\x80-¿‘’“”•–—˜™š›œžŸ€‚ƒ„…†‡ˆ‰Š‹Œ]")
TYPOGRAPHIC = frozenset("‘’‚“”„…–—•€£¥§©®™°«»‹›·¿¡½¼¾²³±×÷ºª´\xa0\xad")


def decode(content: bytes) -> str:
    """The text of the content: UTF-8, else windows-1252 where that makes plausible text.

    A byte order mark is not part of the text and is dropped; nothing else is changed, line ends
    included. UTF-16 and UTF-32 are read only when they are marked as such.
    """
    # The mark of UTF-32 begins with that of UTF-16.
    if content.startswith(UTF32):
        return _strict(content, "utf-32")
    if content.startswith(UTF16):
        return _strict(content, "utf-16")
    if b"\x00" in content or content.startswith(MAGIC):
        raise InputError("input.binary", "a binary file, not text")
    if content.startswith(BOM):
        return _strict(content[len(BOM) :], "utf-8")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _windows(content, error)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError("input.encoding", f"marked as {encoding}, but is not: {error}") from error


def _windows(content: bytes, cause: UnicodeDecodeError) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or not _is_plausible(text):
        raise InputError(
            "input.encoding", f"neither UTF-8 (byte {cause.start}) nor readable as windows-1252"
        ) from cause
    return text


def _is_plausible(text: str) -> bool:
    """True for words of a western language: few other characters, no control codes, no damage."""
    foreign = [c for c in text if ord(c) > 127]
    letters = sum(c.isalpha() for c in text)
    if CONTROL.search(text) or DAMAGED.search(text) or not letters:
        return False
    if any(not c.isalpha() and c not in TYPOGRAPHIC for c in foreign):
        return False
    return sum(c.isalpha() for c in foreign) <= 0.2 * letters and len(foreign) <= 0.25 * len(text)
