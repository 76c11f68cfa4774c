"""What cannot be pressed while something is being done, without losing the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.working import Working


class Resting(QObject):
    """Disables a widget while `work` is busy.

    What is disabled hands the keyboard on to what comes next, and a second press of Space would press that:
    so the window has it meanwhile, where a key does nothing.
    """

    def __init__(self, widget: QWidget, work: Working) -> None:
        super().__init__(widget)
        self._widget = widget
        self._work = work
        self._left: QWidget | None = None
        work.busy_changed.connect(self._on_busy_changed)

    def _on_busy_changed(self) -> None:
        widget, window, busy = self._widget, self._widget.window(), self._work.busy
        focus: QWidget | None = window.focusWidget()
        if busy and focus is not None and (focus is widget or widget.isAncestorOf(focus)):
            self._left = focus
            window.setFocus(Qt.FocusReason.OtherFocusReason)
        widget.setEnabled(not busy)
        if not busy and self._left is not None:
            # Unless it is somewhere else by now.
            if focus in (None, window) and self._left.isVisible():
                self._left.setFocus(Qt.FocusReason.OtherFocusReason)
            self._left = None
