"""A word about what somebody else accepted: confirming it, or objecting to it in one's own words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout

from ui.acceptances.acting import ActDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from installer.acceptance.channel import Given
    from installer.acceptance.parties import Parties
    from installer.session.issue import Issued
    from installer.session.presentation import Presentation
    from ui.acceptances.clerk import Clerk


@dataclass(frozen=True)
class Saying:
    """Who says it, how, on what screen, and in which words of their own."""

    parties: Parties
    how: Given
    shown: Presentation
    remarks: str = ""


class ConfirmDialog(ActDialog):
    """Confirms. `say` is the core's act, `above` what it means."""

    def __init__(self, clerk: Clerk, parent: QWidget, say: Callable[[Saying], Issued], above: str) -> None:
        self._say = say
        self._meaning = above
        super().__init__(clerk, parent)

    def title(self) -> str:
        """What it does."""
        return self.tr_("Confirm what was accepted")

    def above(self) -> str:
        """What pressing the button means, as whoever opens the dialog says."""
        return self._meaning

    def button_text(self) -> str:
        """The one button."""
        return self.tr_("Con&firm")

    def act(self, parties: Parties, how: Given, shown: Presentation) -> Callable[[], Issued]:
        """Confirm."""
        return partial(self._say, Saying(parties, how, shown))


class ObjectDialog(ActDialog):
    """Objects, with remarks. `say` is the core's act, `above` what it means."""

    def __init__(self, clerk: Clerk, parent: QWidget, say: Callable[[Saying], Issued], above: str) -> None:
        self._say = say
        self._meaning = above
        super().__init__(clerk, parent)

    size_hint: ClassVar[QSize] = QSize(640, 680)

    def title(self) -> str:
        """What it does."""
        return self.tr_("Object to what was accepted")

    def above(self) -> str:
        """What pressing the button means, as whoever opens the dialog says."""
        return self._meaning

    def button_text(self) -> str:
        """The one button."""
        return self.tr_("&Object")

    def build(self, body: QVBoxLayout) -> None:
        """Who acts, and why."""
        super().build(body)
        self._label = QLabel(self.tr_("Your &reasons, in your own words (may stay empty)"))
        self.remarks = QPlainTextEdit()
        self.remarks.setObjectName("remarks")
        self.remarks.setTabChangesFocus(True)
        self._label.setBuddy(self.remarks)
        self._note = QLabel(
            self.tr_("They are kept as personal data outside the signed statement, and can be erased.")
        )
        self._note.setObjectName("muted")
        self._note.setWordWrap(True)
        self.remarks.setAccessibleDescription(self._note.text())
        for widget in (self._label, self.remarks, self._note):
            body.addWidget(widget)

    def act(self, parties: Parties, how: Given, shown: Presentation) -> Callable[[], Issued]:
        """Object."""
        return partial(self._say, Saying(parties, how, shown, self.remarks.toPlainText()))
