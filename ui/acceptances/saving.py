"""Saving a receipt that is not in its folder: it is made again of the statement in the log."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton

from ui.resting import Resting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.acceptances.clerk import Clerk


class SaveReceipt(QPushButton):
    """Hidden until a record is offered whose receipt is missing.

    Signals:
        lasted(str): that it is being saved.
        told(str): where it was saved.
        failed(Exception): why it could not be.
    """

    lasted = Signal(str)
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, clerk: Clerk, parent: QWidget | None = None) -> None:
        super().__init__(clerk.tr("&Save receipt…"), parent)
        self.setObjectName("save-receipt-again")
        self.setAutoDefault(False)
        self._clerk = clerk
        self._record = ""
        self._resting = Resting(self, clerk.work)
        self.clicked.connect(self._on_clicked)
        self.hide()

    def offer(self, record: str, about: str = "") -> None:
        """The receipt of this record; of none, and hidden, where it is empty. `about` is heard with it."""
        self._record = record
        self.setAccessibleDescription(about)
        self.setVisible(bool(record))

    def save_into(self, folder: Path) -> None:
        """Make it and write it there, outside this thread."""
        errand = self._clerk.work.begin(partial(self._clerk.acts.save_again, self._record, folder))
        if errand is not None:
            errand.lasted.connect(self._on_lasted)
            errand.succeeded.connect(self._on_saved)
            errand.failed.connect(self.failed)

    def _on_clicked(self) -> None:
        tr = self._clerk.tr
        there = str(self._clerk.acts.receipts)
        folder = QFileDialog.getExistingDirectory(self, tr("Folder for the receipt"), there)
        if folder:
            self.save_into(Path(folder))

    def _on_lasted(self) -> None:
        self.lasted.emit(self._clerk.tr("Being saved…"))

    def _on_saved(self, path: Path) -> None:
        self.told.emit(self._clerk.tr("Saved: {paths}").format(paths=path))
