"""By what a button was pressed: the record says so (design §3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject

from installer.acceptance.channel import Given

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

_MEANS: Final = {
    QEvent.Type.KeyPress: Given.KEY,
    # The letter of its label, with Alt.
    QEvent.Type.Shortcut: Given.KEY,
    QEvent.Type.MouseButtonPress: Given.CLICK,
    QEvent.Type.MouseButtonDblClick: Given.CLICK,
}


class Pressing(QObject):
    """Watches a button. `how` is by what it was pressed last, a click as long as nothing was seen."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self.how = Given.CLICK
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look, and let it pass."""
        del watched
        means = _MEANS.get(event.type())
        if means is not None:
            self.how = means
        return False
