"""One input of a form: its label above it, its error under it, tied together for screen readers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget


class Field(QWidget):
    """A line of text with its own label and error.

    Signals:
        edited(): the person changed the text.
    """

    edited = Signal()

    def __init__(self, name: str, *, touched: bool = False) -> None:
        super().__init__()
        self.name = name
        """The name by which the core's problems call this input."""
        self._touched = touched
        self._error_sentence = ""
        self._label = QLabel()
        self.input = QLineEdit()
        self.input.setObjectName(name)
        self._label.setBuddy(self.input)
        self._error = QLabel()
        self._error.setObjectName("field-error")
        self._error.setWordWrap(True)
        self._error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self._label)
        layout.addWidget(self.input)
        layout.addWidget(self._error)
        self._connect()

    @property
    def value(self) -> str:
        """What was typed, without surrounding blanks."""
        return self.input.text().strip()

    def set_value(self, value: str) -> None:
        """Show `value`, unless the person is typing just that."""
        if value != self.value:
            self.input.setText(value)

    def set_words(self, label: str, example: str = "") -> None:
        """The label, and what an entry could look like."""
        self._label.setText(label)
        self.input.setPlaceholderText(example)
        self._show()

    def set_error(self, sentence: str) -> None:
        """What is wrong with the entry. It shows once the person has been here, not before."""
        self._error_sentence = sentence
        self._show()

    def _show(self) -> None:
        visible = self._touched and bool(self._error_sentence)
        self._error.setText(self._error_sentence if visible else "")
        self._error.setVisible(visible)
        self.input.setAccessibleDescription(self._error.text())
        self.input.setProperty("invalid", visible)
        # A style sheet looks at a property only when it is polished.
        self.input.style().polish(self.input)

    def _connect(self) -> None:
        self.input.textEdited.connect(self._on_text_edited)
        self.input.editingFinished.connect(self._on_editing_finished)

    def _on_text_edited(self, _text: str) -> None:
        self.edited.emit()

    def _on_editing_finished(self) -> None:
        self._touched = True
        self._show()
