"""Brings the rows of two documents to the same height, by padding the shorter one at its end.

Of seven ways tried this is the one that aligns to the pixel at any width and zoom and leaves the
text of both documents untouched (design §9). It works from the top down and no further than asked,
so that the first screenful does not wait for the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ui.widgets.reader_document import Cell
    from ui.widgets.reader_rows import Rows


@dataclass
class _Tail:
    """The last cell so far in one column, and the distance now below it."""

    cell: Cell | None = None
    below: float = 0.0


class Aligner:
    """Sets the distance below each row in each column. One column alone gets its spacing so too.

    `gaps` holds, for each unfolded row in order, the distance to the next row in pixels: a multiple
    of 1/64, as all heights are, so that no error adds up. All text must have been laid out.
    """

    def __init__(self, columns: Sequence[Rows], gaps: Mapping[int, float]) -> None:
        self._columns = tuple(columns)
        self._gaps = gaps
        self._rows = tuple(gaps)
        self._tails = [_Tail() for _ in columns]
        self._next = 0
        self._bottom = 0.0

    @property
    def finished(self) -> bool:
        """Whether every row is aligned."""
        return self._next >= len(self._rows)

    def align_rows(self, count: int) -> None:
        """Align the next `count` rows."""
        self._align(self._next + count)

    def align_to_row(self, row: int) -> None:
        """Align down to `row` and including it."""
        self._align(bisect_right(self._rows, row))

    def align_to(self, y: float) -> None:
        """Align until all that lies above `y` is right."""
        end, bottom = self._next, self._bottom
        while end < len(self._rows) and bottom < y:
            bottom += max(self._heights(self._rows[end])) + self._gaps[self._rows[end]]
            end += 1
        self._align(end)

    def _align(self, end: int) -> None:
        """Align up to the place `end` in `_rows`, in one edit of each document: each lays out again."""
        wanted: list[dict[int, float]] = [{} for _ in self._columns]
        for row in self._rows[self._next : end]:
            self._plan(row, wanted)
        self._next = max(self._next, min(end, len(self._rows)))
        for column, below in zip(self._columns, wanted, strict=True):
            if below:
                column.set_distances(below)

    def _heights(self, row: int) -> list[float]:
        cells = ((column, column.cell_of(row)) for column in self._columns)
        return [column.height(cell) if cell else 0.0 for column, cell in cells]

    def _plan(self, row: int, wanted: list[dict[int, float]]) -> None:
        cells = [column.cell_of(row) for column in self._columns]
        heights = self._heights(row)
        step = max(heights) + self._gaps[row]
        if any(cell is None and tail.cell is None for cell, tail in zip(cells, self._tails, strict=True)):
            # Above the first block the room is a frame's margin, and that comes in whole pixels.
            step = float(ceil(step))
        self._bottom += step
        for index, cell in enumerate(cells):
            column, tail = self._columns[index], self._tails[index]
            if cell is None:
                # A language that lacks the clause leaves the room empty: below the row before it.
                tail.below += step
            else:
                if tail.cell is None:
                    column.set_lead(tail.below)
                tail.cell = cell
                tail.below = step - heights[index]
            if tail.cell is not None:
                wanted[index][column.tail(tail.cell).blockNumber()] = tail.below
