"""Step 9: the receipts, what they prove and what not, and what comes next."""

# ruff: noqa: D102 - `Page` says what each of these methods promises

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from installer.acceptance.decline import refund
from installer.errors import Code, Unavailable
from installer.evidence import words
from installer.flow.state import Decision
from installer.flow.steps import Step
from ui.citation import clause_links
from ui.clause_view import ClauseDialog
from ui.document import Document, DocumentView
from ui.pages.base import Page

if TYPE_CHECKING:
    from installer.i18n import Translator


class FinishPage(Page):
    """What the person takes home."""

    step: ClassVar[Step] = Step.FINISH
    scrolls: ClassVar[bool] = False

    def build(self, body: QVBoxLayout) -> None:
        self._report = DocumentView()
        self._report.setObjectName("report")
        self._save = QPushButton()
        self._save.setObjectName("save-receipt")
        self._folder = QPushButton()
        self._folder.setObjectName("show-folder")
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addWidget(self._folder)
        row.addStretch()
        body.addWidget(self._report, 1)
        body.addLayout(row)
        self._save.clicked.connect(self._on_save_clicked)
        self._folder.clicked.connect(self._on_folder_clicked)
        self._report.clause_chosen.connect(self._on_clause_chosen)

    def heading_text(self, tr: Translator) -> str:
        return {
            Decision.OPEN: tr("Done"),
            Decision.ACCEPTED: tr("Installed"),
            Decision.DECLINED: tr("Declined"),
        }[self.session.state.decision]

    def lead_text(self, tr: Translator) -> str:
        return {
            Decision.OPEN: "",
            Decision.ACCEPTED: tr(
                "Everything is in place. Keep the receipt: it is your proof of what was accepted."
            ),
            Decision.DECLINED: tr("Nothing was installed. The receipt is your proof that you declined."),
        }[self.session.state.decision]

    def retranslate(self, tr: Translator) -> None:
        self._save.setText(tr("&Save a copy of the receipt…"))
        self._folder.setText(tr("Show the &folder"))
        self._report.setAccessibleName(self.heading_text(tr))

    def refresh(self) -> None:
        document = Document()
        self._tell_receipts(document)
        {
            Decision.OPEN: lambda _document: None,
            Decision.ACCEPTED: self._tell_installed,
            Decision.DECLINED: self._tell_declined,
        }[self.session.state.decision](document)
        self._report.show_document(document)

    def first_focus(self) -> QWidget | None:
        return self._report

    def save_receipts(self, folder: Path) -> None:
        """Copy every receipt of this run into `folder`."""
        self.attempt(lambda: _copy([issued.receipt for issued in self.session.issued()], folder))

    def _tell_installed(self, document: Document) -> None:
        tr = self.tr_
        document.items(
            tr("What to do next"),
            [
                (obligation.text[tr.language], clause_links(self.session.edition, obligation.cite, tr))
                for obligation in self.session.determination.obligations
            ],
        )

    def _tell_declined(self, document: Document) -> None:
        tr, edition = self.tr_, self.session.edition
        told = refund(self.session.rules, edition, tr.language)
        document.items(
            tr("What you may return"),
            [
                (shown.text or shown.governing or "", clause_links(edition, (shown.clause,), tr))
                for shown in told.clauses
            ],
        )
        document.items(
            tr("Exceptions"),
            [
                (exception.text[tr.language], clause_links(edition, exception.cite, tr))
                for exception in told.exceptions
            ],
        )

    def _tell_receipts(self, document: Document) -> None:
        """Each receipt, what checking it says now, and what it does not prove (design §8)."""
        from installer.evidence.verify import verify  # cryptography is not for the first page to load

        tr = self.tr_
        receipts = [issued.receipt for issued in self.session.issued()]
        for path, data in zip(receipts, self.attempt(lambda: _read(receipts)) or (), strict=False):
            document.heading(tr("Receipt"), 3)
            document.paragraph(str(path))
            verification = verify(data)
            document.paragraph(
                tr("Checked just now: the receipt is valid.")
                if verification.valid
                else tr("Checked just now: the receipt is not valid. Do not rely on it.")
            )
            document.bullets(words.proven(tr)[claim] for claim in verification.proven)
            document.heading(tr("What the receipt does not prove"), 4)
            document.bullets(words.not_proven(tr)[claim] for claim in verification.not_proven)

    def _on_save_clicked(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr_("Folder for the receipts"))
        if folder:
            self.save_receipts(Path(folder))

    def _on_folder_clicked(self) -> None:
        folder = next((issued.receipt.parent for issued in self.session.issued()), None)
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_clause_chosen(self, clause: str) -> None:
        ClauseDialog(self.session, clause, self.tr_, self).open()


def _read(receipts: list[Path]) -> list[bytes]:
    try:
        return [receipt.read_bytes() for receipt in receipts]
    except OSError as exc:
        path = str(exc.filename)
        raise Unavailable(Code.RECEIPT_UNREADABLE, path=path, detail=exc.strerror or "") from exc


def _copy(receipts: list[Path], folder: Path) -> int:
    try:
        for receipt in receipts:
            shutil.copy2(receipt, folder / receipt.name)
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(folder), detail=exc.strerror or "") from exc
    return len(receipts)
