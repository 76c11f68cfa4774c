"""The sections beside the reader: which apply, which were on screen, which the person ticked as read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from ui.widgets.outline_delegate import STATUS, OutlineDelegate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from installer.agreement.clause import SectionId
    from installer.i18n import Language, Translator
    from ui.widgets.outline_entries import OutlineEntry

_SECTION: Final = Qt.ItemDataRole.UserRole + 1
_NARROW_WINDOW: Final = 62.5
_NARROW: Final = 14.25
_NARROWEST: Final = 9.75
"""Widths, in heights of a line."""


class Outline(QTreeWidget):
    """Sections that apply, each with a box "read"; those that do not, folded below.

    A tick is the person's own word: nothing here ticks by itself.

    Signals:
        section_ticked(str, bool): the person ticked a section as read, or took the tick back.
        section_chosen(str): the person wants to see the section.
        reason_wanted(str): the person asks why the section applies, or why not.
    """

    section_ticked = Signal(str, bool)
    section_chosen = Signal(str)
    reason_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self._tr: Translator | None = None
        self._entries: tuple[OutlineEntry, ...] = ()
        self._items: dict[SectionId, QTreeWidgetItem] = {}
        self._shown: dict[SectionId, tuple[str, bool]] = {}
        """What the row of each section says now, and whether it is ticked."""
        self._seen: frozenset[SectionId] = frozenset()
        self._ticked: frozenset[SectionId] = frozenset()
        self._changed: frozenset[SectionId] = frozenset()
        self._asked: frozenset[SectionId] | None = None
        self._showing = False
        self._just_ticked = False
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(OutlineDelegate(self))
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

    def set_changes(self, changed: Iterable[SectionId], asked: Iterable[SectionId] | None) -> None:
        """In which sections something changed since they were accepted, and which are to be read again.

        `asked` is None where nothing was accepted before.
        """
        self._changed = frozenset(changed)
        self._asked = None if asked is None else frozenset(asked)
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
        line = self.fontMetrics().height()
        narrow = self.window().width() < _NARROW_WINDOW * line
        width = int((_NARROWEST if narrow else _NARROW) * line)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The window may have crossed the border between narrow and wide; and titles break anew."""
        super().resizeEvent(event)
        self.updateGeometry()
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the section; Space ticks it (Qt's own way with boxes)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentItem())
            return
        super().keyPressEvent(event)
        self._just_ticked = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """By the right button, and by the keyboard's key for it."""
        item = self._current_section()
        if item is not None and self._tr is not None:
            menu = self._menu(item, self._tr)
            place = self.visualItemRect(item).center()
            by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
            menu.popup(event.globalPos() if by_mouse else self.viewport().mapToGlobal(place))

    # Parts

    def _menu(self, item: QTreeWidgetItem, tr: Translator) -> QMenu:
        applies = bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Show in the text"), self._on_show_wanted)
        menu.addAction(
            tr("Why does this section apply?") if applies else tr("Why does this section not apply?"),
            self._on_reason_wanted,
        )
        if applies:
            ticked = item.checkState(0) is Qt.CheckState.Checked
            menu.addAction(tr("Take the tick back") if ticked else tr("Tick as read"), self._on_tick_wanted)
        return menu

    def _on_show_wanted(self) -> None:
        self._choose(self.currentItem())

    def _on_reason_wanted(self) -> None:
        item = self._current_section()
        if item is not None:
            self.reason_wanted.emit(item.data(0, _SECTION))

    def _on_tick_wanted(self) -> None:
        item = self._current_section()
        if item is not None:
            ticked = item.checkState(0) is Qt.CheckState.Checked
            item.setCheckState(0, Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
        self._just_ticked = False

    def _current_section(self) -> QTreeWidgetItem | None:
        """The row of the section that the keyboard is at; None at the heading of a group."""
        item: QTreeWidgetItem | None = self.currentItem()
        return item if item is not None and item.data(0, _SECTION) else None

    def _connect(self) -> None:
        self.itemChanged.connect(self._on_item_changed)
        self.itemClicked.connect(self._on_item_clicked)

    def _fill(self, tr: Translator) -> None:
        self._showing = True
        self.clear()
        self._items.clear()
        self._shown.clear()
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
        item.setToolTip(0, title)
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
            status, ticked = self._status(entry, tr), entry.section in self._ticked
            # Told at each step of the wheel; nearly always nearly all rows stay as they are.
            if self._shown.get(entry.section) != (status, ticked):
                self._shown[entry.section] = (status, ticked)
                self._show_row(entry, status, ticked=ticked)
        self._showing = False

    def _show_row(self, entry: OutlineEntry, status: str, *, ticked: bool) -> None:
        item = self._items[entry.section]
        item.setData(0, STATUS, status)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {status}")
        if entry.applies:
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _status(self, entry: OutlineEntry, tr: Translator) -> str:
        read = self._reading(entry, tr)
        if entry.section not in self._changed:
            return read
        asked = self._asked is not None and entry.section in self._asked
        return f"{tr('Changed')} · {read}" if asked or not entry.applies else tr("Changed")

    def _reading(self, entry: OutlineEntry, tr: Translator) -> str:
        if entry.section in self._ticked:
            return tr("Ticked as read")
        if entry.section in self._seen:
            return tr("Was on screen")
        if not entry.applies:
            return tr("Does not apply")
        if self._asked is not None and entry.section not in self._asked:
            return tr("Accepted before")
        return tr("Not yet on screen")

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
            # What the box shows is the person's doing; the row is shown anew with what comes of it.
            self._shown.pop(section, None)
            self.section_ticked.emit(section, item.checkState(0) is Qt.CheckState.Checked)

    def _on_item_clicked(self, item: QTreeWidgetItem) -> None:
        # A click on the box ticks, and only that: the text must not jump away under the reader.
        if not self._just_ticked:
            self._choose(item)
        self._just_ticked = False
