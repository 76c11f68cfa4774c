"""Granting, what is wrong with a grant, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.acceptances import answered, fill, nameless
from helpers.delegates import CLAUSE, DIRECTOR
from helpers.journeys import CORPORATE, EVA
from helpers.records import people, recorded
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from installer.errors import BadInput, Code
from installer.evidence.predicates import Grant, Revocation
from installer.evidence.verify import verify
from installer.session.listed_grants import GrantState
from ui.acceptances.granting import GrantDialog
from ui.keyboard import Keyboard
from ui.widgets.links import Links

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.acceptances import Desk

    from ui.acceptances.acting import ActDialog


def write(dialog: ActDialog, name: str, text: str) -> None:
    keys = Keyboard(dialog)
    field = dialog.field(name)
    assert field is not None
    keys.go_to(field.input)
    keys.write(text)


def tick(dialog: ActDialog, *names: str) -> None:
    for name in names:
        box = dialog.findChild(QCheckBox, name)
        assert isinstance(box, QCheckBox), name
        Keyboard(dialog).activate(box)


def give(desk: Desk) -> GrantDialog:
    """The director grants to Kiss Éva, and is back at the list."""
    desk.turn_to(desk.window.grants)
    dialog = desk.begin(desk.window.grants, "grant")
    assert isinstance(dialog, GrantDialog)
    write(dialog, "delegate", "Kiss Éva")
    tick(dialog, f"product-{CORPORATE[0]}", "class-none", "class-notify", "tick-grant-updates")
    return dialog


def test_nothing_of_a_grant_is_ticked_in_advance(directors: Desk) -> None:
    directors.turn_to(directors.window.grants)
    dialog = directors.begin(directors.window.grants, "grant")
    boxes = dialog.findChildren(QCheckBox)
    assert len(boxes) == 5
    assert not any(box.isChecked() for box in boxes)
    assert nameless(dialog) == []


def test_a_grant_is_given_listed_and_taken_back(directors: Desk, state_folder: Path) -> None:
    dialog = give(directors)
    above = dialog.findChild(QLabel, "above-button").text()
    label = dialog.button.text().replace("&", "")
    directors.finish(dialog)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Grant)
    assert (said.products, said.change_classes, said.self_grant) == (
        list(CORPORATE),
        ["none", "notify"],
        False,
    )
    assert (said.channel, said.presentation.button, said.presentation.above_button) == (
        "wizard",
        label,
        above,
    )
    assert said.presentation.labels["act"] == label
    # No text of the agreement was on screen in this window, and none is called shown.
    assert said.presentation.columns == "none"
    assert not any(text.shown for text in said.texts)
    assert {affirmed.id: affirmed.given for affirmed in said.affirmations} == {"grant-updates": "key"}
    assert people(state_folder, len(recorded(state_folder)) - 1).delegate.name == "Kiss Éva"
    shelf = directors.window.grants
    assert shelf.records[0].granted.delegate == "Kiss Éva"
    assert shelf.records[0].state is GrantState.HOLDS
    assert verify(shelf.receipt(shelf.records[0]).read_bytes()).valid

    shelf.list.setCurrentRow(0)
    directors.finish(directors.begin(shelf, "revoke"))
    revoked = recorded(state_folder)[-1]
    assert isinstance(revoked, Revocation)
    assert (revoked.of, revoked.given) == (shelf.records[0].granted.statement, "key")
    assert revoked.presentation is not None
    assert shelf.records[0].state is GrantState.REVOKED
    assert directors.button(shelf, "revoke").isHidden()


def test_a_grant_by_clause_can_be_taken_back_too(directors: Desk, state_folder: Path) -> None:
    shelf = directors.turn_to(directors.window.grants)
    oldest = len(shelf.records) - 1
    shelf.list.setCurrentRow(oldest)
    directors.finish(directors.begin(shelf, "revoke"))
    assert isinstance(recorded(state_folder)[-1], Revocation)
    assert shelf.records[oldest].state is GrantState.REVOKED


def test_a_stranger_is_refused_with_code_and_clause(desk: Desk, state_folder: Path) -> None:
    shelf = desk.turn_to(desk.window.grants)
    shelf.list.setCurrentRow(len(shelf.records) - 1)
    before = len(recorded(state_folder))
    dialog = desk.begin(shelf, "revoke")
    fill(dialog, EVA)
    desk.press(dialog)
    assert dialog.notice.error.code is Code.NOT_PRINCIPAL
    assert CLAUSE in dialog.notice.findChild(Links).text()
    assert len(recorded(state_folder)) == before


def test_a_click_on_the_words_ticks_their_box(directors: Desk) -> None:
    directors.turn_to(directors.window.grants)
    dialog = directors.begin(directors.window.grants, "grant")
    box = dialog.findChild(QCheckBox, "class-none")
    for button, ticked in ((Qt.MouseButton.RightButton, False), (Qt.MouseButton.LeftButton, True)):
        directors.qtbot.mouseClick(box.parentWidget(), button)
        assert box.isChecked() is ticked


def test_tab_visits_the_form_from_above_to_below(directors: Desk) -> None:
    dialog = give(directors)
    keys = Keyboard(dialog)
    keys.go_to(dialog.person.fields["actor.name"].input)
    body = dialog.person.parentWidget()
    heights = []
    while not dialog.buttons.isAncestorOf(dialog.focusWidget()):
        heights.append(dialog.focusWidget().mapTo(body, QPoint(0, 0)).y())
        keys.press(Qt.Key.Key_Tab)
    assert len(heights) > 12
    assert heights == sorted(heights)
    seen = [dialog.focusWidget()]
    keys.press(Qt.Key.Key_Tab)
    seen.append(dialog.focusWidget())
    # In the order of the system, which is that on the screen.
    assert seen == sorted((dialog.button, dialog.cancel), key=QWidget.x)


def test_each_thing_that_a_grant_lacks_is_said_at_its_place(directors: Desk, state_folder: Path) -> None:
    directors.turn_to(directors.window.grants)
    dialog = directors.begin(directors.window.grants, "grant")
    before = len(recorded(state_folder))
    directors.press(dialog)
    wrong = [label.text() for label in dialog.findChildren(QLabel, "field-error") if label.isVisible()]
    assert len(wrong) == 3
    assert dialog.focusWidget() is dialog.field("delegate").input
    assert dialog.field("delegate").input.accessibleDescription() == wrong[0]
    write(dialog, "delegate", "Kiss Éva")
    write(dialog, "until", "tomorrow")
    directors.press(dialog)
    refusal = BadInput(Code.PARTY_INVALID, field="until", expected="YYYY-MM-DD")
    assert dialog.field("until").input.accessibleDescription() == dialog.hint("until", refusal)
    write(dialog, "until", "2026-12-31")
    tick(dialog, f"product-{CORPORATE[0]}", "class-none")
    directors.press(dialog)
    assert dialog.notice.error.code is Code.AFFIRMATION_MISSING
    assert len(recorded(state_folder)) == before
    tick(dialog, "tick-grant-updates")
    directors.finish(dialog)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Grant)
    assert said.valid_until == "2026-12-31T23:59:59Z"


def test_an_affirmation_that_was_taken_back_is_not_given(directors: Desk) -> None:
    dialog = give(directors)
    tick(dialog, "tick-grant-updates")
    directors.press(dialog)
    assert dialog.notice.error.code is Code.AFFIRMATION_MISSING


def test_a_grant_to_oneself_is_marked_before_and_after(directors: Desk, state_folder: Path) -> None:
    dialog = give(directors)
    assert dialog.self_grant.isHidden()
    write(dialog, "delegate", DIRECTOR.actor.name)
    assert dialog.self_grant.isVisible()
    directors.finish(dialog)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Grant)
    assert said.self_grant
    marked = directors.window.clerk.tr("Granted to oneself.")
    assert marked in directors.window.grants.details.toPlainText()
    assert marked in directors.window.grants.list.item(0).text()


def test_whoever_accepted_nothing_is_told_so_with_the_clause(desk: Desk) -> None:
    desk.turn_to(desk.window.grants)
    dialog = desk.begin(desk.window.grants, "grant")
    fill(dialog, DIRECTOR)
    assert dialog.notice.error is None
    write(dialog, "actor.organisation", "Senki Kft.")
    Keyboard(dialog).go_to(dialog.button)
    answered(dialog)
    assert dialog.notice.error.code is Code.EARLIER_MISSING
    assert CLAUSE in dialog.notice.findChild(Links).text()
    desk.press(dialog)
    assert dialog.notice.error.code is Code.EARLIER_MISSING
