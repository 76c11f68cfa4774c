"""Recording the decision: an acceptance with its consents, a coverage, or a decline (design §7, §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.parties import Capacity
from installer.acceptance.roles import Occasion, Role
from installer.agreement.change_class import ChangeClass
from installer.errors import Code, Refused
from installer.evidence.personal import seal
from installer.evidence.predicates import Acceptance
from installer.evidence.predicates.models import kind_of
from installer.flow import gates
from installer.flow.state import Covered, Decided, Decision
from installer.flow.steps import Step
from installer.session import statements
from installer.session.covering import Covering, Relying, asked, record
from installer.session.earlier import proved, rests_on
from installer.session.issue import Declined, unwritable_receipt
from installer.session.ledger import read_ledger
from installer.session.once import found_meanwhile, meanwhile
from installer.session.people import personal_fields
from installer.session.planning import of_products
from installer.session.reacceptance import renewal
from installer.session.read_back import check_read_back
from installer.session.statements import Accepting, Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from installer.acceptance.delegation import Authorised
    from installer.acceptance.rules import ConsentOffer
    from installer.evidence.log import Log
    from installer.evidence.personal import Sealed
    from installer.evidence.predicates import Predicate
    from installer.flow.state import Event
    from installer.session.issue import Issued
    from installer.session.ledger import Entry, Ledger
    from installer.session.presentation import Presentation
    from installer.session.reacceptance import Renewal
    from installer.session.resources import Resources
    from installer.session.session import Session
    from installer.session.since import Asked, Since


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
    deciding = _Deciding(session, resources, presentation)
    resources.issuer.prepare()
    resources.issuer.keep_pictures(presentation.shown.grabs)
    with resources.issuer.log() as log:
        issued: list[Issued] = []
        for statement in deciding.acceptance(log):
            keep(statement)
            issued.append(statement)
        resources.issuer.write_receipts(log, issued)
    _hand_over_notice(issued[0])
    return issued[0]


def decline(session: Session, resources: Resources, presentation: Presentation, keep: Keep) -> Declined:
    """Record what `Session.decline` promises."""
    from installer.acceptance.decline import refund  # of use to nobody who accepts

    still_open(session)
    check_read_back(session.edition, presentation, None)
    deciding = _Deciding(session, resources, presentation)
    resources.issuer.prepare()
    resources.issuer.keep_pictures(presentation.shown.grabs)
    with resources.issuer.log() as log:
        issued = deciding.decline(log)
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


class _Deciding:
    """One decision. Each of its statements is asked for and recorded with the log to itself."""

    def __init__(self, session: Session, resources: Resources, presentation: Presentation) -> None:
        self._session = session
        self._resources = resources
        self._presentation = presentation
        self._now = resources.clock()

    def acceptance(self, log: Log) -> Iterator[Issued]:
        """Each statement once it is durable."""
        session, state = self._session, self._session.state
        # Asked before the log is held: for a delegate it looks at the whole target.
        asking = asked(session, self._now) if state.parties.capacity is Capacity.DELEGATE else None
        with log.alone():
            event, issued = self._accepted(log, asking)
        yield issued
        session.send(event)
        answered = [offer for offer in session.consents() if offer.id in state.consents]
        if event == Covered() or not answered:
            return
        with log.alone():
            consents = [self._consent(log, offer) for offer in answered]
        yield from consents

    def decline(self, log: Log) -> Issued:
        """The decline, durable."""
        moment, sealed = self._moment()
        with log.alone():
            return self._once(log, statements.decline(moment), sealed)

    def _accepted(self, log: Log, asking: Asked | None) -> tuple[Event, Issued]:
        """The acceptance, or where nothing is new for a delegate the coverage in its place."""
        session, resources = self._session, self._resources
        authority = None if asking is None else _authority(log, resources, asking)
        moment, sealed = self._moment()
        moment = _with_proof(session, resources, moment)
        ledger = read_ledger(log)
        notice = _notice(session, moment)
        renewed = _renewed(session, resources, ledger)
        accepting = Accepting(
            determination=session.determination,
            affirmations=session.affirmations(),
            components=of_products(session.catalogue.components, session.state.selection),
            authorised=None if authority is None else authority[0],
            rests_on=_rests_on(session, resources, ledger),
            renews="" if renewed is None else renewed.since.entry.digest,
            changes=None if renewed is None else renewed.stated(session.state),
            notice=_name_of(notice),
        )
        said = statements.acceptance(moment, accepting)
        before = meanwhile(ledger, said, sealed.fields, resources)
        if before is None and authority is not None and _nothing_changed(session, authority[1]):
            # Nothing is new, so there is nothing that a delegate would have to accept.
            covering = Covering(authority[1], authority[0])
            relying = Relying(covering, Given.GRANT, self._presentation)
            return Covered(), record(session, resources, log, relying)
        if before is None and notice is not None:
            # Before the acceptance that names it: no acceptance without its notice. Should that fail, the
            # notice has no receipt beside it and is nobody's to answer.
            from installer.session import notices  # only who installs on other computers leaves one

            notices.store(resources.state_folder, notice)
        issued = self._issue(log, said, sealed, before)
        return Decided(Decision.ACCEPTED), issued

    def _consent(self, log: Log, offer: ConsentOffer) -> Issued:
        from installer.session.consent_statements import consent  # hardly a script gives one

        moment, sealed = self._moment()
        return self._once(log, consent(moment, offer), sealed)

    def _once(self, log: Log, said: Predicate, sealed: Sealed) -> Issued:
        """The statement, or the record of it that another run has made since this one began."""
        return self._issue(log, said, sealed, found_meanwhile(log, said, sealed.fields, self._resources))

    def _issue(self, log: Log, said: Predicate, sealed: Sealed, before: Entry | None) -> Issued:
        issuer = self._resources.issuer
        issued = issuer.issue(log, kind_of(said), said, sealed) if before is None else issuer.standing(before)
        found = said if before is None else before.said
        if not isinstance(found, Acceptance) or found.remote is None:
            return issued
        from installer.session import notices  # as above

        return replace(issued, notice=notices.place(self._resources.state_folder, found.remote.notice))

    def _moment(self) -> tuple[Moment, Sealed]:
        """A statement's common part and its people, under a salt of its own: each can be erased alone."""
        sealed = seal(personal_fields(self._session.state.parties))
        moment = Moment(
            edition=self._session.edition,
            state=self._session.state,
            channel=self._resources.channel,
            presentation=self._presentation,
            now=self._now,
            commitment=sealed.commitment,
        )
        return moment, sealed


def _authority(log: Log, resources: Resources, asking: Asked) -> tuple[Authorised, Since]:
    from installer.session.authority import find_authority  # grants are of use to a delegate alone

    return find_authority(log, resources.editions, asking)


def _nothing_changed(session: Session, last: Since) -> bool:
    """Whether an earlier acceptance covers it. On other computers somebody has to answer for the users."""
    return last.change is ChangeClass.NONE and session.state.parties.occasion is Occasion.INSTALL


def _with_proof(session: Session, resources: Resources, moment: Moment) -> Moment:
    parties = proved(resources.state_folder, session.state.parties, session.state.selection, session.edition)
    return replace(moment, state=replace(moment.state, parties=parties))


def _rests_on(session: Session, resources: Resources, ledger: Ledger) -> str:
    state = session.state
    if state.parties.role is Role.END_USER:
        return ""
    return rests_on(ledger, resources.state_folder, state.parties, state.selection, session.rules)


def _renewed(session: Session, resources: Resources, ledger: Ledger) -> Renewal | None:
    """The acceptance of an earlier edition that this one renews, looked up again now that it counts.

    Raises SECTION_UNSEEN (section) and CHANGES_UNSEEN (changes) where the log has changed meanwhile, so that
    more is to be read or looked at.
    """
    found = renewal(resources, session.state, ledger)
    facts = replace(
        session.facts(),
        to_read=None if found is None else found.to_read,
        unshown=() if found is None else found.unshown(session.state),
    )
    for problem in gates.problems(Step.AGREEMENT, session.state, facts):
        raise problem.error
    return None if found is None or found.stated(session.state) is None else found


def _notice(session: Session, moment: Moment) -> bytes | None:
    """The pending notice of an acceptance for other computers."""
    if session.state.parties.occasion is not Occasion.REMOTE:
        return None
    named = {rule.affirmation.id for rule in session.rules.affirmations if Occasion.REMOTE in rule.occasions}
    undertaken = tuple(found for found in session.affirmations() if found.id in named)
    from installer.session import notices  # as above

    return notices.make(moment, session.determination, undertaken)


def _name_of(notice: bytes | None) -> str:
    """By which the acceptance names its notice; empty where there is none."""
    if notice is None:
        return ""
    from installer.acceptance.notice import notice_digest  # as above

    return notice_digest(notice)


def _hand_over_notice(issued: Issued) -> None:
    """The receipt beside the notice, for whoever is to answer it. Raises RECEIPT_UNWRITABLE."""
    if issued.notice is None:
        return
    from installer.session import notices  # as above

    try:
        notices.attach(issued.notice, issued.receipt.read_bytes())
    except OSError as exc:
        raise unwritable_receipt((issued,), notices.receipt_of(issued.notice), exc) from exc
