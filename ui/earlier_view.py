"""The acceptance that covers this run, as the log holds it, and whether its receipt still verifies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ui import amounts
from ui.citation import section_name
from ui.document import Document, DocumentView
from ui.pages.earlier_box import accepted_words

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.edition import Edition
    from installer.i18n import Translator
    from installer.session.covering import Covering

_SIZE: Final = QSize(640, 420)


class EarlierDialog(QDialog):
    """Tells what was accepted then, over the page that relies on it."""

    def __init__(self, covering: Covering, edition: Edition, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("The earlier acceptance"))
        self.view = DocumentView()
        self.view.setAccessibleName(self.windowTitle())
        self.view.show_document(earlier_document(covering, edition, tr))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view)
        layout.addWidget(buttons)
        self.resize(_SIZE)


def earlier_document(covering: Covering, edition: Edition, tr: Translator) -> Document:
    """Who, when, what, and where the proof is."""
    accepted, entry = covering.since.accepted, covering.since.entry
    document = Document()
    document.heading(accepted_words(covering, tr), 3)
    known = edition.section_ids()
    products = [
        section_name(edition, product, tr.language) if product in known else product
        for product in accepted.products
    ]
    edition_named = f"{accepted.edition.id} ({amounts.date(accepted.edition.date, tr.spoken)})"
    for what, words in (
        (tr("Agreement"), f"{edition_named}\n{accepted.edition.digest}"),
        (tr("Products"), ", ".join(products)),
        (tr("Time (UTC)"), accepted.time.at.replace("T", " ").removesuffix("Z")),
        (tr("Record in the log of this computer"), entry.digest),
        (tr("Receipt"), _receipt(covering.receipt, tr)),
    ):
        document.heading(what, 4)
        for line in words.splitlines():
            document.paragraph(line)
    return document


def _receipt(path: Path | None, tr: Translator) -> str:
    from installer.evidence.verify import verify  # only whoever asks for it waits for the check

    if path is None:
        return tr("Its file is not here any more; the record above stands in this computer's log.")
    try:
        valid = verify(path.read_bytes()).valid
    except OSError:
        return tr("{path}: it cannot be read.").format(path=path)
    said = tr("{path}: it verifies.") if valid else tr("{path}: it does not verify.")
    return said.format(path=path)
