"""One input of a form: its label above it, its error under it, tied together for screen readers."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

_BESIDE: Final = 12
"""Pixels between an input and the button beside it."""


class FieldError(QLabel):
    """What is wrong with an input: under it for the eye, and its accessible description."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__()
        self.setObjectName("field-error")
        self.setWordWrap(True)
        self.hide()
        self._owner = owner

    def say(self, sentence: str, otherwise: str = "") -> None:
        """Show the sentence, or nothing; `otherwise` is the description of an input without an error."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        self._owner.setAccessibleDescription(sentence or otherwise)
        self._owner.setProperty("invalid", bool(sentence))
        # A style sheet looks at a property only when it is polished.
        self._owner.style().polish(self._owner)


class Field(QWidget):
    """A line of text with its own label and error.

    Signals:
        edited(): the person changed the text.
        left(): the person went on from here.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, name: str, *, touched: bool = False) -> None:
        super().__init__()
        self.name = name
        """The name by which the core's problems call this input."""
        self._touched = touched
        self._error_sentence = ""
        self._explanation = ""
        self._label = QLabel()
        self._label.setWordWrap(True)
        self.input = QLineEdit()
        self.input.setObjectName(name)
        self._label.setBuddy(self.input)
        self._error = FieldError(self.input)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self._label)
        self._row = QHBoxLayout()
        self._row.setSpacing(_BESIDE)
        self._row.addWidget(self.input, 1)
        layout.addLayout(self._row)
        layout.addWidget(self._error)
        self._connect()

    def stand_beside(self, button: QWidget) -> None:
        """Put a button at the right of the input, at its height also while an error stands under it."""
        self._row.addWidget(button)

    @property
    def value(self) -> str:
        """What was typed, without surrounding blanks."""
        return self.input.text().strip()

    def set_value(self, value: str) -> None:
        """Show `value`, unless the person is typing just that."""
        if value != self.value:
            self.input.setText(value)

    def set_words(self, label: str, example: str = "", explanation: str = "") -> None:
        """The label, what an entry could look like, and what a screen reader adds to it."""
        self._label.setText(label)
        self.input.setPlaceholderText(example)
        self._explanation = explanation
        self._show()

    def set_error(self, sentence: str) -> None:
        """What is wrong with the entry. It shows once the person has been here, not before."""
        self._error_sentence = sentence
        self._show()

    def _show(self) -> None:
        self._error.say(self._error_sentence if self._touched else "", self._explanation)

    def _connect(self) -> None:
        self.input.textEdited.connect(self._on_text_edited)
        self.input.editingFinished.connect(self._on_editing_finished)

    def _on_text_edited(self, _text: str) -> None:
        self.edited.emit()

    def _on_editing_finished(self) -> None:
        self._touched = True
        self._show()
        self.left.emit()
