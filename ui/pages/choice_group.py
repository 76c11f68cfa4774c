"""Several choices under one heading, of which one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QButtonGroup, QLabel, QVBoxLayout, QWidget

from ui.pages.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtWidgets import QAbstractButton

Value = TypeVar("Value")


class ChoiceGroup(QWidget, Generic[Value]):
    """The buttons are named after their values. Who uses it listens to `buttons`."""

    def __init__(self, name: str, values: Iterable[Value]) -> None:
        super().__init__()
        self.buttons = QButtonGroup(self)
        self._heading = QLabel()
        self._heading.setObjectName("card-title")
        self._heading.setWordWrap(True)
        self._choices: dict[Value, Choice] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        for value in values:
            choice = self._choices[value] = Choice()
            choice.button.setObjectName(f"{name}-{value}")
            self.buttons.addButton(choice.button)
            layout.addWidget(choice)

    @property
    def value(self) -> Value:
        """The choice that holds."""
        return next(value for value, choice in self._choices.items() if choice.button.isChecked())

    def set_value(self, value: Value) -> None:
        """Show that choice."""
        self._choices[value].button.setChecked(True)

    def button(self, value: Value) -> QAbstractButton:
        """The button of that choice."""
        return self._choices[value].button

    def offer(self, values: Iterable[Value]) -> None:
        """Show exactly these, and nothing at all where there is no choice."""
        offered = set(values)
        for value, choice in self._choices.items():
            choice.setVisible(value in offered)
        self.setVisible(len(offered) > 1)

    def set_words(self, heading: str, words: Mapping[Value, tuple[str, str]]) -> None:
        """The heading; the name of each choice and the sentence under it."""
        self._heading.setText(heading)
        self.setAccessibleName(heading)
        for value, (name, sentence) in words.items():
            self._choices[value].set_words(name, sentence)
