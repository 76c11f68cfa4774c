"""Which sections the reader reports as seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.flow.state import Columns

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
