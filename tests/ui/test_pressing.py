from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from installer.acceptance.channel import Given
from ui.acceptances.acting import ActButton
from ui.pages.tick import Tick
from ui.pressing import Pressing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ALT = Qt.KeyboardModifier.AltModifier


def beside(qtbot: QtBot, widget: QWidget) -> tuple[QWidget, QLineEdit]:
    """A window with the widget in it, and an input that has the focus."""
    window = QWidget()
    layout = QVBoxLayout(window)
    field = QLineEdit()
    layout.addWidget(field)
    layout.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return window, field


@pytest.mark.parametrize("kind", [QPushButton, QCheckBox])
def test_the_last_press_counts_by_mouse_by_key_or_by_the_letter_of_the_label(
    qtbot: QtBot, kind: type[QPushButton | QCheckBox]
) -> None:
    button = kind("&Yes")
    pressing = Pressing(button)
    found = []
    button.clicked.connect(lambda: found.append(pressing.how))
    _window, field = beside(qtbot, button)
    place = QPoint(8, button.height() // 2)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=place)
    field.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(field, Qt.Key.Key_Y, ALT)
    assert found == [Given.CLICK, Given.KEY, Given.CLICK, Given.KEY]


def test_an_act_by_its_letter_is_given_by_key(qtbot: QtBot) -> None:
    button = ActButton("consent", "I &consent")
    _window, field = beside(qtbot, button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(field, Qt.Key.Key_C, ALT)
    assert button.how is Given.KEY


def test_a_tick_by_a_click_on_its_sentence_is_a_click_whatever_came_before(qtbot: QtBot) -> None:
    tick = Tick("agreement")
    tick.set_words("I have read it.", ())
    _window, _ = beside(qtbot, tick)
    found = []
    tick.given.connect(lambda _, how: found.append(how))
    for _ in range(2):
        QTest.keyClick(tick.box, Qt.Key.Key_Space)
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.label.geometry().center())
    assert found == [Given.KEY, Given.CLICK]
