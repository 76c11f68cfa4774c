"""The acceptance by which somebody is bound already, and what has changed for them since.

Apart from `installer.session.authority`, which a delegate needs and nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.acceptance.names import same_name
from installer.acceptance.parties import bound
from installer.agreement.change_class import ChangeClass
from installer.evidence import predicates

if TYPE_CHECKING:
    from datetime import datetime

    from installer.acceptance.parties import Parties
    from installer.agreement.clause import ClauseId, SectionId
    from installer.session.editions import Editions
    from installer.session.ledger import Entry, Ledger
    from installer.terms.determination import Determination


class Since(msgspec.Struct, frozen=True):
    """The acceptance that the principal is bound by, and what has changed for them since."""

    entry: Entry
    accepted: predicates.Acceptance
    change: ChangeClass


class Asked(msgspec.Struct, frozen=True):
    """What somebody asks authority or coverage for."""

    parties: Parties
    determination: Determination
    updates: frozenset[SectionId]
    """The selected products that are in the target already."""
    clause: ClauseId | None
    now: datetime


def since(ledger: Ledger, editions: Editions, asked: Asked) -> Since | None:
    """The acceptance that binds the principal for all the products asked for; None where there is none.

    The newest one under which nothing has changed, else the newest. One that the principal objected to
    binds nobody, and neither does one in another role.
    """
    principal, role = bound(asked.parties).name, asked.parties.role.value
    wanted = set(asked.determination.selection.products)
    found: Since | None = None
    for entry, accepted in reversed(tuple(ledger.of(predicates.Acceptance))):
        if not same_name(entry.principal, principal) or accepted.role != role:
            continue
        if not wanted <= set(accepted.products) or ledger.objected(entry.digest):
            continue
        candidate = Since(entry, accepted, editions.change(accepted, asked.determination.sections))
        if candidate.change is ChangeClass.NONE:
            return candidate
        found = found or candidate
    return found
