"""A small button that shows a picture. Its words are its tool tip and what is heard."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from ui.icons import icon


def tool_button(picture: str) -> QToolButton:
    """One with that picture; whoever holds it says the words."""
    button = QToolButton()
    button.setObjectName("tool")
    button.setIcon(icon(picture))
    return button
