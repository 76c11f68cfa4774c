"""The part of a page that scrolls where the window is lower than the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget


class PageScroll(QScrollArea):
    """Keeps what has the keyboard on screen when the window, or its text, changes its size."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """After it, one more look once the contents have been laid out."""
        super().resizeEvent(event)
        # In the next turn the contents have been laid out for this width.
        QTimer.singleShot(0, self._follow_focus)

    def _follow_focus(self) -> None:
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.ensureWidgetVisible(focus)
