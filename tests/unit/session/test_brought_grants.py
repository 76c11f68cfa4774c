"""Grants that a principal gave on a computer of their own, brought to that of the administrator."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, LATER, TERMS, desk, failed, updating
from helpers.editions import later_edition
from helpers.granters import Office, bring, brought, flip
from helpers.journeys import FOR_A_CUSTOMER, NOON
from helpers.records import recorded
from msgspec.structs import replace

from installer.acceptance.channel import Given
from installer.agreement.change_class import ChangeClass
from installer.errors import Code, Refused
from installer.evidence.predicates import Acceptance, Coverage, Revocation
from installer.flow.state import Entered
from installer.flow.steps import Step
from installer.progress import Cancel, ignore
from installer.session.elsewhere import FOLDER, KEYS_FILE
from installer.session.listed_grants import GrantState
from installer.session.presentation import Presentation

if TYPE_CHECKING:
    from pathlib import Path


def test_a_delegate_accepts_by_a_grant_from_elsewhere(
    granted: str, target: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    later_edition(editions, notify=("governing-law/p1",))
    session = updating(target, newer)
    session.accept(Presentation())
    said = recorded(state_folder)[-1]
    assert isinstance(said, Acceptance)
    assert said.delegated is not None
    assert (said.delegated.grant, said.delegated.kind) == (granted, "named")
    # A receipt shows nothing later than its own record, however new this computer's log is.
    assert said.delegated.known_until == NOON.strftime("%Y-%m-%dT%H:%M:%SZ")
    session.send(Entered(Step.PROGRESS))
    assert session.install(session.plan(), ignore, Cancel()).components


@pytest.mark.usefixtures("here")
def test_an_exported_log_shows_up_to_when_nothing_was_taken_back(
    office: Office, target: Path, newer: Path, state_folder: Path
) -> None:
    office.accept()
    record = office.grant()
    other = office.grant(replace(TERMS, delegate="Szabó Ida"))
    known = NOON + timedelta(days=30)
    office.revoke(other, known)
    found = bring(office.export(), [office.key])
    assert (found.until, len(found.entries)) == (known, 4)
    # Not a word has changed: the grant lets the delegate rely on what was accepted here.
    updating(target, newer).accept(Presentation())
    said = recorded(state_folder)[-1]
    assert isinstance(said, Coverage)
    assert said.grant == record
    assert brought()[0].granted.known_until == known
    assert [item.state for item in brought()] == [GrantState.HOLDS, GrantState.REVOKED]


def test_whoever_is_not_named_has_no_grant_from_elsewhere(granted: str, target: Path, newer: Path) -> None:
    assert granted
    someone = updating(target, newer)
    parties = someone.state.parties
    other = replace(parties, actor=replace(parties.actor, name="Szabó Ida"), grant=granted)
    assert failed(updating(target, newer, parties=other)) == "delegate"


def test_what_changed_must_be_in_the_scope_of_a_grant_from_elsewhere(
    granted: str, target: Path, newer: Path, editions: Path
) -> None:
    later_edition(editions, changed=("governing-law/p1",))
    parties = replace(updating(target, newer).state.parties, grant=granted)
    assert failed(updating(target, newer, parties=parties)) == "change-class"


@pytest.mark.usefixtures("here")
def test_without_the_acceptance_behind_it_a_grant_from_elsewhere_grants_nothing(
    office: Office, target: Path, newer: Path
) -> None:
    office.accept()
    record = office.grant()
    bring(office.receipt(record), [office.key])
    (listed,) = brought()
    assert listed.state is GrantState.VOID
    parties = replace(updating(target, newer).state.parties, grant=record)
    assert failed(updating(target, newer, parties=parties)) == "clause"


@pytest.mark.usefixtures("here")
def test_an_acceptance_from_elsewhere_grants_nothing_by_its_clause(
    office: Office, target: Path, newer: Path
) -> None:
    bring(office.receipt(office.accept()), [office.key])
    assert brought() == []
    assert failed(updating(target, newer)) == "revoked"


def test_a_revocation_counts_whoever_s_key_is_known(
    granted: str, office: Office, target: Path, newer: Path, state_folder: Path
) -> None:
    revocation = office.receipt(office.revoke(granted, NOON))
    assert [item.state for item in brought()] == [GrantState.HOLDS]
    (state_folder / FOLDER / KEYS_FILE).rename(state_folder / "keys.pem")
    bring(revocation)
    (state_folder / "keys.pem").rename(state_folder / FOLDER / KEYS_FILE)
    assert [item.state for item in brought()] == [GrantState.REVOKED]
    parties = replace(updating(target, newer).state.parties, grant=granted)
    assert failed(updating(target, newer, parties=parties)) == "revoked"


def test_what_was_done_between_a_revocation_and_its_arrival_stands_and_is_marked(
    granted: str, office: Office, target: Path, newer: Path
) -> None:
    updating(target, newer).accept(Presentation())
    revocation = office.receipt(office.revoke(granted, LATER - timedelta(days=1)))
    assert [used.after_revocation for used in brought()[0].used] == [False]
    bring(revocation)
    (listed,) = brought()
    assert listed.state is GrantState.REVOKED
    assert [used.after_revocation for used in listed.used] == [True]


def test_what_was_done_before_a_revocation_from_elsewhere_is_not_marked(
    granted: str, office: Office, target: Path, newer: Path
) -> None:
    updating(target, newer).accept(Presentation())
    bring(office.receipt(office.revoke(granted, LATER + timedelta(days=1))))
    assert [used.after_revocation for used in brought()[0].used] == [False]


def test_a_grant_from_elsewhere_is_taken_back_here_too(
    granted: str, target: Path, newer: Path, state_folder: Path
) -> None:
    desk().acts.delegation.revoke(granted[:10], DIRECTOR, Given.FLAG)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Revocation)
    assert said.of == granted
    assert [item.state for item in brought()] == [GrantState.REVOKED]
    parties = replace(updating(target, newer).state.parties, grant=granted)
    assert failed(updating(target, newer, parties=parties)) == "revoked"
    again = desk().acts.delegation.revoke(granted, DIRECTOR, Given.FLAG)
    assert again.again
    assert again.receipt.exists()
    assert recorded(state_folder)[-1] == said


@pytest.mark.usefixtures("here")
def test_an_objection_to_the_acceptance_behind_it_counts_from_elsewhere(
    office: Office, target: Path, newer: Path
) -> None:
    dealers = office.accept(FOR_A_CUSTOMER)
    with office.at():
        desk().acts.standing.ratify(dealers, DIRECTOR, Given.FLAG)
    record = office.grant()
    for found in (dealers, record):
        bring(office.receipt(found), [office.key])
    assert [item.state for item in brought()] == [GrantState.HOLDS]
    with office.at():
        objection = desk().acts.standing.object(dealers, DIRECTOR, Given.FLAG).statement
    bring(office.receipt(objection))
    assert [item.state for item in brought()] == [GrantState.OBJECTED]
    parties = replace(updating(target, newer).state.parties, grant=record)
    assert failed(updating(target, newer, parties=parties)) == "objected"


@pytest.mark.usefixtures("here")
def test_a_log_that_knows_more_than_this_clock_is_refused_by_the_clock(
    office: Office, target: Path, newer: Path
) -> None:
    office.accept()
    record, other = office.grant(), office.grant(replace(TERMS, delegate="Szabó Ida"))
    office.revoke(other, LATER + timedelta(days=1))
    bring(office.export(), [office.key])
    parties = replace(updating(target, newer).state.parties, grant=record)
    assert failed(updating(target, newer, parties=parties)) == "clock"


@pytest.mark.usefixtures("here")
def test_a_class_of_changes_is_granted_from_elsewhere(
    office: Office, target: Path, newer: Path, editions: Path
) -> None:
    office.accept()
    record = office.grant(replace(TERMS, classes=frozenset({ChangeClass.REQUIRED})))
    bring(office.export(), [office.key])
    later_edition(editions, changed=("governing-law/p1",))
    updating(target, newer).accept(Presentation())
    assert [(item.granted.statement, len(item.used)) for item in brought()] == [(record, 1)]


def test_a_kept_file_that_does_not_hold_stops_the_delegate(
    granted: str, target: Path, newer: Path, state_folder: Path
) -> None:
    flip(state_folder / FOLDER / f"{granted}.assent.json")
    with pytest.raises(Refused) as caught:
        updating(target, newer).accept(Presentation())
    assert caught.value.code is Code.GRANT_UNFIT
