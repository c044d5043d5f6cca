"""Making links: of a mention's own words, or as a copy of another's."""

from __future__ import annotations

from communique.codebook.actors import Actor, Role
from communique.codebook.resources import data_digest
from communique.records import HOLDER, Link, Mention, Provenance, Span

VERSION = "actors.v1"


def latest_role(actor: Actor, day: str | None) -> Role:
    """The last role that began by `day`, else the first of all."""
    begun = [r for r in actor.roles if day is None or r.start <= day]
    return max(begun, key=lambda r: r.start) if begun else actor.roles[0]


def copied(mention: Mention, link: Link, rule: str) -> Link:
    """The mention as standing for whom another one stands for."""
    if link.provenance.rule.endswith(HOLDER):
        rule += HOLDER
    return make_link(
        mention, link.codes, rule, person=link.person, office=link.office,
        description=link.description, antecedent=link.antecedent or link.mention.span,
    )  # fmt: skip


def make_link(
    mention: Mention,
    codes: tuple[str, ...],
    rule: str,
    *,
    person: str | None = None,
    office: str | None = None,
    description: str | None = None,
    is_place: bool = False,
    alternatives: tuple[str, ...] = (),
    antecedent: Span | None = None,
) -> Link:
    """The link of a mention, stamped with the rule that made it and the version of the tables."""
    return Link(
        mention=mention,
        codes=codes,
        person=person,
        office=office,
        description=description,
        is_place=is_place,
        alternatives=alternatives,
        antecedent=antecedent,
        provenance=Provenance(stage=VERSION, rule=rule, data=data_digest()),
    )
