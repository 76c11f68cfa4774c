"""Taking a grant back: one confirmation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.acceptances.acting import ActDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from installer.acceptance.channel import Given
    from installer.acceptance.parties import Parties
    from installer.session.issue import Issued
    from installer.session.presentation import Presentation
    from ui.acceptances.clerk import Clerk


class RevokeDialog(ActDialog):
    """Takes back the grant of that record."""

    def __init__(self, clerk: Clerk, parent: QWidget, record: str) -> None:
        self._record = record
        super().__init__(clerk, parent)

    def title(self) -> str:
        """What it does."""
        return self.tr_("Take back a grant")

    def above(self) -> str:
        """What pressing the button means."""
        return self.tr_(
            "“{button}” records that nobody may accept updates by this grant any more. "
            "What was accepted by it before stands."
        )

    def button_text(self) -> str:
        """The one button."""
        return self.tr_("&Revoke the grant")

    def act(self, parties: Parties, how: Given, shown: Presentation) -> Callable[[], Issued]:
        """Revoke."""
        return partial(self.clerk.acts.delegation.revoke, self._record, parties, how, shown)
