"""What stands where a list would be, while there is nothing to list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ui.widgets.sign import Sign

_LINES: Final = 3.0
"""Sides of the sign, in heights of a line."""
_EDGE: Final = 24
"""Pixels at both sides of the words."""


class EmptyState(QFrame):
    """A sign, a sentence that says that there is nothing, and one that says what to do, in the middle."""

    def __init__(self, sign: str) -> None:
        super().__init__()
        self.setObjectName("empty")
        self._sign = Sign(sign, "muted", _LINES)
        self._title = _label("empty-title")
        self._hint = _label("muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, 0, _EDGE, 0)
        layout.addStretch(2)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._hint)
        layout.addSpacing(8)
        layout.addStretch(3)

    def say(self, title: str, hint: str = "") -> None:
        """Set the words; without a hint there is nothing to do but to wait."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
