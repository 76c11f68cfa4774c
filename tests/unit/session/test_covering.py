"""When nothing needs to be accepted anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, LATER, install_for, updating, wanting
from helpers.editions import later_edition
from helpers.journeys import EVA, FOR_A_CUSTOMER, make_ready, open_on, screen
from helpers.records import recorded
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.parties import Actor
from installer.acceptance.roles import Occasion
from installer.errors import Code, Refused, UntrustedData
from installer.evidence.predicates import Coverage
from installer.evidence.verify import verify
from installer.flow.state import Decision, Entered, PartiesEntered, SelectionChanged
from installer.flow.steps import Step
from installer.progress import Cancel, ignore
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from pathlib import Path


def test_ones_own_acceptance_covers_the_update_and_it_installs(
    target: Path, bundle: Path, newer: Path, state_folder: Path
) -> None:
    first = install_for(EVA, target, bundle)
    session = wanting(target, newer)
    covering = session.covering()
    assert covering is not None
    assert covering.since.entry.digest == first.statement
    issued = session.rely_on_earlier(Given.CLICK)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Coverage)
    assert (said.of, said.grant, said.given, said.change_class) == (first.statement, None, "click", "none")
    assert verify(issued.receipt.read_bytes()).valid
    assert (session.state.decision, session.state.covered, session.state.affirmed) == (
        Decision.ACCEPTED,
        True,
        {},
    )
    session.send(Entered(Step.PROGRESS))
    assert {found.state for found in session.install(session.plan(), ignore, Cancel()).components} == {
        "replaced"
    }


def test_what_a_dealer_stated_covers_the_same_dealers_update(target: Path, bundle: Path, newer: Path) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    assert wanting(target, newer, FOR_A_CUSTOMER).covering() is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda session: session.send(PartiesEntered(replace(EVA, actor=Actor("Nagy Pál", "p@example.com")))),
        lambda session: session.send(SelectionChanged(Selection(products=("xprotect-expert",)))),
        lambda session: session.send(SelectionChanged(Selection(products=()))),
        lambda session: session.send(PartiesEntered(replace(EVA, actor=Actor()))),
        lambda session: session.send(
            PartiesEntered(replace(EVA, occasion=Occasion.REMOTE, remote_computers=1))
        ),
    ],
    ids=["somebody else", "another product", "nothing", "nobody", "on other computers"],
)
def test_something_else_is_not_covered(target: Path, bundle: Path, newer: Path, change: object) -> None:
    install_for(EVA, target, bundle)
    session = wanting(target, newer)
    change(session)  # type: ignore[operator] # one of the functions above
    assert session.covering() is None
    with pytest.raises(Exception) as caught:  # noqa: PT011 - by the case: its first problem, or not accepted
        session.rely_on_earlier(Given.CLICK)
    assert caught.value.code in {  # type: ignore[attr-defined] # our own errors have one
        Code.NOT_ACCEPTED,
        Code.SELECTION_EMPTY,
        Code.PARTY_INCOMPLETE,
    }


def test_changed_wording_is_not_covered(target: Path, bundle: Path, newer: Path, editions: Path) -> None:
    install_for(EVA, target, bundle)
    later_edition(editions, changed=("governing-law/p1",))
    assert wanting(target, newer).covering() is None
    again = make_ready(wanting(target, newer), products=("xprotect-corporate",))
    again.accept(screen(again))
    assert wanting(target, newer).covering() is not None


def test_an_edition_with_the_same_words_under_another_date_is_covered(
    target: Path, bundle: Path, newer: Path, editions: Path
) -> None:
    install_for(EVA, target, bundle)
    later_edition(editions)
    session = wanting(target, newer)
    assert session.edition.date == "2026-06-01"
    session.rely_on_earlier(Given.KEY)
    session.send(Entered(Step.PROGRESS))
    assert session.install(session.plan(), ignore, Cancel()).components


def test_looking_leaves_no_trace(target: Path, bundle: Path, state_folder: Path) -> None:
    assert wanting(target, bundle).covering() is None
    assert list(state_folder.iterdir()) == []


def test_a_broken_log_covers_nothing(target: Path, bundle: Path, state_folder: Path) -> None:
    install_for(EVA, target, bundle)
    for name in ("log.sqlite3-wal", "log.sqlite3-shm"):
        (state_folder / name).unlink(missing_ok=True)
    (state_folder / "log.sqlite3").write_bytes(b"this is no database, however long it is " * 50)
    with pytest.raises(UntrustedData) as caught:
        wanting(target, bundle).covering()
    assert caught.value.code is Code.LOG_BROKEN


def test_a_decision_is_made_once(target: Path, bundle: Path, newer: Path) -> None:
    install_for(EVA, target, bundle)
    session = wanting(target, newer)
    session.rely_on_earlier(Given.CLICK)
    with pytest.raises(Refused) as caught:
        session.rely_on_earlier(Given.CLICK)
    assert caught.value.code is Code.DECIDED


def test_a_delegate_without_authority_is_told_so_when_looking(target: Path, bundle: Path) -> None:
    install_for(DIRECTOR, target, bundle)
    open_on(target).acts.delegation.revoke("0", DIRECTOR, Given.CLICK)
    with pytest.raises(Refused) as caught:
        updating(target, bundle).covering()
    assert caught.value.facts["check"] == "revoked"


def test_the_newest_of_several_acceptances_covers(
    target: Path, bundle: Path, newer: Path, state_folder: Path
) -> None:
    install_for(EVA, target, bundle)
    second = install_for(EVA, target.with_name("second"), bundle)
    session = open_on(target, newer, channel=Channel.UNATTENDED, clock=lambda: LATER)
    make_ready(session, read=False)
    session.rely_on_earlier(Given.FLAG)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Coverage)
    assert said.of == second.statement
    assert session.issued()[0].receipt.exists()
