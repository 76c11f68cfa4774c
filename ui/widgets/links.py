"""Links to clauses in one line, reached by Tab and followed by Enter."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from collections.abc import Iterable


class Links(QLabel):
    """`linkActivated` says which was followed. Hidden where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("links")
        self.setWordWrap(True)
        self.setIndent(0)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self._shown = ""
        self._recolouring = QTimer(self, singleShot=True, interval=0)
        self._recolouring.timeout.connect(self._on_recolouring_due)

    def show_links(self, links: Iterable[tuple[str, str]], name: str) -> None:
        """These pairs of words and address; `name` is what a screen reader calls the line."""
        self._shown = " · ".join(f'<a href="{escape(to)}">{escape(words)}</a>' for words, to in links)
        self.setText(self._shown)
        self.setAccessibleName(name)
        self.setVisible(bool(self._shown))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another look: links take their colour only when they are set."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolouring.start()

    def _on_recolouring_due(self) -> None:
        # The same words once more would be left as they are.
        self.clear()
        self.setText(self._shown)
