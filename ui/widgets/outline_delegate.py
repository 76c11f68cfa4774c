"""How a row of the outline is painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QPalette, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

STATUS: Final = Qt.ItemDataRole.UserRole + 2
"""The second line of a section; what has none is the heading of a group."""

_SMALL: Final = 0.86
_ARROW_ROOM: Final = 1.75
"""Room for the arrow of a group at the right, in heights of a line."""
_EDGE: Final = 6
_MOST_LINES: Final = 3


class OutlineDelegate(QStyledItemDelegate):
    """The section's title, and under it in small letters what is known about it."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._width = -1
        self._title_font = QFont()
        self._state_font = _small(self._title_font)
        self._title_metrics = QFontMetrics(self._title_font)
        self._state_metrics = QFontMetrics(self._state_font)
        self._rooms: dict[bool, int] = {}
        self._advances: dict[tuple[str, bool], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """The lines of the title in the width that the list has, and those of the state below."""
        width = self._view.viewport().width()
        if width != self._width or option.font != self._title_font:
            self._measure(width, option.font)
        titles = states = 1
        status = index.data(STATUS)
        if status:
            applies = _applies(index)
            room = self._rooms.get(applies)
            if room is None:
                room = self._rooms[applies] = self._room_for_words(option, index)
            title = index.data()
            if self._advance(title, self._title_metrics) > room:
                titles = len(_lines(self._title_font, title, room))
            if self._advance(status, self._state_metrics) > room:
                states = len(_lines(self._state_font, status, room))
        height = titles * self._title_metrics.height() + states * self._state_metrics.height()
        return QSize(width, height + 15)

    def _advance(self, words: str, metrics: QFontMetrics) -> int:
        """The width of the words in one line; asked of each row, twice, before the first text is seen."""
        known = self._advances.get((words, metrics is self._title_metrics))
        if known is None:
            known = self._advances[words, metrics is self._title_metrics] = metrics.horizontalAdvance(words)
        return known

    def _measure(self, width: int, font: QFont) -> None:
        """What is the same for all rows. The option's own font is gone with the option."""
        self._width = width
        self._rooms.clear()
        if font != self._title_font:
            self._title_font = QFont(font)
            self._state_font = _small(font)
            self._title_metrics = QFontMetrics(self._title_font)
            self._state_metrics = QFontMetrics(self._state_font)
            self._advances.clear()

    def _room_for_words(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> int:
        """The width of a title in pixels. Rows of a kind share it, and to ask the style for each is slow."""
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        whole.rect = QRect(0, 0, self._view.viewport().width(), option.fontMetrics.height())
        return _beside_box(whole).width()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Let the style paint ground and box, then write title and state beside the box."""
        status = index.data(STATUS)
        if not status:
            self._paint_group(painter, option, index)
            return
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        title, whole.text = whole.text, ""
        whole.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, whole.widget)
        whole.text = title
        area = _beside_box(whole)
        palette = QGuiApplication.palette()
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        painter.save()
        painter.setPen(palette.color(QPalette.ColorRole.Text) if _applies(index) else muted)
        painter.setFont(whole.font)
        lines = "\n".join(_lines(whole.font, title, area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, lines)
        painter.setPen(muted)
        painter.setFont(_small(whole.font))
        known = "\n".join(_lines(painter.font(), str(status), area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, known)
        painter.restore()

    def _paint_group(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A group's name in bold, and an arrow that says whether it is open."""
        words = QStyleOptionViewItem(option)
        line = option.fontMetrics.height()
        room = int(_ARROW_ROOM * line)
        words.rect = option.rect.adjusted(0, 0, -room, 0)
        # At its end stands how many there are.
        words.textElideMode = Qt.TextElideMode.ElideMiddle
        super().paint(painter, words, index)
        is_open = bool(option.state & QStyle.StateFlag.State_Open)
        middle = QPointF(option.rect.right() - room / 2, option.rect.center().y())
        far, near = line / 4, line / 8
        arrow = [QPointF(-far, -near), QPointF(0, near), QPointF(far, -near)]
        if not is_open:
            arrow = [QPointF(point.y(), point.x()) for point in arrow]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText), line / 10))
        painter.drawPolyline([middle + point for point in arrow])
        painter.restore()


def _applies(index: QModelIndex | QPersistentModelIndex) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)


def _beside_box(option: QStyleOptionViewItem) -> QRect:
    """Where the words of a row stand."""
    beside = option.widget.style().subElementRect(
        QStyle.SubElement.SE_ItemViewItemText, option, option.widget
    )
    return QRect(
        beside.left() + _EDGE, option.rect.top() + _EDGE, beside.width() - 8, option.rect.height() - 2 * _EDGE
    )


def _lines(font: QFont, title: str, width: int) -> list[str]:
    """The title in at most three lines; longer still, it is cut in its middle: the tool tip has all."""
    if QFontMetrics(font).horizontalAdvance(title) <= width:
        return [title]
    layout = QTextLayout(title, font)
    layout.beginLayout()
    lines: list[str] = []
    rest = title
    while rest and len(lines) < _MOST_LINES - 1:
        line = layout.createLine()
        line.setLineWidth(width)
        end = line.textStart() + line.textLength()
        lines.append(title[line.textStart() : end].rstrip())
        rest = title[end:]
    layout.endLayout()
    if rest:
        lines.append(QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideMiddle, width))
    return lines


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * _SMALL)
    return made
