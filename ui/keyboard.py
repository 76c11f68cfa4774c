"""Keys for whatever has the focus: all that the tour, and the tests, may use of a person's hands."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_MOST_TABS: Final = 400
"""More than there are stops on any page: then the widget cannot be reached by keyboard."""


class TourFailed(Exception):
    """Something did not hold. The text says what, for whoever runs the tour."""


class Keyboard:
    """Keys, and nothing but keys, sent to whatever has the focus."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key."""
        QTest.keyClick(self._target(), key, modifier)

    def write(self, text: str) -> None:
        """Replace what stands in the focused input."""
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        for letter in text:
            # QTest.keyClicks aborts at the first letter outside ASCII.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self._target(), event)

    def go_to(self, widget: QWidget) -> None:
        """Tab until `widget` has the focus."""
        self._go(widget, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)

    def go_back_to(self, widget: QWidget) -> None:
        """Tab backwards until `widget` has the focus."""
        self._go(widget, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)

    def activate(self, widget: QWidget) -> None:
        """Tab to a button or a box and press Space."""
        self.go_to(widget)
        self.press(Qt.Key.Key_Space)

    def _go(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        for _ in range(_MOST_TABS):
            if self._window.focusWidget() is widget:
                return
            self.press(key, modifier)
        msg = f"Tab does not reach {widget.objectName() or type(widget).__name__}"
        raise TourFailed(msg)

    def _target(self) -> QWidget:
        focused: QWidget | None = self._window.focusWidget()
        return self._window if focused is None else focused
