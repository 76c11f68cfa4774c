"""One column of the reader: the wording in one language, and the quiet marks in its margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Property, QEvent, QLocale, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QPainter,
    QPalette,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QToolTip, QWidget

from ui.widgets.reader_document import Look, Role, clause_of, role_of
from ui.widgets.reader_margin import Margin
from ui.widgets.reader_rows import GUTTER_EMS, Rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import (
        QContextMenuEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QWheelEvent,
    )

    from installer.agreement.clause import ClauseId
    from installer.i18n import Language
    from ui.widgets.reader_document import Cell, Piece

_LONGEST_LINE_EMS: Final = 46.0
"""About 95 characters; the eye loses longer lines. Matters when one column is alone."""
_LINE_HEIGHT: Final = 1.45
"""Of a line with the air below it, in heights of its letters (`reader_document`)."""


class ReaderColumn(QTextBrowser):
    """A browser of one language. It knows rows and clauses, but nothing of its neighbour.

    Signals:
        width_about_to_change(): sent before the new width lays the text out again.
        zoom_requested(int): Ctrl and the wheel: +1 larger, -1 smaller.
        mark_activated(str): Enter was pressed in a clause that has a mark.
    """

    width_about_to_change = Signal()
    zoom_requested = Signal(int)
    mark_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language: Language = ""
        self._notes: Mapping[ClauseId, str] = {}
        self._mark = QColor(Qt.GlobalColor.darkYellow)
        self.rows = Rows(self.document(), (), self._look())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        # Not LinksAccessibleByKeyboard: Tab would stop at each of 155 numbers. Enter follows the
        # link under the text cursor instead.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # Filling

    def show_pieces(self, pieces: Sequence[Piece], language: Language, folded: frozenset[int]) -> None:
        """Replace the wording, with these rows folded away."""
        self.language = language
        self.setLocale(QLocale(language))
        document = self.document()
        document.clear()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        # One edit: Qt lays all out once, at its end.
        edit = QTextCursor(document)
        edit.beginEditBlock()
        self.rows = Rows(document, pieces, self._look())
        self.rows.set_margins(self.line_height)
        self.rows.hide(folded)
        edit.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def describe(self, notes: Mapping[ClauseId, str]) -> None:
        """Mark these clauses, with what to say about each."""
        self._notes = notes
        self.viewport().update()

    # What is on screen

    @property
    def line_height(self) -> float:
        """Of plain text, in pixels, without the air between lines."""
        return QFontMetricsF(self.font()).height()

    @property
    def end(self) -> int:
        """The value of the scroll bar at which the end of the text is on screen."""
        return int(self.rows.finish_layout() + 0.5) - self.viewport().height()

    def wordings_on_screen(self) -> list[tuple[Cell, Role]]:
        """What of the agreement is inside the viewport, each by at least half a line.

        In a page that scrolls itself only a part of the viewport may be on screen.
        """
        there = self.viewport().visibleRegion().boundingRect()
        upper = float(self.verticalScrollBar().value() + there.top())
        lower = upper + there.height()
        some = self.line_height / 2
        found: list[tuple[Cell, Role]] = []
        for cell in self.rows.between(upper, lower):
            for block in self.rows.blocks(cell):
                role, rect = role_of(block), self.rows.rect(block)
                if role is not None and rect.top() + some <= lower and rect.bottom() - some >= upper:
                    found.append((cell, role))
        return found

    def put_cursor(self, cell: Cell) -> None:
        """Put the text cursor at the start of the cell, without scrolling."""
        value = self.verticalScrollBar().value()
        self.setTextCursor(QTextCursor(self.rows.block(cell.first)))
        self.verticalScrollBar().setValue(value)

    def set_text_font(self, font: QFont) -> None:
        """Lay the text out in this font; headings and distances follow."""
        if font == self.font():
            return
        self.setFont(font)
        self.rows.set_margins(self.line_height)
        self._fit_viewport(self.viewport().width())

    def set_scroll_bar_visible(self, *, visible: bool) -> None:
        """Both columns scroll; one bar is enough."""
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if visible else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Announce another width first, so that the place can be kept; then lay out.

        Another height, as when a note opens below, leaves every line where it is.
        """
        if event.size().width() != event.oldSize().width():
            self.width_about_to_change.emit()
        self._fit_viewport(event.size().width())
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl and the wheel zoom both columns, not this one alone."""
        steps = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and steps:
            self.zoom_requested.emit(1 if steps > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter follows the link under the text cursor, or opens the mark of its clause.

        Page Up and Page Down leave one line where it was. Qt goes by lines of the text cursor, further than
        what is on screen, and leaves a line out at each page.
        """
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._turn_page(1 if event.key() == Qt.Key.Key_PageDown else -1)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            cursor = self.textCursor()
            clause = clause_of(cursor.block())
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
            href = cursor.charFormat().anchorHref()
            if href:
                self.anchorClicked.emit(QUrl(href))
            elif clause in self._notes:
                self.mark_activated.emit(clause)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on what is painted beside a heading is one on the heading."""
        super().mouseReleaseEvent(event)
        beside = event.position().x() < self.line_height * GUTTER_EMS
        if not beside or self.textCursor().hasSelection():
            return
        y = event.position().y() + self.verticalScrollBar().value()
        for cell in self.rows.between(y, y + 1):
            href = self.rows.links.get(cell.row)
            if href is not None and self.rows.top(cell) <= y <= self.rows.top(cell) + self.line_height:
                self.anchorClicked.emit(QUrl(href))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's own menu, and the actions that were added to this column."""
        menu = self.createStandardContextMenu()
        menu.addSeparator()
        menu.addActions(self.actions())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Explain a mark when the pointer rests on its clause."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            clause = clause_of(self.cursorForPosition(event.pos()).block())
            QToolTip.showText(event.globalPos(), self._notes.get(clause, ""), self.viewport())
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the text, then the marks in the margin beside it."""
        super().paintEvent(event)
        offset = self.verticalScrollBar().value()
        band = event.rect().translated(0, offset)
        painter = QPainter(self.viewport())
        margin = Margin(painter, self.rows, offset, self.line_height)
        for cell in self.rows.between(band.top(), band.bottom()):
            if cell.row in self.rows.folders:
                margin.paint_folder(cell, _muted())
            elif cell.row in self.rows.links:
                margin.paint_question(cell, _muted(), self.font())
            elif cell.clause in self._notes:
                margin.paint_mark(cell, self._mark, self.font())
        painter.end()

    # Parts

    def _turn_page(self, way: int) -> None:
        bar, line = self.verticalScrollBar(), int(self.line_height * _LINE_HEIGHT)
        before = bar.value()
        bar.setValue(before + way * max(line, self.viewport().height() - line))
        if bar.value() == before:
            end = QTextCursor.MoveOperation.End if way > 0 else QTextCursor.MoveOperation.Start
            self.moveCursor(end)
            return
        # The text cursor, and whoever listens to it, goes on at the upper edge.
        after = bar.value()
        self.setTextCursor(self.cursorForPosition(QPoint(self.viewport().width() // 2, line)))
        bar.setValue(after)

    def _look(self) -> Look:
        palette = QGuiApplication.palette()
        return Look(
            text=palette.color(QPalette.ColorRole.Text),
            muted=_muted(),
            link=palette.color(QPalette.ColorRole.Link),
            mark=self._mark,
            em=self.line_height,
        )

    def _fit_viewport(self, width: int) -> None:
        margins = self.viewportMargins()
        room = width + margins.left() + margins.right()
        side = max(0, int((room - self.line_height * _LONGEST_LINE_EMS) / 2))
        if side != margins.left():
            self.setViewportMargins(side, 0, side, 0)

    def _get_mark(self) -> QColor:
        return self._mark

    def _set_mark(self, colour: QColor) -> None:
        self._mark = colour
        self.viewport().update()

    markColour = Property(QColor, _get_mark, _set_mark)  # noqa: N815 - the style sheet sets it


def _muted() -> QColor:
    # The application's palette, not the widget's: a style sheet halves the colour there.
    return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
