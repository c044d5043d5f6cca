"""The vocabulary that ships: pieces of other scripts and unused slots are left out.

English news never uses them; each costs a row of the largest table in the weights. A character of a
script that is left out is read as unknown, as most of them were before.
"""

from __future__ import annotations

import json
from pathlib import Path

# Code points of Latin script with its accents, and of general punctuation, currency, letter-like
# signs and arrows.
_KEPT = (range(0x250), range(0x1E00, 0x1F00), range(0x2000, 0x2200))


def pruned(tokenizer_file: Path) -> tuple[str, list[int]]:
    """The tokenizer file without those pieces, and the old numbers of the pieces kept, in order."""
    tokenizer = json.loads(tokenizer_file.read_text("utf-8"))
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    kept = [piece for piece in sorted(vocabulary, key=vocabulary.__getitem__) if _ships(piece)]
    numbers = {piece: number for number, piece in enumerate(kept)}
    tokenizer["model"]["vocab"] = numbers
    for token in tokenizer["added_tokens"]:
        token["id"] = numbers[token["content"]]
    # Windows are put together by `communique.runtime.pieces`, special pieces included.
    tokenizer["post_processor"] = None
    return json.dumps(tokenizer, ensure_ascii=False), [vocabulary[piece] for piece in kept]


def _ships(piece: str) -> bool:
    if piece.startswith("[unused"):
        return False
    return all(any(ord(c) in span for span in _KEPT) for c in piece.removeprefix("##"))
