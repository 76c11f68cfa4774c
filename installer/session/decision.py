"""Recording the decision: an acceptance with its consents, or a decline (design §7, §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from installer.acceptance.channel import Channel
from installer.acceptance.decline import refund
from installer.acceptance.parties import Capacity
from installer.errors import Code, Refused
from installer.evidence.personal import seal
from installer.evidence.predicates import PredicateType
from installer.flow import gates
from installer.flow.state import Decided, Decision
from installer.session import statements
from installer.session.authority import find_grant, updated_products
from installer.session.issue import Declined
from installer.session.planning import of_products
from installer.session.read_back import check_read_back
from installer.session.statements import Moment, personal_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from installer.acceptance.delegation import Grant
    from installer.evidence.log import Log
    from installer.evidence.personal import Sealed
    from installer.session.issue import Issued
    from installer.session.presentation import Presentation
    from installer.session.resources import Resources
    from installer.session.session import Session


Keep: TypeAlias = "Callable[[Issued], None]"
"""Told of each statement as soon as it is durable: it stands even if what comes after it fails."""


def accept(session: Session, resources: Resources, presentation: Presentation, keep: Keep) -> Issued:
    """Record what `Session.accept` promises; the acceptance first, then the answered consents."""
    _still_open(session)
    for problem in gates.decidable(session.state, session.facts()):
        raise problem.error
    meaning = resources.meaning
    screen = meaning.governing() if resources.channel is Channel.WIZARD else None
    check_read_back(session.edition, presentation, screen)
    resources.issuer.prepare()
    with resources.issuer.log() as log:
        issued: list[Issued] = []
        for statement in _statements(session, resources, presentation, log):
            keep(statement)
            issued.append(statement)
        for statement in issued:
            resources.issuer.write_receipt(log, statement)
    return issued[0]


def decline(session: Session, resources: Resources, presentation: Presentation, keep: Keep) -> Declined:
    """Record what `Session.decline` promises."""
    _still_open(session)
    check_read_back(session.edition, presentation, None)
    moment, sealed = _moment(session, resources, presentation, resources.clock())
    resources.issuer.prepare()
    with resources.issuer.log() as log:
        issued = resources.issuer.issue(log, PredicateType.DECLINE, statements.decline(moment), sealed)
        keep(issued)
        session.send(Decided(Decision.DECLINED))
        resources.issuer.write_receipt(log, issued)
    told = refund(session.rules, session.edition, session.state.language)
    return Declined(issued, told.clauses, told.exceptions)


def _still_open(session: Session) -> None:
    if session.state.decision is not Decision.OPEN:
        code = Code.DECLINED if session.state.decision is Decision.DECLINED else Code.DECIDED
        raise Refused(code, edition=session.edition.id)


def _statements(
    session: Session, resources: Resources, presentation: Presentation, log: Log
) -> Iterator[Issued]:
    """Each statement once it is in the log."""
    now = resources.clock()
    moment, sealed = _moment(session, resources, presentation, now)
    said = statements.acceptance(
        moment,
        session.determination,
        session.affirmations(),
        of_products(session.catalogue.components, session.state.selection),
        _grant(session, log, moment),
    )
    yield resources.issuer.issue(log, PredicateType.ACCEPTANCE, said, sealed)
    session.send(Decided(Decision.ACCEPTED))
    for offer in session.consents():
        if offer.id in session.state.consents:
            moment, sealed = _moment(session, resources, presentation, now)
            consent = statements.consent(moment, offer)
            yield resources.issuer.issue(log, PredicateType.CONSENT, consent, sealed)


def _moment(
    session: Session, resources: Resources, presentation: Presentation, now: datetime
) -> tuple[Moment, Sealed]:
    """A statement's common part and its people, under a salt of its own: each can be erased alone."""
    sealed = seal(personal_fields(session.state.parties))
    moment = Moment(
        edition=session.edition,
        state=session.state,
        channel=resources.channel,
        presentation=presentation,
        now=now,
        commitment=sealed.commitment,
    )
    return moment, sealed


def _grant(session: Session, log: Log, moment: Moment) -> Grant | None:
    """A delegate's authority, looked for in the log; None in the other capacities."""
    if session.state.parties.capacity is not Capacity.DELEGATE:
        return None
    updates = updated_products(session.bundle(), session.plan(), session.state.selection)
    return find_grant(log, moment, session.determination, session.rules, updates)
