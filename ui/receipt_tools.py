"""What can be done with receipts: a copy, their certificates, an e-mail, their folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from installer.errors import AssentError, Code, Unavailable
from ui.mailing import Sent, send
from ui.marks import mark
from ui.widgets.flowing import Flowing
from ui.worker import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer.i18n import Translator


class ReceiptTools(QWidget):
    """Four buttons over the receipts that `find` names at that moment.

    Signals:
        told(str): what was done, in a sentence.
        failed(Exception): what went wrong.
        busy_changed(): a certificate is being made, or is made.
    """

    told = Signal(str)
    failed = Signal(object)
    busy_changed = Signal()

    def __init__(
        self, find: Callable[[], Sequence[Path]], translators: Callable[[], Sequence[Translator]]
    ) -> None:
        super().__init__()
        self._find = find
        self._translators = translators
        self._task: Task | None = None
        self.save = _button("save-receipt")
        self.certificate = _button("save-certificate")
        self.mail = _button("mail-receipt")
        self.folder = _button("show-folder")
        self._row = Flowing(self)
        self._buttons = (self.save, self.certificate, self.mail, self.folder)
        for button in self._buttons:
            self._row.addWidget(button)
        self._connect()

    def stand_back(self) -> None:
        """Look like what can be done too, beside what the window is about."""
        for button in self._buttons:
            mark(button, "quiet", value=True)

    def retranslate(self, tr: Translator) -> None:
        """Set every word anew."""
        self.save.setText(tr("&Save a copy of the receipt…"))
        self.certificate.setText(tr("Save the &certificate (PDF)…"))
        self.mail.setText(tr("Send by &e-mail…"))
        self.folder.setText(tr("Show the &folder"))

    @property
    def busy(self) -> bool:
        """Whether a certificate is being made."""
        return self._task is not None

    def wait(self) -> None:
        """Block until nothing is being made: some tenths of a second."""
        if self._task is not None:
            self._task.wait()

    def save_copies(self, folder: Path) -> None:
        """Copy every receipt into `folder`."""
        try:
            copies = _copy(self._find(), folder)
        except AssentError as error:
            self.failed.emit(error)
        else:
            self.told.emit(self._tr("Saved: {paths}").format(paths=_listed(copies)))

    def save_certificates(self, folder: Path) -> None:
        """Make the certificate of every receipt in `folder`, outside this thread."""
        from ui.certificates import write_certificates  # typesetting is for those who ask for it

        receipts, translators = tuple(self._find()), tuple(self._translators())
        self._task = Task(lambda: write_certificates(receipts, folder, translators))
        self._task.succeeded.connect(self._on_made)
        self._task.failed.connect(self._on_failed)
        self.certificate.setEnabled(False)
        self.told.emit(self._tr("The certificate is being made…"))
        self._task.start()
        self.busy_changed.emit()

    @property
    def _tr(self) -> Translator:
        return self._translators()[0]

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save_clicked)
        self.certificate.clicked.connect(self._on_certificate_clicked)
        self.mail.clicked.connect(self._on_mail_clicked)
        self.folder.clicked.connect(self._on_folder_clicked)

    def _on_save_clicked(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._tr("Folder for the receipts"))
        if folder:
            self.save_copies(Path(folder))

    def _on_certificate_clicked(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._tr("Folder for the certificates"))
        if folder:
            self.save_certificates(Path(folder))

    def _on_made(self, made: Sequence[Path]) -> None:
        self._end_task()
        self.told.emit(self._tr("Saved: {paths}").format(paths=_listed(made)))

    def _on_failed(self, error: Exception) -> None:
        self._end_task()
        self.failed.emit(error)

    def _end_task(self) -> None:
        if self._task is not None:
            self._task.wait()
            self._task.deleteLater()
            self._task = None
        self.certificate.setEnabled(True)
        self.busy_changed.emit()

    def _on_mail_clicked(self) -> None:
        tr, receipts = self._tr, tuple(self._find())
        sentences = {
            Sent.ATTACHED: tr(
                "Your e-mail program was asked for a new message with the receipt attached. "
                "Should it not come, attach the file yourself: {paths}"
            ),
            Sent.WITHOUT_FILE: tr(
                "Your e-mail program was asked for a new message. This way it carries no file: "
                "attach it yourself: {paths}"
            ),
            Sent.NOT: tr("No e-mail program answered. Send the file in your own way: {paths}"),
        }
        self.told.emit(sentences[send(receipts, tr)].format(paths=_listed(receipts)))

    def _on_folder_clicked(self) -> None:
        folder = next((receipt.parent for receipt in self._find()), None)
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _button(name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button


def _copy(receipts: Sequence[Path], folder: Path) -> list[Path]:
    try:
        return [Path(shutil.copy2(receipt, folder / receipt.name)) for receipt in receipts]
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(folder), detail=exc.strerror or "") from exc


def _listed(paths: Sequence[Path]) -> str:
    return ", ".join(str(path) for path in paths)
