"""A dialog that shows what the log says of whoever acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from installer.acceptance.parties import Parties
from ui.acceptances.acting import ActDialog
from ui.acceptances.reading import Reading

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from ui.acceptances.clerk import Clerk


Found = TypeVar("Found")


class AskingDialog(ActDialog, Generic[Found]):
    """Asks the core anew whenever another person stands in the form, outside the window's thread."""

    def __init__(self, clerk: Clerk, parent: QWidget) -> None:
        super().__init__(clerk, parent)
        self._asked = Parties()
        self.reading = Reading(self._read, self)
        self._refusal: Exception | None = None
        self.reading.read.connect(self._on_read)
        self.reading.failed.connect(self._on_failed)
        self._over = False
        self.finished.connect(self._on_finished)
        self._look()

    # What a subclass gives

    def read(self, parties: Parties) -> Found:
        """What the core says of them. In another thread; raises as the core does."""
        raise NotImplementedError

    def show_read(self, found: Found) -> None:
        """Show what it said."""
        raise NotImplementedError

    def show_refusal(self) -> None:
        """It said nothing; why is told already."""

    def show_nobody(self) -> None:
        """Nobody is named: there is nothing to ask."""
        raise NotImplementedError

    def build(self, body: QVBoxLayout) -> None:
        """Who acts; what is said of them stands below."""
        super().build(body)
        self.person.left.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether it is still to be known what the log says, or what becomes of something."""
        return self.reading.busy or super().busy

    def _look(self) -> None:
        parties = self.person.parties()
        if self._over:
            return
        if not parties.actor.name:
            self.show_nobody()
            return
        self._asked = parties
        self.reading.ask()

    def _read(self) -> Found:
        return self.read(self._asked)

    def _on_finished(self) -> None:
        """The dialog goes; what is still being read for it nobody hears."""
        self._over = True
        self.reading.stop()

    def _on_read(self, found: Found) -> None:
        # What an act was refused for meanwhile stays.
        if self.notice.error is self._refusal:
            self.notice.clear()
        self._refusal = None
        self.show_read(found)

    def _on_failed(self, error: Exception) -> None:
        self._refusal = error
        self.notice.show_error(error, self.tr_, self.clerk.edition)
        self.show_refusal()
