"""How a row of the outline is painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

STATUS: Final = Qt.ItemDataRole.UserRole + 2
"""The second line of a section; what has none is the heading of a group."""

_SMALL: Final = 0.86
_ARROW_ROOM: Final = 28


class OutlineDelegate(QStyledItemDelegate):
    """The section's title, and under it in small letters what is known about it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Two lines."""
        lines = QFontMetrics(option.font).height() + QFontMetrics(_small(option.font)).height()
        return QSize(super().sizeHint(option, index).width(), lines + 15)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Let the style paint ground and box, then write both lines beside the box."""
        status = index.data(STATUS)
        if not status:
            self._paint_group(painter, option, index)
            return
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        title, whole.text = whole.text, ""
        style = whole.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, whole.widget)
        whole.text = title
        beside = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, whole, whole.widget)
        area = QRect(beside.left() + 6, whole.rect.top() + 6, beside.width() - 8, whole.rect.height() - 12)
        palette = QGuiApplication.palette()
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        applies = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        painter.save()
        painter.setPen(palette.color(QPalette.ColorRole.Text) if applies else muted)
        self._write(painter, area, whole.font, title, Qt.AlignmentFlag.AlignTop)
        painter.setPen(muted)
        self._write(painter, area, _small(whole.font), str(status), Qt.AlignmentFlag.AlignBottom)
        painter.restore()

    def _paint_group(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A group's name in bold, and an arrow that says whether it is open."""
        words = QStyleOptionViewItem(option)
        words.rect = option.rect.adjusted(0, 0, -_ARROW_ROOM, 0)
        super().paint(painter, words, index)
        is_open = bool(option.state & QStyle.StateFlag.State_Open)
        middle = QPointF(option.rect.right() - _ARROW_ROOM / 2, option.rect.center().y())
        arrow = [QPointF(-4, -2), QPointF(0, 2), QPointF(4, -2)]
        if not is_open:
            arrow = [QPointF(point.y(), point.x()) for point in arrow]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText), 1.6))
        painter.drawPolyline([middle + point for point in arrow])
        painter.restore()

    @staticmethod
    def _write(painter: QPainter, area: QRect, font: QFont, text: str, where: Qt.AlignmentFlag) -> None:
        painter.setFont(font)
        short = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(area, where | Qt.AlignmentFlag.AlignLeft, short)


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * _SMALL)
    return made
