"""The buttons under a shelf. While something is being done none of them can be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.acceptances.act_button import ActButton
from ui.resting import Resting
from ui.widgets.flowing import Flowing

if TYPE_CHECKING:
    from ui.working import Working


class ActsRow(QWidget):
    """A row of them, in more lines where the window is narrow."""

    def __init__(self, work: Working) -> None:
        super().__init__()
        self._row = Flowing(self)
        self._resting = Resting(self, work)

    def add(self, name: str, text: str) -> ActButton:
        """Another button."""
        button = ActButton(name, text)
        self._row.addWidget(button)
        return button
