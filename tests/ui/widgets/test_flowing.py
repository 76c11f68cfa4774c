"""Buttons in a row go on in the next line, beside words at the height of their middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ui.widgets.flowing import Flowing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def row(qtbot: QtBot, *, apart: bool) -> tuple[QWidget, QLabel, QPushButton]:
    place, words, button = QWidget(), QLabel("Some words"), QPushButton("Copy them")
    qtbot.addWidget(place)
    button.setMinimumHeight(40)
    layout = Flowing(place, apart=apart)
    layout.addWidget(words)
    layout.addWidget(button)
    place.resize(500, layout.heightForWidth(500))
    place.show()
    return place, words, button


def test_words_stand_at_the_middle_of_the_button(qtbot: QtBot) -> None:
    place, words, button = row(qtbot, apart=False)
    assert abs(words.geometry().center().y() - button.geometry().center().y()) <= 1
    assert place.height() == button.height()
    assert button.x() == words.geometry().right() + 1 + 8


def test_the_last_one_stands_apart_in_one_line_and_follows_in_two(qtbot: QtBot) -> None:
    place, words, button = row(qtbot, apart=True)
    assert button.geometry().right() == place.rect().right()
    narrow = max(words.width(), button.width())
    layout = place.layout()
    place.resize(narrow, layout.heightForWidth(narrow))
    qtbot.wait(1)
    assert (words.x(), button.x()) == (0, 0)
    assert button.y() == words.height() + 8
    assert place.height() == words.height() + 8 + button.height()
