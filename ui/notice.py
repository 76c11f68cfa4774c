"""An error as a person meets it on a page: the sentence, the code, and details to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import messages

if TYPE_CHECKING:
    from installer.i18n import Translator


class Notice(QFrame):
    """Hidden until there is an error. It takes the focus then, so that a screen reader reads it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._error: Exception | None = None
        self._sentence = QLabel()
        self._sentence.setObjectName("notice-sentence")
        self._sentence.setWordWrap(True)
        self._sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._code = QLabel()
        self._code.setObjectName("muted")
        self._copy = QPushButton()
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def error(self) -> Exception | None:
        """What is shown now."""
        return self._error

    def show_error(self, error: Exception, tr: Translator) -> None:
        """Show what happened and what to do."""
        self._error = error
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
        self._sentence.setText(messages.shown(self._error, tr))
        self._sentence.setAccessibleName(tr("Error: {sentence}").format(sentence=self._sentence.text()))
        self._code.setText(tr("Code: {code}").format(code=messages.code(self._error)))

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self._code)
        below.addStretch()
        below.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.addWidget(self._sentence)
        layout.addLayout(below)

    def _connect(self) -> None:
        self._copy.clicked.connect(self._on_copy_clicked)

    def _on_copy_clicked(self) -> None:
        if self._error is not None:
            QGuiApplication.clipboard().setText(messages.details(self._error))
