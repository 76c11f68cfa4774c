"""Recording the decision: an acceptance with its consents, a coverage, or a decline (design §7, §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.decline import refund
from installer.acceptance.parties import Capacity
from installer.acceptance.roles import Occasion, Role
from installer.agreement.change_class import ChangeClass
from installer.errors import Code, Refused
from installer.evidence.personal import seal
from installer.evidence.predicates import PredicateType
from installer.flow import gates
from installer.flow.state import Decided, Decision
from installer.flow.steps import Step
from installer.session import notices, statements
from installer.session.authority import find_authority
from installer.session.consent_statements import consent
from installer.session.covering import Covering, Relying, asked, record
from installer.session.earlier import proved, rests_on
from installer.session.issue import Declined, unwritable_receipt
from installer.session.ledger import read_ledger
from installer.session.people import personal_fields
from installer.session.planning import of_products
from installer.session.reacceptance import renewal
from installer.session.read_back import check_read_back
from installer.session.statements import Accepting, Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from installer.acceptance.delegation import Authorised
    from installer.evidence.log import Log
    from installer.evidence.personal import Sealed
    from installer.session.authority import Since
    from installer.session.issue import Issued
    from installer.session.presentation import Presentation
    from installer.session.reacceptance import Renewal
    from installer.session.resources import Resources
    from installer.session.session import Session


Keep: TypeAlias = "Callable[[Issued], None]"
"""Told of each statement as soon as it is durable: it stands even if what comes after it fails."""


def accept(session: Session, resources: Resources, presentation: Presentation, keep: Keep) -> Issued:
    """Record what `Session.accept` promises; the acceptance first, then the answered consents."""
    still_open(session)
    for problem in gates.decidable(session.state, session.facts()):
        raise problem.error
    meaning = resources.meaning
    screen = meaning.governing() if resources.channel is Channel.WIZARD else None
    check_read_back(session.edition, presentation, screen)
    resources.issuer.prepare()
    resources.issuer.keep_pictures(presentation.shown.grabs)
    with resources.issuer.log() as log:
        issued: list[Issued] = []
        for statement in _statements(session, resources, presentation, log):
            keep(statement)
            issued.append(statement)
        resources.issuer.write_receipts(log, issued)
    _hand_over_notice(issued[0])
    return issued[0]


def decline(session: Session, resources: Resources, presentation: Presentation, keep: Keep) -> Declined:
    """Record what `Session.decline` promises."""
    still_open(session)
    check_read_back(session.edition, presentation, None)
    moment, sealed = _moment(session, resources, presentation, resources.clock())
    resources.issuer.prepare()
    resources.issuer.keep_pictures(presentation.shown.grabs)
    with resources.issuer.log() as log:
        issued = resources.issuer.issue(log, PredicateType.DECLINE, statements.decline(moment), sealed)
        keep(issued)
        session.send(Decided(Decision.DECLINED))
        resources.issuer.write_receipts(log, (issued,))
    told = refund(session.rules, session.edition, session.state.language)
    return Declined(issued, told.clauses, told.exceptions)


def still_open(session: Session) -> None:
    """Refuse a second decision. Raises Refused DECIDED or DECLINED (edition)."""
    if session.state.decision is not Decision.OPEN:
        code = Code.DECLINED if session.state.decision is Decision.DECLINED else Code.DECIDED
        raise Refused(code, edition=session.edition.id)


def _statements(
    session: Session, resources: Resources, presentation: Presentation, log: Log
) -> Iterator[Issued]:
    """Each statement once it is in the log."""
    now = resources.clock()
    authority = _authority(session, resources, log, now)
    if authority is not None and _nothing_changed(session, authority[1]):
        # Nothing is new, so there is nothing that a delegate would have to accept.
        covering = Covering(authority[1], authority[0])
        yield record(session, resources, log, Relying(covering, Given.GRANT, presentation))
        return
    moment, sealed = _moment(session, resources, presentation, now)
    moment = _with_proof(session, resources, moment)
    notice = _notice(session, resources, moment)
    renewed = _renewed(session, resources, log)
    accepting = Accepting(
        determination=session.determination,
        affirmations=session.affirmations(),
        components=of_products(session.catalogue.components, session.state.selection),
        authorised=None if authority is None else authority[0],
        rests_on=_rests_on(session, resources, log),
        renews="" if renewed is None else renewed.since.entry.digest,
        changes=None if renewed is None else renewed.stated(session.state),
        notice="" if notice is None else notices.digest_of(notice),
    )
    said = statements.acceptance(moment, accepting)
    yield replace(resources.issuer.issue(log, PredicateType.ACCEPTANCE, said, sealed), notice=notice)
    session.send(Decided(Decision.ACCEPTED))
    for offer in session.consents():
        if offer.id in session.state.consents:
            moment, sealed = _moment(session, resources, presentation, now)
            yield resources.issuer.issue(log, PredicateType.CONSENT, consent(moment, offer), sealed)


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


def _authority(
    session: Session, resources: Resources, log: Log, now: datetime
) -> tuple[Authorised, Since] | None:
    """A delegate's authority, looked for in the log; None in the other capacities."""
    if session.state.parties.capacity is not Capacity.DELEGATE:
        return None
    return find_authority(log, resources.editions, asked(session, now))


def _nothing_changed(session: Session, last: Since) -> bool:
    """Whether an earlier acceptance covers it. On other computers somebody has to answer for the users."""
    return last.change is ChangeClass.NONE and session.state.parties.occasion is Occasion.INSTALL


def _with_proof(session: Session, resources: Resources, moment: Moment) -> Moment:
    parties = proved(resources.state_folder, session.state.parties, session.state.selection, session.edition)
    return replace(moment, state=replace(moment.state, parties=parties))


def _rests_on(session: Session, resources: Resources, log: Log) -> str:
    state = session.state
    if state.parties.role is Role.END_USER:
        return ""
    return rests_on(read_ledger(log), resources.state_folder, state.parties, state.selection, session.rules)


def _renewed(session: Session, resources: Resources, log: Log) -> Renewal | None:
    """The acceptance of an earlier edition that this one renews, looked up again now that it counts.

    Raises SECTION_UNSEEN (section) and CHANGES_UNSEEN (changes) where the log has changed meanwhile, so that
    more is to be read or looked at.
    """
    found = renewal(resources, session.state, read_ledger(log))
    facts = replace(
        session.facts(),
        to_read=None if found is None else found.to_read,
        unshown=() if found is None else found.unshown(session.state),
    )
    for problem in gates.problems(Step.AGREEMENT, session.state, facts):
        raise problem.error
    return None if found is None or found.stated(session.state) is None else found


def _notice(session: Session, resources: Resources, moment: Moment) -> Path | None:
    """Leave the pending notice before the acceptance that names it: no acceptance without its notice.

    Should the acceptance fail, the notice has no receipt beside it and is nobody's to answer.
    """
    if session.state.parties.occasion is not Occasion.REMOTE:
        return None
    named = {rule.affirmation.id for rule in session.rules.affirmations if Occasion.REMOTE in rule.occasions}
    undertaken = tuple(found for found in session.affirmations() if found.id in named)
    return notices.store(resources.state_folder, notices.make(moment, session.determination, undertaken))


def _hand_over_notice(issued: Issued) -> None:
    """The receipt beside the notice, for whoever is to answer it. Raises RECEIPT_UNWRITABLE."""
    if issued.notice is None:
        return
    try:
        notices.attach(issued.notice, issued.receipt.read_bytes())
    except OSError as exc:
        raise unwritable_receipt((issued,), notices.receipt_of(issued.notice), exc) from exc
