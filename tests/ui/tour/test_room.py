"""The look at a window finds a focus out of sight, a text and a list with too few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QScrollArea, QVBoxLayout, QWidget

from ui.tour.finding import Fault
from ui.tour.focus import check_focus
from ui.tour.geometry import check_window
from ui.widgets.page_scroll import page_scroll, watch_focus
from ui.widgets.reader_column import ReaderColumn

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("plain")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An empty window."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 200)
    QVBoxLayout(made).setContentsMargins(0, 0, 0, 0)
    return made


def show(window: QWidget, qtbot: QtBot) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def form(fields: int) -> tuple[QWidget, list[QLineEdit]]:
    """Lines of text with their labels, higher than the window."""
    inner = QWidget()
    layout = QVBoxLayout(inner)
    edits = [QLineEdit() for _ in range(fields)]
    for number, edit in enumerate(edits):
        label = QLabel(f"Field {number}")
        label.setBuddy(edit)
        layout.addWidget(label)
        layout.addWidget(edit)
    return inner, edits


def test_a_focus_that_is_cut_is_found(window: QWidget, qtbot: QtBot) -> None:
    area, inner = QScrollArea(), QWidget()
    edits = [QLineEdit() for _ in range(12)]
    layout = QVBoxLayout(inner)
    for edit in edits:
        layout.addWidget(edit)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    window.layout().addWidget(area)
    show(window, qtbot)
    edits[0].setFocus()
    assert Fault.FOCUS_CUT not in {found.fault for found in check_window(window)}
    area.verticalScrollBar().setValue(edits[0].y() + edits[0].height() // 2)
    (cut,) = (found for found in check_window(window) if found.fault is Fault.FOCUS_CUT)
    assert str(edits[0].height()) in cut.detail


def test_of_an_area_within_an_area_the_outer_one_has_to_show_what_the_inner_one_does(
    window: QWidget, qtbot: QtBot
) -> None:
    high = QLabel("\n".join(["–"] * 40))
    high.setFocusPolicy(high.focusPolicy().StrongFocus)
    nested = QScrollArea()
    nested.setWidgetResizable(True)
    nested.setWidget(high)
    nested.setFixedHeight(120)
    inner = QWidget()
    layout = QVBoxLayout(inner)
    layout.addWidget(QLabel("\n".join(["–"] * 20)))
    layout.addWidget(nested)
    watch_focus()
    area, _ = page_scroll(inner, window)
    window.layout().addWidget(area)
    show(window, qtbot)
    high.setFocus()
    qtbot.wait(1)
    assert not [found for found in check_window(window) if found.fault is Fault.FOCUS_CUT]
    area.verticalScrollBar().setValue(0)
    assert [found for found in check_window(window) if found.fault is Fault.FOCUS_CUT]


def test_in_a_page_whatever_gets_the_focus_is_brought_on_screen_with_its_label(
    window: QWidget, qtbot: QtBot
) -> None:
    inner, edits = form(9)
    watch_focus()
    area, _ = page_scroll(inner, window)
    window.layout().addWidget(area)
    show(window, qtbot)
    assert area.verticalScrollBar().maximum() > 0
    assert not [found for found in check_focus(window) if found.fault is Fault.FOCUS_CUT]
    for edit in (*edits, *reversed(edits)):
        edit.setFocus()
        label = next(each for each in inner.findChildren(QLabel) if each.buddy() is edit)
        for widget in (edit, label):
            top = widget.y() - area.verticalScrollBar().value()
            assert top >= 0
            assert top + widget.height() <= area.viewport().height()


def test_what_is_pressed_does_not_move_away_under_the_mouse(window: QWidget, qtbot: QtBot) -> None:
    inner, edits = form(9)
    watch_focus()
    area, _ = page_scroll(inner, window)
    window.layout().addWidget(area)
    show(window, qtbot)
    edits[0].setFocus()
    qtbot.wait(1)
    area.verticalScrollBar().setValue(edits[0].y() + edits[0].height() // 2)
    before = area.verticalScrollBar().value()
    pressed, handle = area.rect().center(), window.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, pressed)
    edits[0].clearFocus()
    edits[0].setFocus()
    assert area.verticalScrollBar().value() == before
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, pressed)


def test_an_agreement_of_which_few_lines_show_is_found(window: QWidget, qtbot: QtBot) -> None:
    column = ReaderColumn()
    column.setPlainText("A word and another one. " * 400)
    line = column.fontMetrics().lineSpacing()
    window.layout().addWidget(column)
    show(window, qtbot)
    for lines, wanted in ((7, False), (4, True)):
        column.setFixedHeight(lines * line + 4)
        qtbot.wait(1)
        assert (Fault.CRAMPED in {found.fault for found in check_window(window)}) is wanted


def test_a_list_of_which_two_rows_show_is_found(window: QWidget, qtbot: QtBot) -> None:
    shown = QListWidget()
    shown.addItems([f"Product {number}" for number in range(20)])
    window.layout().addWidget(shown)
    show(window, qtbot)
    row = shown.sizeHintForRow(0)
    for rows, wanted in ((4, False), (2, True)):
        shown.setFixedHeight(rows * row + 6)
        qtbot.wait(1)
        assert (Fault.CRAMPED in {found.fault for found in check_window(window)}) is wanted
