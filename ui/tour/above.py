"""The windows that come up above a page, and the way back from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.acceptances.asking import AskingDialog
from ui.keyboard import Keyboard, TourFailed
from ui.tour.waiting import expect, settle, until

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.tour.walk import Tour


def look_above(tour: Tour, name: str, below: QWidget | None = None) -> None:
    """Look at the window that has come up above the page, or above the window `below`, and close it."""
    above = window_above(name, below)
    tour.look(name, above)
    close(tour, above, below)


def window_above(name: str, below: QWidget | None = None) -> QWidget:
    """The window that has come up. Raises TourFailed where none does."""
    until(lambda: QApplication.activeModalWidget() not in (None, below))
    above = QApplication.activeModalWidget()
    if above is None or above is below:
        msg = f"no window came up for {name}"
        raise TourFailed(msg)
    if isinstance(above, AskingDialog):
        expect(until(lambda: not above.busy), f"{name}: the log was not read")
    settle()
    return above


def close(tour: Tour, above: QWidget, below: QWidget | None = None) -> None:
    """Leave it by Escape."""
    Keyboard(above).press(Qt.Key.Key_Escape)
    expect(until(lambda: QApplication.activeModalWidget() is below), "the window above stays open")
    come_back(below or tour.wizard)


def come_back(window: QWidget) -> None:
    """Qt's screenless platform has no window manager to give the keyboard back to the window below."""
    window.activateWindow()
    expect(until(window.isActiveWindow), "the window did not become active again")
    settle()
