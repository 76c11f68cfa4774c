"""The question before a window closes that holds what somebody has entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from installer.flow.state import Decision
from ui.resume import entered

if TYPE_CHECKING:
    from installer.flow.state import State
    from installer.i18n import Translator

_WIDTH: Final = 27
"""Heights of a line, or more where the buttons need it."""
_MOST: Final = 760
"""Pixels that a small screen has."""


class ClosingQuestion(QDialog):
    """Says what closing means now. Staying is what Enter and Escape do."""

    def __init__(self, state: State, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Close the wizard?"))
        heading = QLabel(tr("Close the wizard?"))
        heading.setObjectName("title")
        heading.setWordWrap(True)
        self.sentence = QLabel(
            tr("Your acceptance is recorded and stays valid. Nothing has been installed yet.")
            if state.decision is Decision.ACCEPTED
            else tr("What you have entered will be lost. Nothing has been accepted, and nothing installed.")
        )
        self.sentence.setWordWrap(True)
        self.setAccessibleDescription(self.sentence.text())
        self.leave = QPushButton(tr("Close the wizard"))
        self.leave.setAutoDefault(False)
        self.stay = QPushButton(tr("Stay here"))
        self.stay.setObjectName("primary")
        self.stay.setDefault(True)
        self._lay_out(heading)
        self.leave.clicked.connect(self.accept)
        self.stay.clicked.connect(self.reject)
        self.stay.setFocus()

    def _lay_out(self, heading: QLabel) -> None:
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.leave)
        row.addWidget(self.stay)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self.sentence)
        layout.addStretch()
        layout.addLayout(row)
        width = max(layout.minimumSize().width(), min(_WIDTH * self.fontMetrics().height(), _MOST))
        self.resize(width, layout.heightForWidth(width))


def would_lose(state: State) -> bool:
    """Whether closing the window now costs a person something: entries, or an install that waits."""
    if state.is_over:
        return False
    return state.decision is Decision.ACCEPTED or entered(state)
