"""Rows of a list as high as their words are once they are wrapped into the width that they are painted in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QListView, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

_ENDLESS: Final = 10_000
_AROUND_BOX: Final = 16
"""Pixels above and below a box to tick together: ring, padding and air."""
_WORD_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_LONG: Final = re.compile(r"\S{16,}")
"""Words that may be wider than a narrow list with large text."""
_JOINT: Final = re.compile(r"(?<=[@._/])(?=\S)")
_MAY_BREAK: Final = "\u200b"
"""It has no width, and lines may break there. For the screen alone: in a word that is heard it is noise."""


def breakable(text: str) -> str:
    """The text with places in its e-mail addresses and paths where a line may end."""
    return _LONG.sub(lambda word: _JOINT.sub(_MAY_BREAK, word.group()), text)


def row_of(text: str) -> QListWidgetItem:
    """A row of a list that shows the text so, and is heard without them."""
    item = QListWidgetItem(breakable(text))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
    return item


class WrappedRows(QStyledItemDelegate):
    """Qt measures wrapped rows without the border and the padding that a style sheet gives them.

    They are then a line too low, and the last line is not painted.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        view.setWordWrap(True)
        # A row may be higher than the view: its last lines are to be reached too.
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        # Other widths make other heights.
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setItemDelegate(self)

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As wide as the view, and as high as the words need."""
        view = option.widget
        if not isinstance(view, QListView):
            return super().sizeHint(option, index)
        measured = QStyleOptionViewItem(option)
        self.initStyleOption(measured, index)
        width = view.viewport().width() - 2 * view.spacing()
        measured.rect = QRect(0, 0, width, _ENDLESS)
        style = view.style()
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, measured, view)
        # What the style keeps free on either side of the words when it paints them (QCommonStyle).
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, measured, view) + 1
        words = measured.fontMetrics.boundingRect(
            0, 0, room.width() - 2 * margin, _ENDLESS, _WORD_WRAP, measured.text
        )
        height = words.height() + _ENDLESS - room.height()
        if measured.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator:
            box = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorHeight, measured, view)
            height = max(height, box + _AROUND_BOX)
        return QSize(width, height)
