"""The part of a page that scrolls where the window is lower than the page."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui import early


def page_scroll(inner: QWidget, parent: QWidget) -> tuple[QScrollArea, QTimer]:
    """An area in `parent` that scrolls `inner` up and down, and its timer, to start when the size changes.

    In the next turn, when the contents are laid out anew, what has the keyboard is brought on screen.
    """
    area = QScrollArea(parent)
    area.setObjectName("page-scroll")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("focusPolicy", early.NO_FOCUS)
    area.setProperty("horizontalScrollBarPolicy", early.SCROLL_BAR_NEVER)
    area.setWidget(inner)
    # Of the area, and ends with it. A subclass would cost the first page a call of Python for each event.
    timer = QTimer(area, singleShot=True, interval=0)
    timer.timeout.connect(lambda: _follow_focus(area))
    return area, timer


def _follow_focus(area: QScrollArea) -> None:
    focus: QWidget | None = area.window().focusWidget()
    if focus is not None and area.isAncestorOf(focus):
        area.ensureWidgetVisible(focus)
