"""Where the rows of a filled document are, which of them are folded away, and how far apart they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QTextCursor

from ui.widgets.reader_document import Cell, fill, heading_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QTextBlock, QTextDocument

    from ui.widgets.reader_document import Look, Piece


GUTTER_EMS: Final = 1.6
"""Room left of the text, in lines' heights."""
_RIGHT_EMS: Final = 0.8
_TOP_EMS: Final = 1.0
_BOTTOM_EMS: Final = 2.0


class Rows:
    """The geometry of one document, in its own coordinates: pixels from its upper edge.

    Heights are multiples of 1/64 pixel, as Qt lays text out.
    """

    def __init__(self, document: QTextDocument, pieces: Sequence[Piece], look: Look) -> None:
        """Fill the empty `document`."""
        self.document = document
        self.cells = fill(document, pieces, look)
        self.folders = frozenset(piece.row for piece in pieces if piece.folds)
        """The headings that fold and unfold their sections."""
        self.links = {piece.row: link for piece in pieces if (link := heading_link(piece))}
        """What each heading does when it is followed."""
        self.folded: frozenset[int] = frozenset()
        self._unfolded = self.cells
        self._lead = 0.0
        self._em = look.em

    # Finding

    def block(self, number: int) -> QTextBlock:
        """The block with this number."""
        return self.document.findBlockByNumber(number)

    def blocks(self, cell: Cell) -> Iterable[QTextBlock]:
        """The blocks of a cell."""
        block = self.block(cell.first)
        for _ in range(cell.first, cell.last + 1):
            yield block
            block = block.next()

    def cell_of(self, row: int) -> Cell | None:
        """Where the row is, or None where this language lacks it."""
        index = bisect_left(self.cells, row, key=_row_of)
        found = index < len(self.cells) and self.cells[index].row == row
        return self.cells[index] if found else None

    def between(self, upper: float, lower: float) -> list[Cell]:
        """The unfolded cells that touch this band, and the one before."""
        # Not Qt's own hit test: it loses its way among blocks that are folded away.
        first = max(0, bisect_right(self._unfolded, upper, key=self.top) - 1)
        last = first
        while last < len(self._unfolded) and self.top(self._unfolded[last]) < lower:
            last += 1
        return self._unfolded[first:last]

    # Measuring

    def rect(self, block: QTextBlock) -> QRectF:
        """The rectangle of a block's lines, without the distance below it."""
        return self.document.documentLayout().blockBoundingRect(block)

    def top(self, cell: Cell) -> float:
        """The upper edge of the cell."""
        return self.rect(self.block(cell.first)).top()

    def bottom(self, cell: Cell) -> float:
        """The lower edge of the cell's last line."""
        return self.rect(self.block(cell.last)).bottom()

    def height(self, cell: Cell) -> float:
        """From the upper edge of the cell to where the distance below it begins.

        Taken from where the next block really is: Qt puts the air of a proportional line height
        below the last line, outside of the block's rectangle, and rounds it in its own way.
        """
        tail = self.tail(cell)
        following = tail.next()
        if not following.isValid():
            return self.bottom(cell) - self.top(cell)
        return self.rect(following).top() - tail.blockFormat().bottomMargin() - self.top(cell)

    def tail(self, cell: Cell) -> QTextBlock:
        """The block whose bottom margin is the distance below the cell.

        That is the last one before the next block on screen: Qt takes the margin from whatever
        block comes before, folded away or not.
        """
        block = self.block(cell.last)
        while block.next().isValid() and not block.next().isVisible():
            block = block.next()
        return block

    def finish_layout(self) -> float:
        """Lay out all text now; how high it is.

        Qt lays out lazily, and forgets what it still has to do when a block format changes before
        it is through: later blocks would stay without lines.
        """
        return self.document.documentLayout().documentSize().height()

    # Changing

    def set_distances(self, below: Mapping[int, float]) -> None:
        """Have these distances below the blocks with these numbers."""
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        for number, distance in below.items():
            block = self.block(number)
            block_format = block.blockFormat()
            if block_format.bottomMargin() != distance:
                block_format.setBottomMargin(distance)
                cursor.setPosition(block.position())
                cursor.setBlockFormat(block_format)
        cursor.endEditBlock()

    def set_margins(self, em: float) -> None:
        """Room around the text, in proportion to a line's height, and for marks at its left."""
        self._em = em
        frame = self.document.rootFrame()
        margins = frame.frameFormat()
        margins.setLeftMargin(em * GUTTER_EMS)
        margins.setRightMargin(em * _RIGHT_EMS)
        margins.setTopMargin(em * _TOP_EMS + self._lead)
        margins.setBottomMargin(em * _BOTTOM_EMS)
        frame.setFrameFormat(margins)

    def set_lead(self, height: float) -> None:
        """Leave room above the first row, for rows that this language lacks."""
        # In the frame: Qt leaves out a margin above the first block.
        if height != self._lead:
            self._lead = height
            self.set_margins(self._em)
            self.finish_layout()

    def fold(self, rows: frozenset[int]) -> None:
        """Have exactly these rows folded away."""
        if self.hide(rows):
            # Once for all of them: each call lays the text out again.
            self.document.markContentsDirty(0, self.document.characterCount())

    def hide(self, rows: frozenset[int]) -> bool:
        """Say that exactly these rows are folded away. True where that is new.

        For while the text is filled: the end of that edit lays it out.
        """
        changed = [cell for cell in self.cells if (cell.row in self.folded) != (cell.row in rows)]
        self.folded = rows
        self._unfolded = [cell for cell in self.cells if cell.row not in rows]
        for cell in changed:
            for block in self.blocks(cell):
                block.setVisible(cell.row not in rows)
        return bool(changed)


def _row_of(cell: Cell) -> int:
    return cell.row
