"""Tab goes where the eye goes, whatever was made when: what is made later comes last by itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayout


def order_tabs(window: QWidget) -> None:
    """Let Tab visit everything in `window` in the order of its layouts."""
    for before, after in pairwise(stops(window)):
        QWidget.setTabOrder(before, after)


def stops(widget: QWidget) -> Iterator[QWidget]:
    """What Tab stops at in `widget`, in the order of its layouts."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    match widget:
        case QScrollArea():
            inside: QWidget | None = widget.widget()
            yield from () if inside is None else stops(inside)
        case QSplitter():
            for index in range(widget.count()):
                part: QWidget | None = widget.widget(index)
                yield from () if part is None else stops(part)
        case _:
            layout: QLayout | None = widget.layout()
            yield from () if layout is None else _within(layout)


def _within(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget: QWidget | None = item.widget()
        below: QLayout | None = item.layout()
        if widget is not None:
            yield from stops(widget)
        elif below is not None:
            yield from _within(below)
