"""Whose bare surname it is, when the person was never named in full."""

from __future__ import annotations

from collections.abc import Callable

from communique.codebook.actors import TOP_OFFICES, Actor
from communique.stages.actors.discourse import Discourse
from communique.stages.actors.offices import bears


def choose_bearer(
    actors: list[Actor], words: tuple[str, ...], title: str | None, discourse: Discourse
) -> Actor | None:
    """The bearer of a surname that the words beside it and the article point to, or None.

    `words` are codes; the one who holds on the day the office of the title goes before all.

    A bearer needs the state or body of the words, or an office in a state or body the article
    names, or one of the offices everybody knows. Of several, one whom the article names in full
    goes first, then those in office on the day, then the state named most (Mubarak in a report
    from Cairo is Egypt's), then the highest office.
    """
    in_office = [a for a in actors if bears(a, title, discourse.day)]
    if len(in_office) == 1:
        return in_office[0]
    if words:
        states = {c.partition(".")[0] for c in words}
        fitting = [a for a in actors if _states(a) & states]
        if fitting:
            return _narrowed(fitting, discourse)
    likely = [a for a in actors if _is_named(a, discourse)] or [
        a for a in actors if _holds_top(a, discourse)
    ]
    return _narrowed(likely, discourse)


def _narrowed(actors: list[Actor], discourse: Discourse) -> Actor | None:
    """The one actor left after each test that some pass."""
    most = max((_weight(a, discourse) for a in actors), default=0)
    tests: tuple[Callable[[Actor], bool], ...] = (
        lambda a: a.id in discourse.named_in_full,
        lambda a: discourse.day is None or a.role_on(discourse.day) is not None,
        lambda a: _weight(a, discourse) == most,
        lambda a: _holds_top(a, discourse),
    )
    for test in tests:
        actors = [a for a in actors if test(a)] or actors
    return actors[0] if len(actors) == 1 else None


def _states(actor: Actor) -> set[str]:
    return {c.partition(".")[0] for r in actor.roles for c in r.codes}


def _is_named(actor: Actor, discourse: Discourse) -> bool:
    """Whether the article names a state or body that the person held office in."""
    return any(discourse.code_counts[state] for state in _states(actor))


def _weight(actor: Actor, discourse: Discourse) -> int:
    return max(discourse.code_counts[state] for state in _states(actor))


def _holds_top(actor: Actor, discourse: Discourse) -> bool:
    role = actor.role_on(discourse.day)
    roles = actor.roles if role is None else (role,)
    return any(r.office in TOP_OFFICES for r in roles)
