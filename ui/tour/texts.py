"""Where each widget draws its words, and how much room they need there.

It asks the font and the style themselves, not the widgets' own wishes (`sizeHint`), which are what
layouts went by. For a tool button the style names no rectangle; there what it puts around words tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionGroupBox,
    QStyleOptionToolButton,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
)

from ui.labels import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtWidgets import QAbstractButton, QWidget

_ENDLESS: Final = 100_000
_PLENTY: Final = QSize(500, 200)
"""Contents larger than any least size that a style may know."""
_SHOW_MNEMONIC: Final = int(Qt.TextFlag.TextShowMnemonic)
_EDIT_MARGIN: Final = 2
"""Pixels that QLineEdit keeps free at either end of its contents (a constant in Qt's source)."""


@dataclass(frozen=True)
class Text:
    """Words as a widget draws them. Rectangles are in the widget's own coordinates, in pixels."""

    widget: QWidget
    words: str
    room: QRect
    """Where they may be drawn."""
    need: QSize
    """What they need."""
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    whole_elsewhere: bool = False
    """Whether the widget shortens them by design and says all of them in its tool tip."""
    in_row: bool = False
    """Whether they are a row of a list, on which other widgets may be laid."""

    @property
    def drawn(self) -> QRect:
        """The rectangle that the words cover, as far as they are drawn at all."""
        size = self.need.boundedTo(self.room.size())
        direction = self.widget.layoutDirection()
        return QStyle.alignedRect(direction, self.alignment, size, self.room)


def texts_of(widget: QWidget) -> Iterator[Text]:
    """All words that the widget itself draws. Texts that are documents are for `documents`."""
    for kind, texts in _KINDS.items():
        if isinstance(widget, kind):
            yield from texts(widget)
            return


def _label(label: QLabel) -> Iterator[Text]:
    words = label.text()
    if not words or not label.pixmap().isNull():
        return
    margin = label.margin()
    room = label.contentsRect().adjusted(margin, margin, -margin, -margin)
    rich = label.textFormat() is Qt.TextFormat.RichText or (
        label.textFormat() is Qt.TextFormat.AutoText and GuiQt.mightBeRichText(words)
    )
    if rich:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(label.font())
        document.setHtml(words)
        document.setTextWidth(room.width() if label.wordWrap() else -1)
        need = QSize(round(document.idealWidth()), round(document.size().height()))
    else:
        flags = (int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0) | (
            _SHOW_MNEMONIC if label.buddy() is not None else 0
        )
        width = room.width() if label.wordWrap() else _ENDLESS
        need = QFontMetrics(label.font()).boundingRect(0, 0, width, _ENDLESS, flags, words).size()
    yield Text(label, words, room, need, label.alignment())


def _box(box: QCheckBox | QRadioButton) -> Iterator[Text]:
    if box.text():
        option = QStyleOptionButton()
        box.initStyleOption(option)
        is_radio = isinstance(box, QRadioButton)
        part = QStyle.SubElement.SE_RadioButtonContents if is_radio else QStyle.SubElement.SE_CheckBoxContents
        room = box.style().subElementRect(part, option, box)
        yield Text(box, box.text(), room, _button_words(box))


def _push_button(button: QPushButton) -> Iterator[Text]:
    if button.text():
        option = QStyleOptionButton()
        button.initStyleOption(option)
        room = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button)
        yield Text(button, button.text(), room, _button_words(button), Qt.AlignmentFlag.AlignCenter)


def _tool_button(button: QToolButton) -> Iterator[Text]:
    if not button.text() or not button.icon().isNull():
        return
    option = QStyleOptionToolButton()
    button.initStyleOption(option)
    kind = QStyle.ContentsType.CT_ToolButton
    around = button.style().sizeFromContents(kind, option, _PLENTY, button) - _PLENTY
    size = button.size() - around
    room = QStyle.alignedRect(button.layoutDirection(), Qt.AlignmentFlag.AlignCenter, size, button.rect())
    yield Text(button, button.text(), room, _button_words(button), Qt.AlignmentFlag.AlignCenter)


def _button_words(button: QAbstractButton) -> QSize:
    """In the widget's font: the style sheet must not ask for another one in one of a button's states."""
    need = QFontMetrics(button.font()).size(_SHOW_MNEMONIC, button.text())
    if not button.icon().isNull():
        need.setWidth(need.width() + button.iconSize().width() + 4)
    return need


def _line_edit(edit: QLineEdit) -> Iterator[Text]:
    """What a person types may be longer than the input: it moves with the keys. What we write may not."""
    option = QStyleOptionFrame()
    edit.initStyleOption(option)
    room = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
    room.adjust(_EDIT_MARGIN, 0, -_EDIT_MARGIN, 0)
    metrics = QFontMetrics(edit.font())
    ours = isinstance(edit.parentWidget(), QAbstractSpinBox)
    words = edit.displayText() or edit.placeholderText()
    fixed = ours or not edit.displayText()
    width = metrics.horizontalAdvance(words) if fixed else min(room.width(), metrics.averageCharWidth())
    yield Text(edit, words, room, QSize(width, metrics.height()), whole_elsewhere=edit.toolTip() == words)


def _combo_box(box: QComboBox) -> Iterator[Text]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    words = box.currentText()
    metrics = QFontMetrics(box.font())
    need = QSize(metrics.horizontalAdvance(words), metrics.height())
    yield Text(box, words, room, need, whole_elsewhere=box.toolTip() == words)


def _group_box(box: QGroupBox) -> Iterator[Text]:
    if box.title():
        option = QStyleOptionGroupBox()
        box.initStyleOption(option)
        part = QStyle.SubControl.SC_GroupBoxLabel
        # The style makes that rectangle as large as the words, even past the box.
        room = box.style().subControlRect(QStyle.ComplexControl.CC_GroupBox, option, part, box) & box.rect()
        metrics = QFontMetrics(box.font())
        # Its width is the words' advance; a letter that hangs over its end by a pixel is painted anyway.
        need = QSize(metrics.horizontalAdvance(plain(box.title())), metrics.height())
        yield Text(box, box.title(), room, need)


def _rows(view: QAbstractItemView) -> Iterator[Text]:
    """The rows on screen, in the viewport's coordinates."""
    for index in rows_on_screen(view):
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if words:
            yield _row(view, index, words)


def rows_on_screen(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """From the first one that can be seen on; not by what stands in a corner, which may be padding."""
    viewport = view.viewport().rect()
    index = view.model().index(0, 0, view.rootIndex())
    while index.isValid() and view.visualRect(index).top() < viewport.height():
        if view.visualRect(index).intersects(viewport):
            yield index
        index = view.indexBelow(index) if isinstance(view, QTreeView) else _next_row(index)


def _next_row(index: QModelIndex) -> QModelIndex:
    return index.siblingAtRow(index.row() + 1)


def _row(view: QAbstractItemView, index: QModelIndex, words: str) -> Text:
    option = QStyleOptionViewItem()
    option.initFrom(view)
    font = index.data(Qt.ItemDataRole.FontRole)
    option.font = font if isinstance(font, QFont) else view.font()
    option.rect = view.visualRect(index)
    if isinstance(view, QListView):
        # A row that is wider than the view is painted as wide as the view.
        option.rect.setWidth(min(option.rect.width(), view.viewport().width() - 2 * view.spacing()))
    option.text = words
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
    if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    room = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view)
    # What the style keeps free on either side of the words when it paints them (QCommonStyle).
    margin = view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, view) + 1
    room.adjust(margin, 0, -margin, 0)
    metrics = QFontMetrics(option.font)
    need = metrics.size(0, words)
    if isinstance(view, QListView | QTreeView) and view.wordWrap():
        need = metrics.boundingRect(0, 0, room.width(), _ENDLESS, int(Qt.TextFlag.TextWordWrap), words).size()
    if option.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator:
        # A box that is higher than its row lies on the boxes of its neighbours.
        box = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, view)
        need.setHeight(max(need.height(), box.height()))
    return Text(
        view.viewport(),
        words,
        room,
        need,
        whole_elsewhere=index.data(Qt.ItemDataRole.ToolTipRole) == words,
        in_row=True,
    )


_KINDS: Final[Mapping[type[QWidget], Callable[[Any], Iterator[Text]]]] = {
    QLabel: _label,
    QCheckBox: _box,
    QRadioButton: _box,
    QPushButton: _push_button,
    QToolButton: _tool_button,
    QLineEdit: _line_edit,
    QComboBox: _combo_box,
    QGroupBox: _group_box,
    QTreeView: _rows,
    QListView: _rows,
}
