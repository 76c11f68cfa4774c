"""One clause in the reader's language with the governing wording beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from installer.agreement.edition import Standing
from installer.agreement.severity import Severity
from ui.citation import clause_name
from ui.document import Document, DocumentView
from ui.translation import language_name, sentence_case
from ui.widgets.reader_pieces import explain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.clause import ClauseId
    from installer.agreement.edition import Divergence
    from installer.i18n import Language, Translator
    from installer.session import Session

_SIZE: Final = QSize(720, 460)
_UNRELIABLE: Final = frozenset({Standing.STALE, Standing.MISSING})


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
        _tell_divergence(document, divergence, wordings, tr)
    if not translation.divergences and translation.standing in _UNRELIABLE:
        document.note(explain(translation, tr))
    return document


def _tell_divergence(
    document: Document, divergence: Divergence, languages: Iterable[Language], tr: Translator
) -> None:
    """How much it matters, how the two differ, and by which words of each."""
    document.heading(severity_words(divergence.severity, tr), 4)
    document.note(divergence.difference[tr.language])
    document.bullets(_phrase(divergence, language, tr) for language in languages)


def _phrase(divergence: Divergence, language: Language, tr: Translator) -> str:
    name, phrase = sentence_case(language_name(language, tr)), divergence.phrases.get(language)
    if not phrase:
        return tr("{language}: nothing corresponds to it").format(language=name)
    return tr("{language}: “{phrase}”").format(language=name, phrase=phrase)


def severity_words(severity: Severity, tr: Translator) -> str:
    """How much it matters that the translation says something else."""
    return {
        Severity.SUBSTANTIVE: tr("The meaning differs"),
        Severity.TERMINOLOGY: tr("Another term is used"),
        Severity.MINOR: tr("A small difference"),
    }[severity]


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
