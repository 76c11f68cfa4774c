"""A radio button with a sentence under it that says what choosing it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QVBoxLayout

from ui.widgets.wrapped_label import WrappedLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

_BESIDE_CIRCLE: Final = 21
"""Pixels from the button's edge to its words beside the circle, which is as high as a line: ring, padding,
the circle's edge, spacing (theme.qss)."""


class Choice(QFrame):
    """One of several plain choices. The sentence is also the button's accessible description.

    Each is a frame of its own: the page puts the buttons into one group, so that one of them is chosen.
    The first page has some: nothing here may need the namespace `Qt` (`ui.early`) before it is clicked.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self._was_shown = False
        self.button = QRadioButton(self)
        self._sentence = WrappedLabel("muted", self)
        self._sentence.setIndent(_BESIDE_CIRCLE + self.fontMetrics().height())
        self._sentence.setBuddy(self.button)
        # Its ring goes round its words, not through the whole card.
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(2)
        layout.addLayout(row)
        layout.addWidget(self._sentence)
        self.button.toggled.connect(self._on_toggled)

    def set_words(self, name: str, sentence: str) -> None:
        """The choice's name, and the sentence under it."""
        self.button.setText(name)
        self.button.setAccessibleDescription(sentence)
        self._sentence.setText(sentence)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The whole card is what can be clicked."""
        from PySide6.QtCore import Qt

        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.click()
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """From now on it has a look."""
        super().showEvent(event)
        self._was_shown = True

    def _on_toggled(self, chosen: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not self._was_shown:
            # It has no look yet that could be taken off, and to name the class of its style the binding
            # loads all of them, which takes 28 ms.
            self.setProperty("chosen", chosen)
            return
        from ui.marks import mark

        mark(self, "chosen", value=chosen)
