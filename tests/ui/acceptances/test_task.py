"""Work beside the window: what it returns, and what it fails with."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject

from installer.errors import AssentError, Code, Unavailable
from ui.acceptances.reading import Reading
from ui.worker import Task

if TYPE_CHECKING:
    import logging

    from pytestqt.qtbot import QtBot


def test_what_the_work_returns_arrives_in_this_thread(qtbot: QtBot) -> None:
    task = Task(lambda: "made")
    with qtbot.waitSignal(task.succeeded) as told:
        task.start()
    task.wait()
    assert told.args == ["made"]


def test_a_refusal_arrives_as_it_is(qtbot: QtBot) -> None:
    def work() -> object:
        raise Unavailable(Code.FILE_UNWRITABLE, path="x", detail="")

    task = Task(work)
    with qtbot.waitSignal(task.failed) as told:
        task.start()
    task.wait()
    assert isinstance(told.args[0], AssentError)


def test_a_defect_arrives_too_and_is_logged(qtbot: QtBot, logged: list[logging.LogRecord]) -> None:
    task = Task(lambda: 1 // 0)
    with qtbot.waitSignal(task.failed) as told:
        task.start()
    task.wait()
    assert isinstance(told.args[0], ZeroDivisionError)
    assert [record.getMessage() for record in logged] == ["ui.task-unexpected"]
    logged.clear()


def test_a_window_may_go_while_its_task_is_at_work(qtbot: QtBot) -> None:
    going = threading.Event()
    window = QObject()
    reading = Reading(going.wait, window)
    reading.ask()
    task = reading._task
    assert task is not None
    shiboken6.delete(window)
    going.set()
    task.wait()
    qtbot.waitUntil(lambda: task not in Task._running)
