"""What the question "who accepts?" asks for under the choices made, and the answer without all else.

A face keeps whatever a person typed while they compare the choices, and says only what `settled` leaves:
so nothing that belongs to another choice gets into a statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from msgspec.structs import replace

from installer.acceptance.days import plain_day
from installer.acceptance.parties import (
    Actor,
    Authority,
    Capacity,
    Parties,
    PartyType,
    Principal,
    needed,
)
from installer.acceptance.roles import Occasion, Role
from installer.acceptance.rules import Earlier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.acceptance.rules import AcceptanceRules, RoleRule

EVIDENCE: Final = "authority.evidence_name"
RECEIPT: Final = "authority.receipt"
RESTS_ON: Final = "rests_on"
COMPUTERS: Final = "remote_computers"
GRANT: Final = "grant"
"""Dotted names of the inputs that are no lines of text."""

_OPTIONAL: Final[Mapping[Capacity, tuple[str, ...]]] = {
    Capacity.SELF: (),
    Capacity.ON_BEHALF: ("actor.organisation", EVIDENCE, RECEIPT),
    # A grant may name a position instead of a person.
    Capacity.DELEGATE: ("actor.position", GRANT),
}
"""What may be said beside what must be."""

_Part = TypeVar("_Part", Actor, Principal, Authority)


def roles(capacity: Capacity, rules: AcceptanceRules) -> tuple[RoleRule, ...]:
    """The roles beside the plain end-user's that the edition has for this capacity, in its order."""
    return tuple(rule for rule in rules.roles.values() if capacity in rule.capacities)


def occasions(capacity: Capacity, rules: AcceptanceRules) -> tuple[RoleRule, ...]:
    """The occasions beside the plain install, in the same way."""
    return tuple(rule for rule in rules.occasions.values() if capacity in rule.capacities)


def inputs(parties: Parties, rules: AcceptanceRules) -> Mapping[str, bool]:
    """Every input that these choices ask for, by its dotted name, and whether it must be filled.

    The choices themselves (capacity, kind of principal, role, occasion) are not among them.
    """
    chosen = _possible(parties, rules)
    asked = dict.fromkeys(needed(chosen), True)
    asked |= dict.fromkeys(_OPTIONAL[chosen.capacity], False)
    role = rules.roles.get(chosen.role.value)
    if role is not None and role.earlier is not Earlier.NONE:
        # Where none is named the log is looked through, so it need not be.
        asked[RESTS_ON] = False
    if chosen.occasion is Occasion.REMOTE:
        asked[COMPUTERS] = True
    return asked


def settled(parties: Parties, rules: AcceptanceRules) -> Parties:
    """The parties with nothing in them but what their choices ask for.

    A role or an occasion that the capacity does not have becomes the plain one. A day is written as
    `YYYY-MM-DD` where it was typed in another form.
    """
    chosen = _possible(parties, rules)
    asked = inputs(chosen, rules)
    principal = replace(_only(asked, "principal", chosen.principal, Principal()), type=chosen.principal.type)
    authority = _only(asked, "authority", chosen.authority, Authority())
    if EVIDENCE in asked:
        authority = replace(authority, evidence_sha256=chosen.authority.evidence_sha256)
    return replace(
        chosen,
        actor=_only(asked, "actor", chosen.actor, Actor()),
        principal=principal,
        authority=replace(authority, accepted_on=plain_day(authority.accepted_on)),
        remote_computers=chosen.remote_computers if COMPUTERS in asked else 0,
        rests_on=chosen.rests_on if RESTS_ON in asked else "",
        grant=chosen.grant if GRANT in asked else "",
    )


def is_plain(parties: Parties) -> bool:
    """Whether it is simply the end-user's acceptance with an install, and no grant was singled out."""
    plain = parties.role is Role.END_USER and parties.occasion is Occasion.INSTALL
    return plain and not parties.grant


def with_actor(parties: Parties, actor: Actor) -> Parties:
    """The parties with an actor who is known from before. For `self` an organisation of theirs is bound."""
    kind = parties.principal.type
    if parties.capacity is Capacity.SELF:
        kind = PartyType.ORGANISATION if actor.organisation else PartyType.INDIVIDUAL
    return replace(parties, actor=actor, principal=replace(parties.principal, type=kind))


def _possible(parties: Parties, rules: AcceptanceRules) -> Parties:
    """With the plain role and occasion where the capacity does not have the chosen one."""
    role_ids = {rule.id for rule in roles(parties.capacity, rules)}
    occasion_ids = {rule.id for rule in occasions(parties.capacity, rules)}
    return replace(
        parties,
        role=parties.role if parties.role.value in role_ids else Role.END_USER,
        occasion=parties.occasion if parties.occasion.value in occasion_ids else Occasion.INSTALL,
    )


def _only(asked: Mapping[str, bool], name: str, said: _Part, empty: _Part) -> _Part:
    """The part with the fields that are asked for; the others are as in an empty one."""
    kept = {field: getattr(said, field) for field in said.__struct_fields__ if f"{name}.{field}" in asked}
    return replace(empty, **kept)
