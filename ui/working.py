"""What somebody asked for and waits for: done outside the window's thread, one thing at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.worker import Task

if TYPE_CHECKING:
    from collections.abc import Callable

MOMENT_MS: Final = 300
"""What takes longer is said. Below it the words would be gone again before anybody has read them."""


class Errand(QObject):
    """One thing that is being done. Nobody can stop it: it ends though everybody who waited is gone.

    Its signals come in later turns than the one that began it, so whoever asked has time to connect.

    Signals:
        lasted(): it takes longer than a moment.
        succeeded(object): what it returned.
        failed(Exception): an `AssentError`, or a defect of the program, logged.
        ended(): it was told what became of it.
    """

    lasted = Signal()
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, work: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._task = Task(work)
        self._moment = QTimer(self, singleShot=True, interval=MOMENT_MS)
        self._moment.timeout.connect(self.lasted)
        self._task.succeeded.connect(self._on_succeeded)
        self._task.failed.connect(self._on_failed)

    def start(self) -> None:
        """Begin."""
        self._moment.start()
        self._task.start()

    def wait(self) -> None:
        """Block until its thread has ended; what became of it is told in a later turn."""
        self._task.wait()

    def _on_succeeded(self, result: object) -> None:
        self._close()
        self.succeeded.emit(result)
        self.ended.emit()

    def _on_failed(self, error: Exception) -> None:
        self._close()
        self.failed.emit(error)
        self.ended.emit()

    def _close(self) -> None:
        self._moment.stop()
        self._task.wait()
        self._task.deleteLater()


class Working(QObject):
    """Does one thing at a time: what is asked for meanwhile is not begun, and so not done twice.

    Signals:
        busy_changed(): something was begun, or has ended and was told.
    """

    busy_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errand: Errand | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._errand is not None

    def begin(self, work: Callable[[], object]) -> Errand | None:
        """Do it in another thread; None where something else is being done.

        What `work` needs of the window has been read before.
        """
        if self._errand is not None:
            return None
        errand = self._errand = Errand(work, self)
        errand.ended.connect(self._on_ended)
        errand.start()
        self.busy_changed.emit()
        return errand

    def wait(self) -> None:
        """Block until nothing is being done any more."""
        if self._errand is not None:
            self._errand.wait()

    def _on_ended(self) -> None:
        if self._errand is not None:
            self._errand.deleteLater()
        self._errand = None
        self.busy_changed.emit()
