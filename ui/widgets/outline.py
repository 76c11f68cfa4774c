"""The sections beside the reader: which apply, which were on screen, which the person ticked as read."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from installer.agreement.clause import SectionId
    from installer.agreement.edition import Row
    from installer.i18n import Language, Translator
    from ui.widgets.reader_content import ReaderContent

_SECTION: Final = Qt.ItemDataRole.UserRole + 1
_STATUS: Final = Qt.ItemDataRole.UserRole + 2
_SMALL: Final = 0.86
_NARROW_WINDOW: Final = 1000
_NARROW: Final = 228
_NARROWEST: Final = 156
_ARROW_ROOM: Final = 28
_LONGEST_TITLE: Final = 80
"""Characters. The tree elides what does not fit; the tool tip shows all of this."""


@dataclass(frozen=True)
class OutlineEntry:
    """One section as the outline names it."""

    section: SectionId
    title: str
    applies: bool


def outline_entries(content: ReaderContent) -> tuple[OutlineEntry, ...]:
    """The sections of what the reader shows, in order, named in its translation language.

    A section without a heading goes by its first words. The title and headings of groups hold
    nothing to read and are left out.
    """
    first = {row.section: row for row in reversed(content.rows)}
    return tuple(
        OutlineEntry(section, _title(first[section], content), section in content.applicable)
        for section in dict.fromkeys(row.section for row in content.rows)
        if section in content.with_body
    )


class Outline(QTreeWidget):
    """Sections that apply, each with a box "read"; those that do not, folded below.

    A tick is the person's own word: nothing here ticks by itself.

    Signals:
        section_ticked(str, bool): the person ticked a section as read, or took the tick back.
        section_chosen(str): the person wants to see the section.
    """

    section_ticked = Signal(str, bool)
    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self._tr: Translator | None = None
        self._entries: tuple[OutlineEntry, ...] = ()
        self._items: dict[SectionId, QTreeWidgetItem] = {}
        self._seen: frozenset[SectionId] = frozenset()
        self._ticked: frozenset[SectionId] = frozenset()
        self._showing = False
        self._just_ticked = False
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Delegate(self))
        self._connect()

    def set_sections(self, entries: Iterable[OutlineEntry], tr: Translator) -> None:
        """Show these sections, in their order, in the translator's language."""
        wanted = tuple(entries)
        same = wanted == self._entries and self._tr is not None and self._tr.language == tr.language
        self._entries, self._tr = wanted, tr
        self.setAccessibleName(tr("Sections of the agreement"))
        if not same:
            # Filling anew loses the place in the list.
            self._fill(tr)
        self._show_state()

    def set_state(self, seen: Iterable[tuple[SectionId, Language]], ticked: Iterable[SectionId]) -> None:
        """Which sections were on screen (in any language), and which are ticked as read."""
        self._seen = frozenset(section for section, _ in seen)
        self._ticked = frozenset(ticked)
        self._show_state()

    def mark_current(self, section: SectionId) -> None:
        """Highlight the section that is being read, without opening it."""
        item = self._items.get(section)
        if item is not None and item is not self.currentItem():
            self._showing = True
            self.setCurrentItem(item)
            self._showing = False

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrower in a narrow window: the text beside it is worth more there."""
        narrow = self.window().width() < _NARROW_WINDOW
        return QSize(_NARROWEST if narrow else _NARROW, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The window may have crossed the border between narrow and wide."""
        super().resizeEvent(event)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the section; Space ticks it (Qt's own way with boxes)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentItem())
            return
        super().keyPressEvent(event)
        self._just_ticked = False

    # Parts

    def _connect(self) -> None:
        self.itemChanged.connect(self._on_item_changed)
        self.itemClicked.connect(self._on_item_clicked)

    def _fill(self, tr: Translator) -> None:
        self._showing = True
        self.clear()
        self._items.clear()
        applies = [entry for entry in self._entries if entry.applies]
        others = [entry for entry in self._entries if not entry.applies]
        first = self._group(tr("Applies to you ({count})").format(count=len(applies)))
        for entry in applies:
            item = self._item(entry, first)
            item.setCheckState(0, Qt.CheckState.Unchecked)
        first.setExpanded(True)
        if others:
            second = self._group(tr("Does not apply to you ({count})").format(count=len(others)))
            for entry in others:
                item = self._item(entry, second)
                item.setForeground(0, QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText))
        self._showing = False

    def _group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [title])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(0, font)
        return item

    def _item(self, entry: OutlineEntry, group: QTreeWidgetItem) -> QTreeWidgetItem:
        item = QTreeWidgetItem(group, [entry.title])
        item.setData(0, _SECTION, entry.section)
        item.setToolTip(0, entry.title)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if entry.applies else flags)
        self._items[entry.section] = item
        return item

    def _show_state(self) -> None:
        tr = self._tr
        if tr is None:
            return
        self._showing = True
        for entry in self._entries:
            item = self._items[entry.section]
            status = self._status(entry, tr)
            item.setData(0, _STATUS, status)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {status}")
            if entry.applies:
                ticked = entry.section in self._ticked
                item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._showing = False

    def _status(self, entry: OutlineEntry, tr: Translator) -> str:
        if entry.section in self._ticked:
            return tr("Ticked as read")
        if entry.section in self._seen:
            return tr("Was on screen")
        return tr("Not yet on screen") if entry.applies else tr("Does not apply")

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        section = item.data(0, _SECTION) if item is not None else None
        if section:
            self.section_chosen.emit(section)
        elif item is not None:
            item.setExpanded(not item.isExpanded())

    def _on_item_changed(self, item: QTreeWidgetItem) -> None:
        section = item.data(0, _SECTION)
        if section and not self._showing:
            self._just_ticked = True
            self.section_ticked.emit(section, item.checkState(0) is Qt.CheckState.Checked)

    def _on_item_clicked(self, item: QTreeWidgetItem) -> None:
        # A click on the box ticks, and only that: the text must not jump away under the reader.
        if not self._just_ticked:
            self._choose(item)
        self._just_ticked = False


class _Delegate(QStyledItemDelegate):
    """The section's title, and under it in small letters what is known about it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Two lines."""
        lines = QFontMetrics(option.font).height() + QFontMetrics(_small(option.font)).height()
        return QSize(super().sizeHint(option, index).width(), lines + 15)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Let the style paint ground and box, then write both lines beside the box."""
        status = index.data(_STATUS)
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
        short = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, where | Qt.AlignmentFlag.AlignLeft, short)


def _title(row: Row, content: ReaderContent) -> str:
    wordings = [row.wordings.get(content.translation), *row.wordings.values()]
    text = next(clause.text for clause in wordings if clause is not None)
    # General sections' headings are printed with a full stop, at the start of their paragraph.
    return shorten(text, _LONGEST_TITLE, placeholder=" …").removesuffix(".").removesuffix(":")


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * _SMALL)
    return made
