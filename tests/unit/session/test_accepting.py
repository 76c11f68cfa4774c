from __future__ import annotations

import json
import resource
import stat
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from helpers.journeys import CORPORATE, EVA, FOR_A_CUSTOMER, make_ready, open_on, screen
from helpers.records import accepted, people, recorded
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.parties import PartyType
from installer.errors import Code, Refused, Unavailable, UntrustedData
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.predicates import Acceptance, Consent, Decline
from installer.evidence.verify import verify
from installer.flow.state import Affirmed, ConsentAnswered, Decision
from installer.flow.steps import Step
from installer.session.presentation import Presentation
from installer.session.read_back import wording_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.session import Session


def test_an_acceptance_is_in_the_log_and_its_receipt_verifies(ready: Session, state_folder: Path) -> None:
    issued = ready.accept(screen(ready))
    assert ready.state.decision is Decision.ACCEPTED
    assert ready.issued() == (issued,)
    assert issued.receipt.parent == state_folder / "receipts"
    assert stat.S_IMODE(issued.receipt.stat().st_mode) == 0o600
    assert verify(issued.receipt.read_bytes()).valid
    said = accepted(state_folder)
    assert said.edition.digest == ready.edition.digest
    assert said.products == ["xprotect-corporate"]
    assert said.sections == list(ready.determination.sections)
    assert {"management-server", "recording-server"} <= set(said.components)
    assert said.time.at == "2026-03-01T12:00:00Z"
    assert said.authority is None
    assert said.delegated is None


def test_the_record_holds_the_exact_words_and_how_each_yes_was_given(
    ready: Session, state_folder: Path
) -> None:
    ready.send(Affirmed("agreement", Given.KEY))
    ready.accept(screen(ready))
    said = accepted(state_folder)
    asked = {needed.id: needed for needed in ready.affirmations()}
    assert [item.id for item in said.affirmations] == list(asked)
    for item in said.affirmations:
        assert item.words == asked[item.id].text
        assert item.cite == list(asked[item.id].cite)
        assert item.language == "hu"
        assert item.given == ("key" if item.id == "agreement" else "click")


def test_the_record_holds_what_was_on_the_screen(ready: Session, state_folder: Path) -> None:
    ready.accept(screen(ready))
    said = accepted(state_folder)
    assert said.channel == "wizard"
    assert said.presentation.button == "Elfogadom"
    assert said.presentation.read_back == screen(ready).read_back
    assert said.presentation.columns == "both"
    seen = {(seen.section, seen.language) for seen in said.presentation.sections_seen}
    assert seen == ready.state.seen
    assert {text.language: text.shown for text in said.texts} == {"hu": True, "en": True}


def test_without_a_screen_no_text_is_called_shown(target: Path, bundle: Path, state_folder: Path) -> None:
    session = make_ready(open_on(target, bundle, channel=Channel.UNATTENDED), read=False)
    session.accept(Presentation())
    said = accepted(state_folder)
    assert said.channel == "unattended"
    assert not any(text.shown for text in said.texts)
    assert said.presentation.columns == "none"
    assert {item.given for item in said.affirmations} == {"flag"}


def test_people_stand_outside_the_signed_body(ready: Session, state_folder: Path) -> None:
    issued = ready.accept(screen(ready))
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        assert b"Kiss" not in log.record(0).data
        sealed = log.personal(0)
    assert sealed is not None
    assert sealed.fields.actor.name == "Kiss Éva"
    assert sealed.fields.principal.name == "Kiss Éva"
    assert "Kiss Éva" in issued.receipt.read_text("utf-8")


def test_a_dealers_acceptance_names_authority_and_evidence(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    session = make_ready(open_on(target, bundle), parties=FOR_A_CUSTOMER)
    session.accept(screen(session))
    said = accepted(state_folder)
    assert said.party_type == "organisation"
    assert said.authority is not None
    assert said.authority.evidence_sha256 == "0" * 64
    words = people(state_folder).authority
    assert words is not None
    assert words.basis == "megrendelés 17"


def test_missing_evidence_is_recorded_as_missing(target: Path, bundle: Path, state_folder: Path) -> None:
    stated = replace(FOR_A_CUSTOMER.authority, evidence_name="", evidence_sha256="")
    parties = replace(FOR_A_CUSTOMER, authority=stated)
    session = make_ready(open_on(target, bundle), parties=parties)
    session.accept(screen(session))
    authority = accepted(state_folder).authority
    assert authority is not None
    assert authority.evidence_sha256 is None
    words = people(state_folder).authority
    assert words is not None
    assert words.evidence_name == ""


def test_each_answered_consent_is_a_statement_of_its_own_under_its_own_salt(
    ready: Session, state_folder: Path
) -> None:
    ready.send(ConsentAnswered("end-user-registration", given=False, how=Given.KEY))
    ready.accept(screen(ready))
    first, consent = recorded(state_folder)
    assert isinstance(consent, Consent)
    assert (consent.consent, consent.state, consent.given) == ("end-user-registration", "refused", "key")
    assert consent.personal.commitment != first.personal.commitment
    assert [verify(issued.receipt.read_bytes()).valid for issued in ready.issued()] == [True, True]


def test_an_unanswered_consent_leaves_no_statement(ready: Session, state_folder: Path) -> None:
    ready.accept(screen(ready))
    assert len(recorded(state_folder)) == 1


def nothing_is_recorded(session: Session, state_folder: Path) -> bool:
    return session.state.decision is Decision.OPEN and not (state_folder / "log.sqlite3").exists()


def test_an_incomplete_acceptance_is_refused_before_anything_is_written(
    ready: Session, state_folder: Path
) -> None:
    ready.send(Affirmed("third-party-terms", None))
    with pytest.raises(Refused) as caught:
        ready.accept(screen(ready))
    assert caught.value.code is Code.AFFIRMATION_MISSING
    assert nothing_is_recorded(ready, state_folder)


@pytest.mark.parametrize(
    "read_back", [{"hu": "0" * 64}, {"de": "0" * 64}], ids=["another text", "another language"]
)
def test_another_text_on_the_screen_stops_both_decisions(
    ready: Session, state_folder: Path, read_back: dict[str, str]
) -> None:
    for decide in (ready.accept, ready.decline):
        with pytest.raises(UntrustedData) as caught:
            decide(replace(screen(ready), read_back=read_back))
        assert caught.value.code is Code.READ_BACK_DIFFERS
    assert nothing_is_recorded(ready, state_folder)


def test_a_wizard_that_read_nothing_back_can_decline_but_not_accept(
    ready: Session, state_folder: Path
) -> None:
    nothing = replace(screen(ready), read_back={})
    with pytest.raises(UntrustedData) as caught:
        ready.accept(nothing)
    assert caught.value.code is Code.READ_BACK_DIFFERS
    assert nothing_is_recorded(ready, state_folder)
    ready.decline(nothing)
    assert ready.state.decision is Decision.DECLINED


def test_a_product_that_is_named_twice_is_accepted_once(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    session = make_ready(open_on(target, bundle), products=CORPORATE * 2)
    session.accept(screen(session))
    assert accepted(state_folder).products == list(CORPORATE)


def test_one_character_more_is_another_text(ready: Session) -> None:
    text = "\n".join(clause.text for clause in ready.edition.texts["hu"].clauses.values())
    assert len(text) > 80_000
    assert wording_digest(ready.edition, "hu") != wording_digest(ready.edition, "en")


def test_the_log_cannot_be_written_and_nothing_is_accepted(ready: Session, state_folder: Path) -> None:
    (state_folder / "receipts").write_text("in the way")
    with pytest.raises(Unavailable) as caught:
        ready.accept(screen(ready))
    assert caught.value.code is Code.LOG_UNWRITABLE
    assert nothing_is_recorded(ready, state_folder)


def test_a_broken_log_stops_the_acceptance(ready: Session, state_folder: Path) -> None:
    (state_folder / "log.sqlite3").write_bytes(b"this is no database, however long it is " * 50)
    with pytest.raises(UntrustedData) as caught:
        ready.accept(screen(ready))
    assert caught.value.code is Code.LOG_BROKEN
    assert ready.state.decision is Decision.OPEN


@pytest.fixture
def small_files_only() -> Iterator[None]:
    """No file may grow beyond the log's size: a receipt, which carries the whole text, does not fit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_files_only")
def test_an_acceptance_stands_although_its_receipt_could_not_be_written(
    ready: Session, state_folder: Path, target: Path
) -> None:
    before = open_on(target)
    before.decline(screen(before))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (before.issued()[0].receipt.stat().st_size - 1000, hard))
    with pytest.raises(Unavailable) as caught:
        ready.accept(screen(ready))
    assert caught.value.code is Code.RECEIPT_UNWRITABLE
    assert caught.value.facts["path"] == str(ready.issued()[0].receipt)
    assert caught.value.facts["record"] == "1"
    assert ready.state.decision is Decision.ACCEPTED
    _, said = recorded(state_folder)
    assert isinstance(said, Acceptance)


@pytest.mark.parametrize("first", ["accept", "decline"])
def test_a_decision_is_made_once(ready: Session, state_folder: Path, first: str) -> None:
    getattr(ready, first)(screen(ready))
    expected = {"accept": Code.DECIDED, "decline": Code.DECLINED}[first]
    for again in (ready.accept, ready.decline):
        with pytest.raises(Refused) as caught:
            again(screen(ready))
        assert caught.value.code is expected
    assert len(recorded(state_folder)) == 1


def test_the_statement_of_a_refused_consent_never_says_given(ready: Session) -> None:
    ready.send(ConsentAnswered("end-user-registration", given=True))
    ready.accept(screen(ready))
    receipt = json.loads(ready.issued()[1].receipt.read_text("utf-8"))
    assert receipt["type"] == json.loads(ready.issued()[0].receipt.read_text("utf-8"))["type"]


def test_the_words_fall_back_to_the_governing_language(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    session = make_ready(open_on(target, bundle, language="de"))
    session.accept(screen(session))
    assert {item.language for item in accepted(state_folder).affirmations} == {"en"}


def test_the_principal_is_the_organisation_that_the_actor_binds(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    actor = replace(EVA.actor, position="ügyvezető", organisation="Minta Kft.")
    parties = replace(EVA, actor=actor, principal=replace(EVA.principal, type=PartyType.ORGANISATION))
    session = make_ready(open_on(target, bundle), parties=parties)
    session.accept(screen(session))
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        sealed = log.personal(0)
    assert sealed is not None
    assert sealed.fields.principal.name == "Minta Kft."


def test_the_clock_is_asked_in_utc(target: Path, bundle: Path, state_folder: Path) -> None:
    moment = datetime(2026, 7, 1, 0, 30, 15, 999999, tzinfo=UTC)
    session = make_ready(open_on(target, bundle, clock=lambda: moment))
    session.accept(screen(session))
    assert accepted(state_folder).time.at == "2026-07-01T00:30:15Z"


def test_a_decline_is_recorded_and_says_what_may_be_returned(target: Path, state_folder: Path) -> None:
    session = open_on(target)
    declined = session.decline(screen(session))
    (said,) = recorded(state_folder)
    assert isinstance(said, Decline)
    assert verify(declined.issued.receipt.read_bytes()).valid
    clause = session.edition.clause("introduction/p2", "hu")
    assert clause is not None
    assert [shown.text for shown in declined.refund] == [clause.text]
    assert len(declined.exceptions) == 2
    assert session.reachable(Step.FINISH)
    assert session.following(Step.ACCEPTANCE) is Step.FINISH
