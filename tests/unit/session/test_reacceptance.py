"""A newer edition asks only for what changed since the one that this principal accepted."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import replace as replace_in
from helpers.agreements import sign
from helpers.delegates import DIRECTOR, LATER, install_for, updating, wanting
from helpers.editions import LATER as LATER_DATE
from helpers.editions import later_edition
from helpers.journeys import EVA, make_ready, open_on, screen
from helpers.records import recorded
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.agreement.change_class import ChangeClass
from installer.agreement.seal import seal_edition
from installer.errors import Code, Outcome, Refused
from installer.evidence.predicates import Acceptance
from installer.evidence.verify import verify
from installer.flow.state import Affirmed, PartiesEntered, SectionSeen
from installer.flow.steps import Step
from installer.session.presentation import Presentation

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.compare import Comparison
    from installer.session import Session

CHANGED = "governing-law/p1"


@pytest.fixture
def renewing(target: Path, bundle: Path, newer: Path, editions: Path) -> Session:
    """Éva's run on a later edition in which one clause differs from what she accepted."""
    install_for(EVA, target, bundle)
    later_edition(editions, changed=(CHANGED,))
    return wanting(target, newer)


def affirm(session: Session) -> None:
    """Every affirmation that is asked for."""
    for needed in session.affirmations():
        session.send(Affirmed(needed.id, Given.CLICK))


def compared(session: Session) -> Comparison:
    renewal = session.renewal()
    assert renewal is not None
    return renewal.comparison


def last_acceptance(state_folder: Path) -> Acceptance:
    said = recorded(state_folder)[-1]
    assert isinstance(said, Acceptance)
    return said


def unread(session: Session) -> list[str]:
    return [problem.field for problem in session.problems(Step.AGREEMENT)]


def test_who_accepted_nothing_reads_everything(target: Path, bundle: Path, state_folder: Path) -> None:
    session = wanting(target, bundle)
    assert session.renewal() is None
    assert unread(session) == list(session.determination.sections)
    assert "changes" not in {needed.id for needed in session.affirmations()}
    assert list(state_folder.iterdir()) == []


def test_the_same_edition_is_no_renewal(target: Path, bundle: Path) -> None:
    install_for(EVA, target, bundle)
    session = wanting(target, bundle)
    assert session.renewal() is None
    assert unread(session) == list(session.determination.sections)


def test_only_the_section_that_changed_is_to_be_read(renewing: Session) -> None:
    comparison = compared(renewing)
    assert comparison.clauses == (CHANGED,)
    assert comparison.change_class is ChangeClass.REQUIRED
    renewal = renewing.renewal()
    assert renewal is not None
    assert (renewal.touched, renewal.items) == ({"governing-law"}, (CHANGED,))
    assert unread(renewing) == ["governing-law"]
    (asked,) = [needed for needed in renewing.affirmations() if needed.id == "changes"]
    assert asked.cite[-1] == CHANGED


def test_the_new_acceptance_names_what_it_renews_and_what_had_changed(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    first = install_for(EVA, target, bundle)
    later = later_edition(editions, changed=(CHANGED,))
    session = wanting(target, newer)
    session.send(SectionSeen("governing-law", session.translation()))
    affirm(session)
    issued = session.accept(screen(session))
    said = last_acceptance(state_folder)
    assert said.edition.digest == later.digest
    assert (said.rests_on, said.renews) == (None, first.statement)
    assert said.changes is not None
    assert (said.changes.change_class, said.changes.clauses) == ("required", [CHANGED])
    assert said.changes.since.id == "milestone-xprotect/2025-02-12"
    assert [seen.section for seen in said.presentation.sections_seen] == ["governing-law"]
    assert CHANGED in next(found.cite for found in said.affirmations if found.id == "changes")
    assert said.sections == list(session.determination.sections)
    assert verify(issued.receipt.read_bytes()).valid
    # From now on it is the later edition that they have accepted.
    assert wanting(target, newer).renewal() is None


def test_without_its_own_yes_a_change_is_not_accepted(renewing: Session) -> None:
    renewing.send(SectionSeen("governing-law", renewing.translation()))
    for needed in renewing.affirmations():
        if needed.id != "changes":
            renewing.send(Affirmed(needed.id, Given.CLICK))
    with pytest.raises(Refused) as caught:
        renewing.accept(screen(renewing))
    assert caught.value.facts["affirmation"] == "changes"
    assert CHANGED in caught.value.cite


def test_a_notice_is_shown_and_nothing_is_to_be_read_again(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    install_for(EVA, target, bundle)
    later_edition(editions, notify=(CHANGED,))
    session = wanting(target, newer)
    comparison = compared(session)
    assert comparison.change_class is ChangeClass.NOTIFY
    assert comparison.changes[0].reason["hu"] == "date"
    assert unread(session) == []
    assert "changes" not in {needed.id for needed in session.affirmations()}
    affirm(session)
    session.accept(screen(session))
    said = last_acceptance(state_folder)
    assert said.changes is not None
    assert said.changes.change_class == "notify"
    assert said.presentation.sections_seen == []


def test_a_change_for_another_product_is_none(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    install_for(EVA, target, bundle)
    later_edition(editions, changed=("xprotect-mobile-server/4",))
    session = wanting(target, newer)
    comparison = compared(session)
    assert comparison.clauses == ()
    # Their earlier acceptance covers it; whoever accepts anew all the same renews nothing.
    assert session.covering() is not None
    affirm(session)
    session.accept(screen(session))
    said = last_acceptance(state_folder)
    assert (said.renews, said.changes) == (None, None)


def test_the_title_is_everybodys(target: Path, bundle: Path, newer: Path, editions: Path) -> None:
    install_for(EVA, target, bundle)
    later_edition(editions)
    folder = editions / "milestone-xprotect" / LATER_DATE
    replace_in(folder / "en.md", "Agreement {#document-title}", "Agreement, new {#document-title}")
    seal_edition(folder)
    sign(folder)
    session = wanting(target, newer)
    comparison = compared(session)
    assert comparison.clauses == ("document-title/heading",)
    assert session.covering() is None


def test_a_product_that_was_not_accepted_before_is_read_as_a_whole(
    target: Path, bundle: Path, newer: Path, editions: Path
) -> None:
    install_for(EVA, target, bundle)
    later_edition(editions, changed=(CHANGED,))
    session = wanting(target, newer, products=("xprotect-corporate", "xprotect-smart-client"))
    assert session.renewal() is None
    assert unread(session) == list(session.determination.sections)


def test_somebody_elses_acceptance_is_not_renewed(
    target: Path, bundle: Path, newer: Path, editions: Path
) -> None:
    install_for(EVA, target, bundle)
    later_edition(editions, changed=(CHANGED,))
    assert wanting(target, newer, DIRECTOR).renewal() is None


def test_an_edition_that_is_no_longer_shipped_is_found_in_a_receipt(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    install_for(EVA, target, bundle)
    later_edition(editions, changed=(CHANGED,))
    shutil.rmtree(editions / "milestone-xprotect" / "2025-02-12")
    session = wanting(target, newer)
    comparison = compared(session)
    assert comparison.clauses == (CHANGED,)
    assert unread(session) == ["governing-law"]
    # The text alone shows differences; it does not say that nothing has to be accepted.
    assert session.covering() is None

    (receipt,) = (state_folder / "receipts").glob("*-acceptance-*")
    receipt.write_bytes(receipt.read_bytes().replace(b"Denmark", b"Danmark"))
    assert wanting(target, newer).renewal() is None
    whole = receipt.read_bytes().replace(b"Danmark", b"Denmark")
    no_markdown = whole.replace(b"## {#introduction}", b"## *{#introduction}")
    for content in (b"", b"[]", whole[:-9], no_markdown):
        receipt.write_bytes(content)
        session = wanting(target, newer)
        assert session.renewal() is None
        assert unread(session) == list(session.determination.sections)


def test_what_is_accepted_in_person_refuses_a_delegate(
    target: Path, bundle: Path, newer: Path, editions: Path
) -> None:
    install_for(DIRECTOR, target, bundle)
    later_edition(editions, changed=("end-user-data-gdpr/p1",))
    session = updating(target, newer)
    comparison = compared(session)
    assert comparison.change_class is ChangeClass.PERSONAL
    with pytest.raises(Refused) as caught:
        session.accept(Presentation())
    assert caught.value.code is Code.AUTHORITY_MISSING
    assert caught.value.outcome is Outcome.AUTHORITY_MISSING
    assert caught.value.facts["check"] == "change-class"
    # The principal themself may.
    own = wanting(target, newer, DIRECTOR)
    assert unread(own) == ["end-user-data-gdpr"]


def test_a_delegates_acceptance_says_what_had_changed(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    first = install_for(DIRECTOR, target, bundle)
    later_edition(editions, changed=(CHANGED,))
    updating(target, newer).accept(Presentation())
    said = last_acceptance(state_folder)
    assert said.capacity == "delegate"
    assert (said.rests_on, said.renews) == (None, first.statement)
    assert said.changes is not None
    assert said.changes.shown == []
    assert said.changes.clauses == [CHANGED]


def test_another_person_voids_the_yes_to_the_changes(renewing: Session) -> None:
    renewing.send(Affirmed("changes", Given.CLICK))
    assert "changes" in renewing.state.affirmed
    renewing.send(PartiesEntered(replace(EVA, actor=replace(EVA.actor, name="Nagy Pál"))))
    assert renewing.state.affirmed == {}


def test_a_log_that_cannot_be_read_asks_for_everything(
    target: Path, bundle: Path, newer: Path, editions: Path, state_folder: Path
) -> None:
    install_for(EVA, target, bundle)
    later_edition(editions, changed=(CHANGED,))
    for name in ("log.sqlite3-wal", "log.sqlite3-shm"):
        (state_folder / name).unlink(missing_ok=True)
    (state_folder / "log.sqlite3").write_bytes(b"this is no database, however long it is " * 50)
    session = wanting(target, newer)
    assert unread(session) == list(session.determination.sections)


def test_what_others_accept_meanwhile_is_looked_up_when_it_counts(
    renewing: Session, target: Path, newer: Path
) -> None:
    assert unread(renewing) == ["governing-law"]
    other = open_on(target, newer, channel=Channel.WIZARD, clock=lambda: LATER)
    make_ready(other)
    other.accept(screen(other))
    renewing.send(SectionSeen("governing-law", renewing.translation()))
    affirm(renewing)
    with pytest.raises(Refused) as caught:
        renewing.accept(screen(renewing))
    assert caught.value.code is Code.SECTION_UNSEEN
