"""The one module that knows threads: runs beside the window what takes long (style 12)."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QObject, Signal

from installer import logs, paths
from installer.errors import AssentError
from installer.progress import Cancel

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.install.plan import Plan
    from installer.progress import Progress
    from installer.session import Session

STEPS_PER_PHASE: Final = 200
"""Reports that reach the window per component and phase: one per pixel of a bar is enough, and a
thousand small files must not fill the event queue."""


class InstallJob(QObject):
    """One run of `Session.install` with the plan that was shown, outside the window's thread.

    Signals:
        progressed(Progress): a moment of the install, at most `STEPS_PER_PHASE` per phase.
        succeeded(InstallResult): everything that was planned is in place.
        failed(Exception): an `AssentError` after rollback, or a defect of the program, logged.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plan = plan
        self._cancel = Cancel()
        self._last: tuple[str, str, int] | None = None
        self._thread = threading.Thread(target=self._run, name="install")

    def start(self) -> None:
        """Begin. The signals arrive in the thread that made this object."""
        self._thread.start()

    def request_cancel(self) -> None:
        """Ask the install to stop at its next safe point; `failed` then carries `Cancelled`."""
        self._cancel.request()

    @property
    def cancelling(self) -> bool:
        """Whether somebody asked to stop."""
        return self._cancel.requested

    def wait(self) -> None:
        """Block until the thread has ended; it has nothing left to do once a final signal came."""
        self._thread.join()

    def _run(self) -> None:
        try:
            result = self._session.install(self._plan, self._report, self._cancel)
        except AssentError as error:
            self.failed.emit(error)
        except Exception as error:
            # Nothing may end this thread silently: the window would wait for ever.
            logger = logs.logger(__name__, paths.state_root())
            logger.exception("ui.install-unexpected")
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)

    def _report(self, progress: Progress, /) -> None:
        tick = progress.done_bytes * STEPS_PER_PHASE // max(progress.total_bytes, 1)
        moment = (progress.phase, progress.component, tick)
        if moment != self._last:
            self._last = moment
            self.progressed.emit(progress)


class Task(QObject):
    """One piece of work outside the window's thread, which nobody can stop.

    It has no parent: a window that goes would take it away from under its thread. It stays until that has
    ended, and who is gone by then hears nothing.

    Signals:
        succeeded(object): what the work returned.
        failed(Exception): an `AssentError`, or a defect of the program, logged.
    """

    succeeded = Signal(object)
    failed = Signal(object)

    _ended = Signal()
    _running: ClassVar[set[Task]] = set()

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self._work = work
        self._thread = threading.Thread(target=self._run, name="task")
        self._ended.connect(self._let_go)

    def start(self) -> None:
        """Begin. The signals arrive in the thread that made this object."""
        self._running.add(self)
        self._thread.start()

    def wait(self) -> None:
        """Block until the thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        try:
            result = self._work()
        except AssentError as error:
            self.failed.emit(error)
        except Exception as error:
            logger = logs.logger(__name__, paths.state_root())
            logger.exception("ui.task-unexpected")
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)
        self._ended.emit()

    def _let_go(self) -> None:
        self._running.discard(self)
