"""A page with the core's sentences follows the colours of the look, once for each look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ui.answers import AnswerView
from ui.palettes import PALETTES, Look
from ui.theme import Theme, apply_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = apply_theme(qapp)
    made.force(Look.LIGHT)
    yield made
    made.force(None)


def test_another_look_asks_for_filling_anew_once(qtbot: QtBot, theme: Theme) -> None:
    view = AnswerView()
    qtbot.addWidget(view)
    asked: list[str] = []
    view.colours_changed.connect(lambda: asked.append(view.muted))
    view.show()
    assert view.muted == PALETTES[Look.LIGHT].muted
    with qtbot.waitSignal(view.colours_changed):
        theme.force(Look.DARK)
    qtbot.wait(1)
    assert asked == [PALETTES[Look.DARK].muted]


def test_the_same_colours_and_a_view_out_of_sight_ask_for_nothing(qtbot: QtBot, theme: Theme) -> None:
    view, hidden = AnswerView(), AnswerView()
    qtbot.addWidget(view)
    qtbot.addWidget(hidden)
    view.show()
    assert view.muted == hidden.muted
    with qtbot.assertNotEmitted(view.colours_changed, wait=50):
        theme.force(Look.LIGHT)
    with qtbot.assertNotEmitted(hidden.colours_changed, wait=50):
        theme.force(Look.DARK)
