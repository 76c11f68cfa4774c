"""The text of the reader: filled, folded, marked, and read back from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QVBoxLayout, QWidget

from installer.flow.state import Columns
from ui.widgets.reader_document import REASON_SCHEME, SECTION_SCHEME, Role, clause_of, read_back
from ui.widgets.reader_pair import ColumnPair, Place
from ui.widgets.reader_pieces import alone_pieces, column_pieces, row_gaps
from ui.widgets.reader_watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QHideEvent, QShowEvent

    from installer.agreement.clause import ClauseId, SectionId
    from installer.i18n import Language, Translator
    from ui.widgets.reader_column import ReaderColumn
    from ui.widgets.reader_content import ReaderContent


class ReaderView(QWidget):
    """Shows a content in one or two columns. What is marked or muted is told to it.

    Signals:
        section_seen(str, str): a section's wording in that language came on screen.
        on_screen_changed(object): the clauses that are on screen now, as a frozenset of pairs of clause
            id and language; empty while the reader is not on screen.
        reason_wanted(str): the person asks why that section applies.
        link_activated(str): a link was followed; `clause:…` for the number of a clause.
        cursor_moved(str): the text cursor came to that clause.
        mark_activated(str): the mark of that clause was clicked or opened with Enter.
    """

    section_seen = Signal(str, str)
    on_screen_changed = Signal(object)
    reason_wanted = Signal(str)
    link_activated = Signal(str)
    cursor_moved = Signal(str)
    mark_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content: ReaderContent | None = None
        self.columns = Columns.BOTH
        self.pair = ColumnPair()
        self._zoom = 100
        self._notes: Mapping[ClauseId, str] = {}
        self._tr: Translator | None = None
        self._open: set[SectionId] = set()
        self._all_open = False
        self.watcher = Watcher(self)
        self._rows_of: dict[ClauseId, int] = {}
        self._filled = False
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._restyling = QTimer(self, singleShot=True, interval=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pair)
        self._connect()

    # Filling

    def show_content(self, content: ReaderContent, notes: Mapping[ClauseId, str], tr: Translator) -> None:
        """Replace everything. The columns fill at once when visible, else when they first are.

        The place is kept where the clauses are the same, in whichever language.
        """
        rows_of = {row.clause: number for number, row in enumerate(content.rows)}
        if rows_of != self._rows_of:
            self._rows_of = rows_of
            self._open.clear()
            self.pair.place = Place(0)
        self.content = content
        self._notes = notes
        self._tr = tr
        self.watcher.forget()
        self.refill()

    def describe(self, notes: Mapping[ClauseId, str], tr: Translator) -> None:
        """Say our own sentences in another language."""
        self._notes = notes
        self._tr = tr
        if self.columns is Columns.TRANSLATION:
            self.refill()
        self.pair.left.describe(notes)

    def refill(self) -> None:
        """Make the documents anew and keep the place: after another mode, language or palette."""
        self._filled = False
        if self.isVisible():
            self._fill()

    def set_columns(self, columns: Columns) -> None:
        """Show both languages, or one."""
        self.columns = columns
        self.refill()

    def set_zoom(self, percent: int) -> None:
        """Text at this percentage of the interface's size."""
        self._zoom = percent
        self._apply_font()

    def shown_columns(self) -> tuple[ReaderColumn, ...]:
        """The columns on screen, left to right."""
        if self.content is None or not self.content.bilingual:
            return (self.pair.right,)
        return {
            Columns.BOTH: (self.pair.left, self.pair.right),
            Columns.TRANSLATION: (self.pair.left,),
            Columns.GOVERNING: (self.pair.right,),
        }[self.columns]

    def read_back(self) -> dict[Language, str]:
        """The wording in each column's language, from the documents themselves; nothing before that."""
        return {
            column.language: "\n".join(text for _, text in read_back(column.document()))
            for column in self.shown_columns()
            if column.language
        }

    def read_back_governing(self) -> dict[ClauseId, str]:
        """The governing wordings that stand under clauses of the translation alone."""
        return {
            clause: text
            for column in self.shown_columns()
            for clause, text in read_back(column.document(), Role.GOVERNING)
            if clause
        }

    # Going to places

    def row_of(self, clause: ClauseId) -> int | None:
        """The row of a clause, or None for one that this edition lacks."""
        return self._rows_of.get(clause)

    def go_to_row(self, row: int) -> None:
        """Bring a row to the upper edge, unfolded, and the text cursor to its start."""
        self._unfold(row)
        self.pair.go_to(Place(row))
        for column in self.shown_columns():
            cell = column.rows.cell_of(row)
            if cell is not None:
                column.put_cursor(cell)

    def show_row(self, row: int) -> None:
        """Bring a row on screen only where it is not there yet."""
        self._unfold(row)
        shown = {cell.row for column in self.shown_columns() for cell, _ in column.wordings_on_screen()}
        if row not in shown:
            self.pair.go_to(Place(row))

    def set_all_open(self, *, all_open: bool) -> None:
        """Show the sections that do not apply in full, or fold them to their headings."""
        self._all_open = all_open
        self._refold()

    def toggle_section(self, section: SectionId) -> None:
        """Fold or unfold one section that does not apply."""
        self._open ^= {section}
        self._refold()

    # Events

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Fill on the first showing: only now are the width and the font known."""
        super().showEvent(event)
        if not self._filled:
            self._fill()
        self._looking.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is on screen any more."""
        super().hideEvent(event)
        self.watcher.look_away()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font or palette goes into the documents too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._apply_font()
        elif event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and self._filled:
            # Both come when the look changes, and the colour of the marks comes with the second.
            self._restyling.start()

    # Parts

    def _connect(self) -> None:
        self.pair.scrolled.connect(self._on_scrolled)
        self.pair.settled.connect(self._on_scrolled)
        self.watcher.section_seen.connect(self.section_seen)
        self.watcher.on_screen_changed.connect(self.on_screen_changed)
        self._looking.timeout.connect(self._on_look_due)
        self._restyling.timeout.connect(self.refill)
        self.pair.left.cursorPositionChanged.connect(self._on_left_cursor_moved)
        self.pair.right.cursorPositionChanged.connect(self._on_right_cursor_moved)
        for column in (self.pair.left, self.pair.right):
            column.anchorClicked.connect(self._on_anchor_clicked)
            column.mark_activated.connect(self.mark_activated)

    def _fill(self) -> None:
        content, tr = self.content, self._tr
        if content is None or tr is None:
            return
        shown = self.shown_columns()
        folded = self._folded_rows(content)
        self._filled = True
        self.pair.unsettle()
        self.pair.show_columns(*shown)
        self._set_fonts()
        for column in shown:
            language = content.translation if column is self.pair.left else content.governing
            if shown == (self.pair.left,):
                pieces, notes = list(alone_pieces(content, self._notes, tr)), self._notes
            else:
                pieces = list(column_pieces(content, language))
                notes = self._notes if column is self.pair.left else {}
            column.show_pieces(pieces, language, folded)
            column.describe(notes)
        self._align(content, folded)

    def _refold(self) -> None:
        content = self.content
        if content is None or not self._filled:
            return
        folded = self._folded_rows(content)
        for column in self.shown_columns():
            column.rows.fold(folded)
        self._align(content, folded)

    def _align(self, content: ReaderContent, folded: frozenset[int]) -> None:
        rows = [
            number
            for number in range(len(content.rows))
            if number not in folded and any(column.rows.cell_of(number) for column in self.shown_columns())
        ]
        gaps = row_gaps(content, rows, self.pair.right.line_height)
        self.pair.align(gaps, self.pair.place)

    def _folded_rows(self, content: ReaderContent) -> frozenset[int]:
        return frozenset(
            number
            for number, row in enumerate(content.rows)
            if row.clause not in content.headings
            and row.section in content.with_heading
            and not self._is_unfolded(row.section)
        )

    def _is_unfolded(self, section: SectionId) -> bool:
        content = self.content
        return content is None or self._all_open or section in content.applicable or section in self._open

    def _unfold(self, row: int) -> None:
        if self.content is not None and not self._is_unfolded(self.content.rows[row].section):
            self.toggle_section(self.content.rows[row].section)

    def _set_fonts(self) -> None:
        font = self.font()
        font.setPointSizeF(QFontInfo(self.font()).pointSizeF() * self._zoom / 100)
        for column in (self.pair.left, self.pair.right):
            column.set_text_font(font)

    def _apply_font(self) -> None:
        if self._filled:
            self.pair.unsettle()
            self._set_fonts()
            self._refold()

    def _on_scrolled(self) -> None:
        self._looking.start()

    def _on_look_due(self) -> None:
        content = self.content
        if content is None or not self._filled or not self.isVisible() or self.window().isMinimized():
            return
        self.watcher.look(content, self.shown_columns())

    def _on_left_cursor_moved(self) -> None:
        self.cursor_moved.emit(clause_of(self.pair.left.textCursor().block()))

    def _on_right_cursor_moved(self) -> None:
        self.cursor_moved.emit(clause_of(self.pair.right.textCursor().block()))

    def _on_anchor_clicked(self, url: QUrl) -> None:
        href = url.toString()
        if href.startswith(SECTION_SCHEME):
            self.toggle_section(href.removeprefix(SECTION_SCHEME))
        elif href.startswith(REASON_SCHEME):
            self.reason_wanted.emit(href.removeprefix(REASON_SCHEME))
        else:
            self.link_activated.emit(href)
