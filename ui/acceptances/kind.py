"""One kind of record: how it is called and read, how each record reads, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ui.acceptances.held import Held

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from installer.i18n import Translator
    from ui.acceptances.clerk import Clerk
    from ui.acceptances.describe import Page

Record = TypeVar("Record")


class Kind(QWidget, Generic[Record]):
    """What a subclass gives."""

    sign: ClassVar[str] = "document"
    """The icon that stands where there is nothing."""

    def __init__(self, clerk: Clerk) -> None:
        super().__init__()
        self.clerk = clerk
        self.held: Held[Record] = Held()

    def title(self, tr: Translator) -> str:
        """What the shelf is called."""
        raise NotImplementedError

    def empty_text(self, tr: Translator) -> str:
        """What stands there where there is nothing."""
        raise NotImplementedError

    def empty_hint(self, tr: Translator) -> str:
        """What would stand there, or what one can do about it."""
        raise NotImplementedError

    def read(self) -> Sequence[Record]:
        """The records in the core's order, read outside the window's thread. Raises as the core does."""
        raise NotImplementedError

    def line(self, record: Record) -> str:
        """The record in the list: two lines. Outside the window's thread, too."""
        raise NotImplementedError

    def describe(self, record: Record) -> Page:
        """The record as a page."""
        raise NotImplementedError

    def digest(self, record: Record) -> str:
        """The digest by which it is named."""
        raise NotImplementedError

    def receipt(self, record: Record) -> Path | None:
        """Where its receipt was when the log was read."""
        return self.held.receipt(self.digest(record))

    def with_receipt(self, record: Record) -> str:  # noqa: ARG002 - a subclass looks at it
        """What is said where it is, with `{path}` for the place."""
        return self.clerk.tr("The exact text is in the receipt: {path}")

    def without_receipt(self, record: Record) -> str:  # noqa: ARG002 - a subclass looks at it
        """What is said where the receipt's file is not in its place."""
        return self.clerk.tr("The receipt is not in its folder. It can be made again from the log.")

    def is_here(self, record: Record) -> bool:  # noqa: ARG002 - a subclass looks at it
        """Whether the record stands in this computer's log."""
        return True

    def make_acts(self) -> None:
        """Add the buttons of the acts with `add_act`, and connect them."""

    def show_acts(self, record: Record | None) -> None:
        """Show those of the buttons that the record has a use for."""
