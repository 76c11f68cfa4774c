"""Rows stand side by side to the pixel, whatever the width, the zoom, the font or the folding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont

from installer.flow.state import Columns

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("width", [560, 700, 840, 1000, 1280, 1920])
def test_rows_are_aligned_at_every_width_and_zoom(show: Callable, width: int) -> None:
    shown = show()
    for steps in (0, 3, 3):
        for _ in range(steps):
            shown.reader.zoom_in()
        shown.resize(width)
        assert shown.misalignment() == 0


def test_rows_are_aligned_in_small_letters(show: Callable) -> None:
    shown = show()
    shown.reader.zoom_out()
    shown.reader.zoom_out()
    shown.settle()
    assert shown.misalignment() == 0


def test_rows_are_aligned_after_the_font_changed(show: Callable) -> None:
    shown = show()
    height = shown.reader.view.pair.left.rows.finish_layout()
    shown.reader.view.setFont(QFont("Assent Sans", 15))
    shown.settle()
    assert shown.reader.view.pair.left.rows.finish_layout() > height
    assert shown.misalignment() == 0


def test_rows_are_aligned_with_sections_folded_and_unfolded(
    show: Callable, general_sections: frozenset[str]
) -> None:
    shown = show(general_sections)
    assert shown.misalignment() == 0
    folded = shown.reader.view.pair.left.rows.finish_layout()
    shown.reader.set_all_open(all_open=True)
    shown.settle()
    assert shown.misalignment() == 0
    assert shown.reader.view.pair.left.rows.finish_layout() > folded


def test_rows_are_aligned_after_showing_one_language_in_between(show: Callable) -> None:
    shown = show()
    for columns in (Columns.TRANSLATION, Columns.GOVERNING, Columns.BOTH):
        shown.reader.set_columns(columns)
        shown.settle()
    assert shown.misalignment() == 0


def test_a_row_that_one_language_lacks_leaves_its_room_empty(show: Callable) -> None:
    shown = show()
    left, right = shown.reader.view.pair.left.rows, shown.reader.view.pair.right.rows
    row = shown.reader.view.row_of("preface-english-prevails/p1")
    lacking = right.cell_of(row)
    cell = left.cell_of(row)
    assert lacking is None
    before, after = right.cell_of(row - 1), right.cell_of(row + 1)
    assert right.bottom(before) < left.top(cell)
    assert right.top(after) > left.bottom(cell)


def test_both_columns_share_one_place(show: Callable) -> None:
    shown = show()
    left, right = (
        shown.reader.view.pair.left.verticalScrollBar(),
        shown.reader.view.pair.right.verticalScrollBar(),
    )
    assert left.maximum() == right.maximum() > 10_000
    right.setValue(4321)
    assert left.value() == 4321
    left.setValue(left.maximum())
    assert right.value() == right.maximum()


def test_the_place_stays_while_the_text_is_laid_out_again(show: Callable) -> None:
    shown = show()
    pair = shown.reader.view.pair
    pair.right.verticalScrollBar().setValue(9000)
    row = pair.place.row
    assert row > 20
    shown.reader.zoom_in()
    shown.settle()
    assert pair.place.row == row
    shown.resize(700)
    shown.reader.zoom_out()
    shown.resize(1000)
    assert pair.place.row == row
    cells = pair.left.rows.between(pair.left.verticalScrollBar().value(), 10**6)
    assert cells[0].row == row


def test_the_place_stays_when_one_language_is_shown_alone(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("xprotect-lpr/4")
    row = shown.reader.view.pair.place.row
    for columns in (Columns.TRANSLATION, Columns.GOVERNING, Columns.BOTH):
        shown.reader.set_columns(columns)
        shown.settle()
        assert shown.reader.view.pair.place.row == row


def test_lines_stay_readable_in_a_wide_window(show: Callable) -> None:
    shown = show()
    shown.reader.set_columns(Columns.GOVERNING)
    shown.resize(1900)
    column = shown.reader.view.pair.right
    assert column.viewport().width() <= 47 * column.line_height
