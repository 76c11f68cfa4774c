"""When nothing needs to be accepted anew: an earlier acceptance covers the install.

It does where no word has changed that concerns the selection. Where only that has changed of which the
publisher says that one is to be told (`notify`), it covers the principal who acts themself, once they were
shown the differences: in the run that relies on it, or in an earlier one whose statement says so. Nobody is
shown anything without a screen, and nobody is told in another's place; there something must be accepted.

Of a delegate it must be an update of what the principal accepted, and a grant must allow it. The
principal themself is covered by their own acceptance of the same products, whatever was installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

import msgspec

from installer.acceptance.channel import Channel, Given
from installer.acceptance.names import same_name
from installer.acceptance.parties import Capacity
from installer.acceptance.roles import Occasion
from installer.agreement.change_class import ChangeClass
from installer.errors import Code, Refused
from installer.evidence import predicates
from installer.evidence.personal import seal
from installer.evidence.predicates import PredicateType
from installer.flow import gates
from installer.flow.state import Covered
from installer.session.earlier import receipt_of
from installer.session.ledger import read_ledger
from installer.session.once import found_meanwhile
from installer.session.people import personal_fields
from installer.session.planning import of_products
from installer.session.presentation import Presentation
from installer.session.reacceptance import renewal
from installer.session.read_back import check_read_back
from installer.session.since import Asked, since
from installer.session.statements import Moment, edition_ref, languages_shown, presented, stated, texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from installer.acceptance.delegation import Authorised
    from installer.evidence.log import Log
    from installer.flow.state import State
    from installer.session.issue import Issued
    from installer.session.ledger import Ledger
    from installer.session.reacceptance import Renewal
    from installer.session.resources import Resources
    from installer.session.session import Session
    from installer.session.since import Since


class Covering(msgspec.Struct, frozen=True):
    """What covers the present selection, and by which grant a delegate relies on it."""

    since: Since
    authorised: Authorised | None
    renewal: Renewal | None = None
    """What the principal is only to be told of; None where nothing has changed."""
    told: str = ""
    """Record digest of the statement by which they were told before."""
    receipt: Path | None = None
    """Of the earlier acceptance, where its file is still there."""

    def unseen(self, state: State) -> tuple[str, ...]:
        """The differences that must be shown before anybody can rely on it (`Renewal.items`)."""
        return () if self.renewal is None or self.told else self.renewal.unseen(state)


class Relying(msgspec.Struct, frozen=True):
    """That somebody relies on it: how they said so, and what was on the screen, where there was one."""

    covering: Covering
    how: Given
    presentation: Presentation | None = None


def find(session: Session, resources: Resources, log: Log, asking: Asked) -> Covering | None:
    """What covers the state; None where something must be accepted.

    Raises for a delegate without authority as `find_authority`, and UntrustedData LOG_BROKEN.
    """
    state = session.state
    if state.parties.occasion is not Occasion.INSTALL:
        return None
    if state.parties.capacity is Capacity.DELEGATE:
        from installer.session.authority import find_authority  # grants are of use to nobody else

        authorised, last = find_authority(log, resources.editions, asking)
        return Covering(last, authorised) if last.change is ChangeClass.NONE else None
    ledger = read_ledger(log)
    found = since(ledger, resources.editions, asking)
    if found is not None and found.change is ChangeClass.NONE:
        return Covering(found, None, receipt=receipt_of(resources.state_folder, found.entry.digest))
    return _by_notice(resources, state, ledger) if state.parties.capacity is Capacity.SELF else None


def look(session: Session, resources: Resources) -> Covering | None:
    """As `find`, in the log that there is, once everything is said that it depends on."""
    other = session.state.parties.occasion is not Occasion.INSTALL
    if other or gates.coverable(session.state, session.facts()):
        return None
    with resources.issuer.log() as log:
        return find(session, resources, log, asked(session, resources.clock()))


def rely(
    session: Session,
    resources: Resources,
    how: Given,
    presentation: Presentation | None,
    keep: Callable[[Issued], None],
) -> Issued:
    """Record that an earlier acceptance covers the selection. Durable when this returns.

    `keep` is told as soon as the statement stands, whatever becomes of its receipt.
    Raises the problem of the first incomplete step up to the terms, Refused NOT_ACCEPTED (edition,
    digest) where nothing covers it, CHANGES_UNSEEN (changes) where they were not shown yet, UntrustedData
    READ_BACK_DIFFERS where something was read back and is not the text, and as `find`.
    """
    for problem in gates.coverable(session.state, session.facts()):
        raise problem.error
    check_read_back(session.edition, presentation or Presentation(), None)
    resources.issuer.prepare()
    resources.issuer.keep_pictures(() if presentation is None else presentation.shown.grabs)
    # Before the log is held: for a delegate it looks at the whole target.
    asking = asked(session, resources.clock())
    with resources.issuer.log() as log:
        with log.alone():
            found = find(session, resources, log, asking)
            if found is None:
                raise Refused(Code.NOT_ACCEPTED, edition=session.edition.id, digest=session.edition.digest)
            if unseen := found.unseen(session.state):
                cite = tuple(item for item in unseen if "/" in item)
                raise Refused(Code.CHANGES_UNSEEN, cite=cite, changes=" ".join(unseen))
            issued = record(session, resources, log, Relying(found, how, presentation))
        keep(issued)
        session.send(Covered())
        resources.issuer.write_receipts(log, (issued,))
    return issued


def record(session: Session, resources: Resources, log: Log, relying: Relying) -> Issued:
    """Append the statement, or find it where another run has made it since this one began.

    With the log to itself (`Log.alone`). The receipt is still to be written.
    """
    state, covering = session.state, relying.covering
    sealed = seal(personal_fields(state.parties))
    moment = Moment(
        edition=session.edition,
        state=state,
        channel=resources.channel,
        presentation=relying.presentation or Presentation(),
        now=resources.clock(),
        commitment=sealed.commitment,
    )
    authorised, renewed = covering.authorised, covering.renewal
    screen = relying.presentation is not None and resources.channel is not Channel.UNATTENDED
    said = predicates.Coverage(
        **stated(moment),
        edition=edition_ref(session.edition),
        texts=texts(moment, languages_shown(moment) if screen else frozenset()),
        of=covering.since.entry.digest,
        grant=None if authorised is None else authorised.granted.statement,
        products=list(dict.fromkeys(state.selection.products)),
        components=list(of_products(session.catalogue.components, state.selection)),
        sections=list(session.determination.sections),
        change_class=cast("Literal['none', 'notify']", covering.since.change.value),
        changes=None if renewed is None else renewed.stated(state),
        told=covering.told or None,
        given=(relying.how if authorised is None else Given.GRANT).value,
        presentation=presented(moment) if screen else None,
    )
    before = found_meanwhile(log, said, sealed.fields, resources)
    if before is not None:
        return resources.issuer.standing(before)
    return resources.issuer.issue(log, PredicateType.COVERAGE, said, sealed)


def asked(session: Session, now: datetime) -> Asked:
    """What the state asks authority or coverage for. A delegate's wish also asks what is installed."""
    parties = session.state.parties
    updates = frozenset[str]()
    if parties.capacity is Capacity.DELEGATE:
        from installer.session.authority import updated_products  # as above

        updates = updated_products(session.bundle(), session.plan(), session.state.selection)
    return Asked(
        parties=parties,
        determination=session.determination,
        updates=updates,
        clause=session.rules.delegation_clause,
        now=now,
    )


def _by_notice(resources: Resources, state: State, ledger: Ledger) -> Covering | None:
    """An acceptance since which only that has changed of which one is to be told, if there is one."""
    found = renewal(resources, state, ledger)
    if found is None or found.since.change is not ChangeClass.NOTIFY:
        return None
    told = _told(resources, state, ledger, found)
    if not told and resources.channel is Channel.UNATTENDED:
        return None
    return Covering(found.since, None, found, told, found.receipt)


def _told(resources: Resources, state: State, ledger: Ledger, found: Renewal) -> str:
    """The statement by which the principal was shown these very changes; empty where there is none.

    Where its people were erased nobody knows who was told, and it is shown again.
    """
    sections = set(resources.meaning.determination(state.selection).sections)
    for entry, said in ledger.of(predicates.Coverage):
        if (
            said.of == found.since.entry.digest
            and said.edition.digest == found.comparison.new_digest
            and said.change_class == "notify"
            and said.told is None
            and sections <= set(said.sections)
            and set(state.selection.products) <= set(said.products)
            and same_name(entry.principal, found.since.entry.principal)
        ):
            return entry.digest
    return ""
