"""The gazetteer file: a name index that is searched where it lies, and places in packed blocks.

In: ``data/places/gazetteer.bin``, written by ``python -m gazetteer.build``. Out: the few places
that bear a name. Nothing is parsed at the start: the file is mapped into memory, a name is found
by binary search over 32-bit hashes, and only the blocks of the places found are unpacked. Thirteen
further bits of the hash are checked, so that a word that is no name is not taken for one.

Layout, little-endian: magic, length of the header, header (zlib, JSON), hashes, references, block
starts, blocks (zlib, see `pack_block`).
"""

from __future__ import annotations

import json
import math
import mmap
import re
import struct
import unicodedata
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s
from itertools import accumulate
from pathlib import Path
from typing import Any

from communique.errors import DataError

MAGIC = b"COMMGAZ1"
BLOCK = 128
KINDS = ("settlement", "country", "state_region", "county", "continent")
_ROW_BITS = 18
_ALIAS = 1 << _ROW_BITS
_CHECK_SHIFT = _ROW_BITS + 1
_UNKNOWN = 0xFFFFFF
# Bytes a place takes before packing, its name apart.
_WIDTH = 13
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"})
_DROPPED = re.compile("['’ʻ`ʼ‘´]")
_PIECE = re.compile(r"[^\W_]+")
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedPlace:
    """One place as the file holds it; `population` is known to a tenth, `id` 0 where none."""

    id: int
    name: str
    kind: str
    country: str
    region: str
    lat: float | None
    lon: float | None
    population: int


def name_key(name: str) -> str:
    """The name as it is compared: no accents, marks, capitals or article; ``St.`` is ``Saint``.

    >>> name_key("The São-Tomé"), name_key("St. John's")
    ('sao tome', 'saint johns')
    """
    folded = name.casefold().translate(_PLAIN)
    if not folded.isascii():
        parts = unicodedata.normalize("NFKD", folded)
        bare = "".join(c for c in parts if not unicodedata.combining(c))
        # What was a raised letter (ꟸ) may be a capital now.
        folded = bare.casefold().translate(_PLAIN)
    pieces = _PIECE.findall(_DROPPED.sub("", folded))
    if len(pieces) > 1 and pieces[0] == "the":
        del pieces[0]
    if len(pieces) > 1:
        pieces[0] = _SHORT.get(pieces[0], pieces[0])
    return " ".join(pieces)


def name_hash(key: str) -> tuple[int, int]:
    """Where the index keeps a name, and the bits that confirm it."""
    digest = blake2s(key.encode("utf-8", "surrogatepass"), digest_size=6).digest()
    place, check = struct.unpack("<IH", digest)
    return place, check >> (_CHECK_SHIFT - 16)


def reference(row: int, check: int, *, alias: bool) -> int:
    """A row, whether the name is another than its main one, and the confirming bits."""
    return row | (_ALIAS if alias else 0) | (check << _CHECK_SHIFT)


def pack_block(places: Sequence[PackedPlace], regions: Mapping[str, int]) -> bytes:
    """Up to `BLOCK` places column by column, each number byte by byte, which packs best."""
    columns = (
        ([place.id for place in places], 3),
        ([_fixed(place.lat, 90) for place in places], 3),
        ([_fixed(place.lon, 180) for place in places], 3),
        ([regions[f"{place.country}|{place.region}"] for place in places], 2),
        ([KINDS.index(place.kind) for place in places], 1),
        ([round(8 * math.log2(place.population + 1)) for place in places], 1),
    )
    numbers = b"".join(
        bytes(number >> 8 * byte & 255 for number in column)
        for column, width in columns
        for byte in range(width)
    )
    names = "\n".join(place.name for place in places).encode()
    return zlib.compress(bytes([len(places)]) + numbers + names, 9)


@dataclass(frozen=True, slots=True)
class Block:
    """An unpacked block; its places are made one by one, as they are asked for."""

    names: tuple[str, ...]
    numbers: bytes

    def place(self, row: int, regions: Sequence[str]) -> PackedPlace:
        """The place at `row`."""
        return _place(self.names[row], self.numbers[row :: len(self.names)], regions)


def unpack_block(packed: bytes) -> Block:
    """What `pack_block` packed."""
    data = zlib.decompress(packed)
    end = 1 + _WIDTH * data[0]
    return Block(names=tuple(data[end:].decode().split("\n")), numbers=data[1:end])


def _place(name: str, row: bytes, regions: Sequence[str]) -> PackedPlace:
    country, _, region = regions[int.from_bytes(row[9:11], "little")].partition("|")
    lat, lon = int.from_bytes(row[3:6], "little"), int.from_bytes(row[6:9], "little")
    return PackedPlace(
        id=int.from_bytes(row[:3], "little"),
        name=name,
        kind=KINDS[row[11]],
        country=country,
        region=region,
        lat=None if lat == _UNKNOWN else round(lat / 10_000 - 90, 4),
        lon=None if lon == _UNKNOWN else round(lon / 10_000 - 180, 4),
        population=round(2 ** (row[12] / 8) - 1),
    )


def _fixed(degrees: float | None, offset: int) -> int:
    """Degrees as a whole number of ten-thousandths (eleven metres)."""
    return _UNKNOWN if degrees is None else round((degrees + offset) * 10_000)


class GazetteerFile:
    """The file at `path`, mapped into memory."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as opened:
                self._data = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError) as error:
            raise DataError("data.unreadable", f"{path}: {error}") from error
        if self._data[:8] != MAGIC:
            raise DataError("data.unreadable", f"{path}: not a gazetteer file")
        length = int.from_bytes(self._data[8:12], "little")
        self.header: dict[str, Any] = json.loads(zlib.decompress(self._data[12 : 12 + length]))
        start = _aligned(12 + length)
        forms, blocks = self.header["forms"], self.header["blocks"]
        parts = []
        for count in (forms, forms, blocks + 1):
            parts.append(self._data[start : start + 4 * count].cast("I"))
            start += 4 * count
        self._hashes, self._references, self._starts = parts
        self._blocks = self._data[start:]
        self._block = lru_cache(maxsize=256)(self._unpack)

    def find(self, key: str) -> Iterator[tuple[PackedPlace, bool]]:
        """Places whose `name_key` is `key`, with whether it is another than their main name."""
        place, check = name_hash(key)
        at = bisect_left(self._hashes, place)
        while at < len(self._hashes) and self._hashes[at] == place:
            found = self._references[at]
            if found >> _CHECK_SHIFT == check:
                row = found & (_ALIAS - 1)
                block = self._block(row // BLOCK)
                yield block.place(row % BLOCK, self.header["regions"]), bool(found & _ALIAS)
            at += 1

    def everything(self) -> Iterator[PackedPlace]:
        """All places, in the order of the file."""
        for number in range(len(self._starts) - 1):
            block = self._unpack(number)
            for row in range(len(block.names)):
                yield block.place(row, self.header["regions"])

    def _unpack(self, number: int) -> Block:
        return unpack_block(bytes(self._blocks[self._starts[number] : self._starts[number + 1]]))


def file_bytes(
    header: Mapping[str, Any], forms: Sequence[tuple[int, int]], blocks: Sequence[bytes]
) -> bytes:
    """The whole file; `forms` are pairs of hash and reference, sorted."""
    told = {**header, "forms": len(forms), "blocks": len(blocks)}
    packed = zlib.compress(json.dumps(told, ensure_ascii=False, sort_keys=True).encode(), 9)
    head = MAGIC + len(packed).to_bytes(4, "little") + packed
    starts = [0, *accumulate(len(block) for block in blocks)]
    numbers = [*(h for h, _ in forms), *(r for _, r in forms), *starts]
    head += bytes(_aligned(len(head)) - len(head))
    return head + struct.pack(f"<{len(numbers)}I", *numbers) + b"".join(blocks)


def _aligned(length: int) -> int:
    """The next multiple of four."""
    return length + -length % 4
