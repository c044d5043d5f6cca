"""Offices on a day: which one a person held, and who held the one that words name."""

from __future__ import annotations

from collections.abc import Sequence

from communique.codebook.actors import Actor, ActorIndex, Role, pieces_of

# An office put in more words than this is a description.
_LONGEST = 4


def role_meant(actor: Actor, day: str | None, title: str | None) -> Role | None:
    """The role of `actor` on `day`: of several the one that the title beside the name words.

    Without a day or a fitting title, as `Actor.role_on`.
    """
    if day is not None and title:
        wanted = _words(title)
        for role in actor.roles:
            if role.holds_on(day) and any(_words(w) <= wanted for w in role.wordings):
                return role
    return actor.role_on(day)


def _words(text: str) -> frozenset[str]:
    return frozenset(piece.lower() for piece in pieces_of(text))


def holder_of(
    index: ActorIndex, day: str | None, codes: Sequence[str], phrase: str
) -> tuple[Actor, Role] | None:
    """The one person who held the office that ends `phrase` for the one code on `day`.

    ``UN secretary general`` is asked as that, as ``secretary general`` and as ``general``. An
    undated article asks in vain: nobody is guessed.
    """
    if day is None or len(codes) != 1:
        return None
    pieces = pieces_of(phrase)
    state = codes[0].partition(".")[0]
    for code in dict.fromkeys((codes[0], state if state in index.codes else codes[0])):
        for start in range(max(0, len(pieces) - _LONGEST), len(pieces)):
            held = index.office_holder(code, " ".join(pieces[start:]), day)
            if held is not None:
                return held
    return None
