"""Watches the wizard for the record: pages, the labels of what can be pressed, pictures of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.exposure import Exposure
from ui.grabbing import grab
from ui.labels import plain
from ui.presentation_log import begin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.acceptance.parties import Parties
    from installer.i18n import Translator
    from ui.pages.base import Page

ACCEPT: Final = "accept"
DECLINE: Final = "decline"
"""What the two buttons of the decision are called in the record; other controls go by their own names."""


class Recorder:
    """Fills the log. What the log holds goes into no statement before somebody decides."""

    def __init__(self, window: QWidget) -> None:
        self.log = begin()
        self._window = window
        self.exposure = Exposure(window)
        self.exposure.looked.connect(self._on_looked)

    def entered(self, page: Page, tr: Translator) -> None:
        """The page is on screen, or speaks another language now."""
        self.log.page_entered(page.step, tr.spoken)
        if page.decline_text(tr):
            # Qt shows what was just made in its next turn, so what is shown is asked when it is left.
            self._note_controls(page, tr, _controls(page))

    def leaving(self, page: Page, tr: Translator, parties: Parties) -> None:
        """The page is left forwards, or something is decided. Of that, and of the text, a picture is kept."""
        if page.decline_text(tr):
            self._note_controls(page, tr, [box for box in _controls(page) if box.isVisible()])
        if page.read_back() or page.decline_text(tr):
            self.log.grabbed(grab(self._window, page.step, parties))

    def _on_looked(self, visible: bool) -> None:  # noqa: FBT001 - a signal's flag
        self.log.window_seen(visible=visible)

    def _note_controls(self, page: Page, tr: Translator, boxes: Sequence[QAbstractButton]) -> None:
        labels = {box.objectName(): _words(box) for box in boxes}
        labels |= {ACCEPT: plain(page.next_text(tr)), DECLINE: plain(page.decline_text(tr))}
        self.log.acceptance_shown(labels, [box.objectName() for box in boxes if box.isChecked()])


def _controls(page: Page) -> list[QAbstractButton]:
    """The boxes and buttons of a page that have a name and words."""
    buttons = page.findChildren(QAbstractButton)
    return [button for button in buttons if button.objectName() and _words(button)]


def _words(button: QAbstractButton) -> str:
    """What a person reads or hears: the words of a long box stand beside it, and are its name."""
    return plain(button.text()) or button.accessibleName()
