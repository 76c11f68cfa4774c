"""What a delegate wants, put to the grants that are known here.

Grants are those in this machine's log, and those brought from others (`installer.session.elsewhere`).
What the principal is bound by (`installer.session.since`), and what was installed for them, is a matter
of this machine's log alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from installer.acceptance.delegation import Check, Granted, GrantKind, Wish, authorise, refusal
from installer.acceptance.granting import BY_CLAUSE, LONGEST_MONTHS, months_later
from installer.acceptance.names import same_name
from installer.acceptance.parties import bound
from installer.agreement.change_class import ChangeClass
from installer.errors import UntrustedData
from installer.evidence import predicates
from installer.install.plan import Action
from installer.session.elsewhere import read_others
from installer.session.ledger import read_instant, read_ledger
from installer.session.since import since

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from installer.acceptance.delegation import Authorised
    from installer.agreement.clause import SectionId
    from installer.evidence.log import Log
    from installer.install.bundle import Bundle
    from installer.install.plan import Plan
    from installer.session.editions import Editions
    from installer.session.elsewhere import OtherLog
    from installer.session.ledger import Entry, Ledger
    from installer.session.since import Asked, Since
    from installer.terms.selected import Selection


def find_authority(log: Log, editions: Editions, asked: Asked) -> tuple[Authorised, Since]:
    """The grant that the delegate's wish rests on, and what the principal is bound by.

    Raises Refused AUTHORITY_MISSING as `authorise`; check `statement` when the log cannot be believed; and
    as `read_others` when what was brought from elsewhere cannot.
    """
    try:
        ledger = read_ledger(log)
    except UntrustedData as exc:
        raise refusal(_wish(asked, None, None), Check.STATEMENT) from exc
    last = since(ledger, editions, asked)
    wish = _wish(asked, last, ledger.newest)
    authorised = authorise(wish, grants(ledger, editions, read_others(log.path.parent)))
    assert last is not None  # noqa: S101 - check 5: what nobody accepted is no update
    return authorised, last


def grants(ledger: Ledger, editions: Editions, others: Sequence[OtherLog] = ()) -> tuple[Granted, ...]:
    """All grants, whatever has become of them: named ones of other logs, then those of this one in its order.

    An acceptance in another log grants nothing here by its clause: that is for the administrator of the
    machine on which it was given. A revocation and an objection count from every log.
    """
    found = [
        replace(
            _named(other.ledger, editions, entry, said),
            origin=other.origin,
            known_until=other.known_until(entry),
        )
        for other in others
        for entry, said in other.ledger.of(predicates.Grant)
    ]
    for entry in ledger.entries:
        said = entry.said
        if isinstance(said, predicates.Acceptance):
            found.append(_by_clause(editions, entry, said))
        elif isinstance(said, predicates.Grant):
            found.append(_named(ledger, editions, entry, said))
    every = (ledger, *(other.ledger for other in others))
    return tuple(_with_what_became_of_it(granted, every) for granted in found)


def _with_what_became_of_it(granted: Granted, ledgers: Sequence[Ledger]) -> Granted:
    return replace(
        granted,
        revoked=any(ledger.revocation(granted.statement) is not None for ledger in ledgers),
        objected=any(ledger.objected(granted.rests_on) for ledger in ledgers),
    )


def updated_products(bundle: Bundle, plan: Plan, selection: Selection) -> frozenset[SectionId]:
    """The selected products all of whose components are in the target already."""
    new = {planned.id for planned in plan.components if planned.action is Action.INSTALL}
    theirs = {
        product: {found.id for found in bundle.components if product in found.products}
        for product in selection.products
    }
    return frozenset(product for product, ids in theirs.items() if ids and not ids & new)


def _wish(asked: Asked, last: Since | None, newest: datetime | None) -> Wish:
    actor = asked.parties.actor
    accepted = frozenset() if last is None else frozenset(last.accepted.products)
    return Wish(
        actor=actor.name.strip(),
        email=actor.email.strip(),
        position=actor.position.strip(),
        principal=bound(asked.parties).name.strip(),
        products=frozenset(asked.determination.selection.products),
        updates=asked.updates & accepted,
        change=ChangeClass.PERSONAL if last is None else last.change,
        clause=asked.clause,
        now=asked.now.replace(microsecond=0),
        last_seen=newest,
        grant=asked.parties.grant,
    )


def _by_clause(editions: Editions, entry: Entry, said: predicates.Acceptance) -> Granted:
    return Granted(
        statement=entry.digest,
        kind=GrantKind.CLAUSE,
        principal=entry.principal,
        valid_from=entry.stated_at,
        valid_until=months_later(entry.stated_at, LONGEST_MONTHS),
        clause=editions.clause(said.edition),
        products=frozenset(said.products),
        classes=BY_CLAUSE,
        rests_on=entry.digest,
        own=said.capacity != "delegate",
    )


def _named(ledger: Ledger, editions: Editions, entry: Entry, said: predicates.Grant) -> Granted:
    rests_on = ledger.find(said.rests_on)
    accepted = None if rests_on is None else rests_on.said
    delegate = entry.people.delegate if entry.people is not None else None
    if rests_on is None or not isinstance(accepted, predicates.Acceptance):
        clause, products, own = None, frozenset[str](), False
    else:
        clause = said.clause if editions.clause(accepted.edition) == said.clause else None
        products = frozenset(accepted.products)
        own = accepted.capacity != "delegate" and same_name(rests_on.principal, entry.principal)
    return Granted(
        statement=entry.digest,
        kind=GrantKind.NAMED,
        principal=entry.principal,
        valid_from=read_instant(said.valid_from),
        valid_until=read_instant(said.valid_until),
        clause=clause,
        products=frozenset(said.products) & products,
        classes=frozenset(ChangeClass(name) for name in said.change_classes),
        rests_on=said.rests_on,
        own=own,
        delegate="" if delegate is None else delegate.role if said.by_role else delegate.name,
        email="" if delegate is None else delegate.email,
        by_role=said.by_role,
        self_grant=said.self_grant,
    )
