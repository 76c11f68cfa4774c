"""Somebody else writes, or the disk is slow: the window goes on, and each act is recorded once."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
import shiboken6
from helpers.acceptances import Desk, fill, show
from helpers.delegates import DIRECTOR, LATER
from helpers.journeys import open_on
from helpers.records import recorded
from PySide6.QtCore import Qt

from installer.errors import Code
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.predicates import Revocation, Withdrawal
from installer.session.acts import Acts
from ui.acceptances.held import Held
from ui.acceptances.window import AcceptancesWindow
from ui.keyboard import Keyboard
from ui.worker import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from installer.session import Session
    from ui.acceptances.acting import ActDialog
    from ui.acceptances.shelf import Shelf
    from ui.translation import Translation


@pytest.fixture
def writer() -> Iterator[ExitStack]:
    """Somebody else, once `write_on` was called, until this is closed."""
    with ExitStack() as stack:
        yield stack


def write_on(writer: ExitStack, state_folder: Path) -> None:
    """From now on nobody else can write: a window that waited in its own thread would wait in vain."""
    log = writer.enter_context(Log.open(state_folder, MachineKey.load_or_create(state_folder)))
    writer.enter_context(log.alone())


class Clock:
    """A clock that stands still while `going` is not set: everything that asks it waits."""

    def __init__(self) -> None:
        self.going = threading.Event()
        self.going.set()
        self.asked = threading.Event()

    def __call__(self) -> datetime:
        self.asked.set()
        self.going.wait()
        return LATER


def begin_to_revoke(desk: Desk) -> ActDialog:
    """The director is about to take back the oldest grant."""
    shelf = desk.turn_to(desk.window.grants)
    shelf.list.setCurrentRow(len(shelf.records) - 1)
    dialog = desk.begin(shelf, "revoke")
    fill(dialog, DIRECTOR)
    return dialog


def test_a_dialog_says_that_it_is_recorded_and_takes_no_second_press(
    desk: Desk, writer: ExitStack, state_folder: Path, heard: list[str]
) -> None:
    dialog = begin_to_revoke(desk)
    label = dialog.button.text()
    write_on(writer, state_folder)
    keys, before = Keyboard(dialog), len(recorded(state_folder))
    keys.activate(dialog.button)
    assert dialog.busy
    assert [dialog.button.isEnabled(), dialog.cancel.isEnabled(), dialog.person.isEnabled()] == [False] * 3
    assert dialog.focusWidget() is dialog
    said = desk.window.clerk.tr("Being recorded…")
    desk.qtbot.waitUntil(lambda: dialog.button.text() == said)
    assert heard[-1] == said
    # What Tab and Escape lead to otherwise, and a press of the button by other ways.
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        keys.press(key)
    dialog.perform(dialog.button, "", dialog.act)
    assert dialog.isVisible()
    with desk.qtbot.waitSignal(dialog.recorded):
        writer.close()
    desk.settle()
    assert len(recorded(state_folder)) == before + 1
    (revocation,) = (each for each in recorded(state_folder) if isinstance(each, Revocation))
    assert revocation.presentation is not None
    assert revocation.presentation.button == label.replace("&", "")


def test_a_refusal_gives_the_form_back_as_it_was(desk: Desk) -> None:
    shelf = desk.turn_to(desk.window.grants)
    dialog = desk.begin(shelf, "revoke")
    label = dialog.button.text()
    desk.press(dialog)
    field = dialog.person.fields["actor.name"].input
    assert [dialog.button.isEnabled(), dialog.cancel.isEnabled(), field.isEnabled()] == [True] * 3
    assert dialog.button.text() == label
    assert dialog.focusWidget() is field
    assert field.accessibleDescription()


def test_a_withdrawal_lasts_while_one_looks_at_another_shelf(
    desk: Desk, writer: ExitStack, state_folder: Path
) -> None:
    shelf = desk.turn_to(desk.window.consents)
    write_on(writer, state_folder)
    desk.keys.activate(shelf.withdraw)
    assert not shelf.withdraw.isEnabled()
    said = desk.window.clerk.tr("Being recorded…")
    desk.qtbot.waitUntil(lambda: desk.window.status.text() == said and desk.window.status.isVisible())
    shelf.withdraw.clicked.emit()
    desk.keys.activate(desk.window.tabs[4])
    desk.qtbot.waitUntil(lambda: bool(desk.window.all.records))
    writer.close()
    desk.settle()
    assert len([each for each in recorded(state_folder) if isinstance(each, Withdrawal)]) == 1
    assert str(desk.session.issued()[-1].receipt) in desk.window.status.text()
    assert shelf.withdraw.isEnabled()


def test_a_window_that_is_to_close_stays_until_it_is_recorded(
    desk: Desk, writer: ExitStack, state_folder: Path
) -> None:
    shelf = desk.turn_to(desk.window.consents)
    write_on(writer, state_folder)
    desk.keys.activate(shelf.withdraw)
    desk.window.close()
    assert desk.window.isVisible()
    assert desk.window.status.text() == desk.window.clerk.tr("This window closes as soon as that is done.")
    writer.close()
    desk.qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert isinstance(recorded(state_folder)[-1], Withdrawal)


def test_a_window_that_is_to_close_stays_where_a_refusal_is_to_be_read(
    desk: Desk, writer: ExitStack, state_folder: Path
) -> None:
    shelf = desk.turn_to(desk.window.consents)
    write_on(writer, state_folder)
    desk.keys.activate(shelf.withdraw)
    desk.qtbot.waitUntil(desk.window.status.isVisible)
    receipts = state_folder / "receipts"
    receipts.rename(state_folder / "aside")
    receipts.write_bytes(b"no folder")
    desk.window.close()
    writer.close()
    desk.settle()
    assert desk.window.isVisible()
    assert desk.window.error.code is Code.RECEIPT_UNWRITABLE
    desk.window.close()
    assert not desk.window.isVisible()


def test_an_act_ends_though_its_window_was_taken_away(
    qtbot: QtBot, translation: Translation, session: Session, writer: ExitStack, state_folder: Path
) -> None:
    # Of this test's own: the fixture would close it at the end.
    desk = Desk(qtbot, AcceptancesWindow(session, translation), session)
    desk.window.show()
    desk.settle()
    dialog = begin_to_revoke(desk)
    write_on(writer, state_folder)
    Keyboard(dialog).activate(dialog.button)
    (task,) = Task._running
    shiboken6.delete(desk.window)
    writer.close()
    task.wait()
    desk.qtbot.waitUntil(lambda: task not in Task._running)
    assert isinstance(recorded(state_folder)[-1], Revocation)
    assert desk.session.issued()[-1].receipt.exists()


def test_closing_does_not_wait_for_what_is_being_read(
    qtbot: QtBot, translation: Translation, session: Session, tmp_path: Path
) -> None:
    del session
    clock = Clock()
    desk = show(qtbot, translation, open_on(tmp_path / "target", clock=clock))
    told: list[object] = []
    desk.window.grants.settled.connect(lambda: told.append("settled"))
    clock.going.clear()
    clock.asked.clear()
    desk.keys.activate(desk.window.tabs[2])
    qtbot.waitUntil(clock.asked.is_set)
    (task,) = Task._running
    desk.window.close()
    assert not desk.window.isVisible()
    assert task in Task._running
    clock.going.set()
    qtbot.waitUntil(lambda: task not in Task._running)
    assert not told
    desk.window.grants.refresh()
    assert not Task._running


def test_a_dialog_closes_while_the_log_is_read_for_it(
    qtbot: QtBot, translation: Translation, session: Session, tmp_path: Path
) -> None:
    del session
    clock = Clock()
    desk = show(qtbot, translation, open_on(tmp_path / "target", clock=clock))
    desk.turn_to(desk.window.grants)
    clock.going.clear()
    desk.window.grants.refresh()
    # What was on the shelf stays there meanwhile, and can be looked at.
    assert desk.window.grants.records
    desk.window.grants.list.setCurrentRow(1)
    assert desk.window.busy
    clock.going.set()
    desk.settle()


def test_thousands_of_rows_are_measured_between_other_things(desk: Desk) -> None:
    shelf = desk.turn_to(desk.window.given)
    shelf._show(Held(shelf.records * 400, shelf.held.lines * 400, shelf.held.receipts))
    last = shelf.list.item(shelf.list.count() - 1)
    assert shelf.list.currentRow() == 0
    assert shelf.list.visualItemRect(shelf.list.item(0)).isValid()
    assert not shelf.list.visualItemRect(last).isValid()
    desk.qtbot.waitUntil(lambda: shelf.list.visualItemRect(last).isValid())
    # Each in the width that the scroll bar leaves.
    assert shelf.list.visualItemRect(last).right() <= shelf.list.viewport().rect().right()


@pytest.mark.parametrize("act", ["save_again", "notice"])
def test_a_file_that_takes_its_time_is_said_to(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    going, done = threading.Event(), getattr(Acts, act)

    def slow(acts: Acts, *given: object) -> object:
        going.wait()
        return done(acts, *given)

    monkeypatch.setattr(Acts, act, slow)
    window, tr = desk.window, desk.window.clerk.tr
    shelf: Shelf = window.notices
    if act == "notice":
        shelf.bring(shelf.records[0][0].path)
        said = tr("The file is being read…")
    else:
        desk.turn_to(window.given)
        shelf = window.given
        shelf.save_again.offer(shelf.digest(shelf.records[0]))
        shelf.save_again.save_into(tmp_path)
        said = tr("Being saved…")
    assert not desk.button(shelf, "confirm").isEnabled()
    desk.qtbot.waitUntil(lambda: window.status.text() == said)
    going.set()
    desk.settle()
    assert window.status.text() != said
    assert desk.button(shelf, "confirm").isEnabled()
