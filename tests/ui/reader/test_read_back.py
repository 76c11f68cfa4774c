"""What stands on screen is what is signed, and a document that was tampered with is noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextBlockFormat, QTextCursor

from installer.flow.state import Columns
from ui.palettes import PALETTES, Look
from ui.theme import make_palette

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.agreement.edition import Edition


def signed(edition: Edition, language: str) -> str:
    """The clauses of one language, joined: what is signed (design §3.4)."""
    return "\n".join(
        clause.text for section in edition.texts[language].sections for clause in section.clauses
    )


def test_both_columns_give_back_the_signed_text(show: Callable, general_sections: frozenset[str]) -> None:
    shown = show(general_sections)
    assert shown.reader.read_back() == {
        language: signed(shown.edition, language) for language in ("hu", "en")
    }


def test_qt_itself_gives_back_the_signed_text_of_both_columns(show: Callable) -> None:
    shown = show()
    pair = shown.reader.view.pair
    assert pair.left.toPlainText() == signed(shown.edition, "hu")
    assert pair.right.toPlainText() == signed(shown.edition, "en")


def test_lines_of_our_own_do_not_count_when_the_translation_is_alone(show: Callable) -> None:
    shown = show()
    shown.reader.set_columns(Columns.TRANSLATION)
    assert shown.reader.read_back() == {"hu": signed(shown.edition, "hu")}
    assert shown.reader.view.pair.left.toPlainText() != signed(shown.edition, "hu")


def test_the_governing_text_alone_is_the_signed_text(show: Callable) -> None:
    shown = show()
    shown.reader.set_columns(Columns.GOVERNING)
    assert shown.reader.read_back() == {"en": signed(shown.edition, "en")}


def test_governing_words_under_the_translation_are_the_governing_words(show: Callable) -> None:
    shown = show()
    shown.reader.set_columns(Columns.TRANSLATION)
    found = shown.reader.read_back_governing()
    assert "note-on-behalf/p1" in found
    assert found == {clause: shown.edition.governing(clause) for clause in found}


def test_folding_leaves_nothing_out(show: Callable) -> None:
    shown = show(["introduction"])
    assert shown.reader.read_back()["en"] == signed(shown.edition, "en")


def test_where_the_translation_governs_there_is_one_column(show: Callable) -> None:
    shown = show((), "en")
    assert shown.reader.read_back() == {"en": signed(shown.edition, "en")}


def test_the_text_is_the_same_after_another_look_zoom_and_size(show: Callable) -> None:
    shown = show()
    before = shown.reader.read_back()
    shown.reader.setPalette(make_palette(PALETTES[Look.DARK]))
    shown.reader.zoom_in()
    shown.resize(640)
    shown.settle()
    assert shown.reader.read_back() == before


@pytest.mark.parametrize("columns", [Columns.BOTH, Columns.TRANSLATION])
def test_a_changed_letter_is_noticed(show: Callable, columns: Columns) -> None:
    shown = show()
    shown.reader.set_columns(columns)
    block = shown.reader.view.pair.left.document().begin()
    # By its words: under the translation alone, the English stands between the blocks.
    words = shown.edition.clause("governing-law/p1", "hu")
    assert words is not None
    while block.text() != words.text:
        block = block.next()
        assert block.isValid()
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText("X")
    assert shown.reader.read_back()["hu"] != signed(shown.edition, "hu")


def test_a_paragraph_slipped_in_is_noticed(show: Callable) -> None:
    shown = show()
    document = shown.reader.view.pair.right.document()
    cursor = QTextCursor(document.findBlockByNumber(40))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    # With a bare format: it says of itself neither that it is a clause nor that it is a note.
    cursor.insertBlock(QTextBlockFormat())
    cursor.insertText("You owe us everything.")
    assert shown.reader.read_back()["en"] != signed(shown.edition, "en")


def test_a_missing_paragraph_is_noticed(show: Callable) -> None:
    shown = show()
    document = shown.reader.view.pair.right.document()
    cursor = QTextCursor(document.findBlockByNumber(40))
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    cursor.removeSelectedText()
    assert shown.reader.read_back()["en"] != signed(shown.edition, "en")


def test_a_changed_governing_word_under_the_translation_is_noticed(show: Callable) -> None:
    shown = show()
    shown.reader.set_columns(Columns.TRANSLATION)
    rows = shown.reader.view.pair.left.rows
    cell = rows.cell_of(shown.reader.view.row_of("note-on-behalf/p1"))
    cursor = QTextCursor(rows.block(cell.first + 2))
    cursor.insertText("not ")
    assert shown.reader.read_back_governing()["note-on-behalf/p1"] != shown.edition.governing(
        "note-on-behalf/p1"
    )
