"""One clause in the reader's language with the governing wording beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ui.citation import clause_name
from ui.document import Document, DocumentView
from ui.translation import language_name, sentence_case

if TYPE_CHECKING:
    from installer.agreement.clause import ClauseId
    from installer.i18n import Translator
    from installer.session import Session

_SIZE: Final = QSize(720, 460)


def clause_document(session: Session, clause: ClauseId, tr: Translator) -> Document:
    """The clause in the translation shown, the governing wording, and how the two differ."""
    document = Document()
    document.heading(clause_name(session.edition, clause, tr), 3)
    translation = session.shown(clause, session.translation())
    wordings = {translation.language: translation.text}
    if session.edition.prevailing is not None:
        wordings[session.edition.prevailing] = session.shown(clause, session.edition.prevailing).text
    for language, text in wordings.items():
        if text is not None:
            document.heading(sentence_case(language_name(language, tr)), 4)
            document.paragraph(text)
    for divergence in translation.divergences:
        document.note(divergence.difference[tr.language])
    return document


class ClauseView(DocumentView):
    """Shows a clause inside a page."""

    def show_clause(self, session: Session, clause: ClauseId, tr: Translator) -> None:
        """Fill with `clause`."""
        self.setAccessibleName(clause_name(session.edition, clause, tr))
        self.show_document(clause_document(session, clause, tr))


class ClauseDialog(QDialog):
    """Shows a clause above the page that cites it."""

    def __init__(self, session: Session, clause: ClauseId, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(clause_name(session.edition, clause, tr))
        self.view = ClauseView()
        self.view.show_clause(session, clause, tr)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view)
        layout.addWidget(buttons)
        self.resize(_SIZE)
