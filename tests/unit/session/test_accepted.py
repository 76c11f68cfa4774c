"""The acceptances of a log, what has become of them, and acts on the edition that a record names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, LATER, desk, install_for, wanting
from helpers.editions import later_edition
from helpers.journeys import EVA, FOR_A_CUSTOMER, make_ready, open_on, screen
from helpers.records import recorded
from msgspec.structs import replace

from installer.acceptance.channel import Given
from installer.acceptance.roles import Occasion
from installer.errors import BadInput, Code
from installer.evidence.predicates import Coverage, EditionRef, Ratification
from installer.evidence.verify import verify
from installer.session.accepted import Word

if TYPE_CHECKING:
    from pathlib import Path


def standing(record: str) -> tuple[Word, bool, bool]:
    """The last word about it; whether confirming, whether objecting would change something."""
    found = next(found for found in desk().acts.accepted() if found.record == record)
    return found.word, found.confirmable, found.objectionable


def test_each_acceptance_is_listed_with_the_last_word_about_it(target: Path, bundle: Path, own: str) -> None:
    dealers = install_for(FOR_A_CUSTOMER, target.with_name("second"), bundle).statement
    assert [found.record for found in desk().acts.accepted()] == [own, dealers]
    assert standing(own) == (Word.OWN, False, False)
    assert standing(dealers) == (Word.OPEN, True, True)
    desk().acts.standing.object(dealers, DIRECTOR, Given.FLAG)
    assert standing(dealers) == (Word.OBJECTED, True, False)
    desk().acts.standing.ratify(dealers, DIRECTOR, Given.FLAG)
    assert standing(dealers) == (Word.RATIFIED, False, True)
    assert desk().acts.accepted()[1].people.actor.name == "Kiss Éva"


def test_what_relied_on_an_acceptance_later_is_listed_with_it(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    install_for(EVA, target, bundle)
    wanting(target, bundle).rely_on_earlier(Given.CLICK)
    (found,) = desk().acts.accepted()
    (said,) = (each for each in recorded(state_folder) if isinstance(each, Coverage))
    assert said.of == found.record
    assert found.covered == (LATER,)


def test_an_empty_log_lists_nothing_and_leaves_no_trace(state_folder: Path) -> None:
    acts = desk().acts
    assert acts.accepted() == acts.pending() == ()
    assert list(state_folder.iterdir()) == []


def test_the_receipt_of_a_record_is_found_until_it_is_taken_away(own: str) -> None:
    acts = desk().acts
    path = acts.receipt(own)
    assert path is not None
    assert verify(path.read_bytes()).valid
    path.unlink()
    assert acts.receipt(own) is None


def test_a_notice_waits_until_it_is_answered(target: Path) -> None:
    session = make_ready(open_on(target), parties=replace(EVA, occasion=Occasion.REMOTE, remote_computers=2))
    session.accept(screen(session))
    (pending,) = desk().acts.pending()
    desk().acts.standing.answer(pending, EVA, Given.FLAG, confirm=True)
    assert desk().acts.pending() == ()


def test_a_word_about_an_earlier_edition_is_said_on_that_edition(
    target: Path, bundle: Path, editions: Path, state_folder: Path
) -> None:
    dealers = install_for(FOR_A_CUSTOMER, target, bundle).statement
    accepted_then = desk().acts.accepted()[0].said.edition
    later_edition(editions, changed=("governing-law/p1",))
    session = desk()
    assert session.edition.digest != accepted_then.digest
    acts = session.acts
    assert acts.about(EditionRef(id=session.edition.id, digest=session.edition.digest, date="")) is acts
    issued = acts.about(accepted_then).standing.ratify(dealers, DIRECTOR, Given.FLAG)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Ratification)
    assert said.edition == accepted_then
    # It belongs to the run that said it.
    assert session.issued() == (issued,)


def test_an_edition_that_is_not_at_hand_is_named() -> None:
    gone = EditionRef(id="milestone-xprotect/1999-01-01", digest="0" * 64, date="1999-01-01")
    with pytest.raises(BadInput) as caught:
        desk().acts.about(gone)
    assert caught.value.code is Code.EDITION_UNKNOWN
