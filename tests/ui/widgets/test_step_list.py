"""The step list says in words where one is, and leads only where one may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.reading import translator
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

from ui.palettes import Look
from ui.style_sheet import make_style_sheet, step_circles
from ui.theme import apply_theme
from ui.widgets.step_list import StepList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

NAMES = ["Language", "Who accepts", "Products", "Terms"]


@pytest.fixture
def steps(qapp: QApplication, qtbot: QtBot) -> StepList:
    apply_theme(qapp)
    made = StepList()
    qtbot.addWidget(made)
    made.set_names(NAMES, translator("en"))
    made.resize(220, 300)
    made.show()
    made.set_state(1, [True, True, True, False])
    made.setFocus()
    return made


def words(steps: StepList) -> list[str]:
    return [steps.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(steps.count())]


def test_each_step_says_its_number_and_state(steps: StepList) -> None:
    assert words(steps) == [
        "Step 1 of 4, done: Language",
        "Step 2 of 4, current: Who accepts",
        "Step 3 of 4, can be opened: Products",
        "Step 4 of 4, not yet open: Terms",
    ]
    assert steps.accessibleName() == "Steps"


def test_a_step_that_was_passed_over_is_not_said_to_be_done(steps: StepList) -> None:
    steps.set_state(3, [False, False, False, True], {2})
    assert words(steps)[1:3] == ["Step 2 of 4, done: Who accepts", "Step 3 of 4, left out: Products"]
    marks = [steps.itemWidget(steps.item(row)).text() for row in range(4)]
    assert marks == ["✓", "✓", "–", "4"]


def test_the_state_can_come_before_the_names(qtbot: QtBot) -> None:
    made = StepList()
    qtbot.addWidget(made)
    made.set_state(0, [True, False, False, False])
    made.set_names(NAMES, translator("en"))
    assert words(made)[0] == "Step 1 of 4, current: Language"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_open_a_step(steps: StepList, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(steps, Qt.Key.Key_Down)
    with qtbot.waitSignal(steps.step_chosen, timeout=2000) as chosen:
        qtbot.keyClick(steps, key)
    assert chosen.args == [2]


def test_the_keyboard_cannot_come_to_a_step_that_is_not_open(steps: StepList, qtbot: QtBot) -> None:
    for _ in range(5):
        qtbot.keyClick(steps, Qt.Key.Key_Down)
    assert steps.currentRow() == 2


def test_a_click_opens_a_step(steps: StepList, qtbot: QtBot) -> None:
    place = steps.visualItemRect(steps.item(0)).center()
    with qtbot.waitSignal(steps.step_chosen, timeout=2000) as chosen:
        qtbot.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [0]
    assert steps.currentRow() == 1


@pytest.mark.parametrize("row", [1, 3])
def test_the_current_step_and_one_not_open_lead_nowhere(steps: StepList, qtbot: QtBot, row: int) -> None:
    place = steps.visualItemRect(steps.item(row)).center()
    with qtbot.assertNotEmitted(steps.step_chosen):
        qtbot.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_rows_are_large_enough_to_hit(steps: StepList) -> None:
    heights = [steps.visualItemRect(steps.item(row)).height() for row in range(steps.count())]
    assert min(heights) >= 24


def test_every_state_can_be_painted(steps: StepList, qtbot: QtBot) -> None:
    for current in range(4):
        steps.set_state(current, [True, True, True, False])
        image = steps.grab().toImage()
        colours = {image.pixelColor(x, y).name() for x in range(0, 220, 3) for y in range(0, 170, 3)}
        assert len(colours) > 4
    qtbot.keyClick(steps, Qt.Key.Key_Up)


def test_in_a_low_window_the_rows_move_together_until_all_are_seen(steps: StepList, qtbot: QtBot) -> None:
    last = steps.model().index(len(NAMES) - 1, 0)
    usual = steps.visualRect(last).height()
    steps.resize(220, usual * len(NAMES) - 20)
    qtbot.waitUntil(lambda: steps.visualRect(last).height() < usual)
    assert steps.visualRect(last).bottom() <= steps.viewport().height()
    steps.resize(220, 40)
    qtbot.waitUntil(lambda: steps.verticalScrollBar().maximum() > 0)
    # Never too low to hit.
    assert steps.visualRect(last).height() >= 24


def is_round(circle: QWidget) -> bool:
    """Nothing at its corner, and something in the middle of its left rim."""
    image = circle.grab().toImage()
    near = round(0.1 * image.width())
    return image.pixelColor(near, near).alpha() < 20 < image.pixelColor(0, image.height() // 2).alpha()


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("height", [300, 90])
def test_circles_are_round_in_rows_of_every_height(
    qapp: QApplication, qtbot: QtBot, times: int, height: int
) -> None:
    theme = apply_theme(qapp)
    usual = qapp.font()
    font = QFont(usual)
    font.setPointSizeF(10 * times)
    qapp.setFont(font)
    line = QFontMetrics(font).height()
    qapp.setStyleSheet(make_style_sheet(Look.LIGHT, 10.0 * times, line))
    made = StepList()
    qtbot.addWidget(made)
    made.set_names(NAMES, translator("en"))
    made.resize(220 * times, height * times)
    made.show()
    made.set_state(0, [True, True, True, False])
    circle = made.itemWidget(made.item(3))
    found, side = is_round(circle), circle.width()
    qapp.setFont(usual)
    theme.force(None)
    assert found
    assert side in step_circles(line)


def test_numbers_alone_stand_in_the_middle(steps: StepList) -> None:
    beside = steps.itemWidget(steps.item(0)).geometry()
    steps.set_compact(compact=True)
    steps.setFixedWidth(60)
    row = steps.visualItemRect(steps.item(0))
    alone = steps.itemWidget(steps.item(0)).geometry()
    assert abs(alone.center().x() - row.center().x()) <= 1
    assert beside.left() < 12
