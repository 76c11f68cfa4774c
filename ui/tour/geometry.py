"""Looks at a window as it is on screen: whether all of it fits, is apart, inside, and large enough to hit."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTextEdit,
    QTreeView,
    QWidget,
)

from ui.tour.colours import check_links
from ui.tour.documents import check_document, scrolls
from ui.tour.finding import Fault, Finding, name_of, short
from ui.tour.texts import Text, rows_on_screen, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TARGET: Final = 24
"""Pixels (WCAG 2.2, 2.5.8)."""
_TOLERANCE: Final = 1
"""Pixels: fractions of a pixel are rounded by fonts and layouts, each in its way."""

_FEWEST_ROWS: Final = 3
_LINES_OF_ROWS: Final = 5
"""Of a list that scrolls: what is chosen, and what stands around it; or so many lines of long rows."""

_CONTROLS: Final = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
_SYSTEMS_OWN: Final = (QScrollBar, QSplitterHandle)
"""Not looked at: whatever they do, the wheel, the keys and the window's size do as well."""


class Box(NamedTuple):
    """What must not lie on another box, in the window's coordinates."""

    owner: QWidget
    words: str
    rect: QRect
    in_row: bool


def check_window(window: QWidget, asked: QSize | None = None) -> list[Finding]:
    """Everything that is wrong with the window as it is laid out now; `asked` is the size it was given."""
    widgets = shown(window)
    texts = [text for widget in widgets for text in texts_of(widget)]
    return [
        *_check_size(window, asked),
        *(finding for widget in widgets for finding in _check_place(widget, window)),
        *(finding for widget in widgets for finding in _check_target(widget)),
        *(finding for text in texts for finding in _check_text(text)),
        *(finding for widget in widgets for finding in check_links(widget)),
        *(
            finding
            for widget in widgets
            if isinstance(widget, QTextEdit | QPlainTextEdit)
            for finding in check_document(widget)
        ),
        *check_focused(window),
        *(finding for widget in widgets for finding in _check_rows(widget)),
        *_check_overlaps([*_boxes(texts, window), *_controls(widgets, window)]),
    ]


def shown(window: QWidget) -> list[QWidget]:
    """All widgets of this window that are on screen, the window left out."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.window() is window and not _belongs_to_system(widget)
    ]


def _belongs_to_system(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(widget, _SYSTEMS_OWN) or isinstance(parent, QScrollBar)


def _check_size(window: QWidget, asked: QSize | None) -> Iterator[Finding]:
    if asked is not None and asked.expandedTo(window.size()) != asked:
        detail = f"{_size(window.size())} where {_size(asked)} was asked for"
        yield Finding(Fault.TOO_LARGE, name_of(window), window.windowTitle(), detail)


def _check_text(text: Text) -> Iterator[Finding]:
    over = text.need - text.room.size()
    if over.height() > _TOLERANCE or (over.width() > _TOLERANCE and not text.whole_elsewhere):
        detail = f"needs {_size(text.need)}, has {_size(text.room.size())}"
        yield Finding(Fault.CLIPPED, name_of(text.widget), text.words, detail)


def _check_place(widget: QWidget, window: QWidget) -> Iterator[Finding]:
    parent = widget.parentWidget()
    if parent is None or widget.size().isEmpty() or not window.isAncestorOf(widget):
        return
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        if isinstance(area, QScrollArea):
            yield from _check_reach(area, widget)
        return
    if not parent.rect().contains(widget.geometry()):
        detail = f"at {_rect(widget.geometry())} in {_size(parent.size())} of {name_of(parent)}"
        yield Finding(Fault.OUTSIDE, name_of(widget), "", detail)


def check_focused(window: QWidget) -> Iterator[Finding]:
    """What has the keyboard is on screen wholly, as far as what scrolls it has the room."""
    focus: QWidget | None = window.focusWidget()
    if focus is None:
        return
    inside, rect = focus, focus.rect()
    area: QWidget | None = focus.parentWidget()
    while area is not None and not area.isWindow():
        if isinstance(area, QScrollArea):
            view = area.viewport()
            rect = QRect(inside.mapTo(view, rect.topLeft()), rect.size())
            seen = rect & view.rect()
            if seen.height() < min(rect.height(), view.height()):
                detail = f"{seen.height()} of its {rect.height()} px are on screen in {name_of(area)}"
                yield Finding(Fault.FOCUS_CUT, name_of(focus), _words(focus), detail)
            # Of an area within an area, what the inner one shows.
            inside, rect = view, seen
        area = area.parentWidget()


def _check_rows(widget: QWidget) -> Iterator[Finding]:
    if isinstance(widget, QTreeView | QListView) and widget.verticalScrollBar().maximum() > 0:
        rows = [widget.visualRect(index).height() for index in rows_on_screen(widget)]
        enough = min(_FEWEST_ROWS * min(rows, default=0), _LINES_OF_ROWS * widget.fontMetrics().lineSpacing())
        if widget.viewport().height() < enough:
            detail = f"{widget.viewport().height()} px high, where a row takes {min(rows)}"
            yield Finding(Fault.CRAMPED, name_of(widget), "", detail)


def _check_reach(area: QScrollArea, content: QWidget) -> Iterator[Finding]:
    room = area.viewport().size()
    too_wide = content.width() > room.width() and not scrolls(area, Qt.Orientation.Horizontal)
    too_high = content.height() > room.height() and not scrolls(area, Qt.Orientation.Vertical)
    if too_wide or too_high:
        detail = f"{_size(content.size())} in {_size(room)}, and nothing scrolls there"
        yield Finding(Fault.OUTSIDE, name_of(content), "", detail)
    if content.height() > room.height() and room.height() < 2 * TARGET:
        yield Finding(Fault.CRAMPED, name_of(area), "", f"scrolls in {room.height()} px")


def _check_target(widget: QWidget) -> Iterator[Finding]:
    if isinstance(widget, _CONTROLS) and widget.isEnabled():
        if min(widget.width(), widget.height()) < TARGET:
            yield Finding(Fault.SMALL_TARGET, name_of(widget), _words(widget), _size(widget.size()))
    elif isinstance(widget, QAbstractItemView):
        heights = [widget.visualRect(index).height() for index in rows_on_screen(widget)]
        if heights and min(heights) < TARGET:
            yield Finding(Fault.SMALL_TARGET, name_of(widget), "", f"rows of {min(heights)} px")


def _boxes(texts: Sequence[Text], window: QWidget) -> Iterator[Box]:
    for text in texts:
        rect = _seen(text.widget, text.drawn, window)
        if not rect.isEmpty():
            yield Box(text.widget, text.words, rect, text.in_row)


def _controls(widgets: Sequence[QWidget], window: QWidget) -> Iterator[Box]:
    for widget in widgets:
        if isinstance(widget, (*_CONTROLS, QAbstractScrollArea)) and not isinstance(widget, QLabel):
            rect = _seen(widget, widget.rect(), window)
            if not rect.isEmpty():
                yield Box(widget, _words(widget), rect, in_row=False)


def _check_overlaps(boxes: Sequence[Box]) -> Iterator[Finding]:
    for one, other in combinations(boxes, 2):
        common = one.rect.intersected(other.rect)
        if common.width() > _TOLERANCE and common.height() > _TOLERANCE and not _belong_together(one, other):
            detail = f"by {_size(common.size())} with {name_of(other.owner)} “{short(other.words)}”"
            yield Finding(Fault.OVERLAP, name_of(one.owner), one.words, detail)


def _belong_together(one: Box, other: Box) -> bool:
    """A control and its own parts; a list and its rows. What is laid on a row does not belong to it."""
    if one.owner.isAncestorOf(other.owner):
        return not one.in_row
    if other.owner.isAncestorOf(one.owner):
        return not other.in_row
    return one.owner is other.owner


def _seen(widget: QWidget, rect: QRect, window: QWidget) -> QRect:
    """The part of `rect` that neither scrolling nor a parent hides, in the window's coordinates."""
    seen = QRect(widget.mapTo(window, rect.topLeft()), rect.size())
    parent: QWidget | None = widget
    while parent is not None and parent is not window:
        seen &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return seen & window.rect()


def _words(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton):
        return widget.text() or widget.accessibleName()
    return widget.accessibleName() or widget.objectName()


def _size(size: QSize) -> str:
    return f"{size.width()}×{size.height()}"


def _rect(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {_size(rect.size())}"
