"""Saving a receipt that is not in its folder: it is made again of the statement in the log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton

from ui.worker import Task

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.acceptances.clerk import Clerk


class SaveReceipt(QPushButton):
    """Hidden until a record is offered whose receipt is missing.

    Signals:
        told(str): where it was saved.
        failed(Exception): why it could not be.
    """

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, clerk: Clerk, parent: QWidget | None = None) -> None:
        super().__init__(clerk.tr("&Save receipt…"), parent)
        self.setObjectName("save-receipt-again")
        self.setAutoDefault(False)
        self._clerk = clerk
        self._record = ""
        self._task: Task | None = None
        self.clicked.connect(self._on_clicked)
        self.hide()

    def offer(self, record: str, about: str = "") -> None:
        """The receipt of this record; of none, and hidden, where it is empty. `about` is heard with it."""
        self._record = record
        self.setAccessibleDescription(about)
        self.setVisible(bool(record))

    def save_into(self, folder: Path) -> None:
        """Make it and write it there, outside this thread."""
        if self._task is not None:
            return
        acts, record = self._clerk.acts, self._record
        self._task = Task(lambda: acts.save_again(record, folder))
        self._task.succeeded.connect(self._on_saved)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def wait(self) -> None:
        """Block until nothing is being made."""
        if self._task is not None:
            self._task.wait()

    def _on_clicked(self) -> None:
        tr = self._clerk.tr
        there = str(self._clerk.acts.receipts)
        folder = QFileDialog.getExistingDirectory(self, tr("Folder for the receipt"), there)
        if folder:
            self.save_into(Path(folder))

    def _on_saved(self, path: Path) -> None:
        self._end()
        self.told.emit(self._clerk.tr("Saved: {paths}").format(paths=path))

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        if self._task is not None:
            self._task.wait()
            self._task.deleteLater()
            self._task = None
