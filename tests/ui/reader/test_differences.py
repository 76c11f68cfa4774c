"""How the reader shows where the translation differs from the text that governs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.reading import translator
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QApplication, QToolTip

from installer.flow.state import Columns
from ui.widgets.reader_document import Look, Piece, Role, fill, read_back, role_of

if TYPE_CHECKING:
    from collections.abc import Callable


def test_where_the_translation_differs_is_marked_and_said(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("note-on-behalf/p1")
    divergences = shown.edition.shown("note-on-behalf/p1", "hu").divergences
    assert divergences
    for divergence in divergences:
        assert divergence.difference["hu"] in shown.reader.note.text


def test_a_faithful_clause_says_nothing(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("note-on-behalf/p1")
    marked = shown.reader.note.text
    faithful = next(
        row.clause for row in shown.edition.rows() if not shown.reader.view.content.is_marked(row.clause)
    )
    shown.reader.go_to(faithful)
    assert shown.reader.note.text != marked
    assert "governs" in shown.reader.note.text


def test_the_governing_words_stand_under_every_clause_that_differs(show: Callable) -> None:
    shown = show()
    shown.reader.set_columns(Columns.TRANSLATION)
    shown.settle()
    content, rows = shown.reader.view.content, shown.reader.view.pair.left.rows
    assert {content.is_marked(cell.clause) for cell in rows.cells} == {True, False}
    for cell in rows.cells:
        roles = [role_of(block) for block in rows.blocks(cell)]
        differs = content.is_marked(cell.clause)
        governing = content.shown_by(cell.clause, "hu").governing if differs else None
        assert (Role.GOVERNING in roles) == (governing is not None)
        assert (Role.NOTE in roles) == differs


def test_the_words_that_differ_are_underlined_in_both_languages(show: Callable) -> None:
    shown = show()
    row = shown.reader.view.row_of("note-on-behalf/p1")
    for column, language in ((shown.reader.view.pair.left, "hu"), (shown.reader.view.pair.right, "en")):
        block = column.rows.block(column.rows.cell_of(row).first)
        underlined = [
            piece.format.underlineStyle() != piece.format.UnderlineStyle.NoUnderline
            for piece in block.textFormats()
        ]
        assert any(underlined), language
        assert not all(underlined), language


@pytest.mark.usefixtures("qapp")
def test_an_address_with_words_that_differ_in_it_stays_one_link() -> None:
    text = "1. A word – see https://example.com/terms now."
    document, look = QTextDocument(), Look(*(QColor("black") for _ in range(4)), em=10.0)
    fill(document, [Piece(0, "first/p1", Role.CLAUSE, text, phrases=("example", "– see https"))], look)
    assert [block_text for _, block_text in read_back(document)] == [text]
    plain = QTextCharFormat.UnderlineStyle.NoUnderline
    assert [
        (
            text[run.start : run.start + run.length],
            run.format.anchorHref(),
            run.format.underlineStyle() is not plain,
        )
        for run in document.begin().textFormats()
    ] == [
        ("1.", "clause:first/p1", False),
        (" A word ", "", False),
        ("– see ", "", True),
        ("https", "https://example.com/terms", True),
        ("://", "https://example.com/terms", False),
        ("example", "https://example.com/terms", True),
        (".com/terms", "https://example.com/terms", False),
        (" now.", "", False),
    ]


def test_the_explanation_follows_the_language_of_the_interface(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("note-on-behalf/p1")
    shown.reader.retranslate(translator("en"))
    divergence = shown.edition.shown("note-on-behalf/p1", "hu").divergences[0]
    assert divergence.difference["en"] in shown.reader.note.text


def test_f4_goes_from_difference_to_difference(show: Callable) -> None:
    shown = show()
    column = shown.reader.view.pair.left
    column.setFocus()
    content = shown.reader.view.content
    marked = [row.clause for row in content.rows if content.is_marked(row.clause)]
    visited = []
    shown.reader.clause_chosen.connect(visited.append)
    for _ in range(3):
        shown.qtbot.keyClick(column, Qt.Key.Key_F4)
    shown.qtbot.keyClick(column, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert visited == [*marked[:3], marked[1]]


def test_enter_in_a_clause_that_differs_leads_to_the_explanation(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("note-on-behalf/p1")
    shown.reader.view.pair.left.setFocus()
    shown.qtbot.keyClick(shown.reader.view.pair.left, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "note-text"


def test_resting_on_a_clause_that_differs_explains_it(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("note-on-behalf/p1")
    column = shown.reader.view.pair.left
    place = QPoint(60, 30)
    event = QHelpEvent(QEvent.Type.ToolTip, place, column.viewport().mapToGlobal(place))
    QApplication.sendEvent(column.viewport(), event)
    assert shown.edition.shown("note-on-behalf/p1", "hu").divergences[0].difference["hu"] in QToolTip.text()
    QToolTip.hideText()
