"""A quiet sentence on a page, which goes when it has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from ui.icons import icon

if TYPE_CHECKING:
    from installer.i18n import Translator


class Remark(QFrame):
    """Takes no focus of its own: nothing has to be done about it."""

    def __init__(self, text: str, tr: Translator) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("kind", "info")
        self.text = QLabel(text)
        self.text.setWordWrap(True)
        self.dismiss = QToolButton()
        self.dismiss.setObjectName("tool")
        self.dismiss.setIcon(icon("close"))
        self.dismiss.setToolTip(tr("Close this message"))
        self.dismiss.setAccessibleName(tr("Close this message"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.dismiss)
        self.dismiss.clicked.connect(self.deleteLater)
