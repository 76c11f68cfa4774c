"""Who acts and who is bound, in which capacity and on what authority (design §7)."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

from installer.acceptance.days import read_day
from installer.acceptance.roles import Occasion, Role
from installer.errors import AssentError, BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

LONGEST: Final = 500
"""Characters in one field of the form. More is no name, and a receipt is meant to be read."""


class Capacity(StrEnum):
    """In which capacity the actor accepts."""

    SELF = "self"
    ON_BEHALF = "on-behalf"
    DELEGATE = "delegate"


class PartyType(StrEnum):
    """What kind of person is bound; the receipt records it (consumers are judged differently)."""

    INDIVIDUAL = "individual"
    ORGANISATION = "organisation"


class Actor(msgspec.Struct, frozen=True):
    """The person at the keyboard, or behind the script."""

    name: str = ""
    email: str = ""
    position: str = ""
    organisation: str = ""


class Principal(msgspec.Struct, frozen=True):
    """Who is bound. For `self` it is built from the actor."""

    type: PartyType = PartyType.INDIVIDUAL
    name: str = ""
    contact: str = ""


class Authority(msgspec.Struct, frozen=True):
    """Why the actor may bind the principal (`note-on-behalf/p1`), with its evidence."""

    basis: str = ""
    """In the actor's own words: order number, contract, letter of authority."""
    accepted_how: str = ""
    accepted_on: str = ""
    """ISO 8601 date on which the principal accepted, as the actor states it."""
    evidence_name: str = ""
    evidence_sha256: str = ""
    """Digest of the evidence file; the file itself stays with the actor."""
    receipt: str = ""
    """Record digest of the principal's own receipt, imported before; then it is the evidence."""


class Parties(msgspec.Struct, frozen=True):
    """The whole answer to "who accepts?"."""

    capacity: Capacity = Capacity.SELF
    actor: Actor = Actor()
    principal: Principal = Principal()
    authority: Authority = Authority()
    role: Role = Role.END_USER
    occasion: Occasion = Occasion.INSTALL
    remote_computers: int = 0
    """How many other computers are installed on; with the occasion `remote` alone."""
    rests_on: str = ""
    """Record digest of the earlier acceptance that the role rests on; empty: none, or to be found."""
    grant: str = ""
    """Record digest of the grant that a delegate relies on; empty: whichever fits."""


def bound(parties: Parties) -> Principal:
    """Who is bound by the acceptance: for `self` the actor, or the actor's organisation."""
    actor, principal = parties.actor, parties.principal
    if parties.capacity is not Capacity.SELF:
        return principal
    name = actor.organisation if principal.type is PartyType.ORGANISATION else actor.name
    return Principal(type=principal.type, name=name, contact=actor.email)


def problems(parties: Parties, today: date) -> tuple[tuple[str, AssentError], ...]:
    """What is missing or cannot be right, as (field, error), in the order of the form.

    Only the fields that the capacity needs are asked for (design §7). `field` is a dotted name such
    as `actor.name`. PARTY_INCOMPLETE carries `field`, PARTY_INVALID `field` and `expected`.
    """
    return tuple((_field_of(error), error) for error in _errors(parties, today))


_NEEDED: Final[dict[Capacity, tuple[str, ...]]] = {
    Capacity.SELF: ("actor.name", "actor.email"),
    Capacity.ON_BEHALF: (
        "actor.name",
        "actor.email",
        "principal.name",
        "principal.contact",
        "authority.basis",
        "authority.accepted_how",
        "authority.accepted_on",
    ),
    Capacity.DELEGATE: ("actor.name", "actor.email", "principal.name"),
}

_IN_RECEIPT: Final = frozenset({"authority.accepted_how", "authority.accepted_on"})

_ORGANISATION: Final = ("actor.position", "actor.organisation")
"""Asked of whoever accepts for their own organisation."""

_EMAIL: Final = r"[^@\s]+@[^@\s]+"
_SHA256: Final = r"[0-9a-f]{64}"


def needed(parties: Parties) -> tuple[str, ...]:
    """The fields that capacity, kind of principal and a named receipt ask for, in the order of the form."""
    fields = _NEEDED[parties.capacity]
    if parties.authority.receipt:
        # How and when they accepted stands in the receipt that is named.
        fields = tuple(field for field in fields if field not in _IN_RECEIPT)
    if parties.capacity is Capacity.SELF and parties.principal.type is PartyType.ORGANISATION:
        fields += _ORGANISATION
    return fields


def _errors(parties: Parties, today: date) -> Iterator[BadInput]:
    values = _values(parties)
    asked = needed(parties)
    for field, value in values.items():
        if field in asked and not value.strip():
            yield BadInput(Code.PARTY_INCOMPLETE, field=field)
        elif len(value) > LONGEST or not value.isprintable():
            # A control character or a lone surrogate would be shown as something else than is signed.
            yield _invalid(field, "printable-text")
    email = values["actor.email"].strip()
    if email and not re.fullmatch(_EMAIL, email):
        yield _invalid("actor.email", "name@example.com")
    if parties.capacity is Capacity.ON_BEHALF:
        yield from _authority_errors(parties.authority, today)
    yield from _reference_errors(parties)


def _reference_errors(parties: Parties) -> Iterator[BadInput]:
    """Records are named by their digest, and only where they mean something; computers are counted."""
    named = (
        ("authority.receipt", parties.authority.receipt, parties.capacity is Capacity.ON_BEHALF),
        ("grant", parties.grant, parties.capacity is Capacity.DELEGATE),
        ("rests_on", parties.rests_on, parties.role is not Role.END_USER),
    )
    for field, digest, allowed in named:
        if digest and not re.fullmatch(_SHA256, digest):
            yield _invalid(field, "64 x 0-9a-f")
        elif digest and not allowed:
            yield _invalid(field, "–")
    if parties.occasion is Occasion.REMOTE:
        if parties.remote_computers < 1:
            yield BadInput(Code.PARTY_INCOMPLETE, field="remote_computers")
    elif parties.remote_computers:
        yield _invalid("remote_computers", "0")


def _authority_errors(authority: Authority, today: date) -> Iterator[BadInput]:
    """The principal's acceptance happened on a real day, and evidence is a name with a digest."""
    if authority.accepted_on.strip():
        accepted_on = read_day(authority.accepted_on.strip())
        if accepted_on is None:
            yield _invalid("authority.accepted_on", "YYYY-MM-DD")
        elif accepted_on > today:
            yield _invalid("authority.accepted_on", f"<= {today.isoformat()}")
    name, digest = authority.evidence_name.strip(), authority.evidence_sha256
    if name and not digest:
        yield BadInput(Code.PARTY_INCOMPLETE, field="authority.evidence_sha256")
    elif digest and not name:
        yield BadInput(Code.PARTY_INCOMPLETE, field="authority.evidence_name")
    elif digest and not re.fullmatch(_SHA256, digest):
        yield _invalid("authority.evidence_sha256", "64 x 0-9a-f")


def _values(parties: Parties) -> dict[str, str]:
    """Every text field of the form by its dotted name, in the order of the form."""
    actor, principal, authority = parties.actor, parties.principal, parties.authority
    return {
        "actor.name": actor.name,
        "actor.email": actor.email,
        "actor.position": actor.position,
        "actor.organisation": actor.organisation,
        "principal.name": principal.name,
        "principal.contact": principal.contact,
        "authority.basis": authority.basis,
        "authority.accepted_how": authority.accepted_how,
        "authority.accepted_on": authority.accepted_on,
        "authority.evidence_name": authority.evidence_name,
    }


def _invalid(field: str, expected: str) -> BadInput:
    return BadInput(Code.PARTY_INVALID, field=field, expected=expected)


def _field_of(error: AssentError) -> str:
    return str(error.facts["field"])
