"""One thing at a time, beside the window: who asked is told what became of it, and where the keyboard is."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from installer.errors import Code, Unavailable
from ui.resting import Resting
from ui.worker import Task
from ui.working import Working

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_what_is_asked_for_meanwhile_is_not_begun(qtbot: QtBot) -> None:
    work, go, done = Working(), threading.Event(), []
    errand = work.begin(go.wait)
    assert errand is not None
    told: list[str] = []
    errand.lasted.connect(lambda: told.append("lasted"))
    errand.succeeded.connect(lambda _: told.append("succeeded"))
    work.busy_changed.connect(lambda: told.append("busy" if work.busy else "free"))
    assert work.begin(lambda: done.append("twice")) is None
    qtbot.waitUntil(lambda: told == ["lasted"])
    go.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert told == ["lasted", "succeeded", "free"]
    assert not done


def test_what_ends_at_once_is_not_said_to_last(qtbot: QtBot) -> None:
    work = Working()
    told: list[object] = []

    def refuse() -> None:
        raise Unavailable(Code.FILE_UNWRITABLE, path="x", detail="")

    errand = work.begin(refuse)
    assert errand is not None
    errand.lasted.connect(lambda: told.append("lasted"))
    errand.failed.connect(told.append)
    work.wait()
    qtbot.waitUntil(lambda: not work.busy)
    qtbot.waitUntil(lambda: not shiboken6.isValid(errand))
    assert [getattr(each, "code", each) for each in told] == [Code.FILE_UNWRITABLE]
    work.wait()


def test_it_ends_though_nobody_is_there_any_more(qtbot: QtBot) -> None:
    owner, go, done = QObject(), threading.Event(), []
    work = Working(owner)
    work.begin(lambda: done.append(go.wait()))
    (task,) = Task._running
    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: task not in Task._running)
    assert done == [True]


def window_with(qtbot: QtBot, *parts: QWidget) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    for part in parts:
        layout.addWidget(part)
    window.show()
    window.activateWindow()
    return window


def test_a_button_that_rests_does_not_hand_the_keyboard_on(qtbot: QtBot) -> None:
    work, go, button, beside = Working(), threading.Event(), QPushButton(), QPushButton()
    window = window_with(qtbot, button, beside)
    resting = Resting(button, work)
    button.setFocus()
    work.begin(go.wait)
    assert not button.isEnabled()
    assert window.focusWidget() is window
    go.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert button.isEnabled()
    assert window.focusWidget() is button
    assert resting.parent() is button


def test_who_has_gone_elsewhere_meanwhile_stays_there(qtbot: QtBot) -> None:
    work, go, button, other = Working(), threading.Event(), QPushButton(), QLineEdit()
    window = window_with(qtbot, button, other)
    Resting(button, work)
    button.setFocus()
    work.begin(go.wait)
    other.setFocus(Qt.FocusReason.MouseFocusReason)
    go.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert window.focusWidget() is other
