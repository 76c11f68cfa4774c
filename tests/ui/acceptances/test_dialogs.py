"""Each dialog of an act: its buttons in the system's order and always in view, with large text too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QScrollArea, QStyle

from ui.acceptances.acting import ActDialog
from ui.acceptances.consent_dialog import ConsentDialog
from ui.keyboard import Keyboard
from ui.tour.finding import Fault, Finding
from ui.tour.geometry import check_window
from ui.widgets.page_scroll import watch_focus
from ui.widgets.tab_order import stops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.acceptances import Desk
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

ACTS = [
    ("notices", "confirm"),
    ("given", "object"),
    ("grants", "revoke"),
    ("grants", "grant"),
    ("consents", "answer-consent"),
]
both = pytest.mark.parametrize("language", ["hu", "en"], indirect=True)
each_act = pytest.mark.parametrize(("shelf", "act"), ACTS)


def begin(desk: Desk, shelf: str, act: str) -> ActDialog:
    """The dialog of the newest record that the act has a use for."""
    found = desk.turn_to(getattr(desk.window, shelf))
    for row in range(found.list.count()):
        found.list.setCurrentRow(row)
        if desk.button(found, act).isVisible():
            break
    return desk.begin(found, act)


def inside(part: QWidget, window: QWidget) -> bool:
    """Whether all of it is in view: in the window, and in what scrolls it."""
    place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    area = window.findChild(QScrollArea, "page-scroll")
    around = window.rect()
    if area.isAncestorOf(part):
        around &= QRect(area.viewport().mapTo(window, QPoint(0, 0)), area.viewport().size())
    return around.contains(place)


def clipped(window: QWidget) -> list[Finding]:
    """What is wrong with the layout. How large a box is, the style sheet says, which tests do without."""
    return [found for found in check_window(window) if found.fault is not Fault.SMALL_TARGET]


@pytest.fixture(autouse=True)
def closed(qtbot: QtBot) -> Iterator[None]:
    """A dialog does not outlive its test: the window beneath does, until the next turn of an event loop."""
    yield
    for window in QApplication.topLevelWidgets():
        if isinstance(window, ActDialog):
            with qtbot.waitSignal(window.destroyed):
                window.close()


@pytest.fixture
def large_text(qapp: QApplication) -> Iterator[None]:
    """Twice the usual size, before a window is made."""
    usual = qapp.font()
    large = QFont(usual)
    large.setPointSizeF(2 * usual.pointSizeF())
    qapp.setFont(large)
    yield
    qapp.setFont(usual)


@pytest.fixture
def large(large_text: None, directors: Desk) -> Desk:
    """The window with large text, as it opens beside the wizard."""
    del large_text
    watch_focus()
    return directors


@each_act
def test_the_buttons_stand_in_the_order_of_the_system(directors: Desk, shelf: str, act: str) -> None:
    dialog = begin(directors, shelf, act)
    order = dialog.style().styleHint(QStyle.StyleHint.SH_DialogButtonLayout, None, dialog.buttons)
    assert QDialogButtonBox.ButtonLayout(order) is QDialogButtonBox.ButtonLayout.WinLayout
    acting = [dialog.give, dialog.refuse] if isinstance(dialog, ConsentDialog) else [dialog.button]
    row = [*acting, dialog.cancel]
    assert [button.x() for button in row] == sorted(button.x() for button in row)
    # At the end of the row, as everywhere else.
    assert dialog.cancel.geometry().right() == dialog.buttons.rect().right()
    assert [each for each in stops(dialog.buttons) if each.isVisible()] == row


@each_act
def test_enter_in_an_input_does_nothing(directors: Desk, shelf: str, act: str) -> None:
    dialog = begin(directors, shelf, act)
    Keyboard(dialog).go_to(dialog.person.fields["actor.name"].input)
    Keyboard(dialog).press(Qt.Key.Key_Return)
    assert not directors.window.clerk.work.busy
    assert dialog.isVisible()
    assert not any(button.isDefault() for button in dialog.buttons.buttons())


@both
@each_act
def test_with_large_text_what_has_the_keyboard_and_the_buttons_are_wholly_in_view(
    large: Desk, shelf: str, act: str
) -> None:
    dialog = begin(large, shelf, act)
    dialog.resize(800, 600)
    first = dialog.person.fields["actor.name"].input
    large.qtbot.waitUntil(lambda: inside(first, dialog) and not clipped(dialog))
    assert dialog.size().boundedTo(dialog.screen().size()) == dialog.size()
    keys, seen = Keyboard(dialog), []
    while dialog.focusWidget() not in seen:
        focus = dialog.focusWidget()
        seen.append(focus)
        large.qtbot.waitUntil(lambda part=focus: inside(part, dialog))
        shown = [button for button in dialog.buttons.buttons() if button.isVisible()]
        assert all(inside(button, dialog) for button in shown)
        keys.press(Qt.Key.Key_Tab)
    assert len(seen) > 4


def test_with_large_text_a_dialog_is_larger_as_far_as_the_window_beneath_goes(large: Desk) -> None:
    large.window.resize(1200, 780)
    dialog = begin(large, "grants", "revoke")
    assert dialog.height() == 780
    assert dialog.width() > dialog.size_hint.width()
