"""Links to clauses in one line, reached by Tab and followed by Enter."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from collections.abc import Iterable


class Links(QLabel):
    """`linkActivated` says which was followed. Hidden where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("links")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )

    def show_links(self, links: Iterable[tuple[str, str]], name: str) -> None:
        """These pairs of words and address; `name` is what a screen reader calls the line."""
        shown = " · ".join(f'<a href="{escape(to)}">{escape(words)}</a>' for words, to in links)
        self.setText(shown)
        self.setAccessibleName(name)
        self.setVisible(bool(shown))
