"""A principal's word about what somebody else accepted for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, LATER, desk, install_for, updating
from helpers.editions import later_edition
from helpers.journeys import FOR_A_CUSTOMER, NOON, make_ready, open_on, screen
from helpers.records import people, recorded
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.parties import Actor, Capacity
from installer.errors import AssentError, Code, Refused
from installer.evidence.predicates import Objection, PredicateType, Ratification
from installer.evidence.verify import verify
from installer.session import open_session
from installer.session.desk import Act, Verdict
from installer.session.presentation import Presentation
from installer.session.standing import Standing
from installer.session.statements import said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def standing() -> Standing:
    return open_session(language="hu", channel=Channel.UNATTENDED, clock=lambda: LATER).acts.standing


@pytest.fixture
def dealers(target: Path, bundle: Path) -> str:
    return install_for(FOR_A_CUSTOMER, target, bundle).statement


def test_a_ratification_is_the_principals_own_statement(dealers: str, state_folder: Path) -> None:
    issued = standing().ratify(dealers, DIRECTOR, Given.FLAG)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Ratification)
    assert (said.of, said.capacity, said.given) == (dealers, "self", "flag")
    assert verify(issued.receipt.read_bytes()).valid


def test_an_objection_keeps_the_persons_own_words_outside_the_signed_body(
    dealers: str, state_folder: Path
) -> None:
    standing().object(dealers, DIRECTOR, Given.FLAG, remarks=" nem kérdeztek ")
    said = recorded(state_folder)[-1]
    assert isinstance(said, Objection)
    assert people(state_folder, 1).remarks == "nem kérdeztek"
    assert "kérdeztek" not in str(said)


def test_an_objected_acceptance_grants_nothing(dealers: str, target: Path, newer: Path) -> None:
    standing().object(dealers, DIRECTOR, Given.FLAG)
    with pytest.raises(Refused) as caught:
        updating(target, newer).accept(Presentation())
    assert caught.value.facts["check"] == "objected"


def test_the_last_word_counts(dealers: str, target: Path, newer: Path) -> None:
    standing().object(dealers, DIRECTOR, Given.FLAG)
    standing().ratify(dealers, DIRECTOR, Given.FLAG)
    assert updating(target, newer).accept(Presentation())


def test_a_delegates_acceptance_can_be_objected_to_and_then_covers_nothing_more(
    dealers: str, target: Path, newer: Path, editions: Path
) -> None:
    del dealers
    later_edition(editions, changed=("governing-law/p1",))
    issued = updating(target, newer).accept(Presentation())
    session = updating(target, newer)
    assert session.covering() is not None
    standing().object(issued.statement, DIRECTOR, Given.FLAG)
    assert session.covering() is None


@pytest.mark.parametrize("say", [Standing.ratify, Standing.object])
@pytest.mark.parametrize(
    ("code", "change"),
    [
        (Code.NOT_PRINCIPAL, lambda p: replace(p, actor=Actor("Más", "m@example.com", "x", "Másik Kft."))),
        (Code.NOT_PRINCIPAL, lambda p: replace(p, capacity=Capacity.ON_BEHALF)),
        (Code.PARTY_INCOMPLETE, lambda p: replace(p, actor=replace(p.actor, email=""))),
    ],
)
def test_only_the_principal_in_person_says_it(
    dealers: str,
    state_folder: Path,
    say: Callable[..., object],
    code: Code,
    change: Callable[..., object],
) -> None:
    with pytest.raises(AssentError) as caught:
        say(standing(), dealers, change(DIRECTOR), Given.FLAG)
    assert caught.value.code is code
    assert caught.value.cite == (("note-on-behalf/p1",) if code is Code.NOT_PRINCIPAL else ())
    assert len(recorded(state_folder)) == 1


def test_an_own_acceptance_needs_no_word_and_a_decline_has_none(target: Path, bundle: Path) -> None:
    own = install_for(DIRECTOR, target, bundle).statement
    declined = open_on(target)
    record = declined.decline(Presentation()).issued.statement
    for named, expected in ((own, "acceptance-by-another"), (record, "acceptance"), ("ff" * 8, "acceptance")):
        with pytest.raises(AssentError) as caught:
            standing().ratify(named, DIRECTOR, Given.FLAG)
        assert caught.value.facts["expected"] == expected


def test_it_is_said_about_the_text_that_was_accepted(
    dealers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_edition(tmp_path / "editions", changed=("governing-law/p1",))
    monkeypatch.setattr("installer.paths.editions_root", lambda: tmp_path / "editions")
    with pytest.raises(AssentError) as caught:
        standing().ratify(dealers, DIRECTOR, Given.FLAG)
    assert str(caught.value.facts["expected"]).startswith("milestone-xprotect/2025-02-12@")


def test_a_strangers_objection_in_the_log_changes_nothing(dealers: str, target: Path, newer: Path) -> None:
    """Whoever is not the principal may have said so elsewhere, about a notice; here it counts for nothing."""
    stranger = replace(DIRECTOR, actor=Actor("Más", "mas@example.com", "igazgató", "Másik Kft."))
    theirs = make_ready(open_on(target, clock=lambda: NOON), parties=stranger)
    theirs.accept(screen(theirs))
    here = desk(LATER).acts.desk
    act = Act(
        here.state(stranger),
        here.people(stranger),
        lambda moment: Objection(**said(moment), of=dealers, given="flag"),
    )
    here.say(PredicateType.OBJECTION, lambda _ledger: Verdict((act,)))
    assert updating(target, newer).accept(Presentation())
