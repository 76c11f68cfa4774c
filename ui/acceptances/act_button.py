"""The button of an act, which knows by what it was pressed, and what stood around it then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QPushButton

from installer.session.presentation import Presentation, Shown
from ui.labels import plain
from ui.pressing import Pressing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from installer.acceptance.channel import Given
    from installer.i18n import Translator


class ActButton(QPushButton):
    """Does an act, and knows by what it was pressed.

    It is never what Enter presses in an input: an act is not done by the way.
    """

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setAutoDefault(False)
        self._pressing = Pressing(self)

    @property
    def how(self) -> Given:
        """By what it was pressed last."""
        return self._pressing.how


def on_screen(window: QWidget, button: QAbstractButton, above: str, tr: Translator) -> Presentation:
    """What the record says of the screen: the button, the words above it, and every label in the window."""
    boxes = [box for box in window.findChildren(QAbstractButton) if box.objectName() and box.isVisible()]
    labels = {box.objectName(): plain(box.text()) or box.accessibleName() for box in boxes}
    return Presentation(
        button=plain(button.text()),
        above_button=above,
        language=tr.spoken,
        shown=Shown(labels={name: text for name, text in labels.items() if text}),
    )
