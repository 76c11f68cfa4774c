"""Python's collector runs in the window's thread, and not while Qt tells its widgets of a new look."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING, ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ui.collector import Collector, NoCollection
from ui.palettes import Look
from ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    gc.enable()
    apply_theme(qapp, Look.DARK)
    assert listening.heard[QEvent.Type.StyleChange] == {False}
    assert listening.heard[QEvent.Type.PaletteChange] == {False}
    assert gc.isenabled()
    gc.disable()


def test_where_collections_were_off_they_stay_off() -> None:
    with NoCollection():
        assert not gc.isenabled()
    assert not gc.isenabled()


class Knot(QObject):
    """Garbage that only a collection finds. It notes the thread that destroys it."""

    ended: ClassVar[list[threading.Thread]] = []

    def __init__(self) -> None:
        super().__init__()
        self.knot = self

    def __del__(self) -> None:
        self.ended.append(threading.current_thread())


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    was_on = gc.isenabled()
    Knot.ended.clear()
    owner = QObject(qapp)
    yield Collector(owner)
    owner.deleteLater()
    if was_on:
        gc.enable()


def many() -> list[list[int]]:
    """More objects than any threshold."""
    return [[] for _ in range(gc.get_threshold()[0] * 20)]


def test_another_thread_destroys_nothing_of_the_windows(collector: Collector) -> None:
    gc.collect()
    Knot()
    worker = threading.Thread(target=many)
    worker.start()
    worker.join()
    assert Knot.ended == []
    kept = many()
    collector.look()
    assert Knot.ended == [threading.main_thread()]
    assert kept


def test_without_much_that_is_new_nothing_is_looked_through(collector: Collector) -> None:
    gc.collect()
    Knot()
    collector.look()
    assert Knot.ended == []
    gc.collect()
    assert len(Knot.ended) == 1
