"""The reader: an agreement in two languages, aligned, searchable, and honest about differences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from installer.flow.state import Columns
from ui.widgets.reader_bar import ReaderBar
from ui.widgets.reader_finder import Finder
from ui.widgets.reader_note import ReaderNote
from ui.widgets.reader_pieces import explain_all
from ui.widgets.reader_view import ReaderView
from ui.widgets.reader_words import cite, column_name, matches, next_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from installer.agreement.clause import ClauseId
    from installer.i18n import Language, Translator
    from ui.widgets.reader_content import ReaderContent

ZOOMS: Final = (70, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""Percent of the interface's own text size."""
_NORMAL: Final = 100


class Reader(QFrame):
    """Bar, columns, and the line about differences. Fill it with `show_rows` after `retranslate`.

    Signals:
        section_seen(str, str): wording of the section, in that language, came on screen. Headings
            alone do not count where the section has more than a heading. Sent once per filling.
        columns_changed(Columns): the person chose another way to show the languages.
        link_activated(str): a web address in the text was followed, or `clause:…` for a number.
        clause_chosen(str): the text cursor came to another clause.
        zoom_changed(int): the text size in percent.
        on_screen_changed(object): which clauses are on screen now, as `ReaderView` has it.
        reason_wanted(str): the person asks why that section applies, or why not.
        searched(): words were searched for.
    """

    section_seen = Signal(str, str)
    columns_changed = Signal(Columns)
    link_activated = Signal(str)
    clause_chosen = Signal(str)
    zoom_changed = Signal(int)
    on_screen_changed = Signal(object)
    reason_wanted = Signal(str)
    searched = Signal()

    def __init__(self, tr: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.view = ReaderView()
        self.bar = ReaderBar()
        self.note = ReaderNote()
        self.finder = Finder(self.view)
        self._tr = tr
        self._content: ReaderContent | None = None
        self._notes: Mapping[ClauseId, str] = {}
        self._clause = ""
        self._zoom = ZOOMS.index(_NORMAL)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.note)
        self._copy_action = self._action("Ctrl+Shift+C", self.copy_citation)
        self._reason_action = self._action("Ctrl+I", self._on_reason_wanted)
        self._connect()
        self.bar.show_columns(Columns.BOTH)
        self.bar.show_zoom(_NORMAL)

    # What the page calls

    def show_rows(self, content: ReaderContent) -> None:
        """Show this content from its beginning, in the columns chosen before."""
        self._content = content
        self._notes = explain_all(content, self._tr)
        self.finder.clear()
        self.view.show_content(content, self._notes, self._tr)
        self.retranslate(self._tr)

    def retranslate(self, tr: Translator) -> None:
        """Set every word of ours in the translator's language. The agreement's own stay."""
        changed = tr.language != self._tr.language
        self._tr = tr
        content = self._content
        if content is None:
            return
        if changed:
            self._notes = explain_all(content, tr)
            self.view.describe(self._notes, tr)
        self.bar.retranslate(tr, content.translation, content.governing)
        self.note.retranslate(tr, content.governing, len(self._notes))
        self._explain()
        self.view.pair.left.setAccessibleName(column_name(content, content.translation, tr))
        self.view.pair.right.setAccessibleName(column_name(content, content.governing, tr))
        self._copy_action.setText(tr("Copy with citation"))
        self._reason_action.setText(tr("Why does this section apply?"))
        self._show_matches()

    def set_columns(self, columns: Columns) -> None:
        """Show both languages, or one. The place stays."""
        if columns is self.view.columns:
            return
        self.bar.show_columns(columns)
        self.view.set_columns(columns)
        self.finder.refresh()
        self._show_matches()
        self._explain()
        self.columns_changed.emit(columns)

    @property
    def columns(self) -> Columns:
        """How the languages are shown."""
        return self.view.columns

    @property
    def content(self) -> ReaderContent | None:
        """What is shown."""
        return self._content

    @property
    def zoom(self) -> int:
        """The text size in percent of the interface's."""
        return ZOOMS[self._zoom]

    def zoom_in(self) -> None:
        """One step larger."""
        self._set_zoom(self._zoom + 1)

    def zoom_out(self) -> None:
        """One step smaller."""
        self._set_zoom(self._zoom - 1)

    def zoom_reset(self) -> None:
        """Back to the interface's own size."""
        self._set_zoom(ZOOMS.index(_NORMAL))

    def go_to(self, clause: ClauseId) -> None:
        """Bring a clause to the upper edge, unfolding its section. An unknown one is an error of ours."""
        row = self.view.row_of(clause)
        if row is None:
            raise LookupError(clause)
        self.view.go_to_row(row)

    def set_all_open(self, *, all_open: bool) -> None:
        """Show sections that do not apply in full, or fold them to their headings."""
        self.view.set_all_open(all_open=all_open)

    def find_all(self, words: str) -> int:
        """Search both languages on screen, blind to accents and capitals; the number of matches."""
        self.finder.search(words)
        self._show_matches()
        if self.finder.words:
            self.searched.emit()
        return self.finder.count

    def set_accents_count(self, count: bool) -> None:  # noqa: FBT001 - Qt's signal carries a bare flag
        """Tell letters with accents from those without, or search as if there were none."""
        self.finder.ignore_accents = not count
        self.finder.refresh()
        self._show_matches()

    def set_compact(self, *, compact: bool) -> None:
        """Leave more of a low window to the text."""
        self.bar.set_compact(compact=compact)
        self.note.set_compact(compact=compact)

    def find_next(self) -> None:
        """Show the next match; after the last one the first."""
        self._on_match_requested(1)

    def find_previous(self) -> None:
        """Show the match before; before the first one the last."""
        self._on_match_requested(-1)

    def read_back(self) -> Mapping[Language, str]:
        """The wording on screen, read from the documents: what must equal what is signed."""
        return self.view.read_back()

    def read_back_governing(self) -> Mapping[ClauseId, str]:
        """The governing wordings shown under clauses when the translation is alone."""
        return self.view.read_back_governing()

    def citation(self, clause: ClauseId) -> str:
        """The clause's wording in the language of its column, and where it stands."""
        content = self._content
        row = self.view.row_of(clause)
        if content is None or row is None:
            raise LookupError(clause)
        return cite(content, row, self._cited_language(content), self._tr)

    def copy_citation(self) -> None:
        """Put the citation of the clause at the text cursor on the clipboard."""
        if self._clause:
            QGuiApplication.clipboard().setText(self.citation(self._clause))

    # Parts

    def _connect(self) -> None:
        self.view.section_seen.connect(self.section_seen)
        self.view.on_screen_changed.connect(self.on_screen_changed)
        self.view.reason_wanted.connect(self.reason_wanted)
        self.view.link_activated.connect(self.link_activated)
        self.view.cursor_moved.connect(self._on_cursor_moved)
        self.view.mark_activated.connect(self._on_mark_activated)
        for column in (self.view.pair.left, self.view.pair.right):
            column.zoom_requested.connect(self._on_zoom_chosen)
            column.addAction(self._copy_action)
            column.addAction(self._reason_action)
        self.bar.columns_chosen.connect(self.set_columns)
        self.bar.zoom_chosen.connect(self._on_zoom_chosen)
        self.bar.search_changed.connect(self.find_all)
        self.bar.match_requested.connect(self._on_match_requested)
        self.bar.search_left.connect(self._on_search_left)
        self.bar.accents_chosen.connect(self.set_accents_count)
        self.bar.copy_chosen.connect(self.copy_citation)
        self.bar.all_open_chosen.connect(self._on_all_open_chosen)
        self.note.mark_requested.connect(self._go_to_mark)
        self._action("Ctrl++", self.zoom_in).setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self._action("Ctrl+-", self.zoom_out)
        self._action("Ctrl+0", self.zoom_reset)
        self._action("Ctrl+F", self.bar.start_search)
        self._action("F3", self.find_next)
        self._action("Shift+F3", self.find_previous)
        self._action("F4", self.note.ask_next)
        self._action("Shift+F4", self.note.ask_before)

    def _action(self, keys: str, slot: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def _explain(self) -> None:
        # When the translation is alone, the sentence stands under the clause already.
        alone = self.columns is Columns.TRANSLATION
        self.note.explain("" if alone else self._notes.get(self._clause, ""))

    def _cited_language(self, content: ReaderContent) -> Language:
        columns = self.view.shown_columns()
        focused = [column for column in columns if column.hasFocus()]
        return (focused or columns)[0].language or content.governing

    def _set_zoom(self, index: int) -> None:
        bounded = max(0, min(index, len(ZOOMS) - 1))
        if bounded != self._zoom:
            self._zoom = bounded
            self.bar.show_zoom(self.zoom)
            self.view.set_zoom(self.zoom)
            self.zoom_changed.emit(self.zoom)

    def _show_matches(self) -> None:
        self.bar.show_matches(matches(self.finder, self._tr), found=self.finder.count > 0)

    def _go_to_mark(self, step: int) -> None:
        rows = [row for clause in self._notes if (row := self.view.row_of(clause)) is not None]
        target = next_mark(rows, self.view.row_of(self._clause), step)
        if target is not None:
            self.view.go_to_row(target)

    def _on_cursor_moved(self, clause: ClauseId) -> None:
        if clause == self._clause:
            return
        self._clause = clause
        self._explain()
        self.clause_chosen.emit(clause)

    def _on_reason_wanted(self) -> None:
        if self._clause:
            self.reason_wanted.emit(self._clause.partition("/")[0])

    def _on_mark_activated(self) -> None:
        # Enter in a marked clause: from the text to the sentence about it.
        self.note.take_focus()

    def _on_zoom_chosen(self, step: int) -> None:
        self._set_zoom(self._zoom + step if step else ZOOMS.index(_NORMAL))

    def _on_match_requested(self, step: int) -> None:
        self.finder.step(step)
        self._show_matches()

    def _on_all_open_chosen(self, all_open: bool) -> None:  # noqa: FBT001 - Qt's signal carries a bare flag
        self.set_all_open(all_open=all_open)

    def _on_search_left(self) -> None:
        self.view.shown_columns()[0].setFocus(Qt.FocusReason.OtherFocusReason)
