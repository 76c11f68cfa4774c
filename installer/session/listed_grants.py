"""What has become of a grant, and what was done by it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from installer.evidence import predicates
from installer.session.foreign import ELSEWHERE

if TYPE_CHECKING:
    from datetime import datetime

    from installer.acceptance.delegation import Granted
    from installer.session.ledger import Entry, Ledger


class GrantState(StrEnum):
    """What has become of a grant, as far as this log knows."""

    HOLDS = "holds"
    REVOKED = "revoked"
    OBJECTED = "objected"
    EXPIRED = "expired"
    VOID = "void"
    """It grants nothing: the accepted edition has no such clause, or it comes from a delegate."""


class Used(msgspec.Struct, frozen=True):
    """Something a delegate did by a grant."""

    record: str
    time: datetime
    after_revocation: bool
    """It was done after the grant was revoked, before that was known here. It stands, and is marked."""


class ListedGrant(msgspec.Struct, frozen=True):
    """A grant and what was done by it."""

    granted: Granted
    state: GrantState
    used: tuple[Used, ...]

    @property
    def revocable(self) -> bool:
        """Whether it can still be taken back."""
        return self.state is not GrantState.REVOKED


def state_of(granted: Granted, now: datetime) -> GrantState:
    """What has become of it by now, aware UTC."""
    if granted.revoked:
        return GrantState.REVOKED
    if granted.objected:
        return GrantState.OBJECTED
    if granted.clause is None or not granted.own or not granted.principal:
        return GrantState.VOID
    return GrantState.HOLDS if now <= granted.valid_until else GrantState.EXPIRED


def used(ledger: Ledger, grant: str) -> tuple[Used, ...]:
    """What was done by the grant of that record digest, in the order of the log."""
    revocation = ledger.revocation(grant)
    found = []
    for entry in ledger.entries:
        if _grant_of(entry) != grant:
            continue
        # By its place where the two crossed on this computer, by its own time where the news came late.
        late = revocation is not None and (
            ELSEWHERE < revocation.index < entry.index or revocation.stated_at < entry.stated_at
        )
        found.append(Used(entry.digest, entry.stated_at, late))
    return tuple(found)


def _grant_of(entry: Entry) -> str | None:
    match entry.said:
        case predicates.Acceptance(delegated=predicates.Delegated() as delegated):
            return delegated.grant
        case predicates.Coverage(grant=grant):
            return grant
        case _:
            return None
