"""What is painted in the margin of a column: marks of differing clauses, and arrows that fold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from ui.widgets.reader_document import Role, role_of
from ui.widgets.reader_rows import GUTTER_EMS

if TYPE_CHECKING:
    from ui.widgets.reader_document import Cell
    from ui.widgets.reader_rows import Rows

_BAR_WIDTH: Final = 3.0
_ARROW_EMS: Final = 0.2
_QUESTION_EMS: Final = 0.95
_QUESTION_SIZE: Final = 0.75
"""Of the text's size."""
_MARK: Final = "≠"


class Margin:
    """Paints on a column's viewport. `offset` is the value of its scroll bar, `em` a line's height."""

    def __init__(self, painter: QPainter, rows: Rows, offset: int, em: float) -> None:
        self._painter = painter
        self._rows = rows
        self._offset = offset
        self._em = em
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint_mark(self, cell: Cell, colour: QColor, font: QFont) -> None:
        """The sign beside the first line, and a bar beside what stands under the clause."""
        heavy = QFont(font)
        heavy.setWeight(QFont.Weight.Bold)
        self._painter.setFont(heavy)
        self._painter.setPen(colour)
        place = QRectF(0.0, self._rows.top(cell) - self._offset, self._em * GUTTER_EMS, self._em)
        self._painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _MARK)
        below = [block for block in self._rows.blocks(cell) if role_of(block) is not Role.CLAUSE]
        if below:
            upper, lower = self._rows.rect(below[0]).top(), self._rows.rect(below[-1]).bottom()
            bar = QRectF(self._em * GUTTER_EMS, upper - self._offset, _BAR_WIDTH, lower - upper)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(colour)
            self._painter.drawRoundedRect(bar, _BAR_WIDTH / 2, _BAR_WIDTH / 2)

    def paint_question(self, cell: Cell, colour: QColor, font: QFont) -> None:
        """A question mark in a circle beside a heading: it tells why its section applies."""
        size = self._em * _QUESTION_EMS
        circle = QRectF((self._em * GUTTER_EMS - size) / 2, self._middle(cell) - size / 2, size, size)
        self._painter.setPen(QPen(colour, 1.2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawEllipse(circle)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * _QUESTION_SIZE)
        self._painter.setFont(small)
        self._painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "?")

    def paint_folder(self, cell: Cell, colour: QColor) -> None:
        """An arrow beside a heading: to the right when its section is folded, else down."""
        middle = QPointF(self._em * GUTTER_EMS / 2, self._middle(cell))
        size = self._em * _ARROW_EMS
        arrow = [QPointF(-size / 2, -size), QPointF(size / 2, 0.0), QPointF(-size / 2, size)]
        if cell.row + 1 not in self._rows.folded:
            arrow = [QPointF(point.y(), point.x()) for point in arrow]
        self._painter.setPen(QPen(colour, 1.6))
        self._painter.drawPolyline([middle + point for point in arrow])

    def _middle(self, cell: Cell) -> float:
        """Half the way down the cell's first line."""
        line = self._rows.block(cell.first).layout().lineAt(0)
        return self._rows.top(cell) - self._offset + line.y() + line.height() / 2
