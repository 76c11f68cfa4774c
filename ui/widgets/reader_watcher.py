"""Notes what of the agreement comes on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from installer.agreement.clause import ClauseKind
from ui.widgets.reader_content import kind_of
from ui.widgets.reader_document import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.clause import ClauseId, SectionId
    from installer.i18n import Language
    from ui.widgets.reader_column import ReaderColumn
    from ui.widgets.reader_content import ReaderContent


class Watcher(QObject):
    """Looks when it is told to. That a clause was on screen does not mean that anybody read it.

    Signals:
        section_seen(str, str): a section's wording in that language came on screen; once until `forget`.
        on_screen_changed(object): the clauses on screen now, as a frozenset of clause id and language.
    """

    section_seen = Signal(str, str)
    on_screen_changed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.boxed: frozenset[Language] = frozenset()
        """Languages that stand here in boxes, for want of a font: nothing of them comes on screen."""
        self._seen: set[tuple[SectionId, Language]] = set()
        self._on_screen: frozenset[tuple[ClauseId, Language]] = frozenset()

    def forget(self) -> None:
        """Another text: report its sections anew."""
        self._seen.clear()

    def look(self, content: ReaderContent, columns: Iterable[ReaderColumn]) -> None:
        """Report what is on screen in these columns."""
        now: set[tuple[ClauseId, Language]] = set()
        for column in columns:
            for cell, role in column.wordings_on_screen():
                if role is not Role.NOTE:
                    language = column.language if role is Role.CLAUSE else content.governing
                    if language not in self.boxed:
                        now.add((cell.clause, language))
                        self._note_section(content, cell.row, language)
        self._tell(frozenset(now))

    def look_away(self) -> None:
        """Nothing is on screen."""
        self._tell(frozenset())

    def _note_section(self, content: ReaderContent, row: int, language: Language) -> None:
        section = content.rows[row].section
        is_heading = kind_of(content.rows[row]) is ClauseKind.HEADING
        if (is_heading and section in content.with_body) or (section, language) in self._seen:
            return
        self._seen.add((section, language))
        self.section_seen.emit(section, language)

    def _tell(self, now: frozenset[tuple[ClauseId, Language]]) -> None:
        if now != self._on_screen:
            self._on_screen = now
            self.on_screen_changed.emit(now)
