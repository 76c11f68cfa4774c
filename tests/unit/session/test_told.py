"""Of some changes one is only to be told: they are shown once, and the earlier acceptance covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, LATER, install_for, updating, wanting
from helpers.editions import later_edition
from helpers.journeys import EVA, FOR_A_CUSTOMER, make_ready, open_on, screen
from helpers.records import recorded
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.errors import Code, Outcome, Refused, UntrustedData
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.personal import seal
from installer.evidence.predicates import Acceptance, Coverage, DifferenceSeen
from installer.evidence.upkeep import By
from installer.evidence.verify import verify
from installer.flow.state import DifferencesShown, Entered, SectionSeen
from installer.flow.steps import Step
from installer.progress import Cancel, ignore
from installer.session.people import personal_fields
from installer.session.presentation import Presentation

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session
    from installer.session.covering import Covering

TOLD = ("termination/p1", "governing-law/p1")


def covering(session: Session) -> Covering:
    found = session.covering()
    assert found is not None
    return found


def show(session: Session, *items: str, languages: tuple[str, ...] = ("hu", "en")) -> None:
    """The differences in these items come on screen."""
    renewal = session.renewal()
    assert renewal is not None
    for item in items or renewal.items:
        session.send(DifferencesShown(renewal.differences(item, languages)))


def last(state_folder: Path) -> Coverage:
    said = recorded(state_folder)[-1]
    assert isinstance(said, Coverage)
    return said


@pytest.fixture
def first(target: Path, bundle: Path, editions: Path) -> str:
    """Éva's acceptance, since which only that has changed of which one is to be told."""
    accepted = install_for(EVA, target, bundle).statement
    later_edition(editions, notify=TOLD)
    return accepted


def test_what_one_is_to_be_told_of_is_shown_and_the_earlier_acceptance_covers(
    first: str, target: Path, newer: Path, state_folder: Path
) -> None:
    session = wanting(target, newer)
    assert covering(session).unseen(session.state) == TOLD
    show(session)
    assert covering(session).unseen(session.state) == ()
    shown = Presentation(button="Go on", above_button="Nothing to accept.", language="en")
    issued = session.rely_on_earlier(Given.CLICK, shown)
    said = last(state_folder)
    assert (said.of, said.change_class, said.given, said.told) == (first, "notify", "click", None)
    assert said.changes is not None
    assert (said.changes.clauses, said.changes.change_class) == ([*TOLD], "notify")
    assert said.changes.since.id == "milestone-xprotect/2025-02-12"
    assert said.changes.shown == [
        DifferenceSeen(language=language, clauses=[*TOLD], parts=[]) for language in ("en", "hu")
    ]
    assert said.presentation is not None
    assert (said.presentation.button, said.presentation.above_button) == ("Go on", "Nothing to accept.")
    assert verify(issued.receipt.read_bytes()).valid
    session.send(Entered(Step.PROGRESS))
    assert {found.state for found in session.install(session.plan(), ignore, Cancel()).components} == {
        "replaced"
    }


def test_nobody_relies_on_it_before_every_change_was_shown(
    first: str, target: Path, newer: Path, state_folder: Path
) -> None:
    session = wanting(target, newer)
    show(session, TOLD[0])
    with pytest.raises(Refused) as caught:
        session.rely_on_earlier(Given.CLICK)
    assert (caught.value.code, caught.value.cite) == (Code.CHANGES_UNSEEN, (TOLD[1],))
    assert caught.value.outcome is Outcome.NOT_ACCEPTED
    assert len(recorded(state_folder)) == 1, "nothing but the first acceptance"
    show(session, TOLD[1], languages=("hu",))
    session.rely_on_earlier(Given.CLICK)
    said = last(state_folder)
    assert said.of == first
    assert said.changes is not None
    assert [(seen.language, seen.clauses) for seen in said.changes.shown] == [
        ("en", [TOLD[0]]),
        ("hu", [*TOLD]),
    ]
    assert said.presentation is None, "nobody said what was on the screen"


def test_a_difference_since_another_edition_is_another_difference(
    first: str, target: Path, newer: Path
) -> None:
    session = wanting(target, newer)
    renewal = session.renewal()
    assert renewal is not None
    elsewhere = replace(renewal, comparison=replace(renewal.comparison, old_digest="0" * 64))
    session.send(DifferencesShown(elsewhere.differences(TOLD[0], ("hu",))))
    assert covering(session).unseen(session.state) == TOLD
    assert covering(session).since.entry.digest == first


def test_it_is_shown_once(first: str, target: Path, newer: Path, state_folder: Path) -> None:
    session = wanting(target, newer)
    show(session)
    shown = session.rely_on_earlier(Given.CLICK).statement
    silent = open_on(target, newer, channel=Channel.UNATTENDED, clock=lambda: LATER)
    make_ready(silent, read=False)
    assert covering(silent).unseen(silent.state) == ()
    silent.rely_on_earlier(Given.FLAG)
    said = last(state_folder)
    assert (said.of, said.told, said.channel, said.change_class) == (first, shown, "unattended", "notify")
    assert said.changes is not None
    assert said.changes.shown == []
    silent.send(Entered(Step.PROGRESS))
    assert silent.install(silent.plan(), ignore, Cancel()).components


def test_without_a_screen_nobody_is_told_anything(first: str, target: Path, newer: Path) -> None:
    silent = open_on(target, newer, channel=Channel.UNATTENDED, clock=lambda: LATER)
    make_ready(silent, read=False)
    assert silent.renewal() is not None
    assert silent.covering() is None
    assert silent.accept(Presentation()).statement != first


def test_another_product_was_not_told_of(first: str, target: Path, newer: Path, state_folder: Path) -> None:
    both = ("xprotect-corporate", "xprotect-smart-client")
    one = wanting(target, newer)
    show(one)
    one.rely_on_earlier(Given.CLICK)
    assert last(state_folder).of == first
    more = make_ready(wanting(target, newer), products=both)
    assert more.covering() is None, "they never accepted that"


def test_whose_name_was_erased_is_told_again(
    first: str, target: Path, newer: Path, state_folder: Path
) -> None:
    session = wanting(target, newer)
    show(session)
    shown = session.rely_on_earlier(Given.CLICK)
    assert not covering(wanting(target, newer)).unseen(session.state)
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        log.erase([shown.index], "request", By(seal(personal_fields(EVA)), channel="console"))
    again = wanting(target, newer)
    assert covering(again).unseen(again.state) == TOLD
    assert covering(again).since.entry.digest == first


def test_who_acts_for_somebody_else_cannot_be_told_in_their_place(
    target: Path, bundle: Path, newer: Path, editions: Path
) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    later_edition(editions, notify=TOLD)
    assert wanting(target, newer, FOR_A_CUSTOMER).covering() is None


def test_a_delegate_accepts_what_the_principal_would_be_told_of(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    install_for(DIRECTOR, target, bundle)
    later_edition(editions, notify=TOLD)
    session = updating(target, newer)
    assert session.covering() is None
    session.accept(Presentation())
    said = recorded(state_folder)[-1]
    assert isinstance(said, Acceptance)
    assert said.changes is not None
    assert (said.capacity, said.changes.change_class) == ("delegate", "notify")


def test_who_wants_to_may_accept_anew(first: str, target: Path, newer: Path, state_folder: Path) -> None:
    session = wanting(target, newer)
    show(session, TOLD[0])
    for section in session.determination.sections:
        session.send(SectionSeen(section, session.translation()))
    make_ready(session)
    session.accept(screen(session))
    said = recorded(state_folder)[-1]
    assert isinstance(said, Acceptance)
    assert said.renews == first
    assert said.changes is not None
    assert [seen.clauses for seen in said.changes.shown] == [[TOLD[0]], [TOLD[0]]]


@pytest.mark.usefixtures("first")
def test_what_was_read_back_must_be_the_text(target: Path, newer: Path) -> None:
    session = wanting(target, newer)
    show(session)
    with pytest.raises(UntrustedData) as caught:
        session.rely_on_earlier(Given.CLICK, Presentation(read_back={"hu": "0" * 64}))
    assert caught.value.code is Code.READ_BACK_DIFFERS
    session.rely_on_earlier(Given.CLICK, screen(session))


def test_the_receipt_of_the_earlier_acceptance_is_at_hand_or_not(
    first: str, target: Path, newer: Path, state_folder: Path
) -> None:
    receipt = covering(wanting(target, newer)).receipt
    assert receipt is not None
    assert receipt.name.endswith(f"-acceptance-{first[:12]}.assent.json")
    receipt.unlink()
    assert covering(wanting(target, newer)).receipt is None
    assert list((state_folder / "receipts").iterdir()) == []


def test_before_a_product_is_chosen_the_log_is_asked_nothing(first: str, target: Path, newer: Path) -> None:
    session = wanting(target, newer, products=())
    assert session.facts().to_read is None
    session = wanting(target, newer)
    assert session.facts().to_read is not None, first
