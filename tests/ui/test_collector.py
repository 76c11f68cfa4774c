"""No collection of Python's runs while Qt tells its widgets of a new look."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from ui.collector import no_collection
from ui.palettes import Look
from ui.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


class Listening(QWidget):
    """Notes for each kind of change whether a collection could run just then."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: dict[QEvent.Type, set[bool]] = {}

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        self.heard.setdefault(event.type(), set()).add(gc.isenabled())
        super().changeEvent(event)


@pytest.fixture
def listening(qtbot: QtBot) -> Listening:
    made = Listening()
    qtbot.addWidget(made)
    return made


def test_a_new_look_is_told_without_a_collection(qapp: QApplication, listening: Listening) -> None:
    apply_theme(qapp, Look.LIGHT)
    listening.heard.clear()
    apply_theme(qapp, Look.DARK)
    assert listening.heard[QEvent.Type.StyleChange] == {False}
    assert listening.heard[QEvent.Type.PaletteChange] == {False}
    assert gc.isenabled()


def test_where_collections_were_off_they_stay_off() -> None:
    gc.disable()
    try:
        with no_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
