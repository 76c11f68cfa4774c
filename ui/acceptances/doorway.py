"""The way from the wizard to the window: a quiet button beside the steps, louder where a notice waits.

It comes after the first page is on screen and the text is loaded: neither the log nor what reads it is
there for the start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from ui.acceptances.reading import Reading
from ui.side import SidePanel

if TYPE_CHECKING:
    from installer.session import Session
    from ui.translation import Translation
    from ui.wizard import Wizard


class Doorway(QObject):
    """Offers the window in the wizard's side, and counts what waits there."""

    def __init__(self, wizard: Wizard, session: Session, translation: Translation) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._session = session
        self._translation = translation
        self._side = wizard.sideWidget()
        self._reading = Reading(self._count, self)
        self._reading.read.connect(self._on_read)
        self._reading.failed.connect(self._on_unread)
        # Nobody is there any more for what is still being read.
        wizard.finished.connect(self._reading.stop)
        if isinstance(self._side, SidePanel):
            self._side.acceptances_asked.connect(self.open)
            wizard.changed.connect(self._on_changed)
        self._offer(0)
        self._reading.ask()

    @property
    def busy(self) -> bool:
        """Whether it is still to be found out what waits."""
        return self._reading.busy

    def open(self) -> None:
        """Show the window."""
        from ui.acceptances.window import AcceptancesWindow

        window = AcceptancesWindow(self._session, self._translation, self._wizard)
        window.finished.connect(self._reading.ask)
        window.open()

    def _count(self) -> int:
        """How many notices nobody here has answered."""
        return len(self._session.acts.pending())

    def _on_read(self, waiting: int) -> None:
        self._offer(waiting)

    def _on_unread(self, _error: Exception) -> None:
        """One that cannot be read waits too: for its sentence."""
        self._offer(1)

    def _on_changed(self) -> None:
        """Not while the program installs: the session is at work then."""
        if isinstance(self._side, SidePanel):
            self._side.allow_acceptances(allowed=not self._wizard.current().busy)

    def _offer(self, waiting: int) -> None:
        tr = self._translation.tr
        if isinstance(self._side, SidePanel):
            self._side.offer_acceptances(waiting, tr)
        if waiting:
            QAccessible.updateAccessibility(
                QAccessibleAnnouncementEvent(self._wizard, tr("A notice waits for you"))
            )
