"""Offices on a day: which one a person held, and who held the one that words name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.codebook.actors import TOP_OFFICES, Actor, ActorIndex, Role, pieces_of
from communique.records import HOLDER, Link, Mention, Sentence
from communique.stages.actors.discourse import Discourse
from communique.stages.actors.makers import make_link
from communique.stages.actors.phrases import describe

# An office put in more words than this is a description.
_LONGEST = 4
# Words of offices at the head of something.
_HEADS = frozenset(
    {"head", "chief", "director", "boss", "chair", "chairman", "chairwoman", "chairperson",
     "leader", "governor", "president", "executive", "general", "commander", "commissioner", "ceo"}
)  # fmt: skip
_ACTING = frozenset({"acting", "interim", "caretaker"})
_PARTY_LEADER = "party leader"
_JOINING = frozenset({"and", "for", "of", "the"})
_SPELT = {
    "advisor": "adviser", "spokesman": "spokesperson", "spokeswoman": "spokesperson",
    "defense": "defence",
}  # fmt: skip
# Words for people in office that say too little of which.
_ANYBODY = frozenset(
    {"official", "legislator", "politician", "leader", "commander", "ruler", "strongman",
     "longtime", "long-time", "embattled", "veteran"}
)  # fmt: skip
_LESSER = frozenset(
    {"deputy", "vice", "assistant", "former", "designate", "spokesperson", "elect", "junior",
     "shadow"}
)  # fmt: skip
# Sectors whose heads the tables may list under the state itself.
_STATE_SECTORS = frozenset({"", "MIL", "COP", "SPY", "LEG", "JUD", "CVL"})


def role_meant(discourse: Discourse, actor: Actor, title: str | None = None) -> Role | None:
    """The role of `actor` on the day: of several the one that the title beside the name words.

    The title may say more than the office (``acting foreign minister``) or less (``Conservative
    leader`` of the leader of the Conservative Party). Where none fits, the office that the article
    gives the person elsewhere. Without a day or a fitting title, as `Discourse.role_on`.
    """
    day, elsewhere = discourse.day, discourse.office_of(actor.name)
    held, wanted = actor.roles_on(day), _words(title or "")
    if _says_which(wanted):
        for fits in (_says_all, _says_part):
            for role in held:
                if any(fits(wanted, _words(wording)) for wording in role.wordings):
                    return role
        for role in held if wanted & _HEADS else ():
            if role.office == _PARTY_LEADER and wanted & _party_words(role, discourse.index):
                return role
    again = (role for role in held if role.called == elsewhere)
    return next(again, None) or discourse.role_on(actor)


def _says_which(title: frozenset[str]) -> bool:
    """Whether a title tells which office somebody holds (``longtime leader`` does not)."""
    return not title <= _ANYBODY


def _says_all(title: frozenset[str], office: frozenset[str]) -> bool:
    return office <= title


def _says_part(title: frozenset[str], office: frozenset[str]) -> bool:
    return title <= office and not (office - title) & _LESSER


def in_office(role: Role, title: str | None) -> str | None:
    """The office as the tables call it; an acting holder's, and one of which the tables only tell
    the sort (``legislator``), as the title beside the name has it."""
    if title is None:
        return role.called
    called, wanted = _words(role.called or ""), _words(title)
    is_acting = bool(wanted & _ACTING and not called & _ACTING)
    is_exact = not _says_which(called) and _says_which(wanted) and "." not in title
    return title.lower() if is_acting or is_exact else role.called


def ends_in(office: str, wanted: Sequence[str]) -> bool:
    """Whether an office is the wanted one with more before it, none of which makes it a lesser one
    (a vice president is not ``the president``)."""
    pieces = [piece.lower() for piece in pieces_of(office)]
    before = len(pieces) - len(wanted)
    is_end = pieces[max(0, before) :] == [piece.lower() for piece in wanted]
    return is_end and _LESSER.isdisjoint(pieces[: max(0, before)])


def former_office(actor: Actor, day: str | None, title: str | None) -> str | None:
    """What somebody once was who holds no office on `day`, or what else the title tells.

    Of several it is the one that the title words, else the highest, of these the last.
    """
    ended = [role for role in actor.roles if role.called and day is not None and role.is_over(day)]
    wanted = _words(title or "")
    if _says_which(wanted):
        ended = [r for r in ended if any(_says_all(wanted, _words(w)) for w in r.wordings)]
    if not ended:
        return title
    last = max(ended, key=lambda r: (not r.is_secondary, r.office in TOP_OFFICES, r.end))
    return f"former {last.called}"


def bears(actor: Actor, title: str | None, day: str | None) -> bool:
    """Whether somebody holds on `day` just the office that a title words: one that everybody
    knows or that two words tell (``Foreign Minister``)."""
    wanted = _words(title or "")
    return any(
        (len(_words(wording)) > 1 or role.office in TOP_OFFICES) and _words(wording) == wanted
        for role in actor.roles_on(day)
        for wording in role.wordings
    )


def _party_words(role: Role, index: ActorIndex) -> frozenset[str]:
    """What a party is called, less states ("Russia's leader" leads no United Russia)."""
    words = _words(f"party {role.body or ''}") - _JOINING
    states = {w for w in words if any(e.kind == "state" for e in index.lookup([w.capitalize()]))}
    return words - states


def _words(text: str) -> frozenset[str]:
    low = (piece.lower() for piece in pieces_of(text))
    return frozenset(_SPELT.get(piece, piece) for piece in low)


def holder_of(
    index: ActorIndex, day: str | None, codes: Sequence[str], phrase: str, *, whole: bool = False
) -> tuple[Actor, Role] | None:
    """The one person who held the office that ends `phrase`, or is the `whole` of it, for the one
    code on `day`.

    ``UN secretary general`` is asked as that, as ``secretary general`` and as ``general``. An
    undated article asks in vain: nobody is guessed.
    """
    if day is None or len(codes) != 1:
        return None
    pieces = pieces_of(phrase)
    state, _, sector = codes[0].partition(".")
    # An army chief's office may be listed under the plain state, a party's president is another's.
    of_the_state = state in index.codes and sector in _STATE_SECTORS
    for code in dict.fromkeys((codes[0], state if of_the_state else codes[0])):
        for start in (0,) if whole else range(max(0, len(pieces) - _LONGEST), len(pieces)):
            if not _LESSER.isdisjoint(pieces[:start]):
                break  # a deputy foreign minister is not the foreign minister
            if pieces[start:] == ["leader"] and (start or code != codes[0]):
                continue  # a rebel leader does not lead the state
            held = index.office_holder(code, " ".join(pieces[start:]), day)
            if held is not None:
                return held
    return None


def head_of_body(
    index: ActorIndex, day: str | None, codes: Sequence[str], noun: str, body: str
) -> tuple[Actor, Role] | None:
    """The one person who heads a named body on `day` (``CIA director``, ``the chief of MI6``).

    `noun` is the last word of the office; the tables know the body by name, in any of its forms.
    """
    if day is None or len(codes) != 1 or noun not in _HEADS:
        return None
    state = codes[0].partition(".")[0]
    found = {
        actor.id: (actor, role)
        for code in dict.fromkeys((codes[0], state))
        for actor in index.in_office(code, day)
        for role in actor.roles
        if role.holds_on(day) and role.body and _is_head(role) and _is_same(index, role.body, body)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def named_holder(
    discourse: Discourse, codes: Sequence[str], phrase: str
) -> tuple[Actor, Role] | None:
    """The one person whom the article names and whose office for just these codes the words put.

    ``the Kyiv adviser``, ``the head of MI6`` where the article has one adviser, one spy chief.
    """
    wanted = _words(phrase)
    if discourse.day is None or not wanted or wanted <= _ANYBODY:
        return None
    held = {
        actor.id: (actor, role)
        for actor in discourse.persons_met()
        for role in (role_meant(discourse, actor),)
        if role is not None and role.codes == tuple(codes) and _puts(wanted, role)
    }
    return next(iter(held.values())) if len(held) == 1 else None


def _puts(wanted: frozenset[str], role: Role) -> bool:
    """Whether the words say the office, or that somebody heads what the office heads."""
    for wording in role.wordings:
        office = _words(wording)
        if wanted <= office and not (office - wanted) & _LESSER:
            return True
    return wanted <= _HEADS and _is_head(role)


def _is_head(role: Role) -> bool:
    """Whether the office is at the head of the body, not of a part of it (``director general for
    external affairs``)."""
    words = _words(f"{role.office} {role.title or ''}")
    charge = re.split(r"\b(?:for|of)\b", role.title or "", maxsplit=1)[1:]
    apart = _words(" ".join(charge)) - _words(role.body or "") - _JOINING
    return bool(words & _HEADS) and not words & _LESSER and not (role.body and apart)


def _is_same(index: ActorIndex, one: str, other: str) -> bool:
    """Whether two names of bodies have the same words, but for a state before an acronym (``US
    CIA``), or the same entry in the tables."""
    less, more = sorted((_words(one), _words(other)), key=len)
    if less == more or (less < more and one.isupper()):
        return True
    entries = ({e.actor.id for e in index.lookup(pieces_of(n))} for n in (one, other))
    first, second = entries
    return any(not name.startswith("state.") for name in first & second)


def held_link(
    discourse: Discourse,
    sentence: Sentence,
    mention: Mention,
    decided: tuple[tuple[str, ...], str],
    held: tuple[Actor, Role],
) -> Link:
    """The link of words for an office to the person who holds it; `decided` are codes and rule.

    The rule says whether the article names the person or only the tables do.
    """
    (codes, rule), (actor, role) = decided, held
    if actor.gender is not None:
        discourse.genders[actor.name] = actor.gender
    known = any(person.actor is actor for person in discourse.persons.values())
    how = "+named" if known else HOLDER
    return make_link(mention, codes, rule + how, person=actor.name, office=role.called,
                     description=describe(sentence, mention))  # fmt: skip
