"""A window of its own for what stops the program before there is a wizard, or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ui.notice import Notice

if TYPE_CHECKING:
    from installer.i18n import Translator

_WIDTH: Final = 34
"""Heights of a line, which leave a sentence some three lines."""
_MOST: Final = 760
"""Pixels that a small screen has."""


class FailureDialog(QDialog):
    """Says what happened and offers the details. Nothing is installed while it is open."""

    def __init__(self, error: Exception, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("The program cannot go on"))
        heading = QLabel(tr("The program cannot go on"))
        heading.setObjectName("title")
        heading.setWordWrap(True)
        self.notice = Notice()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self.notice)
        layout.addStretch()
        layout.addWidget(buttons)
        self.notice.show_error(error, tr)
        # As high as the words are at this width; a layout alone would leave room for them in a narrower one.
        width = max(layout.minimumSize().width(), min(_WIDTH * self.fontMetrics().height(), _MOST))
        self.resize(width, layout.heightForWidth(width))
