"""A window over a log that holds a director's acceptance with a consent, a dealer's, and a notice.

Import `kept`, `session`, `desk` and `directors` into a `conftest.py` to have them as fixtures.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, LATER
from helpers.journeys import EVA, FOR_A_CUSTOMER, make_ready, open_on, screen
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication

from installer.acceptance.channel import Given
from installer.acceptance.roles import Occasion
from installer.flow.state import ConsentAnswered, PartiesEntered
from ui.acceptances.acting import ActDialog
from ui.acceptances.window import AcceptancesWindow
from ui.keyboard import Keyboard
from ui.tour.waiting import until
from ui.widgets.tab_order import stops

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from installer.acceptance.parties import Parties
    from installer.session import Session
    from ui.acceptances.shelf import Shelf
    from ui.translation import Translation

CONSENT = "end-user-registration"
REMOTE = replace(EVA, occasion=Occasion.REMOTE, remote_computers=12)
"""Whoever installs on other computers: a notice is left."""


@dataclass
class Desk:
    """The window on screen, and the keyboard of whatever dialog is open."""

    qtbot: QtBot
    window: AcceptancesWindow
    session: Session

    @property
    def keys(self) -> Keyboard:
        return Keyboard(self.window)

    def turn_to(self, shelf: Shelf) -> Shelf:
        """Bring a shelf forward by its tab."""
        window = self.window
        shelves = (window.notices, window.given, window.grants, window.consents, window.all)
        self.keys.activate(window.tabs[shelves.index(shelf)])
        assert shelf.isVisible()
        self.settle()
        return shelf

    def settle(self) -> None:
        """Wait until the window shows what the log says."""
        self.qtbot.waitUntil(lambda: not self.window.busy)

    def button(self, shelf: Shelf, name: str) -> QAbstractButton:
        found = shelf.findChild(QAbstractButton, name)
        assert isinstance(found, QAbstractButton)
        return found

    def begin(self, shelf: Shelf, name: str) -> ActDialog:
        """Press the button that opens a dialog."""
        self.keys.activate(self.button(shelf, name))
        (dialog,) = (found for found in shelf.findChildren(ActDialog) if found.isVisible())
        assert isinstance(dialog, ActDialog)
        dialog.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
        answered(dialog)
        return dialog

    def finish(self, dialog: ActDialog) -> None:
        """Press its button; it closes."""
        with self.qtbot.waitSignal(dialog.recorded):
            Keyboard(dialog).activate(dialog.button)
        self.settle()

    def press(self, dialog: ActDialog) -> None:
        """Press its button, which is refused."""
        Keyboard(dialog).activate(dialog.button)
        answered(dialog)
        assert dialog.isVisible()


def fill(dialog: ActDialog, parties: Parties) -> None:
    """Write who acts into the form, by keyboard."""
    keys = Keyboard(dialog)
    for name in ("name", "email", "organisation", "position"):
        field = dialog.person.fields[f"actor.{name}"].input
        if getattr(parties.actor, name):
            keys.go_to(field)
            keys.write(getattr(parties.actor, name))
    keys.go_to(dialog.button if dialog.button.isVisible() else dialog.cancel)
    answered(dialog)


def answered(dialog: ActDialog) -> None:
    """Wait until the dialog shows what the log says of whoever acts, and what became of its act."""
    until(lambda: not dialog.busy)


def nameless(window: QWidget) -> list[str]:
    """What Tab stops at and what a screen reader would have no name for."""
    return [
        widget.objectName() or type(widget).__name__
        for widget in stops(window)
        if widget.isVisible() and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]


def accept_for(target: Path, parties: Parties) -> None:
    """An acceptance in the wizard; the director also consents."""
    session = make_ready(open_on(target), parties=parties)
    if parties is DIRECTOR:
        session.send(ConsentAnswered(CONSENT, given=True, how=Given.CLICK))
    session.accept(screen(session))


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with four statements, made once."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSENT_STATE", str(folder))
        for parties in (DIRECTOR, FOR_A_CUSTOMER, REMOTE):
            accept_for(folder / "target", parties)
    return folder


@pytest.fixture
def session(tmp_path: Path, state_folder: Path, kept: Path, language: str) -> Session:
    """A later run over a log of this test's own with those statements."""
    shutil.copytree(kept, state_folder, dirs_exist_ok=True)
    return open_on(tmp_path / "target", language=language, clock=lambda: LATER)


@pytest.fixture
def desk(qtbot: QtBot, translation: Translation, session: Session, language: str) -> Desk:
    translation.switch(language)
    return show(qtbot, translation, session)


@pytest.fixture
def directors(qtbot: QtBot, translation: Translation, session: Session, language: str) -> Desk:
    """The same window, after the director was named in the wizard."""
    translation.switch(language)
    session.send(PartiesEntered(DIRECTOR))
    return show(qtbot, translation, session)


def show(qtbot: QtBot, translation: Translation, session: Session) -> Desk:
    window = AcceptancesWindow(session, translation)
    # The test looks at it after it was closed.
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # noqa: FBT003 - Qt's signature
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    desk = Desk(qtbot, window, session)
    desk.settle()
    return desk
