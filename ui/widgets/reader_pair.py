"""Two columns that scroll as one and keep their rows aligned, whatever changes around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.reader_align import Aligner
from ui.widgets.reader_column import ReaderColumn

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROWS_AT_ONCE: Final = 12
"""Aligned in one go when idle: about 4 ms, so that a key press in between waits for no more."""
_PAINTED_MS: Final = 40
"""The first screenful is aligned at once, the rest once that is painted; scrolling sooner aligns as well."""

_AIR_LINES: Final = 0.7
"""Above a row that was gone to, so that it does not stick to the edge."""


class Place(NamedTuple):
    """What stands at the upper edge: a row, and how much of its height lies above the edge."""

    row: int
    part: float = 0.0


class ColumnPair(QWidget):
    """The mechanics of two columns: rows, pixels and scroll bars, and nothing of law or language.

    Rows are aligned down to the lower edge at once and below it when idle; `settled` says when all
    are. While the text is being laid out again the place at the upper edge stays.

    Signals:
        scrolled(): other rows are on screen, or the same at another place.
        settled(): every row is aligned.
    """

    scrolled = Signal()
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left = ReaderColumn()
        self.right = ReaderColumn()
        self.shown: tuple[ReaderColumn, ...] = (self.left, self.right)
        self.place = Place(0)
        self._gaps: Mapping[int, float] = {}
        self._aligner = Aligner((), {})
        self._moving = False
        self._stale = True
        self._sharing = False
        self._slices = self._timer()
        self._realigning = self._timer()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._divider = QFrame()
        self._divider.setObjectName("divider")
        self._divider.setFixedWidth(1)
        layout.addWidget(self.left, 1)
        layout.addWidget(self._divider)
        layout.addWidget(self.right, 1)
        self._connect()

    @property
    def is_settled(self) -> bool:
        """Whether every row is aligned and nothing waits to be done."""
        return self._aligner.finished and not self._stale

    def show_columns(self, *columns: ReaderColumn) -> None:
        """Have these columns on screen, left to right."""
        self.shown = columns
        for column in (self.left, self.right):
            column.setVisible(column in columns)
        self._divider.setVisible(len(columns) > 1)
        # One bar for both, at the outer edge.
        for column in columns:
            column.set_scroll_bar_visible(visible=column is columns[-1])

    def align(self, gaps: Mapping[int, float], place: Place) -> None:
        """Align all rows anew, with these distances below them, and bring `place` to the top."""
        self._gaps = gaps
        self._slices.stop()
        self._realigning.stop()
        for column in self.shown:
            column.rows.finish_layout()
        self._aligner = Aligner([column.rows for column in self.shown], gaps)
        self._stale = False
        self.go_to(place)
        if self._aligner.finished:
            self.settled.emit()
        else:
            self._slices.start(_PAINTED_MS)

    def unsettle(self) -> None:
        """The text is about to be laid out again: keep the place, and align anew when idle."""
        self._stale = True
        self._slices.stop()
        self._realigning.start()

    def go_to(self, place: Place) -> None:
        """Bring `place` to the upper edge, as far as the end of the text allows."""
        self.place = place
        self._moving = True
        self._aligner.align_to_row(place.row)
        y = self._y_of(place)
        self._aligner.align_to(y + self.height())
        self._share_range()
        for column in self.shown:
            column.verticalScrollBar().setValue(int(y))
        self._moving = False
        self.scrolled.emit()

    def _timer(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(0)
        return timer

    def _connect(self) -> None:
        self._slices.timeout.connect(self._on_slice_due)
        self._realigning.timeout.connect(self._on_realign_due)
        self.left.verticalScrollBar().valueChanged.connect(self._on_left_scrolled)
        self.right.verticalScrollBar().valueChanged.connect(self._on_right_scrolled)
        self.left.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.right.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.left.width_about_to_change.connect(self.unsettle)
        self.right.width_about_to_change.connect(self.unsettle)

    def _y_of(self, place: Place) -> float:
        for column in self.shown:
            cell = column.rows.cell_of(place.row)
            if cell is not None:
                air = column.line_height * _AIR_LINES if place.part == 0.0 else 0.0
                return max(0.0, column.rows.top(cell) + place.part * column.rows.height(cell) - air)
        return 0.0

    def _share_range(self) -> None:
        """Let both bars go as far as the longer text: the last rows may end apart."""
        self._sharing = True
        ends = [column.end for column in self.shown]
        for column in self.shown:
            column.verticalScrollBar().setMaximum(max(0, *ends))
        self._sharing = False

    def _on_range_changed(self) -> None:
        if not (self._moving or self._stale or self._sharing):
            self._share_range()

    def _on_left_scrolled(self, value: int) -> None:
        self._follow(self.left, value)

    def _on_right_scrolled(self, value: int) -> None:
        self._follow(self.right, value)

    def _follow(self, moved: ReaderColumn, value: int) -> None:
        if self._moving or self._stale or moved not in self.shown:
            return
        self._moving = True
        self._aligner.align_to(value + self.height())
        self._share_range()
        for column in self.shown:
            column.verticalScrollBar().setValue(value)
        self._moving = False
        self.place = self._place_at(value)
        self.scrolled.emit()

    def _place_at(self, value: int) -> Place:
        rows = self.shown[0].rows
        cells = rows.between(value, value + 1)
        if not cells:
            return Place(0)
        cell = cells[0]
        height = rows.height(cell)
        part = (value - rows.top(cell)) / height if height else 0.0
        return Place(cell.row, min(1.0, part))

    def _on_slice_due(self) -> None:
        self._aligner.align_rows(_ROWS_AT_ONCE)
        self._share_range()
        if self._aligner.finished:
            self.settled.emit()
        else:
            self._slices.start(0)

    def _on_realign_due(self) -> None:
        self.align(self._gaps, self.place)
