"""Whether a delegate may go ahead: a numbered order of checks; the first failure names itself.

What is not proven: that the person at the keyboard is the delegate (check 7 rests on what they
state), and that no revocation exists outside this machine's log. This version knows grants by
clause only; named grants and revocations are not recorded yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from installer.acceptance.parties import Capacity
from installer.errors import Code, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from installer.agreement.clause import ClauseId, SectionId


class Check(StrEnum):
    """What a refusal names, in the order of the checks."""

    IN_LOG = "in-log"
    CLOCK = "clock"
    CLAUSE = "clause"
    PRODUCT = "product"
    UPDATE = "update"
    CHANGE_CLASS = "change-class"
    SUB_DELEGATION = "sub-delegation"


@dataclass(frozen=True)
class Acceptance:
    """An acceptance as the machine's log holds it, its chain and signature already verified."""

    statement: str
    """Digest of the stored record, hex."""
    time: datetime
    edition_digest: str
    capacity: Capacity
    principal: str
    """Empty where the name was erased from the log."""
    products: frozenset[SectionId]
    sections: frozenset[SectionId]


@dataclass(frozen=True)
class Wish:
    """What a delegate wants to do."""

    actor: str
    principal: str
    edition_digest: str
    products: frozenset[SectionId]
    sections: frozenset[SectionId]
    updates: frozenset[SectionId]
    """Those of `products` that are installed already."""
    clause: ClauseId | None
    """The edition's delegation clause."""
    now: datetime
    last_seen: datetime | None
    """Time of the newest record in the log."""


@dataclass(frozen=True)
class Grant:
    """The earlier acceptance that the delegate's authority rests on."""

    statement: str
    clause: ClauseId
    known_until: datetime
    """Time of the newest record in the log: later revocations cannot be known."""


def grant_for(wish: Wish, log: Sequence[Acceptance]) -> Grant:
    """The grant by clause that covers the wish.

    `log` is in the log's order. Raises Refused AUTHORITY_MISSING with the facts `check` (a `Check`),
    `actor`, `principal`, and the delegation clause as citation.

    1. The statement verifies: whoever read `log` has done that, and stops on a broken one.
    2. It is in the log: the principal accepted before, under the same name.
    3. The clock does not stand before the last time seen.
    4. The edition that was accepted holds the delegation clause. Only the edition at hand can be
       looked into, so an acceptance of another edition fails here.
    5. Every product was accepted, and what is wanted is an update of it.
    6. No wording is new: every section that applies now was accepted then.
    7. The delegate is the principal's administrator: affirmed by the delegate, not checked here.
    8. The earlier acceptance was not itself a delegate's.
    """
    theirs = [entry for entry in log if entry.principal and entry.principal == wish.principal]
    if not theirs:
        raise _refused(wish, Check.IN_LOG)
    if wish.last_seen is None or wish.now < wish.last_seen:
        raise _refused(wish, Check.CLOCK)
    theirs = [entry for entry in theirs if entry.edition_digest == wish.edition_digest]
    if wish.clause is None or not theirs:
        raise _refused(wish, Check.CLAUSE)
    theirs = [entry for entry in theirs if wish.products <= entry.products]
    if not theirs:
        raise _refused(wish, Check.PRODUCT)
    if not wish.products <= wish.updates:
        raise _refused(wish, Check.UPDATE)
    theirs = [entry for entry in theirs if wish.sections <= entry.sections]
    if not theirs:
        raise _refused(wish, Check.CHANGE_CLASS)
    theirs = [entry for entry in theirs if entry.capacity is not Capacity.DELEGATE]
    if not theirs:
        raise _refused(wish, Check.SUB_DELEGATION)
    return Grant(statement=theirs[-1].statement, clause=wish.clause, known_until=wish.last_seen)


def _refused(wish: Wish, check: Check) -> Refused:
    cite = () if wish.clause is None else (wish.clause,)
    return Refused(
        Code.AUTHORITY_MISSING,
        cite=cite,
        check=check.value,
        actor=wish.actor,
        principal=wish.principal,
    )
