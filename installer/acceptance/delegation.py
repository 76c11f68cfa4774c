"""Whether a delegate may go ahead: a numbered order of checks; the first failure names itself.

What is not proven: that the person at the keyboard is the delegate (check 7 compares what they state),
and that no revocation exists which did not reach this machine (`known_until` says how old that knowledge is).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

from installer.acceptance.names import same_name
from installer.agreement.change_class import ChangeClass
from installer.errors import Code, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from installer.agreement.clause import ClauseId, SectionId


class Check(StrEnum):
    """What a refusal names. `NUMBERS` has the place of each in the order."""

    STATEMENT = "statement"
    IN_LOG = "in-log"
    REVOKED = "revoked"
    OBJECTED = "objected"
    VALIDITY = "validity"
    CLOCK = "clock"
    CLAUSE = "clause"
    PRODUCT = "product"
    UPDATE = "update"
    CHANGE_CLASS = "change-class"
    DELEGATE = "delegate"
    SUB_DELEGATION = "sub-delegation"


NUMBERS: Final[Mapping[Check, int]] = {
    Check.STATEMENT: 1,
    Check.IN_LOG: 2,
    Check.REVOKED: 2,
    Check.OBJECTED: 2,
    Check.VALIDITY: 3,
    Check.CLOCK: 3,
    Check.CLAUSE: 4,
    Check.PRODUCT: 5,
    Check.UPDATE: 5,
    Check.CHANGE_CLASS: 6,
    Check.DELEGATE: 7,
    Check.SUB_DELEGATION: 8,
}


class GrantKind(StrEnum):
    """What the authority comes from."""

    CLAUSE = "clause"
    """An acceptance of an edition whose clause leaves later acceptances to the administrator."""
    NAMED = "named"
    """A Grant statement, which names the delegate, the products, the change classes and the end."""


class Granted(msgspec.Struct, frozen=True):
    """A grant as a log holds it, its chain and signature already checked."""

    statement: str
    """Digest of the record: the acceptance (kind `clause`) or the Grant statement (kind `named`)."""
    kind: GrantKind
    principal: str
    """Empty where the name was erased from the log."""
    valid_from: datetime
    valid_until: datetime
    """The last moment at which it holds."""
    clause: ClauseId | None
    """The delegation clause of the edition that was accepted; None where it has none, or that edition
    is not at hand and cannot be looked into."""
    products: frozenset[SectionId]
    classes: frozenset[ChangeClass]
    rests_on: str
    """Record digest of the principal's acceptance; that of the statement itself for kind `clause`."""
    own: bool
    """Whether that acceptance is the principal's (or stated for them), and not itself a delegate's."""
    revoked: bool = False
    objected: bool = False
    """The principal objected to the acceptance that it rests on, or that is not in the log."""
    delegate: str = ""
    """Name or role (`by_role`); for kind `clause` empty: the administrator, as affirmed."""
    email: str = ""
    by_role: bool = False
    self_grant: bool = False
    origin: str = ""
    """The log of another machine that it was brought from, by a key that is trusted here; empty: this one."""
    known_until: datetime | None = None
    """Up to when a revocation would be known, where it was brought here. None: up to this log's end."""


class Wish(msgspec.Struct, frozen=True):
    """What a delegate wants to do."""

    actor: str
    email: str
    position: str
    principal: str
    products: frozenset[SectionId]
    updates: frozenset[SectionId]
    """Those of `products` that are installed already and that the principal accepted before."""
    change: ChangeClass
    """Between what the principal accepted last for these products and what applies now."""
    clause: ClauseId | None
    """The delegation clause of the edition at hand, named by refusals."""
    now: datetime
    last_seen: datetime | None
    """Time of the newest record in the log."""
    grant: str = ""
    """Record digest of the one grant that the delegate relies on; empty: whichever fits."""


class Authorised(msgspec.Struct, frozen=True):
    """The grant that a delegate's authority rests on."""

    granted: Granted
    known_until: datetime
    """Time of the newest record that is known of the grant's log: later revocations cannot be known."""


def authorise(wish: Wish, log: Sequence[Granted]) -> Authorised:
    """The newest grant that covers the wish.

    `log` is in the log's order, what was brought from other machines before it. Raises Refused
    AUTHORITY_MISSING with the facts `check` (a `Check`), `number` (its place), `actor`, `principal`,
    `known_until` (empty: there is no log), and the delegation clause as citation. Where several grants
    could be meant, the one that comes furthest is judged.

    1. The statement verifies: whoever read `log` has done that, and refuses with `statement`.
    2. It is in a log, by this principal, and neither revoked nor objected to, as far as any log here knows.
    3. Now is inside its validity, and not before the last time seen in any log.
    4. The edition that was accepted holds the delegation clause.
    5. Every product is one that it covers, and what is wanted is an update of it.
    6. The change class is in its scope, and is not `personal`.
    7. The delegate is the one it names, or in the role; for a grant by clause, the administrator affirms.
    8. What it rests on is not itself a delegate's acceptance.
    """
    left = [entry for entry in log if entry.principal and same_name(entry.principal, wish.principal)]
    if wish.grant:
        left = [entry for entry in left if entry.statement == wish.grant]
    if not left:
        raise refusal(wish, Check.IN_LOG)
    for check, holds in _CHECKS:
        left = [entry for entry in left if holds(entry, wish)]
        if not left:
            raise refusal(wish, check)
    return Authorised(left[-1], left[-1].known_until or wish.last_seen or wish.now)


def refusal(wish: Wish, check: Check) -> Refused:
    """The refusal that names the failed check and the clause."""
    return Refused(
        Code.AUTHORITY_MISSING,
        cite=() if wish.clause is None else (wish.clause,),
        check=check.value,
        number=NUMBERS[check],
        actor=wish.actor,
        principal=wish.principal,
        known_until="" if wish.last_seen is None else wish.last_seen.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def _is_delegate(granted: Granted, wish: Wish) -> bool:
    if granted.kind is GrantKind.CLAUSE:
        return True
    if granted.by_role:
        return same_name(granted.delegate, wish.position)
    named = same_name(granted.delegate, wish.actor)
    return named and (not granted.email or granted.email.casefold() == wish.email.casefold())


def _not_before_what_was_seen(granted: Granted, wish: Wish) -> bool:
    there = granted.known_until is None or granted.known_until <= wish.now
    return there and wish.last_seen is not None and wish.last_seen <= wish.now


_CHECKS: Final[tuple[tuple[Check, Callable[[Granted, Wish], bool]], ...]] = (
    (Check.REVOKED, lambda granted, _: not granted.revoked),
    (Check.OBJECTED, lambda granted, _: not granted.objected),
    (Check.VALIDITY, lambda granted, wish: granted.valid_from <= wish.now <= granted.valid_until),
    (Check.CLOCK, _not_before_what_was_seen),
    (Check.CLAUSE, lambda granted, _: granted.clause is not None),
    (Check.PRODUCT, lambda granted, wish: wish.products <= granted.products),
    (Check.UPDATE, lambda _, wish: wish.products <= wish.updates),
    (
        Check.CHANGE_CLASS,
        lambda granted, wish: wish.change in granted.classes and wish.change is not ChangeClass.PERSONAL,
    ),
    (Check.DELEGATE, _is_delegate),
    (Check.SUB_DELEGATION, lambda granted, _: granted.own),
)
