"""What the command line says about people: it goes before what the answer file says."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - a field of a public dataclass
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.acceptance.evidence_file import name_and_digest
from installer.acceptance.parties import Capacity, PartyType
from installer.acceptance.roles import Occasion, Role

if TYPE_CHECKING:
    from installer.acceptance.parties import Parties


class PartyFlags(msgspec.Struct, frozen=True):
    """Options about who accepts; None or empty: what the file says.

    An organisation that is named for `self` is the one that is bound.
    """

    name: str = ""
    email: str = ""
    position: str = ""
    organisation: str = ""
    role: Role | None = None
    occasion: Occasion | None = None
    remote_computers: int = 0
    """A number makes the occasion `remote`."""
    rests_on: str = ""
    grant: str = ""
    evidence: Path | None = None
    receipt: str = ""


def with_flags(parties: Parties, flags: PartyFlags) -> Parties:
    """The parties, with what the flags say in place of it.

    Raises Refused EVIDENCE_FILE_UNREADABLE (path, detail).
    """
    actor, authority = parties.actor, parties.authority
    actor = replace(
        actor,
        name=flags.name or actor.name,
        email=flags.email or actor.email,
        position=flags.position or actor.position,
        organisation=flags.organisation or actor.organisation,
    )
    principal = parties.principal
    if flags.organisation and parties.capacity is Capacity.SELF:
        principal = replace(principal, type=PartyType.ORGANISATION)
    if flags.evidence is not None:
        name, digest = name_and_digest(flags.evidence)
        authority = replace(authority, evidence_name=name, evidence_sha256=digest)
    occasion = Occasion.REMOTE if flags.remote_computers else flags.occasion
    return replace(
        parties,
        actor=actor,
        principal=principal,
        authority=replace(authority, receipt=flags.receipt or authority.receipt),
        role=flags.role or parties.role,
        occasion=occasion or parties.occasion,
        remote_computers=flags.remote_computers or parties.remote_computers,
        rests_on=flags.rests_on or parties.rests_on,
        grant=flags.grant or parties.grant,
    )
