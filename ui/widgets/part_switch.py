"""Buttons that bring one of several parts on screen, where there is no room for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ui.widgets.flowing import Flowing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class PartSwitch(QWidget):
    """Tab stops at each of its buttons. The chosen one is pressed down.

    Signals:
        part_chosen(str): the person wants to see that part.
    """

    part_chosen = Signal(str)

    def __init__(self, parts: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QToolButton] = {}
        row = Flowing(self)
        for part in parts:
            button = self._buttons[part] = QToolButton(self)
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
            # No QButtonGroup: Tab would stop at one of them only, and not always at the chosen one.
            button.clicked.connect(self._on_button_clicked)

    def set_words(self, words: Mapping[str, str]) -> None:
        """What each part is called."""
        for part, text in words.items():
            self._buttons[part].setText(text)

    def offer(self, parts: Collection[str]) -> None:
        """Show the buttons of exactly these parts, and none where there is no choice."""
        for part, button in self._buttons.items():
            button.setVisible(part in parts)
        self.setVisible(len(parts) > 1)

    def show_chosen(self, part: str) -> None:
        """Mark the part that is on screen."""
        for known, button in self._buttons.items():
            button.setChecked(known == part)

    def button(self, part: str) -> QToolButton:
        """The button of that part."""
        return self._buttons[part]

    def _on_button_clicked(self) -> None:
        part = next(part for part, button in self._buttons.items() if button is self.sender())
        self.show_chosen(part)
        self.part_chosen.emit(part)
