"""A window of its own for what stops the program before there is a wizard, or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ui.notice import Notice

if TYPE_CHECKING:
    from installer.i18n import Translator


class FailureDialog(QDialog):
    """Says what happened and offers the details. Nothing is installed while it is open."""

    def __init__(self, error: Exception, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("The program cannot go on"))
        self.notice = Notice()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.notice)
        layout.addWidget(buttons)
        self.setMinimumWidth(520)
        self.notice.show_error(error, tr)
