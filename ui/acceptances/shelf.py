"""One kind of record: the list, the record that is chosen, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListView, QListWidget, QSplitter, QVBoxLayout, QWidget

from ui.acceptances.acts_row import ActsRow
from ui.acceptances.held import Held
from ui.acceptances.kind import Kind
from ui.acceptances.reading import Reading
from ui.acceptances.saving import SaveReceipt
from ui.clause_view import ClauseDialog
from ui.document import DocumentView
from ui.receipt_tools import ReceiptTools
from ui.widgets.empty_state import EmptyState
from ui.widgets.wrapped_rows import WrappedRows, row_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from installer.session.issue import Issued
    from ui.acceptances.act_button import ActButton
    from ui.acceptances.acting import ActDialog
    from ui.acceptances.clerk import Clerk

Record = TypeVar("Record")

_LIST, _LIST_IN_LINES = 280, 12
"""Width of the list, at first: pixels, or heights of a line of text where that is more."""
_SHARE: Final = 0.42
"""Of the width that the list has at most."""
_LINES: Final = 6
"""Of a record at least; where the window has no room for them, it scrolls."""
_BATCH: Final = 200
"""Rows that are measured in one turn: about 30 ms."""
_AROUND: Final = (2, 3)
"""Shares of the room above and below what stands where there is no list."""


class Shelf(Kind[Record]):
    """Shows what the core lists, as `Kind` says.

    Signals:
        lasted(str): what is being done and takes its time.
        told(str): what was done, in a sentence.
        refused(Exception): what the core refused.
        changed(): a statement was recorded.
        settled(): what the log says now is in the list.
    """

    lasted = Signal(str)
    told = Signal(str)
    refused = Signal(object)
    changed = Signal()
    settled = Signal()

    def __init__(self, clerk: Clerk) -> None:
        super().__init__(clerk)
        self.reading = Reading(self._look, self)
        self._wanted = self._described = ""
        self._empty = EmptyState(self.sign)
        self._empty.say(clerk.tr("Reading the log…"))
        self.list = QListWidget()
        self.list.setObjectName("records")
        self.list.setAccessibleName(self.title(clerk.tr))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        WrappedRows(self.list)
        # Thousands of rows are measured in turns between which the window is alive.
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setBatchSize(_BATCH)
        self._scrolls = self._moved = False
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.details = DocumentView()
        self.details.setObjectName("details")
        self.details.setAccessibleName(clerk.tr("What the record says"))
        self.tools = ReceiptTools(self._receipts, clerk.translators, clerk.work)
        self.tools.retranslate(clerk.tr)
        self.tools.stand_back()
        self.save_again = SaveReceipt(clerk)
        self._acts = ActsRow(clerk.work)
        self.make_acts()
        self._lay_out()
        self._connect()
        self.show_acts(None)

    # What a subclass and the window use

    def add_act(self, name: str, text: str) -> ActButton:
        """Another button."""
        return self._acts.add(name, text)

    @property
    def records(self) -> tuple[Record, ...]:
        """What is in the list, the newest first."""
        return self.held.records

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

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The list has its width, and the record the larger share, until somebody moves what parts them."""
        super().resizeEvent(event)
        if not self._moved:
            wanted = max(_LIST, _LIST_IN_LINES * self.fontMetrics().height())
            width = min(wanted, int(_SHARE * self.width()))
            self._split.setSizes([width, self.width() - width])

    def _look(self) -> Held[Record]:
        """Everything that the list needs: where there are many, that takes its time too."""
        records = tuple(reversed(self.read()))
        if records:
            self.clerk.read_titles()
        return Held(records, tuple(map(self.line, records)), self.clerk.receipts() if records else {})

    def _show(self, held: Held[Record]) -> None:
        before = "" if self.chosen is None else self.digest(self.chosen)
        wanted, self._wanted = self._wanted, ""
        self.held = held
        digests = [self.digest(record) for record in held.records]
        with QSignalBlocker(self.list):
            self.list.clear()
            for line in held.lines:
                self.list.addItem(row_of(line))
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

    def tell_failed(self, error: Exception) -> None:
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
        if self._described != self.digest(record):
            # Another record is read from its beginning; the same one stays where it was read to.
            self._described = self.digest(record)
            self.details.verticalScrollBar().setValue(0)

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
        self.list.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self._split.splitterMoved.connect(self._on_split_moved)
        self.details.clause_chosen.connect(self._on_clause_chosen)
        self.tools.told.connect(self.told)
        self.tools.failed.connect(self.refused)
        self.reading.read.connect(self._show)
        self.reading.failed.connect(self._on_unread)
        self.save_again.lasted.connect(self.lasted)
        self.save_again.told.connect(self._on_saved_again)
        self.save_again.failed.connect(self.refused)

    def _on_split_moved(self, _place: int, _index: int) -> None:
        self._moved = True

    def _on_range_changed(self, _least: int, most: int) -> None:
        """A scroll bar that comes takes width from lines that were measured without it; only coming does."""
        if self._scrolls != (most > 0):
            self._scrolls = most > 0
            self.list.scheduleDelayedItemsLayout()

    def _on_row_changed(self, _row: int) -> None:
        self._show_chosen()

    def _on_recorded(self, issued: Issued) -> None:
        # The button that was pressed may have no use any more; the record is there.
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh(issued.statement)
        self.tell_recorded(issued)

    def _on_unread(self, error: Exception) -> None:
        self._show(Held())
        self.refused.emit(error)

    def _on_saved_again(self, sentence: str) -> None:
        self.refresh()
        self.told.emit(sentence)

    def _on_clause_chosen(self, clause: str) -> None:
        ClauseDialog(self.clerk.session, clause, self.clerk.tr, self).open()
