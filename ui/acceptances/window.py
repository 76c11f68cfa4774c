"""The window: four shelves, the one with something to answer first, and what was done last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from installer.errors import AssentError
from ui.acceptances.clerk import Clerk
from ui.acceptances.notices import NoticesShelf
from ui.acceptances.shelves import AcceptedShelf, ConsentsShelf, GrantsShelf
from ui.clause_view import ClauseDialog
from ui.notice import Notice
from ui.widgets.tab_order import order_tabs

if TYPE_CHECKING:
    from installer.session import Session
    from ui.acceptances.shelf import Shelf
    from ui.translation import Translation

_SIZE: Final = QSize(980, 680)
_MINIMUM: Final = QSize(720, 500)
"""Leaves room for a window frame and a task bar on a screen of 800×600."""


class AcceptancesWindow(QDialog):
    """What this computer's log holds, and what can be said about it. It decides nothing."""

    def __init__(self, session: Session, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("acceptances-window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.clerk = Clerk(session, translation)
        self.setWindowTitle(self.clerk.tr("Your acceptances"))
        self.notices = NoticesShelf(self.clerk)
        self.given = AcceptedShelf(self.clerk)
        self.grants = GrantsShelf(self.clerk)
        self.consents = ConsentsShelf(self.clerk)
        self._shelves: tuple[Shelf[Any], ...] = (self.notices, self.given, self.grants, self.consents)
        self.tabs = [QToolButton() for _ in self._shelves]
        self._stack = QStackedWidget()
        self._notice = Notice()
        self.status = QLabel()
        self.status.setObjectName("told")
        self.status.setWordWrap(True)
        self.status.hide()
        self._close = QPushButton(self.clerk.tr("Close"))
        self._close.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.setMinimumSize(_MINIMUM)
        self.resize(_SIZE)
        self.show_shelf(self.notices if self._name_tabs() else self.given)

    def show_shelf(self, shelf: Shelf[Any]) -> None:
        """Bring one forward, read anew."""
        self._notice.clear()
        self._stack.setCurrentWidget(shelf)
        for tab, each in zip(self.tabs, self._shelves, strict=True):
            tab.setChecked(each is shelf)
        shelf.refresh()

    @property
    def error(self) -> Exception | None:
        """What is told of now."""
        return self._notice.error

    def reject(self) -> None:
        """Close. A certificate that is being made is finished first."""
        for shelf in self._shelves:
            shelf.tools.wait()
        super().reject()

    def _waiting(self) -> int:
        """How many notices wait for an answer. A notice that cannot be read is told of on its shelf."""
        try:
            return len(self.clerk.acts.pending())
        except AssentError:
            return 1

    def _name_tabs(self) -> int:
        """Say how many notices wait; and return it."""
        tr, waiting = self.clerk.tr, self._waiting()
        for tab, shelf in zip(self.tabs, self._shelves, strict=True):
            tab.setText(shelf.title(tr))
        if waiting:
            self.tabs[0].setText(f"{self.notices.title(tr)} ({waiting})")
        return waiting

    def _lay_out(self) -> None:
        tr = self.clerk.tr
        heading, lead = QLabel(self.windowTitle()), QLabel()
        heading.setObjectName("heading")
        lead.setObjectName("muted")
        lead.setWordWrap(True)
        lead.setText(
            tr(
                "What stands in this computer's log. Every act adds a record of its own; "
                "none changes an earlier one."
            )
        )
        row = QHBoxLayout()
        for tab, shelf in zip(self.tabs, self._shelves, strict=True):
            tab.setObjectName("segment")
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(tab)
            self._stack.addWidget(shelf)
        row.addStretch()
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 12)
        layout.setSpacing(10)
        for part in (heading, lead):
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addWidget(self._notice)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.status)
        layout.addLayout(below)
        order_tabs(self)

    def _connect(self) -> None:
        self._close.clicked.connect(self.reject)
        self._notice.clause_chosen.connect(self._on_clause_chosen)
        for tab, shelf in zip(self.tabs, self._shelves, strict=True):
            tab.clicked.connect(self._on_tab_clicked)
            shelf.told.connect(self._on_told)
            shelf.refused.connect(self._on_refused)
            shelf.changed.connect(self._on_changed)

    def _on_tab_clicked(self) -> None:
        pressed = (shelf for tab, shelf in zip(self.tabs, self._shelves, strict=True) if tab is self.sender())
        self.show_shelf(next(pressed))

    def _on_changed(self) -> None:
        self._name_tabs()

    def _on_told(self, sentence: str) -> None:
        self._notice.clear()
        self.status.setText(sentence)
        self.status.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _on_refused(self, error: Exception) -> None:
        self.status.hide()
        self._notice.show_error(error, self.clerk.tr, self.clerk.edition)

    def _on_clause_chosen(self, clause: str) -> None:
        ClauseDialog(self.clerk.session, clause, self.clerk.tr, self).open()
