"""Somebody who is known from before: a menu that fills the fields. Nothing is stored for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction


class PeopleMenu(QPushButton):
    """Out of sight where nobody is known.

    Signals:
        person_chosen(object): whoever the chosen entry stands for.
    """

    person_chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.people = QMenu(self)
        self.setMenu(self.people)
        self.people.triggered.connect(self._on_triggered)
        self.hide()

    def set_words(self, text: str, name: str) -> None:
        """The words on the button, and the longer ones that a screen reader says."""
        self.setText(text)
        self.setAccessibleName(name)
        self.people.setAccessibleName(name)

    def offer(self, people: Iterable[tuple[str, object]]) -> None:
        """Exactly these: what the entry says, and who it stands for."""
        self.people.clear()
        for words, person in people:
            # `&` would mark a key.
            self.people.addAction(words.replace("&", "&&")).setData(person)
        self.setVisible(not self.people.isEmpty())

    def _on_triggered(self, action: QAction) -> None:
        self.person_chosen.emit(action.data())
