"""Every button of the bar and of the line below does what its name says."""

from __future__ import annotations

from gettext import NullTranslations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from installer.flow.state import Columns
from installer.i18n import Translator
from ui.widgets.tab_order import stops

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.reading import Shown


def press(shown: Shown, name: str) -> QToolButton:
    """Press the visible button of this name with Space."""
    (button,) = (
        one
        for one in shown.reader.findChildren(QToolButton)
        if one.isVisible() and name in (one.text(), one.accessibleName())
    )
    button.setFocus()
    shown.qtbot.keyClick(button, Qt.Key.Key_Space)
    return button


@pytest.mark.parametrize(
    ("name", "columns"),
    [("Hungarian", Columns.TRANSLATION), ("English", Columns.GOVERNING), ("Side by side", Columns.BOTH)],
)
def test_mode_buttons_choose_what_they_name(show: Callable, name: str, columns: Columns) -> None:
    shown = show()
    shown.reader.set_columns(Columns.GOVERNING if columns is Columns.TRANSLATION else Columns.TRANSLATION)
    button = press(shown, name)
    assert shown.reader.columns is columns
    assert button.isChecked()


@pytest.mark.parametrize("columns", list(Columns))
def test_tab_stops_at_the_chosen_way_alone(show: Callable, columns: Columns) -> None:
    shown = show()
    shown.reader.set_columns(columns)
    ways = [button for button in stops(shown.reader) if button.objectName() == "segment"]
    assert [way.isChecked() for way in ways] == [True]
    assert ways[0].property("columns") == columns


def test_zoom_buttons_zoom(show: Callable) -> None:
    shown = show()
    press(shown, "Larger text (Ctrl++)")
    press(shown, "Larger text (Ctrl++)")
    assert shown.reader.zoom == 125
    press(shown, "Smaller text (Ctrl+-)")
    assert shown.reader.zoom == 110
    press(shown, "Normal text size (Ctrl+0)")
    assert shown.reader.zoom == 100


def test_match_buttons_go_from_match_to_match(show: Callable) -> None:
    shown = show()
    shown.resize(1200)
    shown.reader.bar.search.setText("licenc")
    number = shown.reader.finder.number
    press(shown, "Next match (F3)")
    assert shown.reader.finder.number == number + 1
    press(shown, "Match before (Shift+F3)")
    assert shown.reader.finder.number == number


def test_difference_buttons_go_from_difference_to_difference(show: Callable) -> None:
    shown = show()
    visited = []
    shown.reader.clause_chosen.connect(visited.append)
    press(shown, "Next difference (F4)")
    press(shown, "Next difference (F4)")
    press(shown, "Difference before (Shift+F4)")
    assert len(visited) == 3
    assert visited[0] == visited[2]
    assert all(shown.reader.view.content.is_marked(clause) for clause in visited)


def test_the_fold_button_shows_everything(show: Callable, general_sections: frozenset[str]) -> None:
    shown = show(general_sections)
    assert shown.reader.view.pair.left.rows.folded
    press(shown, "Show the sections that do not apply to you in full")
    assert not shown.reader.view.pair.left.rows.folded


def test_in_a_narrow_window_a_button_opens_the_search(show: Callable) -> None:
    shown = show()
    shown.resize(560)
    press(shown, "Search the agreement")
    assert shown.reader.bar.search.hasFocus()
    press(shown, "Search the agreement")
    assert not shown.reader.bar.search.isVisible()


@pytest.mark.parametrize("width", [300, 420, 560, 760, 1200])
def test_no_button_is_cut_off(show: Callable, width: int) -> None:
    shown = show()
    shown.resize(width)
    bar = shown.reader.bar
    assert bar.width() <= shown.reader.width()
    for button in bar.findChildren(QToolButton):
        if button.isVisible():
            place = button.mapTo(bar, button.rect().topLeft())
            assert 0 <= place.x() <= place.x() + button.width() <= bar.width(), button.accessibleName()
            assert button.width() >= button.sizeHint().width(), button.accessibleName()


def test_every_control_has_a_name(show: Callable) -> None:
    shown = show()
    for button in shown.reader.findChildren(QToolButton):
        assert button.accessibleName() or button.text()
    assert shown.reader.bar.search.accessibleName() == "Search the agreement"


def test_names_follow_the_language_of_the_interface(show: Callable) -> None:
    shown = show()

    class Spoken(NullTranslations):
        def gettext(self, message: str) -> str:
            return {"Search the agreement": "Keresés a szerződésben"}.get(message, message)

    shown.reader.retranslate(Translator("hu", Spoken()))
    assert shown.reader.bar.search.accessibleName() == "Keresés a szerződésben"


def test_the_menu_of_the_text_offers_the_citation(show: Callable) -> None:
    shown = show()
    column = shown.reader.view.pair.left
    middle = column.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, column.mapToGlobal(middle))
    column.contextMenuEvent(event)
    (menu,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    assert "Copy with citation" in [action.text() for action in menu.actions()]
    menu.close()
