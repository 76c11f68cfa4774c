"""Our own icons, drawn in one colour; the colour is that of the text around them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

FOLDER: Final = Path(__file__).parent

_PLACEHOLDER: Final = b"currentColor"


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `name`, which follows the palette of the moment it is painted in.

    `role` picks the colour: `text`, `muted`, `accent`, `on-accent` or `danger`. Raises FileNotFoundError
    for an icon that is not there.
    """
    return QIcon(_Engine((FOLDER / f"{name}.svg").read_bytes(), role))


class _Engine(QIconEngine):
    """Renders the drawing when it is needed: sharp at every size, right in every palette."""

    def __init__(self, svg: bytes, role: str) -> None:
        super().__init__()
        self._svg = svg
        self._role = role

    def clone(self) -> QIconEngine:
        """Another one of the same."""
        return _Engine(self._svg, self._role)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The drawing on a transparent ground."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw in the colour of the palette that is in force now."""
        colour = self._colour(mode).name().encode("ascii")
        QSvgRenderer(QByteArray(self._svg.replace(_PLACEHOLDER, colour))).render(painter, QRectF(rect))

    def _colour(self, mode: QIcon.Mode) -> QColor:
        palette = QApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(palette.ColorGroup.Disabled, palette.ColorRole.ButtonText)
        roles = {
            "text": palette.ColorRole.ButtonText,
            "muted": palette.ColorRole.PlaceholderText,
            "accent": palette.ColorRole.Accent,
            "on-accent": palette.ColorRole.HighlightedText,
            "danger": palette.ColorRole.BrightText,
        }
        return palette.color(roles[self._role])
