"""What somebody else accepted, and the two answers that whoever it concerns can give to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from ui.acceptances.answering import ConfirmDialog, ObjectDialog
from ui.acceptances.shelf import Shelf

if TYPE_CHECKING:
    from installer.i18n import Translator
    from installer.session.issue import Issued
    from ui.acceptances.answering import Saying

Record = TypeVar("Record")


class AnswerableShelf(Shelf[Record]):
    """The last word counts, so each of the two answers stands where it would change something."""

    # What a subclass gives

    def confirmable(self, record: Record) -> bool:
        """Whether confirming changes something."""
        raise NotImplementedError

    def objectionable(self, record: Record) -> bool:
        """Whether objecting does."""
        raise NotImplementedError

    def above_confirming(self, tr: Translator) -> str:
        """What confirming means; `{button}` stands for the button."""
        raise NotImplementedError

    def above_objecting(self, tr: Translator) -> str:
        """What objecting means, in the same way."""
        raise NotImplementedError

    def confirm(self, record: Record, word: Saying) -> Issued:
        """The core's act. Raises as it does."""
        raise NotImplementedError

    def object_to(self, record: Record, word: Saying) -> Issued:
        """The core's act. Raises as it does."""
        raise NotImplementedError

    # What it does

    def make_acts(self) -> None:
        """The two answers."""
        tr = self.clerk.tr
        self._confirm = self.add_act("confirm", tr("Confir&m…"))
        self._object = self.add_act("object", tr("&Object…"))
        self._confirm.clicked.connect(self._on_confirm_clicked)
        self._object.clicked.connect(self._on_object_clicked)

    def show_acts(self, record: Record | None) -> None:
        """Those of the two that would change something."""
        self._confirm.setVisible(record is not None and self.confirmable(record))
        self._object.setVisible(record is not None and self.objectionable(record))

    def _on_confirm_clicked(self) -> None:
        above = self.above_confirming(self.clerk.tr)
        say = partial(self.confirm, self.required())
        self.run_about(ConfirmDialog(self.clerk, self, say, above))

    def _on_object_clicked(self) -> None:
        above = self.above_objecting(self.clerk.tr)
        say = partial(self.object_to, self.required())
        self.run_about(ObjectDialog(self.clerk, self, say, above))
