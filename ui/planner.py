"""Plans beside the window while somebody types: one plan at a time, and only the last answer counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from installer.progress import Cancel
from ui.worker import Task

if TYPE_CHECKING:
    from installer.session import Session

PAUSE_MS: Final = 250
"""Who types on within this time has not finished the word: no plan for every letter of a path."""


class Planner(QObject):
    """Asks the session for its review, outside the window's thread. It is asked anew at each change.

    While a plan is being made its answer may become worthless; it is then stopped, and forgotten when
    it comes after all. The next one waits for its end: two never look at one target at once.

    Signals:
        planned(Review): the answer to what was asked last.
        failed(Exception): a defect of the program, logged; no answer will come.
    """

    planned = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._cancel = Cancel()
        self._asked = False
        """Whether an answer is owed for which no plan is being made yet."""
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._on_pause_over)

    @property
    def busy(self) -> bool:
        """Whether an answer is still owed."""
        return self._asked or (self._task is not None and not self._cancel.requested)

    def ask(self, *, at_once: bool = False) -> None:
        """Plan for the session's state of now, after a pause unless `at_once`. Earlier answers are void.

        Never in this turn: QWizard hides a page once more before it shows it, and a plan that is stopped
        then may have ended an interrupted install, of which nobody would hear.
        """
        self._cancel.request()
        self._asked = True
        self._pause.start(0 if at_once else PAUSE_MS)

    def stop(self) -> None:
        """Nobody waits for an answer any more. Returns when nothing is at work."""
        self._pause.stop()
        self._asked = False
        self._cancel.request()
        if self._task is not None:
            self._task.wait()

    def _on_pause_over(self) -> None:
        if self._task is None:
            self._begin()

    def _begin(self) -> None:
        self._asked = False
        self._cancel = cancel = Cancel()
        task = self._task = Task(lambda: self._session.review(cancel))
        task.succeeded.connect(self._on_succeeded)
        task.failed.connect(self._on_failed)
        task.start()

    def _on_succeeded(self, review: object) -> None:
        if self._is_wanted():
            self.planned.emit(review)

    def _on_failed(self, error: Exception) -> None:
        if self._is_wanted():
            self.failed.emit(error)

    def _is_wanted(self) -> bool:
        """Whether the answer that came is the one that is waited for; begins the next one where it is due."""
        wanted = not self._cancel.requested
        if self._task is not None:
            self._task.wait()
            self._task.deleteLater()
            self._task = None
        if self._asked and not self._pause.isActive():
            self._begin()
        return wanted
