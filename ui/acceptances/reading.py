"""Reading the log outside the window's thread: on a busy computer it takes longer than a window may wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.worker import Task

if TYPE_CHECKING:
    from collections.abc import Callable


class Reading(QObject):
    """Reads one after the other; who asks meanwhile gets what is read after that.

    Signals:
        read(object): what the log says now.
        failed(Exception): the core's refusal, or a defect of the program, logged.
    """

    read = Signal(object)
    failed = Signal(object)

    def __init__(self, look: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._task: Task | None = None
        self._again = False
        self._stopped = False

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None

    def ask(self) -> None:
        """Read; one of the signals follows, never before this returns."""
        if self._task is not None or self._stopped:
            self._again = not self._stopped
            return
        self._task = Task(self._look)
        self._task.succeeded.connect(self._on_read)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def wait(self) -> None:
        """Block until nothing is at work: nobody may go while a thread still looks.

        What was asked meanwhile is not read any more.
        """
        self._again = False
        if self._task is not None:
            self._task.wait()

    def stop(self) -> None:
        """Nobody wants to hear anything any more. What is being read comes to its end by itself."""
        self._again, self._stopped = False, True

    def _ended(self) -> bool:
        """Put the task away. False where nobody listens, or somebody has asked since: it is read again."""
        if self._task is not None:
            self._task.wait()
            self._task.deleteLater()
            self._task = None
        again, self._again = self._again, False
        if again:
            self.ask()
        return not again and not self._stopped

    def _on_read(self, found: object) -> None:
        if self._ended():
            self.read.emit(found)

    def _on_failed(self, error: Exception) -> None:
        if self._ended():
            self.failed.emit(error)
