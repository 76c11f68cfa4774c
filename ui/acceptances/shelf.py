"""One kind of record: the list, the record that is chosen, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QSplitter, QVBoxLayout, QWidget

from ui.acceptances.acting import ActButton
from ui.acceptances.reading import Reading
from ui.acceptances.saving import SaveReceipt
from ui.clause_view import ClauseDialog
from ui.document import DocumentView
from ui.receipt_tools import ReceiptTools
from ui.widgets.empty_state import EmptyState
from ui.widgets.flowing import Flowing
from ui.widgets.wrapped_rows import WrappedRows, row_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from installer.errors import AssentError
    from installer.i18n import Translator
    from installer.session.issue import Issued
    from ui.acceptances.acting import ActDialog
    from ui.acceptances.clerk import Clerk
    from ui.acceptances.describe import Page

Record = TypeVar("Record")

_LIST, _LIST_IN_LINES = 280, 12
"""Width of the list, at first: pixels, or heights of a line of text where that is more."""
_LINES: Final = 6
"""Of a record at least; where the window has no room for them, it scrolls."""
_AROUND: Final = (2, 3)
"""Shares of the room above and below what stands where there is no list."""


class Shelf(QWidget, Generic[Record]):
    """Shows what the core lists. A subclass says how a record reads and which acts there are.

    Signals:
        told(str): what was done, in a sentence.
        refused(Exception): what the core refused.
        changed(): a statement was recorded.
        settled(): what the log says now is in the list.
    """

    told = Signal(str)
    refused = Signal(object)
    changed = Signal()
    settled = Signal()

    sign: ClassVar[str] = "document"
    """The icon that stands where there is nothing."""

    def __init__(self, clerk: Clerk) -> None:
        super().__init__()
        self.clerk = clerk
        self.records: tuple[Record, ...] = ()
        self.reading = Reading(self.read, self)
        self._wanted = ""
        self._empty = EmptyState(self.sign)
        self._empty.say(clerk.tr("Reading the log…"))
        self.list = QListWidget()
        self.list.setObjectName("records")
        self.list.setAccessibleName(self.title(clerk.tr))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        WrappedRows(self.list)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.details = DocumentView()
        self.details.setObjectName("details")
        self.details.setAccessibleName(clerk.tr("What the record says"))
        self.tools = ReceiptTools(self._receipts, clerk.translators)
        self.tools.retranslate(clerk.tr)
        self.tools.stand_back()
        self.save_again = SaveReceipt(clerk)
        self._acts = QWidget()
        self._acts_row = Flowing(self._acts)
        self.make_acts()
        self._lay_out()
        self._connect()
        self.show_acts(None)

    # What a subclass gives

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
        """The record in the list: two lines."""
        raise NotImplementedError

    def describe(self, record: Record) -> Page:
        """The record as a page."""
        raise NotImplementedError

    def digest(self, record: Record) -> str:
        """The digest by which it is named."""
        raise NotImplementedError

    def receipt(self, record: Record) -> Path | None:
        """Where its receipt is."""
        return self.clerk.acts.receipt(self.digest(record))

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

    # What a subclass and the window use

    def add_act(self, name: str, text: str) -> ActButton:
        """Another button."""
        button = ActButton(name, text)
        self._acts_row.addWidget(button)
        return button

    @property
    def chosen(self) -> Record | None:
        """The record that is shown."""
        row = self.list.currentRow()
        return self.records[row] if 0 <= row < len(self.records) else None

    def required(self) -> Record:
        """The record that is shown, for a button that stands only beside one."""
        record = self.chosen
        if record is None:
            raise LookupError(self.objectName())
        return record

    def refresh(self, wanted: str = "") -> None:
        """Read the log anew, the newest record first. The wanted one is chosen, else that of before.

        What is in the list stays there until it is read; `settled` says when.
        """
        self._wanted = wanted or self._wanted
        self.reading.ask()

    def wait(self) -> None:
        """Block until no thread is at work for the shelf."""
        for each in (self.reading, self.tools, self.save_again):
            each.wait()

    def _show(self, records: Sequence[Record]) -> None:
        before = "" if self.chosen is None else self.digest(self.chosen)
        wanted, self._wanted = self._wanted, ""
        self.records = tuple(reversed(records))
        digests = [self.digest(record) for record in self.records]
        with QSignalBlocker(self.list):
            self.list.clear()
            for record in self.records:
                self.list.addItem(row_of(self.line(record)))
            self.list.setCurrentRow(
                next((digests.index(digest) for digest in (wanted, before) if digest in digests), 0)
            )
        self._empty.say(self.empty_text(self.clerk.tr), self.empty_hint(self.clerk.tr))
        self._show_split(bool(self.records))
        self._show_chosen()
        self.settled.emit()

    def _show_split(self, is_filled: bool) -> None:  # noqa: FBT001 - what is asked
        """The records, or that there are none: what can be done then stands right under that."""
        self._empty.setHidden(is_filled)
        self._split.setVisible(is_filled)
        self._split.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        for place, share in zip((0, self._column.count() - 1), _AROUND, strict=True):
            self._column.setStretch(place, 0 if is_filled else share)
        middle = Qt.AlignmentFlag(0) if is_filled else Qt.AlignmentFlag.AlignHCenter
        self._column.setAlignment(self._acts, middle)

    def run_about(self, dialog: ActDialog) -> None:
        """Open the dialog of an act about the chosen record, which it names."""
        dialog.show_about(self.line(self.required()))
        self.run(dialog)

    def run(self, dialog: ActDialog) -> None:
        """Open the dialog of an act; what it records is told and shown."""
        dialog.recorded.connect(self._on_recorded)
        dialog.unreceipted.connect(self.tell_failed)
        # Also after a refusal: somebody else may have written into the log meanwhile.
        dialog.rejected.connect(self.refresh)
        dialog.open()

    def tell_recorded(self, issued: Issued) -> None:
        """Say that it is recorded, or was before, and where the receipt is."""
        said = self.clerk.tr("It is recorded. The receipt: {path}")
        if issued.again:
            said = self.clerk.tr("This was recorded before. Nothing was recorded again.")
        self.told.emit(said.format(path=issued.receipt))
        self.changed.emit()

    def tell_failed(self, error: AssentError) -> None:
        """Say what was refused, or that it is recorded and only the receipt is missing. The act is over."""
        self.refresh()
        self.changed.emit()
        self.refused.emit(error)

    def _show_chosen(self) -> None:
        record = self.chosen
        self.show_acts(record)
        receipts = self._receipts()
        self.tools.setVisible(bool(receipts))
        missing = record is not None and not receipts and self.is_here(record)
        self.save_again.offer(self.digest(record) if record is not None and missing else "")
        if record is None:
            return
        page = self.describe(record)
        if receipts:
            page.paragraph(self.with_receipt(record).format(path=receipts[0]))
        else:
            page.note(self.without_receipt(record))
        self.details.show_document(page)

    def _receipts(self) -> list[Path]:
        record = self.chosen
        path = None if record is None else self.receipt(record)
        return [] if path is None else [path]

    def _lay_out(self) -> None:
        right = QWidget()
        right_side = QVBoxLayout(right)
        right_side.setContentsMargins(0, 0, 0, 0)
        right_side.addWidget(self.details, 1)
        right_side.addWidget(self.save_again, 0, Qt.AlignmentFlag.AlignLeft)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(12)
        self._split.addWidget(self.list)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([max(_LIST, _LIST_IN_LINES * self.fontMetrics().height()), 2 * _LIST])
        self._split.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch()
        self._column.addWidget(self._empty)
        self._column.addWidget(self._split, 1)
        self._column.addWidget(self.tools)
        self._column.addWidget(self._acts)
        self._column.addStretch()

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_row_changed)
        # A scroll bar that comes takes width from lines that were measured without it.
        self.list.verticalScrollBar().rangeChanged.connect(self.list.scheduleDelayedItemsLayout)
        self.details.clause_chosen.connect(self._on_clause_chosen)
        self.tools.told.connect(self.told)
        self.tools.failed.connect(self.refused)
        self.reading.read.connect(self._show)
        self.reading.failed.connect(self._on_unread)
        self.save_again.told.connect(self._on_saved_again)
        self.save_again.failed.connect(self.refused)

    def _on_row_changed(self, _row: int) -> None:
        self._show_chosen()

    def _on_recorded(self, issued: Issued) -> None:
        self.refresh(issued.statement)
        self.tell_recorded(issued)

    def _on_unread(self, error: Exception) -> None:
        self._show(())
        self.refused.emit(error)

    def _on_saved_again(self, sentence: str) -> None:
        self.refresh()
        self.told.emit(sentence)

    def _on_clause_chosen(self, clause: str) -> None:
        ClauseDialog(self.clerk.session, clause, self.clerk.tr, self).open()
