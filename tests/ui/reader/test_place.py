"""The place and what is on screen, whatever changes around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolButton

from installer.flow.state import Columns
from ui.widgets.reader_content import ReaderContent

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.reading import Shown

CLAUSE = "xprotect-lpr/4"


def at_top(shown: Shown) -> int:
    return shown.reader.view.pair.place.row


def test_another_filling_of_the_same_clauses_keeps_the_place(show: Callable) -> None:
    shown = show()
    shown.reader.go_to(CLAUSE)
    before = at_top(shown)
    shown.reader.show_rows(ReaderContent.of(shown.edition, "hu", ["termination", "xprotect-lpr"]))
    shown.settle()
    assert at_top(shown) == before > 0


def test_the_mode_and_the_zoom_keep_the_place(show: Callable) -> None:
    shown = show()
    shown.reader.go_to(CLAUSE)
    before = at_top(shown)
    for columns in (Columns.TRANSLATION, Columns.GOVERNING, Columns.BOTH):
        shown.reader.set_columns(columns)
        shown.settle()
        assert at_top(shown) == before
    shown.reader.zoom_in()
    shown.settle()
    assert at_top(shown) == before


def test_the_clauses_on_screen_are_told_and_none_while_it_is_hidden(show: Callable) -> None:
    shown = show()
    told: list[frozenset[tuple[str, str]]] = []
    shown.reader.on_screen_changed.connect(told.append)
    shown.reader.go_to(CLAUSE)
    shown.qtbot.waitUntil(lambda: bool(told) and {(CLAUSE, "hu"), (CLAUSE, "en")} <= told[-1])
    shown.reader.hide()
    assert told[-1] == frozenset()
    count = len(told)
    shown.reader.show()
    shown.qtbot.waitUntil(lambda: len(told) > count and (CLAUSE, "hu") in told[-1])


def test_accents_count_on_demand(show: Callable) -> None:
    shown = show()
    plain = shown.reader.find_all("szerzodes")
    assert plain > 0
    assert plain == shown.reader.find_all("szerződés")
    button = next(
        button for button in shown.reader.bar.findChildren(QToolButton) if "ccent" in button.accessibleName()
    )
    button.click()
    assert shown.reader.finder.count == plain
    assert shown.reader.find_all("szerzodes") == 0
    button.click()
    assert shown.reader.finder.count == plain


def test_a_low_window_names_the_languages_by_their_codes_and_says_them_in_full(show: Callable) -> None:
    shown = show()
    high = shown.reader.bar.height()
    shown.reader.set_compact(compact=True)
    shown.settle()
    segments = shown.reader.bar.findChildren(QToolButton, "segment")
    assert [button.text() for button in segments] == ["HU + EN", "HU", "EN"]
    assert all(len(button.accessibleName()) > 5 for button in segments)
    assert shown.reader.bar.height() < high
    shown.reader.set_compact(compact=False)
    assert segments[0].text() == "Side by side"
