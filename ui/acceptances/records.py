"""Everything in the log, one record after the other: what the other shelves show, and what they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.evidence.predicates import texts_of
from installer.sentences.values import kinds
from installer.session.ledger import Entry
from ui.acceptances import describe
from ui.acceptances.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.i18n import Translator
    from ui.acceptances.describe import Page


class RecordsShelf(Shelf[Entry]):
    """Every statement with its receipt. There is nothing to do here but to read and to save."""

    def title(self, tr: Translator) -> str:
        """Its name."""
        return tr("All records")

    def empty_text(self, tr: Translator) -> str:
        """Where the log holds none."""
        return tr("There is no record in this computer's log.")

    def empty_hint(self, tr: Translator) -> str:
        """What would stand there."""
        return tr("Whatever is accepted, declined or granted on this computer stands here, with its receipt.")

    def read(self) -> Sequence[Entry]:
        """All of them."""
        return self.clerk.acts.entries()

    def line(self, record: Entry) -> str:
        """What, in whose name, and when."""
        tr = self.clerk.tr
        who = record.principal or tr("erased")
        return f"{kinds(tr)[record.kind]}\n{who}, {self.clerk.stamp(record.stated_at)}"

    def describe(self, record: Entry) -> Page:
        """The whole of it."""
        return describe.entry(record, self.clerk, self.records)

    def with_receipt(self, record: Entry) -> str:
        """Not every statement is about the text."""
        if texts_of(record.said):
            return super().with_receipt(record)
        return self.clerk.tr("Receipt: {path}")

    def digest(self, record: Entry) -> str:
        """Of its record."""
        return record.digest
