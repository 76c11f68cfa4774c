"""Consents after the decision: listing them, giving, refusing, and withdrawing as easily as given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.acceptance.consents import offers
from installer.acceptance.names import same_name
from installer.acceptance.parties import Capacity, Parties, bound
from installer.errors import BadInput, Code
from installer.evidence import predicates
from installer.evidence.personal import ActorFields, PersonalFields, PrincipalFields
from installer.evidence.predicates import PredicateType
from installer.flow.state import State
from installer.session.consent_statements import consent
from installer.session.desk import Act, Verdict, named, unfit
from installer.session.statements import stated

if TYPE_CHECKING:
    from datetime import datetime

    from installer.acceptance.channel import Given
    from installer.acceptance.rules import ConsentOffer
    from installer.session.desk import Desk
    from installer.session.issue import Issued
    from installer.session.ledger import Entry, Ledger
    from installer.session.presentation import Presentation


class ListedConsent(msgspec.Struct, frozen=True):
    """An answered consent and what has become of it."""

    record: str
    consent: predicates.Consent
    principal: str
    """Empty where erased."""
    time: datetime
    withdrawn: datetime | None

    @property
    def state(self) -> str:
        """`given`, `refused` or `withdrawn`."""
        return "withdrawn" if self.withdrawn is not None else self.consent.state

    @property
    def withdrawable(self) -> bool:
        """Whether there is something to withdraw."""
        return self.state == "given"


class Consenting:
    """See module. Never by a delegate; for a third party only together with an acceptance."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def listed(self) -> tuple[ListedConsent, ...]:
        """All answered consents in the log's order. Raises LOG_BROKEN."""
        return _listed(self._desk.read())

    def offered(self, parties: Parties) -> tuple[ConsentOffer, ...]:
        """What this principal may be asked: by the sections that they are bound by in this log."""
        return self._offered(self._desk.read(), parties)

    def _offered(self, ledger: Ledger, parties: Parties) -> tuple[ConsentOffer, ...]:
        if parties.capacity is not Capacity.SELF:
            return ()
        rules = self._desk.resources.contract.rules
        name = bound(parties).name
        sections = {
            section
            for entry, accepted in ledger.of(predicates.Acceptance)
            if same_name(entry.principal, name)
            for section in accepted.sections
        }
        return offers(rules, parties.capacity, sections)

    def answer(
        self,
        name: str,
        parties: Parties,
        how: Given,
        *,
        given: bool,
        presentation: Presentation | None = None,
    ) -> Issued:
        """Give the consent, or refuse it, for oneself.

        Raises the first problem of the parties, BadInput CONSENT_UNKNOWN (consent, known) for one that
        is not offered, and the errors of key and log.
        """
        state = self._desk.state(parties)
        state = replace(state, consents={name: given}, consents_how={name: how})

        def judge(ledger: Ledger) -> Verdict:
            known = self._offered(ledger, parties)
            offer = next((found for found in known if found.id == name), None)
            if offer is None:
                listed = " ".join(found.id for found in known)
                raise BadInput(Code.CONSENT_UNKNOWN, consent=name, known=listed)
            before = self._standing(ledger, parties, offer, "given" if given else "refused")
            if before is not None:
                return Verdict(standing=(before,))
            people = self._desk.people(parties)
            return Verdict((Act(state, people, lambda moment: consent(moment, offer), presentation),))

        (issued,) = self._desk.say(PredicateType.CONSENT, judge)
        return issued

    def withdraw(self, what: str, how: Given, parties: Parties | None = None) -> tuple[Issued, ...]:
        """Withdraw a consent by its record, or all of that id that are still given. Asks for nothing.

        Without `parties` the record says that who acts was not stated. With them only their own are
        meant. What was withdrawn before is not withdrawn again: where there is nothing else, those
        withdrawals are returned. Raises BadInput RECORD_UNFIT (record, expected) where nothing was given.
        """

        def judge(ledger: Ledger) -> Verdict:
            record = self._record(ledger, what)
            meant = [
                found
                for found in _listed(ledger)
                if (found.consent.consent == what or found.record == record)
                and (parties is None or same_name(bound(parties).name, found.principal))
            ]
            acts = tuple(self._withdrawal(found, how, parties) for found in meant if found.withdrawable)
            before = (ledger.withdrawal(found.record) for found in meant)
            standing = tuple(entry for entry in before if entry is not None)
            if not acts and not standing:
                raise unfit(what, "consent-given")
            return Verdict(acts, standing)

        return self._desk.say(PredicateType.WITHDRAWAL, judge)

    def _standing(self, ledger: Ledger, parties: Parties, offer: ConsentOffer, answer: str) -> Entry | None:
        """Their last answer to the very same words, where it is this one and was not withdrawn."""
        edition = self._desk.resources.contract.edition.digest
        for entry, said in reversed(tuple(ledger.of(predicates.Consent))):
            if said.consent == offer.id and same_name(entry.principal, bound(parties).name):
                same = (said.state, said.edition.digest, said.words) == (answer, edition, dict(offer.text))
                return entry if same and ledger.withdrawal(entry.digest) is None else None
        return None

    def _withdrawal(self, found: ListedConsent, how: Given, parties: Parties | None) -> Act:
        state = State() if parties is None else self._desk.state(parties)
        people = (
            PersonalFields(actor=ActorFields(name=""), principal=PrincipalFields(name=found.principal))
            if parties is None
            else self._desk.people(parties)
        )
        return Act(
            state,
            people,
            lambda moment: predicates.Withdrawal(
                **stated(moment),
                of=found.record,
                record_id=found.consent.record_id,
                consent=found.consent.consent,
                given=how.value,
            ),
        )

    @staticmethod
    def _record(ledger: Ledger, what: str) -> str:
        """The digest that `what` names, or nothing: it is the id of a consent then."""
        try:
            return named(ledger, what, "consent").digest
        except BadInput:
            return ""


def _listed(ledger: Ledger) -> tuple[ListedConsent, ...]:
    return tuple(_entry(ledger, entry, said) for entry, said in ledger.of(predicates.Consent))


def _entry(ledger: Ledger, entry: Entry, said: predicates.Consent) -> ListedConsent:
    withdrawal = ledger.withdrawal(entry.digest)
    return ListedConsent(
        record=entry.digest,
        consent=said,
        principal=entry.principal,
        time=entry.stated_at,
        withdrawn=None if withdrawal is None else withdrawal.stated_at,
    )
