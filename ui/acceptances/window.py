"""The window: five shelves, the one with something to answer first, and what was done last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from installer.errors import AssentError, Code
from ui import messages
from ui.acceptances.acting import ActDialog
from ui.acceptances.clerk import Clerk
from ui.acceptances.notices import NoticesShelf
from ui.acceptances.reading import Reading
from ui.acceptances.records import RecordsShelf
from ui.acceptances.saving import SaveReceipt
from ui.acceptances.shelves import AcceptedShelf, ConsentsShelf, GrantsShelf
from ui.clause_view import ClauseDialog
from ui.notice import Notice
from ui.widgets.flowing import Flowing
from ui.widgets.page_scroll import page_scroll
from ui.widgets.tab_order import order_tabs

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from installer.session import Session
    from ui.acceptances.shelf import Shelf
    from ui.translation import Translation

_SIZE: Final = QSize(980, 680)
_IN_LINES: Final = QSize(56, 38)
"""The same in heights of a line of text."""
_MINIMUM: Final = QSize(720, 500)
"""Leaves room for a window frame and a task bar on a screen of 800×600."""
_FEW_LINES: Final = 24
"""Height, in lines of text, under which the sentence below the heading gives way."""


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
        self.all = RecordsShelf(self.clerk)
        self._shelves: tuple[Shelf[Any], ...] = (
            self.notices,
            self.given,
            self.grants,
            self.consents,
            self.all,
        )
        self.counting = Reading(self._waiting, self)
        self.tabs = [QToolButton() for _ in self._shelves]
        self._lead = QLabel()
        self._notice = Notice()
        self.save_receipt = SaveReceipt(self.clerk)
        self.status = QLabel()
        self.status.setObjectName("told")
        self.status.setWordWrap(True)
        self.status.hide()
        self._close = QPushButton(self.clerk.tr("Close"))
        self._close.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.setMinimumSize(_MINIMUM)
        self.resize(self._wanted_size(parent))
        self._name_tabs(0)
        # Which one comes first the log says; until then the window says that it is read.
        self._turned = False
        self._leaving = False
        self._heard: set[Shelf[Any]] = set()
        self._bring_forward(self.given)
        self.counting.ask()

    def show_shelf(self, shelf: Shelf[Any]) -> None:
        """Bring one forward, read anew."""
        self._turned = True
        self._notice.clear()
        self.save_receipt.offer("")
        # What was done is told where it was done.
        self.status.hide()
        self._bring_forward(shelf)
        for tab, each in zip(self.tabs, self._shelves, strict=True):
            tab.setChecked(each is shelf)
        shelf.refresh()

    @property
    def busy(self) -> bool:
        """Whether the log is being read, or something is being done."""
        reading = (self.counting, *(shelf.reading for shelf in self._shelves))
        return self.clerk.work.busy or any(each.busy for each in reading)

    @property
    def error(self) -> Exception | None:
        """What is told of now."""
        return self._notice.error

    def reject(self) -> None:
        """Close; where something is being done, once it is: what becomes of it must be heard.

        What is being read nobody has to wait for.
        """
        if self.clerk.work.busy:
            self._leaving = True
            self._on_lasted(self.clerk.tr("This window closes as soon as that is done."))
            return
        for reading in (self.counting, *(shelf.reading for shelf in self._shelves)):
            reading.stop()
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Who hears the window hears that it is being read."""
        super().showEvent(event)
        if self.busy:
            self._announce(self.clerk.tr("Reading the log…"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a low window, or with large text, the room goes to the records."""
        super().resizeEvent(event)
        self._lead.setHidden(self.height() < _FEW_LINES * self.fontMetrics().height())
        self._following.start()

    def _wanted_size(self, beneath: QWidget | None) -> QSize:
        """Larger with large text, as far as the window beneath goes."""
        room = _SIZE if beneath is None else beneath.window().size().expandedTo(_SIZE)
        return _SIZE.expandedTo(_IN_LINES * self.fontMetrics().height()).boundedTo(room)

    def _bring_forward(self, shelf: Shelf[Any]) -> None:
        """The others take no room, however many buttons they have."""
        for each in self._shelves:
            each.setVisible(each is shelf)

    def _waiting(self) -> int:
        """How many notices wait for an answer. A notice that cannot be read is told of on its shelf."""
        try:
            return len(self.clerk.acts.pending())
        except AssentError:
            return 1

    def _name_tabs(self, waiting: int) -> None:
        """Say how many notices wait."""
        tr = self.clerk.tr
        for tab, shelf in zip(self.tabs, self._shelves, strict=True):
            tab.setText(shelf.title(tr))
        if waiting:
            self.tabs[0].setText(f"{self.notices.title(tr)} ({waiting})")

    def _lay_out(self) -> None:
        tr = self.clerk.tr
        heading = QLabel(self.windowTitle())
        heading.setObjectName("heading")
        self._lead.setObjectName("muted")
        self._lead.setWordWrap(True)
        self._lead.setText(
            tr(
                "What stands in this computer's log. Every act adds a record of its own; "
                "none changes an earlier one."
            )
        )
        bar = QWidget()
        row = Flowing(bar)
        inside = self._lay_out_inside()
        for tab, shelf in zip(self.tabs, self._shelves, strict=True):
            tab.setObjectName("segment")
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(tab)
            inside.addWidget(shelf, 1)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 12)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(self._lead)
        layout.addWidget(bar)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.status)
        layout.addLayout(below)
        order_tabs(self)

    def _lay_out_inside(self) -> QVBoxLayout:
        """What scrolls where the window has no room for all of it, for the shelves to be added."""
        inner = QWidget()
        inner.setObjectName("body")
        self._area: QScrollArea
        self._area, self._following = page_scroll(inner, self)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self._notice)
        inside.addWidget(self.save_receipt, 0, Qt.AlignmentFlag.AlignLeft)
        return inside

    def _connect(self) -> None:
        self._close.clicked.connect(self.reject)
        self._notice.clause_chosen.connect(self._on_clause_chosen)
        for tab, shelf in zip(self.tabs, self._shelves, strict=True):
            tab.clicked.connect(self._on_tab_clicked)
            shelf.lasted.connect(self._on_lasted)
            shelf.told.connect(self._on_told)
            shelf.refused.connect(self._on_refused)
            shelf.changed.connect(self.counting.ask)
            shelf.settled.connect(self._on_settled)
        self.counting.read.connect(self._on_counted)
        self.clerk.work.busy_changed.connect(self._on_busy_changed)
        self.save_receipt.lasted.connect(self._on_lasted)
        self.save_receipt.told.connect(self._on_saved)
        self.save_receipt.failed.connect(self._on_unsaved)

    def _on_tab_clicked(self) -> None:
        pressed = (shelf for tab, shelf in zip(self.tabs, self._shelves, strict=True) if tab is self.sender())
        self.show_shelf(next(pressed))

    def _on_counted(self, waiting: int) -> None:
        self._name_tabs(waiting)
        if not self._turned:
            self.show_shelf(self.notices if waiting else self.given)

    def _on_settled(self) -> None:
        """Say what is there, once for each shelf: afterwards it is told what was done."""
        shelf = next(each for each in self._shelves if each is self.sender())
        if shelf in self._heard or shelf.isHidden():
            return
        self._heard.add(shelf)
        tr, count = self.clerk.tr, len(shelf.records)
        said = tr.n("{shelf}: {count} record", "{shelf}: {count} records", count)
        self._announce(said.format(shelf=shelf.title(tr), count=count))

    def _on_busy_changed(self) -> None:
        """Leave, as was asked for meanwhile, unless there is a refusal to be read."""
        if not self._leaving or self.clerk.work.busy:
            return
        self._leaving = False
        refused = any(dialog.isVisible() for dialog in self.findChildren(ActDialog))
        if not refused and self._notice.error is None:
            self.reject()

    def _on_lasted(self, sentence: str) -> None:
        self.status.setText(sentence)
        self.status.show()
        self._announce(sentence)

    def _on_told(self, sentence: str) -> None:
        self._notice.clear()
        self.save_receipt.offer("")
        self.status.setText(sentence)
        self.status.show()
        self._announce(sentence)

    def _on_refused(self, error: Exception) -> None:
        self.status.hide()
        self._notice.show_error(error, self.clerk.tr, self.clerk.edition)
        record = ""
        if isinstance(error, AssentError) and error.code is Code.RECEIPT_UNWRITABLE:
            record = str(error.facts["statement"])
        self.save_receipt.offer(record, messages.shown(error, self.clerk.tr) if record else "")
        self._following.start()

    def _on_saved(self, sentence: str) -> None:
        """The button has nothing more to do: the keyboard goes to the record."""
        shelf = next(each for each in self._shelves if not each.isHidden())
        shelf.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_told(sentence)

    def _on_unsaved(self, error: Exception) -> None:
        """The button stays, for another folder."""
        self._notice.show_error(error, self.clerk.tr, self.clerk.edition)
        self._following.start()

    def _announce(self, sentence: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _on_clause_chosen(self, clause: str) -> None:
        ClauseDialog(self.clerk.session, clause, self.clerk.tr, self).open()
