"""What changed above the whole text; how much room each of them has is the person's own choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.widgets.changes_panel import ChangesPanel

_HANDLE: Final = 8
"""Pixels."""


class ChangesSplit(QSplitter):
    """Folded, the changes leave their room to the text, and have it again afterwards."""

    def __init__(self, changes: ChangesPanel, text: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._before: list[int] = []
        """The heights from before it was folded."""
        self.setHandleWidth(_HANDLE)
        self.addWidget(changes)
        self.addWidget(text)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 1)
        changes.folded.connect(self._on_folded)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As low as may be: it takes all the room there is, but takes none from a sentence above it.

        Where labels break their lines, Qt's layouts take the height that is wished for as the least.
        """
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def _on_folded(self, folded: bool) -> None:  # noqa: FBT001 - a signal's flag
        before, self._before = self._before, self.sizes() if folded else []
        # Less than it may have: it gets its least.
        self.setSizes([0, sum(self.sizes())] if folded else before)
