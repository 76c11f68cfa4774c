"""Why a section applies, or why not: the core's reasons, with the clauses they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ui.citation import clause_links, section_name
from ui.document import Document, DocumentView

if TYPE_CHECKING:
    from installer.agreement.clause import SectionId
    from installer.i18n import Translator
    from installer.session import Session
    from installer.terms.determination import Reason

_SIZE: Final = QSize(560, 320)


class WhyDialog(QDialog):
    """Tells it in sentences. Stays open beside the text, so that both can be read.

    Signals:
        clause_chosen(str): the person wants to see the clause that a reason rests on.
    """

    clause_chosen = Signal(str)

    def __init__(self, session: Session, section: SectionId, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(why_title(session, section, tr))
        self.view = DocumentView()
        self.view.setAccessibleName(self.windowTitle())
        self.view.show_document(why_document(session, section, tr))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.rejected.connect(self.reject)
        self.view.clause_chosen.connect(self.clause_chosen)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view)
        layout.addWidget(buttons)
        self.resize(_SIZE)


def why_title(session: Session, section: SectionId, tr: Translator) -> str:
    """The question."""
    if section in session.determination.sections:
        return tr("Why does this section apply?")
    return tr("Why does this section not apply?")


def why_document(session: Session, section: SectionId, tr: Translator) -> Document:
    """The section's name, and each reason in a sentence with its clauses."""
    document = Document()
    document.heading(section_name(session.edition, section, tr.language), 3)
    reasons = why(session, section)
    if not reasons:
        document.paragraph(tr("None of the products that you have chosen brings this section with it."))
    for reason in reasons:
        document.item(reason.text[tr.language], clause_links(session.edition, reason.cite, tr))
    return document


def why(session: Session, section: SectionId) -> tuple[Reason, ...]:
    """The core's reasons for a section; none where it has none."""
    determination = session.determination
    for judged in (*determination.applies, *determination.does_not_apply):
        if judged.section == section:
            return judged.because
    return ()
