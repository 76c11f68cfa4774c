"""The part of a page that scrolls where the window is lower than the page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import SIGNAL, SLOT, QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QWidget

from ui import early

_MARGIN: Final = 12
"""Pixels that stay around what has the keyboard: its ring, and a sign that there is more above or below."""
_TIMER: Final = "following"
_FOLLOWED: Final = "followed"


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
    timer.setObjectName(_TIMER)
    timer.timeout.connect(lambda: _look_again(area))
    return area, timer


def watch_focus() -> None:
    """From now on whatever gets the keyboard is brought on screen: by Tab, by an arrow, by the program.

    Not before the first paint: to look for what a widget stands in, the binding loads every class of them.
    """
    application = QApplication.instance()
    if isinstance(application, QApplication) and application.property(_FOLLOWED) is None:
        application.setProperty(_FOLLOWED, 1)
        application.focusChanged.connect(_on_focus_changed)
        _on_focus_changed(None, application.focusWidget())


def _on_focus_changed(_before: QWidget | None, now: QWidget | None) -> None:
    parent = now
    while parent is not None and now is not None and not parent.isWindow():
        parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            follow(parent, now)
            again = parent.findChild(QTimer, _TIMER)
            if isinstance(again, QTimer):
                _follow_range(parent, again)
                # Once what came on screen just now is laid out.
                again.start()


def _follow_range(area: QScrollArea, again: QTimer) -> None:
    """What has the keyboard stays on screen when the contents become higher or lower."""
    if area.property(_FOLLOWED) is None:
        area.setProperty(_FOLLOWED, 1)
        # By Qt's own slot: it is disconnected with whichever of them ends first.
        QObject.connect(area.verticalScrollBar(), SIGNAL("rangeChanged(int,int)"), again, SLOT("start()"))


def _look_again(area: QScrollArea) -> None:
    application = QApplication.instance()
    if application is None or application.property(_FOLLOWED) is None:
        return
    focus: QWidget | None = area.window().focusWidget()
    if focus is not None and area.isAncestorOf(focus):
        follow(area, focus)


def follow(area: QScrollArea, widget: QWidget) -> None:
    """Scroll as little as shows all of the widget with its label, as far as there is room for both.

    Not while a button of the mouse is down: what is pressed must not move away under it.
    """
    content, beside = area.widget(), widget.parentWidget()
    if content is None or beside is None or content is widget or not area.verticalScrollBar().maximum():
        return
    room, wanted = area.viewport().height(), _place(widget, content)
    for label in beside.findChildren(QLabel):
        with_label = wanted.united(_place(label, content))
        if label.buddy() is widget and label.isVisible() and with_label.height() <= room:
            wanted = with_label
    # Of what is higher than the room, the beginning.
    wanted.setHeight(min(wanted.height(), room))
    margin = min(_MARGIN, (room - wanted.height()) // 2)
    wanted.adjust(0, -margin, 0, margin)
    wanted &= content.rect()
    above = area.verticalScrollBar().value()
    below = wanted.bottom() + 1 - room
    if below <= above <= wanted.top() or QGuiApplication.mouseButtons().value:
        return
    area.verticalScrollBar().setValue(max(below, min(above, wanted.top())))


def _place(widget: QWidget, content: QWidget) -> QRect:
    """What of the widget can be on screen, in the content's coordinates: in areas inside, what they show."""
    inside, rect = widget, widget.rect()
    area = widget.parentWidget()
    while area is not None and area is not content:
        if isinstance(area, QScrollArea):
            view = area.viewport()
            rect = QRect(inside.mapTo(view, rect.topLeft()), rect.size()) & view.rect()
            inside = view
        area = area.parentWidget()
    return QRect(inside.mapTo(content, rect.topLeft()), rect.size())
