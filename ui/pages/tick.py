"""A check box with a long sentence: wrapped, clickable as a whole, and naming its clauses."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel

from installer.acceptance.channel import Given
from ui.pressing import Pressing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QMouseEvent


_RING: Final = 2
"""Pixels of the ring of focus."""


class Tick(QFrame):
    """One "yes" to give, always unticked at first.

    Signals:
        given(str, Given): the box was ticked, and how.
        taken_back(str): the box was unticked.
        clause_chosen(str): the link to a clause was followed.
    """

    given = Signal(str, object)
    taken_back = Signal(str)
    clause_chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("tick")
        self.name = name
        self.box = QCheckBox()
        self.box.setObjectName(f"tick-{name}")
        self._pressing = Pressing(self.box)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._links = QLabel()
        self._links.setObjectName("links")
        self._links.setWordWrap(True)
        self._links.setTextFormat(Qt.TextFormat.RichText)
        # Under the sentence to the pixel, for all its ring of focus.
        self._links.setIndent(0)
        self.label.setIndent(_RING)
        self._links.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self._linked = ""
        self._recolouring = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()

    def set_words(self, sentence: str, links: Iterable[tuple[str, str]]) -> None:
        """The exact words that are affirmed, and the clauses they rest on as (words, clause id)."""
        self.label.setText(sentence)
        self.box.setAccessibleName(sentence)
        self._linked = " · ".join(
            f'<a href="{escape(clause)}">{escape(words)}</a>' for words, clause in links
        )
        self._links.setText(self._linked)
        self._links.setAccessibleName(sentence)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another look: links take their colour only when they are set."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolouring.start()

    def show_given(self, *, given: bool) -> None:
        """Show what the core knows, without telling it again."""
        self.box.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.box.setChecked(given)
        self.box.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The sentence belongs to the box: clicking it ticks."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressing.how = Given.CLICK
            self.box.click()

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 8, 16, 8)
        layout.setHorizontalSpacing(6)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self.box, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.label, 0, 1)
        layout.addWidget(self._links, 1, 1)

    def _connect(self) -> None:
        self.box.toggled.connect(self._on_toggled)
        self._links.linkActivated.connect(self.clause_chosen)
        self._recolouring.timeout.connect(self._on_recolouring_due)

    def _on_recolouring_due(self) -> None:
        # The same words once more would be left as they are.
        self._links.clear()
        self._links.setText(self._linked)

    def _on_toggled(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        if checked:
            self.given.emit(self.name, self._pressing.how)
        else:
            self.taken_back.emit(self.name)
