"""Search in the reader: keeps the matches, marks those on screen, and goes from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.widgets.reader_document import Role, role_of
from ui.widgets.reader_search import Match, Passage, find_all

if TYPE_CHECKING:
    from ui.widgets.reader_rows import Rows
    from ui.widgets.reader_view import ReaderView


FOUND_STRENGTH: Final = 0.18
"""Of the accent behind a match that is not the current one: its text must stay readable."""


class Finder(QObject):
    """Searches the documents themselves, in the columns on screen. Accents count only if asked.

    Only the matches on screen are painted: a common letter has ten thousand, and each painted one
    costs a cursor.
    """

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self.words = ""
        self.ignore_accents = True
        self._view = view
        self._matches: list[Match] = []
        self._places: dict[tuple[int, int], list[int]] = {}
        """Numbers of the matches in a column's row."""
        self._read: tuple[tuple[Rows, ...], list[Passage]] = ((), [])
        self._current = -1
        self._view.pair.scrolled.connect(self._on_scrolled)

    @property
    def count(self) -> int:
        """How many matches there are."""
        return len(self._matches)

    @property
    def number(self) -> int:
        """Which match is the current one, counted from 1; 0 when there is none."""
        return self._current + 1

    def clear(self) -> None:
        """Forget the search."""
        self.words = ""
        self._matches = []
        self._places = {}
        self._current = -1

    def search(self, words: str) -> None:
        """Find all, and show the first match from the upper edge on."""
        self.words = words.strip()
        self._matches = find_all(self._passages(), self.words, ignore_accents=self.ignore_accents)
        self._places = {}
        for number, match in enumerate(self._matches):
            self._places.setdefault((match.column, match.row), []).append(number)
        self._current = -1
        here = self._view.pair.place.row
        if self._matches:
            from_here = (n for n, match in enumerate(self._matches) if match.row >= here)
            self._show(next(from_here, 0))
        else:
            self._paint()

    def refresh(self) -> None:
        """Search again: other columns are on screen."""
        if self.words:
            self.search(self.words)

    def step(self, by: int) -> None:
        """Go on by so many matches, and round."""
        if self._matches:
            self._show((self._current + by) % len(self._matches))

    def _passages(self) -> list[Passage]:
        """The wordings of the documents on screen; read anew when those are filled anew."""
        filled = tuple(column.rows for column in self._view.shown_columns())
        if self._read[0] != filled:
            passages = [
                Passage(cell.row, index, number, block.text())
                for index, rows in enumerate(filled)
                for cell in rows.cells
                for number, block in enumerate(rows.blocks(cell), cell.first)
                if role_of(block) in (Role.CLAUSE, Role.GOVERNING)
            ]
            self._read = (filled, passages)
        return self._read[1]

    def _show(self, index: int) -> None:
        self._current = index
        match = self._matches[index]
        self._view.show_row(match.row)
        column = self._view.shown_columns()[match.column]
        column.setTextCursor(self._cursor(match))
        self._paint()

    def _paint(self) -> None:
        for index, column in enumerate(self._view.shown_columns()):
            rows = {cell.row for cell, _ in column.wordings_on_screen()} if self._matches else set()
            numbers = [number for row in rows for number in self._places.get((index, row), ())]
            column.setExtraSelections(
                [
                    self._selection(self._matches[number], current=number == self._current)
                    for number in numbers
                ]
            )

    def _cursor(self, match: Match) -> QTextCursor:
        block = self._view.shown_columns()[match.column].rows.block(match.block)
        cursor = QTextCursor(block)
        text = block.text()
        cursor.setPosition(block.position() + _utf16_length(text[: match.start]))
        end = _utf16_length(text[: match.start + match.length])
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _selection(self, match: Match, *, current: bool) -> QTextEdit.ExtraSelection:
        palette = QGuiApplication.palette()
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(match)
        look = QTextCharFormat()
        if current:
            look.setBackground(palette.color(palette.ColorRole.Highlight))
            look.setForeground(palette.color(palette.ColorRole.HighlightedText))
        else:
            found = palette.color(palette.ColorRole.Accent)
            found.setAlphaF(FOUND_STRENGTH)
            look.setBackground(found)
        selection.format = look
        return selection

    def _on_scrolled(self) -> None:
        if self._matches:
            self._paint()


def _utf16_length(text: str) -> int:
    """The length as Qt counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
