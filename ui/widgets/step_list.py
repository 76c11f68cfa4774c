"""The steps at the side of the window: where the person is, and where they may go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFont, QFontMetrics, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from installer.i18n import Translator

_ROW_HEIGHT: Final = 40
_CIRCLE: Final = 24
_PAD: Final = 10
_SMALL: Final = 0.86

_IS_CURRENT: Final = Qt.ItemDataRole.UserRole + 1
_IS_BEHIND: Final = Qt.ItemDataRole.UserRole + 2


class StepList(QListWidget):
    """Numbered steps. Those that can be reached open with a click, Enter or Space.

    Signals:
        step_chosen(int): the person wants to go to this step, counted from 0.
    """

    step_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step-list")
        self._names: tuple[str, ...] = ()
        self._current = 0
        self._reachable: tuple[bool, ...] = ()
        self._tr: Translator | None = None
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(160)
        self.setMouseTracking(True)
        self.itemClicked.connect(self._on_item_clicked)

    def set_names(self, names: Sequence[str], tr: Translator) -> None:
        """What the steps are called, in the translator's language."""
        self._names = tuple(names)
        self._tr = tr
        self.setAccessibleName(tr("Steps"))
        self._fill()

    def set_state(self, current: int, reachable: Sequence[bool]) -> None:
        """Where the person is, and for each step whether it can be gone to."""
        self._current = current
        self._reachable = tuple(reachable)
        self._fill()

    def hovered(self) -> int:
        """The row under the mouse; -1 for none."""
        # Not asked of the viewport before there is a mouse: to wrap a widget that Qt made, the binding
        # loads every class of widget there is, 12 ms before the first page is painted.
        return self.indexAt(self.viewport().mapFromGlobal(QCursor.pos())).row() if self.underMouse() else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Space go to the step under the keyboard's focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentRow())
            return
        super().keyPressEvent(event)

    def _fill(self) -> None:
        tr = self._tr
        if tr is None or len(self._names) != len(self._reachable):
            return
        while self.count() < len(self._names):
            self.addItem(QListWidgetItem())
        for number, name in enumerate(self._names):
            item = self.item(number)
            item.setText(name)
            item.setToolTip(name)
            item.setData(_IS_CURRENT, number == self._current)
            item.setData(_IS_BEHIND, number < self._current)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._words(number, tr))
            usable = self._reachable[number] or number == self._current
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags if usable else Qt.ItemFlag.NoItemFlags)
        self.setCurrentRow(self._current)

    def _words(self, number: int, tr: Translator) -> str:
        if number == self._current:
            words = tr("Step {number} of {count}, current: {name}")
        elif number < self._current:
            words = tr("Step {number} of {count}, done: {name}")
        elif self._reachable[number]:
            words = tr("Step {number} of {count}, can be opened: {name}")
        else:
            words = tr("Step {number} of {count}, not yet open: {name}")
        return words.format(number=number + 1, count=len(self._names), name=self._names[number])

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._reachable) and self._reachable[number] and number != self._current:
            self.step_chosen.emit(number)

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._choose(self.row(item))
        # A step that cannot be opened must not look chosen.
        self.setCurrentRow(self._current)


class _Delegate(QStyledItemDelegate):
    """A numbered circle and the name; a tick for steps behind, a bar and a card for the current one."""

    def __init__(self, steps: StepList) -> None:
        super().__init__(steps)
        self._list = steps

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """One row, at any text size."""
        return QSize(0, max(_ROW_HEIGHT, QFontMetrics(option.font).height() + 2 * _PAD))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a step."""
        current, behind = bool(index.data(_IS_CURRENT)), bool(index.data(_IS_BEHIND))
        usable = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        # Not the option's: a transparent ground in the style sheet takes its base colour away.
        palette = QGuiApplication.palette()
        row = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Asked of the list and not of `option.state`: Qt's flags of styles take 6 ms to load.
        hovered = usable and self._list.hovered() == index.row()
        if current or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(row, 8, 8)
        if self._list.hasFocus() and self._list.currentRow() == index.row():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(row, 8, 8)
        circle = QRectF(row.left() + _PAD, row.center().y() - _CIRCLE / 2, _CIRCLE, _CIRCLE)
        ink = palette.color(QPalette.ColorRole.Text if usable else QPalette.ColorRole.PlaceholderText)
        if behind:
            self._paint_tick(painter, circle, palette)
        else:
            self._paint_number(painter, circle, index.row() + 1, filled=current)
        font = QFont(option.font)
        font.setBold(current)
        painter.setFont(font)
        painter.setPen(ink)
        words = row.adjusted(_PAD + _CIRCLE + _PAD, 0, -4, 0)
        text = QFontMetrics(font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

    @staticmethod
    def _paint_tick(painter: QPainter, circle: QRectF, palette: QPalette) -> None:
        accent = palette.color(QPalette.ColorRole.Accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 1.5))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        painter.setPen(
            QPen(accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        middle = circle.center()
        painter.drawPolyline(
            [middle + QPointF(-4.5, 0.5), middle + QPointF(-1.5, 3.5), middle + QPointF(4.5, -3.5)]
        )

    @staticmethod
    def _paint_number(painter: QPainter, circle: QRectF, number: int, *, filled: bool) -> None:
        palette = QGuiApplication.palette()
        role = QPalette.ColorRole
        accent = palette.color(role.Accent)
        painter.setBrush(accent if filled else QColor(Qt.GlobalColor.transparent))
        painter.setPen(QPen(accent if filled else palette.color(role.Dark), 1.5))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        font = QFont(painter.font())
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        painter.setFont(font)
        painter.setPen(palette.color(role.HighlightedText if filled else role.PlaceholderText))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))
