"""What can be done with receipts: a copy, their certificates, an e-mail, their folder."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from installer.errors import Code, Unavailable
from ui.mailing import Sent, send
from ui.marks import mark
from ui.resting import Resting
from ui.widgets.flowing import Flowing
from ui.working import Working

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer.i18n import Translator
    from ui.working import Errand


class ReceiptTools(QWidget):
    """Four buttons over the receipts that `find` names at that moment. What writes files is done in `work`.

    Signals:
        told(str): what is being done, and what was, in a sentence.
        failed(Exception): what went wrong.
        busy_changed(): something is being done in `work`, or is done.
    """

    told = Signal(str)
    failed = Signal(object)
    busy_changed = Signal()

    def __init__(
        self,
        find: Callable[[], Sequence[Path]],
        translators: Callable[[], Sequence[Translator]],
        work: Working | None = None,
    ) -> None:
        super().__init__()
        self._find = find
        self._translators = translators
        self._work = Working(self) if work is None else work
        self._resting = Resting(self, self._work)
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
        """Whether something is being done."""
        return self._work.busy

    def wait(self) -> None:
        """Block until nothing is being done: some tenths of a second for a certificate."""
        self._work.wait()

    def save_copies(self, folder: Path) -> None:
        """Copy every receipt into `folder`, outside this thread."""
        errand = self._begin(partial(_copy, tuple(self._find()), folder))
        if errand is not None:
            errand.lasted.connect(self._on_lasted)

    def save_certificates(self, folder: Path) -> None:
        """Make the certificate of every receipt in `folder`, outside this thread."""
        from ui.certificates import write_certificates  # typesetting is for those who ask for it

        receipts, translators = tuple(self._find()), tuple(self._translators())
        if self._begin(partial(write_certificates, receipts, folder, translators)) is not None:
            self.told.emit(self._tr("The certificate is being made…"))

    def _begin(self, work: Callable[[], Sequence[Path]]) -> Errand | None:
        errand = self._work.begin(work)
        if errand is not None:
            errand.succeeded.connect(self._on_saved)
            errand.failed.connect(self.failed)
        return errand

    @property
    def _tr(self) -> Translator:
        return self._translators()[0]

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save_clicked)
        self.certificate.clicked.connect(self._on_certificate_clicked)
        self.mail.clicked.connect(self._on_mail_clicked)
        self.folder.clicked.connect(self._on_folder_clicked)
        self._work.busy_changed.connect(self.busy_changed)

    def _on_save_clicked(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._tr("Folder for the receipts"))
        if folder:
            self.save_copies(Path(folder))

    def _on_certificate_clicked(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._tr("Folder for the certificates"))
        if folder:
            self.save_certificates(Path(folder))

    def _on_lasted(self) -> None:
        self.told.emit(self._tr("Being saved…"))

    def _on_saved(self, saved: Sequence[Path]) -> None:
        self.told.emit(self._tr("Saved: {paths}").format(paths=_listed(saved)))

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
