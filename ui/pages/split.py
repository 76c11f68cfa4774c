"""Two parts of a page: side by side where there is room, else one above the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

NARROW: Final = 39
"""Width, in heights of a line, under which two columns of text would each be too narrow to read."""


class Split(QSplitter):
    """Turns itself with its width."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self.addWidget(first)
        self.addWidget(second)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(12)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As low as may be: it takes all the room there is, but makes no page scroll that need not."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the direction that the width allows."""
        narrow = event.size().width() < NARROW * self.fontMetrics().height()
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if wanted != self.orientation():
            self.setOrientation(wanted)
        super().resizeEvent(event)
