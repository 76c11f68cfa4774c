"""A statement that is recorded although no receipt can be written: it is said, and not recorded twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, desk, install_for
from helpers.full_disks import full, read_only
from helpers.journeys import EVA, FOR_A_CUSTOMER, make_ready, open_on, screen
from helpers.records import recorded

from installer.acceptance.channel import Given
from installer.errors import AssentError, Code, Outcome
from installer.evidence.predicates import Objection, Ratification, Withdrawal
from installer.flow.state import ConsentAnswered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.session.issue import Issued

REGISTRATION = "end-user-registration"


def unreceipted(act: Callable[[], object]) -> AssentError:
    """What the act says that was recorded without its receipt."""
    with pytest.raises(AssentError) as caught:
        act()
    assert (caught.value.code, caught.value.outcome) == (Code.RECEIPT_UNWRITABLE, Outcome.RECEIPT_MISSING)
    return caught.value


def consented(target: Path, times: int = 1) -> None:
    for _ in range(times):
        session = make_ready(open_on(target), parties=EVA)
        session.send(ConsentAnswered(REGISTRATION, given=True))
        make_ready(session, parties=EVA).accept(screen(session))


def withdraw() -> tuple[Issued, ...]:
    return desk().acts.consenting.withdraw(REGISTRATION, Given.FLAG)


def test_a_full_disk_for_receipts_leaves_the_statement_and_its_number(own: str, state_folder: Path) -> None:
    receipts = state_folder / "receipts"
    with full(receipts):
        error = unreceipted(lambda: desk().acts.delegation.revoke(own, DIRECTOR, Given.FLAG))
        assert list(receipts.glob("*.json")) == []
    assert error.facts["record"] == str(len(recorded(state_folder)) - 1)
    assert error.facts["detail"]
    again = desk().acts.delegation.revoke(own, DIRECTOR, Given.FLAG)
    assert (again.again, again.statement) == (True, error.facts["statement"])
    assert str(again.receipt) == error.facts["path"]
    assert not again.receipt.exists()
    assert len(recorded(state_folder)) == again.index + 1


def test_a_folder_that_is_read_only_stops_it_before_anything_is_recorded(
    own: str, state_folder: Path
) -> None:
    before = recorded(state_folder)
    with read_only(state_folder / "receipts"), pytest.raises(AssentError) as caught:
        desk().acts.delegation.revoke(own, DIRECTOR, Given.FLAG)
    assert caught.value.code is Code.LOG_UNWRITABLE
    assert recorded(state_folder) == before


def test_every_consent_is_withdrawn_although_no_receipt_can_be_written(
    target: Path, state_folder: Path
) -> None:
    consented(target, 2)
    with full(state_folder / "receipts"):
        error = unreceipted(withdraw)
        assert [found.again for found in withdraw()] == [True, True]
    assert error.facts["record"] == "4, 5"
    assert [type(said) for said in recorded(state_folder)[4:]] == [Withdrawal, Withdrawal]


@pytest.mark.parametrize("word", ["ratify", "object"])
def test_a_word_about_an_acceptance_is_said_once(
    target: Path, bundle: Path, state_folder: Path, word: str
) -> None:
    dealers = install_for(FOR_A_CUSTOMER, target, bundle).statement

    def say() -> Issued:
        found: Issued = getattr(desk().acts.standing, word)(dealers, DIRECTOR, Given.FLAG)
        return found

    with full(state_folder / "receipts"):
        error = unreceipted(say)
    assert say().statement == error.facts["statement"]
    assert len(recorded(state_folder)) == 2


def test_an_objection_is_said_again_with_other_reasons_and_after_a_confirmation(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    dealers = install_for(FOR_A_CUSTOMER, target, bundle).statement
    standing = desk().acts.standing
    first = standing.object(dealers, DIRECTOR, Given.FLAG, remarks="nem kérdeztek")
    for remarks in ("", " nem kérdeztek "):
        assert standing.object(dealers, DIRECTOR, Given.FLAG, remarks=remarks).statement == first.statement
    assert not standing.object(dealers, DIRECTOR, Given.FLAG, remarks="más áron").again
    assert not standing.ratify(dealers, DIRECTOR, Given.FLAG).again
    assert not standing.object(dealers, DIRECTOR, Given.FLAG).again
    assert [type(said) for said in recorded(state_folder)[1:]] == [
        Objection,
        Objection,
        Ratification,
        Objection,
    ]


def test_an_acceptance_and_its_consent_stand_and_both_are_named(target: Path, state_folder: Path) -> None:
    session = make_ready(open_on(target), parties=EVA)
    session.send(ConsentAnswered(REGISTRATION, given=True))
    make_ready(session, parties=EVA)
    with full(state_folder / "receipts"):
        error = unreceipted(lambda: session.accept(screen(session)))
    assert error.facts["record"] == "0, 1"
    assert [found.index for found in session.issued()] == [0, 1]
