"""Rows of the window of acceptances are as high as their words, at every width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from ui.theme import apply_theme
from ui.tour.finding import Fault
from ui.tour.geometry import check_window
from ui.widgets.wrapped_rows import WrappedRows, breakable, row_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

WORDS = "Tiszaparti Vagyonvédelmi Kft. – a rendszergazda, a szerződés rendelkezése alapján\nérvényes"


def listing(qtbot: QtBot, width: int, *, fitted: bool) -> tuple[QWidget, QListWidget]:
    """A list in a window, first laid out for another width."""
    window, view = QWidget(), QListWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(view)
    view.setWordWrap(True)
    view.setTextElideMode(Qt.TextElideMode.ElideNone)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if fitted:
        WrappedRows(view)
    view.addItems([WORDS, "Kovács Anna\nkifogásolva", *[WORDS] * 3])
    window.resize(width + 200, 400)
    window.show()
    window.resize(width, 400)
    qtbot.wait(1)
    return window, view


WIDTHS = range(200, 340, 20)


def test_every_line_of_a_wrapped_row_is_painted(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp)
    for width in WIDTHS:
        window, view = listing(qtbot, width, fitted=True)
        qtbot.waitUntil(lambda window=window: not check_window(window))
        assert view.visualItemRect(view.item(1)).height() < view.visualItemRect(view.item(0)).height()


def test_as_qt_has_it_some_are_not_and_the_tour_finds_it(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp)
    windows = [listing(qtbot, width, fitted=False)[0] for width in WIDTHS]
    found = [check_window(window) for window in windows]
    assert {finding.fault for findings in found for finding in findings} == {Fault.CLIPPED}


def test_an_address_breaks_at_its_joints_on_screen_and_is_heard_whole() -> None:
    address = "szabo.gergo@rendszerhaz.example"
    assert breakable(address).split("\u200b") == ["szabo.", "gergo@", "rendszerhaz.", "example"]
    assert breakable("Kft. 2026. nov. 24. a@b.hu") == "Kft. 2026. nov. 24. a@b.hu"
    row = row_of(address)
    assert row.text() == breakable(address)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == address


def test_a_row_that_is_higher_than_the_list_is_scrolled_through(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp)
    _, view = listing(qtbot, 200, fitted=True)
    bar = view.verticalScrollBar()
    bar.setValue(1)
    assert view.visualItemRect(view.item(0)).bottom() > 1
    assert view.visualItemRect(view.item(0)).top() < view.spacing()
    assert bar.maximum() > view.count()


def test_without_a_list_to_fit_it_is_as_qt_has_it(qtbot: QtBot) -> None:
    view, plain = QListWidget(), QListWidget()
    qtbot.addWidget(view)
    qtbot.addWidget(plain)
    view.addItem(WORDS)
    made, option = WrappedRows(view), QStyleOptionViewItem()
    index = view.indexFromItem(view.item(0))
    assert made.sizeHint(option, index) == plain.itemDelegate().sizeHint(option, index)


def test_a_row_with_a_box_is_higher_than_its_box(qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp)
    _window, view = listing(qtbot, 320, fitted=True)
    view.addItem(row_of("words"))
    item = view.item(view.count() - 1)
    without = view.visualItemRect(item).height()
    item.setCheckState(Qt.CheckState.Unchecked)
    view.doItemsLayout()
    box = view.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorHeight, None, view)
    assert view.visualItemRect(item).height() >= box + 8 > without
