"""When nothing needs to be accepted anew: an earlier acceptance of the same wording covers the install.

Of a delegate it must be an update of what the principal accepted, and a grant must allow it. The
principal themself is covered by their own acceptance of the same products, whatever was installed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from installer.acceptance.channel import Given
from installer.acceptance.parties import Capacity
from installer.acceptance.roles import Occasion
from installer.agreement.change_class import ChangeClass
from installer.errors import Code, Refused
from installer.evidence import predicates
from installer.evidence.personal import seal
from installer.evidence.predicates import PredicateType
from installer.flow import gates
from installer.flow.state import Covered
from installer.session.authority import Asked, find_authority, since, updated_products
from installer.session.ledger import read_ledger
from installer.session.people import personal_fields
from installer.session.planning import of_products
from installer.session.presentation import Presentation
from installer.session.statements import Moment, edition_ref, stated, texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from installer.acceptance.delegation import Authorised
    from installer.evidence.log import Log
    from installer.session.authority import Since
    from installer.session.issue import Issued
    from installer.session.resources import Resources
    from installer.session.session import Session


@dataclass(frozen=True)
class Covering:
    """What covers the present selection, and by which grant a delegate relies on it."""

    since: Since
    authorised: Authorised | None


def find(session: Session, resources: Resources, log: Log) -> Covering | None:
    """What covers the state; None where something must be accepted.

    Raises for a delegate without authority as `find_authority`, and UntrustedData LOG_BROKEN.
    """
    state = session.state
    if state.parties.occasion is not Occasion.INSTALL:
        return None
    if gates.coverable(state, session.facts()):
        return None
    asking = asked(session, resources.clock())
    if state.parties.capacity is Capacity.DELEGATE:
        authorised, last = find_authority(log, resources.editions, asking)
        return Covering(last, authorised) if last.change is ChangeClass.NONE else None
    found = since(read_ledger(log), resources.editions, asking)
    return Covering(found, None) if found is not None and found.change is ChangeClass.NONE else None


def look(session: Session, resources: Resources) -> Covering | None:
    """As `find`, leaving no trace: where there is no log yet, nothing covers."""
    if not resources.issuer.has_log():
        return None
    with resources.issuer.log() as log:
        return find(session, resources, log)


def rely(session: Session, resources: Resources, how: Given, keep: Callable[[Issued], None]) -> Issued:
    """Record that an earlier acceptance covers the selection. Durable when this returns.

    `keep` is told as soon as the statement stands, whatever becomes of its receipt.
    Raises the problem of the first incomplete step up to the terms, Refused NOT_ACCEPTED (edition,
    digest) where nothing covers it, and as `find`.
    """
    for problem in gates.coverable(session.state, session.facts()):
        raise problem.error
    resources.issuer.prepare()
    with resources.issuer.log() as log:
        found = find(session, resources, log)
        if found is None:
            raise Refused(Code.NOT_ACCEPTED, edition=session.edition.id, digest=session.edition.digest)
        issued = record(session, resources, log, found, how)
        keep(issued)
        resources.issuer.write_receipt(log, issued)
    return issued


def record(session: Session, resources: Resources, log: Log, found: Covering, how: Given) -> Issued:
    """Append the statement; the receipt is still to be written."""
    state = session.state
    sealed = seal(personal_fields(state.parties))
    moment = Moment(
        edition=session.edition,
        state=state,
        channel=resources.channel,
        presentation=Presentation(),
        now=resources.clock(),
        commitment=sealed.commitment,
    )
    authorised = found.authorised
    said = predicates.Coverage(
        **stated(moment),
        edition=edition_ref(session.edition),
        texts=texts(moment, frozenset()),
        of=found.since.entry.digest,
        grant=None if authorised is None else authorised.granted.statement,
        products=list(dict.fromkeys(state.selection.products)),
        components=list(of_products(session.catalogue.components, state.selection)),
        sections=list(session.determination.sections),
        given=(how if authorised is None else Given.GRANT).value,
    )
    issued = resources.issuer.issue(log, PredicateType.COVERAGE, said, sealed)
    session.send(Covered())
    return issued


def asked(session: Session, now: datetime) -> Asked:
    """What the state asks authority or coverage for. A delegate's wish also asks what is installed."""
    parties = session.state.parties
    updates = frozenset[str]()
    if parties.capacity is Capacity.DELEGATE:
        updates = updated_products(session.bundle(), session.plan(), session.state.selection)
    return Asked(
        parties=parties,
        determination=session.determination,
        updates=updates,
        clause=session.rules.delegation_clause,
        now=now,
    )
