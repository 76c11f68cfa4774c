"""The side of the window: what waits is seen there at every width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.wizards import ONE_LANGUAGE
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QToolButton

from ui.palettes import PALETTES, Look
from ui.side import SidePanel
from ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.wizards import Stage

pytestmark = ONE_LANGUAGE


@pytest.fixture(params=[Look.LIGHT, Look.DARK, Look.CONTRAST_DARK])
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Look]:
    theme = apply_theme(qapp)
    theme.force(request.param)
    yield request.param
    theme.force(None)


def side_of(stage: Stage) -> SidePanel:
    side = stage.wizard.findChild(SidePanel)
    assert isinstance(side, SidePanel)
    return side


def beside(stage: Stage, size: tuple[int, int], waiting: int) -> QToolButton:
    """The button with so many notices waiting, in a window of that size."""
    stage.wizard.resize(QSize(*size))
    side = side_of(stage)
    side.offer_acceptances(waiting, stage.translation.tr)
    button = side.findChild(QToolButton, "acceptances")
    assert isinstance(button, QToolButton)
    return button


@pytest.mark.parametrize("size", [(800, 600), (1280, 800)])
def test_what_waits_stands_on_a_ground_of_its_own(stage: Stage, size: tuple[int, int], look: Look) -> None:
    button = beside(stage, size, waiting=2)
    edge = button.grab().toImage().pixelColor(0, button.height() // 2)
    assert edge.name() == PALETTES[look].mark
    quiet = beside(stage, size, waiting=0)
    edge = quiet.grab().toImage().pixelColor(0, quiet.height() // 2)
    assert edge.name() != PALETTES[look].mark


def test_without_room_for_words_it_says_how_many_wait(stage: Stage) -> None:
    tr = stage.translation.tr
    button = beside(stage, (800, 600), waiting=2)
    assert button.text().strip() == "2"
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert button.accessibleName() == button.toolTip() == tr("A notice waits for you")
    button = beside(stage, (1280, 800), waiting=2)
    assert button.text().strip() == tr("A notice waits for you")
    button = beside(stage, (800, 600), waiting=0)
    assert button.text().strip() == ""
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert button.accessibleName() == tr("Your acceptances")


def test_below_numbers_alone_all_buttons_are_as_wide_as_they(stage: Stage) -> None:
    def widths() -> set[int]:
        return {button.width() for button in side_of(stage).findChildren(QToolButton) if button.isVisible()}

    button = beside(stage, (800, 600), waiting=1)
    for each in side_of(stage).findChildren(QToolButton, "segment"):
        each.setText("i")
    stage.qtbot.waitUntil(lambda: button.isVisible() and widths() == {side_of(stage).steps.width()})
    beside(stage, (1280, 800), waiting=1)
    stage.qtbot.waitUntil(lambda: len(widths()) > 1)
