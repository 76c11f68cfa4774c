"""A drawing beside a text, in a colour of the look: a sign that the words repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_LINES: Final = 1.4
"""Its sides beside a line of text, in heights of that line."""


class Sign(QWidget):
    """It says nothing that the words beside it do not say, so a screen reader passes over it."""

    def __init__(self, name: str, role: str, lines: float = _LINES) -> None:
        super().__init__()
        self._icon = icon(name, role)
        side = int(lines * self.fontMetrics().height())
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """In the colour of now."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
