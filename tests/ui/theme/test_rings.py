"""A list shows where the keyboard is in it, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QListWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ui.palettes import PALETTES, Look
from ui.rings import watch_lists
from ui.theme import apply_theme
from ui.tour.focus import check_focus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture(params=list(Look))
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Look]:
    theme = apply_theme(qapp)
    theme.settle()
    theme.force(request.param)
    yield request.param
    theme.force(None)


def shown(qtbot: QtBot, view: QWidget) -> QWidget:
    """In a window that is active."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(view)
    window.resize(240, 200)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.setFocus()
    return window


def rings(view: QWidget, look: Look) -> int:
    """Lines in the colour of the focus from the left edge inwards, at the height of the first row."""
    image = view.grab().toImage()
    colour = PALETTES[look].focus
    row = [image.pixelColor(x, 22).name() == colour for x in range(12)]
    return sum(here and not before for before, here in zip([False, *row], row, strict=False))


def test_the_row_has_the_only_ring(look: Look, qtbot: QtBot) -> None:
    view = QListWidget()
    window = shown(qtbot, view)
    view.addItems(["one", "two"])
    assert rings(view, look) == 0
    view.setFocus()
    assert rings(view, look) == 1
    assert view.property("rowless") is False
    assert window.focusWidget() is view


def test_a_list_without_rows_has_the_ring_itself(look: Look, qtbot: QtBot) -> None:
    view = QListWidget()
    window = shown(qtbot, view)
    view.setFocus()
    assert rings(view, look) == 1
    window.setFocus()
    view.addItem("one")
    view.setFocus()
    assert rings(view, look) == 1


def test_the_row_with_the_keyboard_is_on_screen(look: Look, qtbot: QtBot) -> None:
    assert look in Look
    view = QTreeWidget()
    window = shown(qtbot, view)
    for number in range(40):
        QTreeWidgetItem(view, [str(number)])
    view.setCurrentItem(view.topLevelItem(0))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert not view.viewport().rect().intersects(view.visualItemRect(view.topLevelItem(0)))
    view.setFocus()
    assert view.viewport().rect().contains(view.visualItemRect(view.topLevelItem(0)))
    assert window.focusWidget() is view


def test_the_ring_differs_clearly_from_the_line_round_what_is_chosen(look: Look, qtbot: QtBot) -> None:
    assert look in Look
    view = QListWidget()
    window = shown(qtbot, view)
    view.addItems(["one", "two"])
    view.setCurrentRow(0)
    assert list(check_focus(window)) == []


def test_other_widgets_are_left_alone(qapp: QApplication, qtbot: QtBot) -> None:
    watch_lists(qapp)
    other = QWidget()
    window = shown(qtbot, other)
    other.setFocus()
    assert other.property("rowless") is None
    assert window.isActiveWindow()
