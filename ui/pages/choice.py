"""A radio button with a sentence under it that says what choosing it means."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QLabel, QRadioButton, QVBoxLayout

_INDENT: Final = 37
"""Pixels from the button's edge to its words, by its style: ring, padding, circle, spacing."""


class Choice(QFrame):
    """One of several plain choices. The sentence is also the button's accessible description.

    Each is a frame of its own: the page puts the buttons into one group, so that one of them is chosen.
    The first page has some: nothing here may need the namespace `Qt` (`ui.early`).
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("choice")
        self.button = QRadioButton()
        self._sentence = QLabel()
        self._sentence.setObjectName("muted")
        self._sentence.setWordWrap(True)
        self._sentence.setIndent(_INDENT)
        self._sentence.setBuddy(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(2)
        layout.addWidget(self.button)
        layout.addWidget(self._sentence)

    def set_words(self, name: str, sentence: str) -> None:
        """The choice's name, and the sentence under it."""
        self.button.setText(name)
        self.button.setAccessibleDescription(sentence)
        self._sentence.setText(sentence)
