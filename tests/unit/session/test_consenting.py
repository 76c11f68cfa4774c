"""Consents after the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import ADMINISTRATOR, DIRECTOR, LATER, install_for
from helpers.journeys import CORPORATE, EVA, FOR_A_CUSTOMER, make_ready, open_on, screen
from helpers.records import people, recorded
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.errors import BadInput, Code
from installer.evidence.predicates import Consent, Withdrawal
from installer.evidence.verify import verify
from installer.flow.state import ConsentAnswered
from installer.session import open_session

if TYPE_CHECKING:
    from pathlib import Path

    from installer.acceptance.parties import Parties
    from installer.session import Session
    from installer.session.consenting import Consenting

REGISTRATION, SHARING = "end-user-registration", "dashboard-sharing"
DASHBOARD = (*CORPORATE, "milestone-customer-dashboard")


def consenting() -> Consenting:
    return open_session(language="hu", channel=Channel.UNATTENDED, clock=lambda: LATER).acts.consenting


def accept_with(target: Path, parties: Parties = EVA, **answers: bool) -> Session:
    session = make_ready(open_on(target), parties=parties, products=DASHBOARD)
    for name, given in answers.items():
        session.send(ConsentAnswered(name.replace("_", "-"), given))
    make_ready(session, parties=parties, products=DASHBOARD)
    session.accept(screen(session))
    return session


def test_the_record_has_the_fields_of_the_standard_from_the_editions_data(
    target: Path, state_folder: Path
) -> None:
    session = accept_with(target, dashboard_sharing=True)
    offer = next(found for found in session.rules.consents if found.id == SHARING)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Consent)
    assert (said.schema, said.lawful_basis, said.state) == ("ISO/IEC TS 27560:2023", "consent", "given")
    assert (said.controller, said.notice) == (offer.controller, offer.notice)
    for name in ("purpose", "storage", "retention", "withdrawal"):
        assert getattr(said, name) == getattr(offer, name)
        assert set(getattr(said, name)) == {"hu", "en"}
    for listed, offered in ((said.data, offer.data), (said.recipients, offer.recipients)):
        assert listed == list(offered)
        assert all(set(words) == {"hu", "en"} for words in listed)


def test_every_answer_has_a_record_id_of_its_own(target: Path, state_folder: Path) -> None:
    accept_with(target, dashboard_sharing=True, end_user_registration=False)
    ids = [said.record_id for said in recorded(state_folder) if isinstance(said, Consent)]
    assert len(set(ids)) == 2


def test_refusals_are_recorded_and_listed_as_well(target: Path) -> None:
    accept_with(target, dashboard_sharing=True, end_user_registration=False)
    assert [(item.consent.consent, item.state) for item in consenting().listed()] == [
        (REGISTRATION, "refused"),
        (SHARING, "given"),
    ]


def test_a_consent_is_withdrawn_by_its_id_without_any_question(target: Path, state_folder: Path) -> None:
    accept_with(target, dashboard_sharing=True)
    (issued,) = consenting().withdraw(SHARING, Given.FLAG)
    given, withdrawal = recorded(state_folder)[-2:]
    assert isinstance(given, Consent)
    assert isinstance(withdrawal, Withdrawal)
    assert (withdrawal.record_id, withdrawal.consent) == (given.record_id, SHARING)
    assert people(state_folder, 2).actor.name == "", "who withdrew was not said, so it is not recorded"
    assert people(state_folder, 2).principal.name == "Kiss Éva"
    assert verify(issued.receipt.read_bytes()).valid
    (listed,) = consenting().listed()
    assert (listed.state, listed.withdrawn) == ("withdrawn", LATER)


def test_a_consent_is_withdrawn_by_its_record_and_once(target: Path) -> None:
    session = accept_with(target, dashboard_sharing=True)
    record = session.issued()[1].statement
    (first,) = consenting().withdraw(record[:12], Given.FLAG, EVA)
    for again in (record, SHARING):
        (found,) = consenting().withdraw(again, Given.FLAG)
        assert (found.statement, found.index, found.receipt) == (first.statement, first.index, first.receipt)
        assert found.again
    for other in (REGISTRATION, "0"):
        with pytest.raises(BadInput) as caught:
            consenting().withdraw(other, Given.FLAG)
        assert caught.value.code is Code.RECORD_UNFIT
    assert [item.withdrawable for item in consenting().listed()] == [False]


def test_another_consent_is_left_as_it_is(target: Path) -> None:
    accept_with(target, dashboard_sharing=True)
    with pytest.raises(BadInput):
        consenting().withdraw("another-consent", Given.FLAG)
    assert [item.state for item in consenting().listed()] == ["given"]


def test_who_says_who_they_are_withdraws_their_own_alone(target: Path, state_folder: Path) -> None:
    accept_with(target, dashboard_sharing=True)
    accept_with(target, DIRECTOR, dashboard_sharing=True)
    assert len(consenting().withdraw(SHARING, Given.FLAG, EVA)) == 1
    assert people(state_folder, 4).actor.name == "Kiss Éva"
    assert len(consenting().withdraw(SHARING, Given.FLAG)) == 1


def test_a_consent_is_given_and_refused_later_too(target: Path, bundle: Path, state_folder: Path) -> None:
    install_for(EVA, target, bundle)
    assert [offer.id for offer in consenting().offered(EVA)] == [REGISTRATION]
    for given, state in ((True, "given"), (False, "refused")):
        consenting().answer(REGISTRATION, EVA, Given.FLAG, given=given)
        said = recorded(state_folder)[-1]
        assert isinstance(said, Consent)
        assert (said.state, said.given, said.capacity) == (state, "flag", "self")


@pytest.mark.parametrize(
    ("name", "parties"),
    [
        (SHARING, EVA),
        ("newsletter", EVA),
        (REGISTRATION, DIRECTOR),
        (REGISTRATION, FOR_A_CUSTOMER),
        (REGISTRATION, ADMINISTRATOR),
    ],
    ids=["does not apply", "unknown", "accepted nothing", "for a third party", "a delegate"],
)
def test_what_is_not_offered_cannot_be_answered(
    target: Path, bundle: Path, state_folder: Path, name: str, parties: Parties
) -> None:
    install_for(EVA, target, bundle)
    with pytest.raises(BadInput) as caught:
        consenting().answer(name, parties, Given.FLAG, given=True)
    assert caught.value.code is Code.CONSENT_UNKNOWN
    assert len(recorded(state_folder)) == 1


def test_a_dealer_answers_for_the_customer_with_the_yes_that_the_customer_consents(
    target: Path, state_folder: Path
) -> None:
    session = make_ready(open_on(target), parties=FOR_A_CUSTOMER)
    session.send(ConsentAnswered(REGISTRATION, given=True))
    assert "principal-consents-to-data" in {found.id for found in session.affirmations()}
    make_ready(session, parties=FOR_A_CUSTOMER).accept(screen(session))
    said = recorded(state_folder)[-1]
    assert isinstance(said, Consent)
    assert said.capacity == "on-behalf"


def test_without_a_log_nothing_is_listed_and_nothing_withdrawn(state_folder: Path) -> None:
    assert consenting().listed() == ()
    with pytest.raises(BadInput):
        consenting().withdraw(REGISTRATION, Given.FLAG)
    assert list(state_folder.iterdir()) == []


def test_an_incomplete_person_is_named(target: Path, bundle: Path) -> None:
    install_for(EVA, target, bundle)
    nobody = replace(EVA, actor=replace(EVA.actor, email=""))
    with pytest.raises(BadInput) as caught:
        consenting().answer(REGISTRATION, nobody, Given.FLAG, given=True)
    assert caught.value.facts["field"] == "actor.email"
