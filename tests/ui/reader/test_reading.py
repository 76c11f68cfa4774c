"""What the reader reports and does for a person who reads with mouse or keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.reading import translator
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QTextBlockFormat, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from installer.flow.state import Columns
from ui.widgets.reader import ZOOMS
from ui.widgets.reader_document import Role, role_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.reading import Shown

QUICK = 3000
"""Milliseconds within which a signal must come."""


def seen_by(shown: Shown) -> set[tuple[str, str]]:
    """Collects what is seen from now on."""
    found: set[tuple[str, str]] = set()
    shown.reader.section_seen.connect(lambda section, language: found.add((section, language)))
    return found


# Seen


def test_sections_on_screen_are_reported_in_both_languages(show: Callable) -> None:
    shown = show()
    seen = seen_by(shown)
    with shown.qtbot.waitSignal(shown.reader.section_seen, timeout=QUICK):
        shown.reader.go_to("xprotect-lpr/4")
    shown.qtbot.waitUntil(lambda: {("xprotect-lpr", "hu"), ("xprotect-lpr", "en")} <= seen)


def test_a_section_is_reported_once(show: Callable) -> None:
    shown = show()
    reports = []
    shown.reader.section_seen.connect(lambda section, language: reports.append((section, language)))
    bar = shown.reader.view.pair.right.verticalScrollBar()
    for value in (2000, 0, 2000, 0):
        bar.setValue(value)
        shown.qtbot.wait(1)
    assert len(reports) == len(set(reports)) > 0


def test_scrolling_through_reports_every_section(show: Callable, general_sections: frozenset[str]) -> None:
    shown = show(general_sections)
    seen = seen_by(shown)
    shown.reader.show_rows(shown.reader.view.content)
    shown.settle()
    bar = shown.reader.view.pair.right.verticalScrollBar()
    for value in range(0, bar.maximum() + 400, 400):
        bar.setValue(value)
        shown.qtbot.wait(1)
    assert {section for section, _ in seen} == general_sections


def test_a_heading_at_the_lower_edge_is_not_a_section_seen(show: Callable) -> None:
    shown = show()
    seen = seen_by(shown)
    pair = shown.reader.view.pair
    rows = pair.left.rows
    heading = rows.cell_of(shown.reader.view.row_of("intellectual-property-rights/heading"))
    below = rows.cell_of(heading.row + 1)
    # The heading is the last thing in the viewport, and its section has begun no line of text.
    pair.left.verticalScrollBar().setValue(int(rows.top(below)) - pair.left.viewport().height())
    shown.qtbot.wait(5)
    assert heading.row in {cell.row for cell, _ in pair.left.wordings_on_screen()}
    assert "intellectual-property-rights" not in {section for section, _ in seen}


def test_the_language_not_on_screen_is_not_reported(show: Callable) -> None:
    shown = show()
    shown.reader.set_columns(Columns.GOVERNING)
    shown.settle()
    seen = seen_by(shown)
    shown.reader.go_to("xprotect-lpr/4")
    shown.qtbot.waitUntil(lambda: ("xprotect-lpr", "en") in seen)
    assert ("xprotect-lpr", "hu") not in seen


def test_nothing_is_seen_while_the_reader_is_hidden(show: Callable) -> None:
    shown = show()
    shown.qtbot.wait(5)
    shown.reader.hide()
    seen = seen_by(shown)
    shown.reader.go_to("xprotect-lpr/4")
    shown.qtbot.wait(5)
    assert not seen


# Differences


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


# Folding


def test_a_section_that_does_not_apply_is_folded_and_opens_with_its_heading(
    show: Callable, general_sections: frozenset[str]
) -> None:
    shown = show(general_sections)
    rows = shown.reader.view.pair.left.rows
    inside = shown.reader.view.row_of("husky-m-series/1")
    assert inside in rows.folded
    heading = rows.cell_of(shown.reader.view.row_of("husky-m-series/heading"))
    shown.reader.view.pair.left.put_cursor(heading)
    shown.qtbot.keyClick(shown.reader.view.pair.left, Qt.Key.Key_Return)
    assert inside not in rows.folded
    shown.qtbot.keyClick(shown.reader.view.pair.left, Qt.Key.Key_Return)
    assert inside in rows.folded


def test_going_to_a_clause_unfolds_its_section(show: Callable, general_sections: frozenset[str]) -> None:
    shown = show(general_sections)
    shown.reader.go_to("husky-m-series/1")
    rows = shown.reader.view.pair.left.rows
    row = shown.reader.view.row_of("husky-m-series/1")
    assert row not in rows.folded
    assert row in {cell.row for cell, _ in shown.reader.view.pair.left.wordings_on_screen()}


def test_going_to_a_clause_that_is_not_there_is_an_error(show: Callable) -> None:
    with pytest.raises(LookupError):
        show().reader.go_to("no-such-section/1")


# Keys, zoom, links, copying


def test_keys_scroll_both_columns(show: Callable) -> None:
    shown = show()
    left, right = shown.reader.view.pair.left, shown.reader.view.pair.right
    left.setFocus()
    shown.qtbot.keyClick(left, Qt.Key.Key_PageDown)
    shown.qtbot.keyClick(left, Qt.Key.Key_PageDown)
    assert right.verticalScrollBar().value() == left.verticalScrollBar().value() > 300


def test_tab_leaves_the_text(show: Callable) -> None:
    shown = show()
    shown.reader.view.pair.left.setFocus()
    shown.qtbot.keyClick(shown.reader.view.pair.left, Qt.Key.Key_Tab)
    assert shown.reader.view.pair.right.hasFocus()


def test_keys_zoom_within_limits(show: Callable) -> None:
    shown = show()
    column = shown.reader.view.pair.left
    column.setFocus()
    with shown.qtbot.waitSignal(shown.reader.zoom_changed, timeout=QUICK) as zoomed:
        shown.qtbot.keyClick(column, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert zoomed.args == [110]
    for _ in ZOOMS:
        shown.reader.zoom_in()
    assert shown.reader.zoom == ZOOMS[-1]
    shown.qtbot.keyClick(column, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert shown.reader.zoom == 100
    for _ in ZOOMS:
        shown.reader.zoom_out()
    assert shown.reader.zoom == ZOOMS[0]


def test_ctrl_and_the_wheel_zoom_both_columns(show: Callable) -> None:
    shown = show()
    viewport = shown.reader.view.pair.left.viewport()
    middle = QPointF(viewport.rect().center())
    event = QWheelEvent(
        middle,
        viewport.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes it by place
    )
    QApplication.sendEvent(viewport, event)
    shown.settle()
    assert shown.reader.zoom == 110
    assert shown.misalignment() == 0


def test_the_number_of_a_clause_is_a_link(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("xprotect-lpr/4")
    with shown.qtbot.waitSignal(shown.reader.link_activated, timeout=QUICK) as link:
        shown.qtbot.keyClick(shown.reader.view.pair.right, Qt.Key.Key_Return)
    assert link.args == ["clause:xprotect-lpr/4"]


def test_addresses_in_the_text_are_links_without_the_punctuation_after_them(show: Callable) -> None:
    shown = show()
    links = set()
    for column in (shown.reader.view.pair.left, shown.reader.view.pair.right):
        for cell in column.rows.cells:
            block = column.rows.block(cell.first)
            iterator = block.begin()
            while not iterator.atEnd():
                links.add(iterator.fragment().charFormat().anchorHref())
                iterator += 1
    web = {link for link in links if link.startswith("http")}
    assert len(web) >= 5
    assert not any(link.endswith((".", ",", ")", ";")) for link in web)


def test_a_citation_names_text_clause_and_agreement(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("xprotect-lpr/4")
    shown.reader.view.pair.left.setFocus()
    shown.qtbot.keyClick(
        shown.reader.view.pair.left,
        Qt.Key.Key_C,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    copied = QGuiApplication.clipboard().text()
    assert shown.edition.clause("xprotect-lpr/4", "hu").text in copied
    assert "xprotect-lpr/4" in copied
    assert shown.edition.title["hu"] in copied


# Modes


def test_choosing_a_mode_is_reported_once(show: Callable) -> None:
    shown = show()
    chosen = []
    shown.reader.columns_changed.connect(chosen.append)
    shown.reader.set_columns(Columns.TRANSLATION)
    shown.reader.set_columns(Columns.TRANSLATION)
    assert chosen == [Columns.TRANSLATION]
    assert shown.reader.view.pair.right.isHidden()


def test_each_column_knows_its_language_and_says_what_it_is(show: Callable) -> None:
    shown = show()
    left, right = shown.reader.view.pair.left, shown.reader.view.pair.right
    assert left.locale().name().startswith("hu")
    assert right.locale().name().startswith("en")
    assert left.accessibleName() == "Agreement text, Hungarian translation"
    assert right.accessibleName() == "Agreement text, English"


def test_headings_are_headings(show: Callable) -> None:
    shown = show()
    rows = shown.reader.view.pair.right.rows
    formats: dict[str, QTextBlockFormat] = {
        cell.clause: rows.block(cell.first).blockFormat() for cell in rows.cells
    }
    assert formats["document-title/heading"].headingLevel() == 1
    assert formats["no-warranties/heading"].headingLevel() == 2
    assert formats["xprotect-lpr/heading"].headingLevel() == 3
    assert formats["xprotect-lpr/4"].headingLevel() == 0
