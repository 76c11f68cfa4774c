"""A pending notice, and what a dealer accepted: confirmed, or objected to in one's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.acceptances import fill, nameless
from helpers.delegates import DIRECTOR
from helpers.journeys import EVA
from helpers.records import people, recorded
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from installer.acceptance.parties import Actor, Parties
from installer.errors import Code
from installer.evidence.predicates import Objection, Ratification
from installer.evidence.verify import verify
from installer.session import notices
from installer.session.accepted import Word
from installer.session.notices import Answer
from ui.acceptances.answering import ObjectDialog
from ui.keyboard import Keyboard
from ui.widgets.links import Links

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.acceptances import Desk

ANNA = Parties(actor=Actor("Kovács Anna", "anna@example.com"))


def test_a_notice_that_waits_is_shown_first(desk: Desk) -> None:
    shelf = desk.window.notices
    assert shelf.isVisible()
    assert desk.window.tabs[0].text().endswith("(1)")
    pending, answer = shelf.records[0]
    assert answer is Answer.PENDING
    text = shelf.details.toPlainText()
    assert pending.notice.undertakings[0].words[desk.window.clerk.tr.language] in text
    assert str(pending.acceptance.path) in text
    assert nameless(desk.window) == []


def test_the_next_person_confirms(desk: Desk, state_folder: Path) -> None:
    shelf = desk.window.notices
    pending = shelf.records[0][0]
    dialog = desk.begin(shelf, "confirm")
    fill(dialog, ANNA)
    above = dialog.findChild(QLabel, "above-button").text()
    assert dialog.button.text().replace("&", "") in above
    assert dialog.button.accessibleDescription() == above
    assert dialog.findChild(QLabel, "about").text() == shelf.line(shelf.records[0])
    desk.finish(dialog)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Ratification)
    assert (said.of, said.given, said.presentation.above_button) == (pending.acceptance.digest, "key", above)
    assert people(state_folder, len(recorded(state_folder)) - 1).actor.name == "Kovács Anna"
    assert verify(desk.session.issued()[-1].receipt.read_bytes()).valid
    assert shelf.records[0][1] is Answer.CONFIRMED
    assert "(" not in desk.window.tabs[0].text()
    assert desk.button(shelf, "confirm").isHidden()
    assert desk.button(shelf, "object").isVisible()


def test_the_next_person_objects_in_their_own_words(desk: Desk, state_folder: Path) -> None:
    shelf = desk.window.notices
    dialog = desk.begin(shelf, "object")
    assert isinstance(dialog, ObjectDialog)
    fill(dialog, ANNA)
    Keyboard(dialog).go_to(dialog.findChild(QPlainTextEdit, "remarks"))
    Keyboard(dialog).write("Senki sem kérdezett.")
    desk.finish(dialog)
    assert isinstance(recorded(state_folder)[-1], Objection)
    assert people(state_folder, len(recorded(state_folder)) - 1).remarks == "Senki sem kérdezett."
    assert shelf.records[0][1] is Answer.OBJECTED
    # The last word counts: an objection can be taken back by confirming.
    desk.finish(desk.begin(shelf, "confirm"))
    assert shelf.records[0][1] is Answer.CONFIRMED


def test_whoever_answers_says_who_they_are(desk: Desk, state_folder: Path) -> None:
    before = len(recorded(state_folder))
    dialog = desk.begin(desk.window.notices, "confirm")
    desk.press(dialog)
    assert dialog.focusWidget() is dialog.person.fields["actor.name"].input
    assert dialog.person.fields["actor.name"].input.accessibleDescription()
    assert len(recorded(state_folder)) == before
    Keyboard(dialog).activate(dialog.cancel)
    assert len(recorded(state_folder)) == before


@pytest.mark.parametrize(
    ("button", "kind", "word"),
    [("confirm", Ratification, Word.RATIFIED), ("object", Objection, Word.OBJECTED)],
)
def test_the_principal_answers_what_the_dealer_accepted(
    desk: Desk, state_folder: Path, button: str, kind: type, word: Word
) -> None:
    shelf = desk.turn_to(desk.window.given)
    dealers = next(number for number, found in enumerate(shelf.records) if found.word is Word.OPEN)
    shelf.list.setCurrentRow(dealers)
    dialog = desk.begin(shelf, button)
    fill(dialog, DIRECTOR)
    desk.finish(dialog)
    said = recorded(state_folder)[-1]
    assert isinstance(said, kind)
    assert said.of == shelf.records[dealers].record
    assert shelf.records[dealers].word is word
    assert shelf.list.currentRow() == dealers


def test_nobody_answers_for_themselves_what_they_accepted(desk: Desk) -> None:
    shelf = desk.turn_to(desk.window.given)
    own = next(number for number, found in enumerate(shelf.records) if found.word is Word.OWN)
    shelf.list.setCurrentRow(own)
    assert desk.button(shelf, "confirm").isHidden()
    assert desk.button(shelf, "object").isHidden()


def test_somebody_else_than_the_principal_is_refused_with_code_and_clause(
    desk: Desk, state_folder: Path
) -> None:
    shelf = desk.turn_to(desk.window.given)
    shelf.list.setCurrentRow(next(n for n, found in enumerate(shelf.records) if found.word is Word.OPEN))
    before = len(recorded(state_folder))
    dialog = desk.begin(shelf, "confirm")
    fill(dialog, EVA)
    desk.press(dialog)
    assert dialog.notice.error.code is Code.NOT_PRINCIPAL
    assert "note-on-behalf/p1" in dialog.notice.findChild(Links).text()
    assert len(recorded(state_folder)) == before
    # The clause opens above the dialog.
    dialog.notice.clause_chosen.emit("note-on-behalf/p1")


def test_a_notice_that_was_brought_along_is_answered_here(
    desk: Desk, tmp_path: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = desk.window.notices
    brought, _ = notices.hand_over(shelf.records[0][0], tmp_path / "stick")
    for path in notices.listed(state_folder):
        path.unlink()
    shelf.refresh()
    desk.settle()
    assert shelf.records == ()
    chosen = iter(["", str(tmp_path / "nowhere.notice.json"), str(brought)])
    monkeypatch.setattr("ui.acceptances.notices.QFileDialog.getOpenFileName", lambda *_: (next(chosen), ""))
    opening = desk.button(shelf, "open-notice")
    desk.keys.activate(opening)
    assert desk.window.error is None
    desk.keys.activate(opening)
    desk.settle()
    assert desk.window.error.code is Code.NOTICE_UNREADABLE
    desk.keys.activate(opening)
    desk.settle()
    assert desk.window.error is None
    assert shelf.records[0][1] is Answer.PENDING
    dialog = desk.begin(shelf, "confirm")
    fill(dialog, ANNA)
    desk.finish(dialog)
    assert shelf.records[0][1] is Answer.CONFIRMED
    assert isinstance(recorded(state_folder)[-1], Ratification)


def test_a_damaged_notice_is_told_on_its_shelf(desk: Desk, state_folder: Path) -> None:
    (path,) = notices.listed(state_folder)
    path.write_bytes(path.read_bytes()[:-1])
    desk.turn_to(desk.window.given)
    desk.turn_to(desk.window.notices)
    assert desk.window.error.code is Code.NOTICE_MALFORMED
    assert desk.window.notices.records == ()
