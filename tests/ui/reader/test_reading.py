"""What the reader does for a person who reads with mouse or keyboard."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextBlockFormat, QWheelEvent
from PySide6.QtWidgets import QApplication

from installer.flow.state import Columns
from ui.widgets.reader import ZOOMS

if TYPE_CHECKING:
    from collections.abc import Callable


QUICK = 3000
"""Milliseconds within which a signal must come."""


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


def test_by_pages_no_line_is_left_out(show: Callable) -> None:
    shown = show()
    left = shown.reader.view.pair.left
    left.setFocus()
    bar, places = left.verticalScrollBar(), [0]
    for _ in range(60):
        shown.qtbot.keyClick(left, Qt.Key.Key_PageDown)
        places.append(bar.value())
    steps = [after - before for before, after in pairwise(places)]
    assert all(0 < step <= left.viewport().height() - left.line_height for step in steps)
    while bar.value() < bar.maximum():
        shown.qtbot.keyClick(left, Qt.Key.Key_PageDown)
    shown.qtbot.keyClick(left, Qt.Key.Key_PageDown)
    assert left.textCursor().atEnd()
    shown.qtbot.keyClick(left, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()


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
