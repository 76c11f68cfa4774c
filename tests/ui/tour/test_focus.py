"""A focus that cannot be seen is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.tour.finding import Fault
from ui.tour.focus import check_focus, stops
from ui.widgets.page_scroll import page_scroll, watch_focus

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


pytestmark = pytest.mark.usefixtures("plain")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    layout = QVBoxLayout(made)
    for widget in (QLineEdit("first"), QPushButton("second"), QLabel("third")):
        layout.addWidget(widget)
    made.setStyleSheet(
        "QWidget { background: white; color: black; border: 1px solid #777 }"
        "*:focus { border: 2px solid #2456d8 }"
    )
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_ring_in_a_clear_colour_is_seen(window: QWidget) -> None:
    assert [type(widget) for widget in stops(window)] == [QLineEdit, QPushButton]
    assert list(check_focus(window)) == []


def test_no_ring_and_a_pale_ring_are_found(window: QWidget) -> None:
    pale = "QWidget { background: white; color: black; border: 1px solid #ddd; outline: none }"
    for ring in ("", "*:focus { border: 1px solid #ccc }"):
        window.setStyleSheet(pale + ring)
        found = list(check_focus(window))
        assert [finding.fault for finding in found] == [Fault.FOCUS_UNSEEN] * 2


def test_the_focus_is_where_it_was_afterwards(window: QWidget) -> None:
    second = stops(window)[1]
    second.setFocus()
    list(check_focus(window))
    assert window.focusWidget() is second


def test_what_is_scrolled_away_is_brought_on_screen_first(qtbot: QtBot, window: QWidget) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    for number in range(20):
        column.addWidget(QPushButton(str(number)))
    watch_focus()
    area, _ = page_scroll(content, window)
    window.layout().addWidget(area)
    qtbot.waitUntil(area.isVisible)
    assert list(check_focus(window)) == []
