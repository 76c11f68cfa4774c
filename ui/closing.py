"""The question before a window closes that holds what somebody has entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from installer.flow.state import Decision
from ui.resume import entered

if TYPE_CHECKING:
    from installer.flow.state import State
    from installer.i18n import Translator


class ClosingQuestion(QMessageBox):
    """Says what closing means now. Staying is what Enter and Escape do."""

    def __init__(self, state: State, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(tr("Close the wizard?"))
        self.setText(tr("Close the wizard?"))
        self.setInformativeText(
            tr("Your acceptance is recorded and stays valid. Nothing has been installed yet.")
            if state.decision is Decision.ACCEPTED
            else tr("What you have entered will be lost. Nothing has been accepted, and nothing installed.")
        )
        self.leave: QPushButton = self.addButton(
            tr("Close the wizard"), QMessageBox.ButtonRole.DestructiveRole
        )
        self.stay: QPushButton = self.addButton(tr("Stay here"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.stay)
        self.setEscapeButton(self.stay)
        self.leave.clicked.connect(self.accept)


def would_lose(state: State) -> bool:
    """Whether closing the window now costs a person something: entries, or an install that waits."""
    if state.is_over:
        return False
    return state.decision is Decision.ACCEPTED or entered(state)
