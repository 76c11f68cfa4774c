"""An error as a person meets it on a page: the sentence, the code, and details to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from installer.errors import AssentError
from ui import messages
from ui.widgets.flowing import Flowing
from ui.widgets.links import Links
from ui.widgets.sign import Sign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.agreement.edition import Edition
    from installer.i18n import Translator, Words

_RING: Final = 6
"""Pixels of ring and padding around the sentence, by its style."""


class Notice(QFrame):
    """Hidden until there is an error. It takes the focus then, so that a screen reader reads it.

    Signals:
        clause_chosen(str): the link to a clause that the error cites was followed.
    """

    clause_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._error: Exception | None = None
        self._edition: Edition | None = None
        self._names: Mapping[str, Words] = {}
        self._sentence = QLabel()
        self._sentence.setObjectName("notice-sentence")
        self._sentence.setWordWrap(True)
        self._sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._clauses = Links()
        self._clauses.setIndent(_RING)
        self._code = QLabel()
        self._code.setObjectName("muted")
        # Under the words of the sentence, for all its ring of focus.
        self._code.setIndent(_RING)
        self._copy = QPushButton()
        # In a dialog Enter would press it, whatever has the focus.
        self._copy.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def error(self) -> Exception | None:
        """What is shown now."""
        return self._error

    def show_error(
        self,
        error: Exception,
        tr: Translator,
        edition: Edition | None = None,
        names: Mapping[str, Words] | None = None,
    ) -> None:
        """Show what happened and what to do; with the `edition`, links to the clauses that are cited.

        `names` are what products and components are called, by id; without them their ids are said.
        """
        self._error = error
        self._edition = edition
        self._names = names or {}
        self.retranslate(tr)
        self.show()
        self._sentence.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self._error = None
        self.hide()

    def retranslate(self, tr: Translator) -> None:
        """Say it in the language of now."""
        self._copy.setText(tr("Copy &details"))
        if self._error is None:
            return
        self._sentence.setText(messages.shown(self._error, tr, self._names))
        self._sentence.setAccessibleName(tr("Error: {sentence}").format(sentence=self._sentence.text()))
        self._clauses.show_links(self._links(tr), tr("Clauses"))
        self._code.setText(tr("Code: {code}").format(code=messages.code(self._error)))

    def _lay_out(self) -> None:
        below = QWidget()
        row = Flowing(below, apart=True)
        row.addWidget(self._code)
        row.addWidget(self._copy)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._sentence)
        words.addWidget(self._clauses)
        words.addWidget(below)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(Sign("error", "danger"), alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)

    def _connect(self) -> None:
        self._copy.clicked.connect(self._on_copy_clicked)
        self._clauses.linkActivated.connect(self.clause_chosen)

    def _links(self, tr: Translator) -> list[tuple[str, str]]:
        """The clauses by their names, where the text is at hand to name them."""
        from ui.citation import clause_name  # nothing has gone wrong yet when the first page is painted

        edition, error = self._edition, self._error
        if edition is None or not isinstance(error, AssentError):
            return []
        known = {row.clause for row in edition.rows()}
        return [(clause_name(edition, clause, tr), clause) for clause in error.cite if clause in known]

    def _on_copy_clicked(self) -> None:
        if self._error is not None:
            QGuiApplication.clipboard().setText(messages.details(self._error))
