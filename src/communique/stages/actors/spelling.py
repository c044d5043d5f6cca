"""Persons written in another spelling: transliterations, lost accents, slips of the press.

``Wołodymyr Zelanski`` is no name of the tables; that the article is about Ukraine and calls him its
president says who is meant. Only persons whom the article points to are compared, never all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from communique.codebook.actors import Actor, pieces_of

# How alike two surnames must be (Ratcliff and Obershelp), and how long.
_ALIKE = 0.75
_SHORTEST = 5
# Letters that transliterations exchange, after accents are taken off.
_FOLDS = (("ł", "l"), ("w", "v"), ("kh", "h"), ("q", "k"), ("y", "i"), ("j", "i"), ("ou", "u"))


@lru_cache(maxsize=1 << 15)
def folded(name: str) -> str:
    """The name without accents, in the letters that transliterations share.

    >>> folded("Wołodymyr"), folded("Volodymyr")
    ('volodimir', 'volodimir')
    """
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for one, other in _FOLDS:
        plain = plain.replace(one, other)
    return plain


@lru_cache(maxsize=1 << 15)
def _parts_of(name: str) -> tuple[str, ...]:
    return tuple(folded(piece) for piece in pieces_of(name))


def spelt_like(
    name: str, candidates: Iterable[Actor], *, in_full: bool = False, least: float = _ALIKE
) -> Actor | None:
    """The one candidate whose name `name` misspells, or None.

    The surnames begin alike and are alike; a first name that is given begins as the candidate's.
    `in_full` asks for a first name that is alike as well: good where many are compared. `least` is
    how alike the surnames must be; of 1, their letters may differ by transliteration alone.
    """
    parts = _parts_of(name)
    if not parts or len(parts[-1]) < _SHORTEST:
        return None
    scored = {}
    for actor in candidates:
        known = _parts_of(actor.name)
        if known[-1][0] != parts[-1][0] or (len(parts) > 1 and known[0][0] != parts[0][0]):
            continue
        if in_full and (len(parts) < 2 or _alikeness(known[0], parts[0]) < _ALIKE):
            continue
        alike = _alikeness(known[-1], parts[-1])
        if alike >= least:
            scored[actor.id] = (alike, actor)
    best = sorted(scored.values(), key=lambda s: -s[0])[:2]
    if len(best) == 2 and best[0][0] == best[1][0]:
        return None
    return best[0][1] if best else None


def _alikeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
