"""From any heading one comes to the question why its section applies, by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.reading import Shown

QUICK = 3000


def gutter(shown: Shown, clause: str) -> QPoint:
    """The place left of a heading, where its sign is painted."""
    column = shown.reader.view.pair.left
    cell = column.rows.cell_of(shown.reader.view.row_of(clause))
    return QPoint(8, int(column.rows.top(cell) - column.verticalScrollBar().value() + column.line_height / 2))


def test_enter_on_a_heading_asks_why_it_applies(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("termination/heading")
    with shown.qtbot.waitSignal(shown.reader.reason_wanted, timeout=QUICK) as asked:
        shown.qtbot.keyClick(shown.reader.view.pair.left, Qt.Key.Key_Return)
    assert asked.args == ["termination"]


def test_keys_ask_from_anywhere_in_the_section(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("xprotect-lpr/4")
    column = shown.reader.view.pair.right
    column.setFocus()
    with shown.qtbot.waitSignal(shown.reader.reason_wanted, timeout=QUICK) as asked:
        shown.qtbot.keyClick(column, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["xprotect-lpr"]


def test_a_click_on_the_sign_beside_the_heading_asks(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("termination/heading")
    column = shown.reader.view.pair.left
    with shown.qtbot.waitSignal(shown.reader.reason_wanted, timeout=QUICK) as asked:
        shown.qtbot.mouseClick(
            column.viewport(), Qt.MouseButton.LeftButton, pos=gutter(shown, "termination/heading")
        )
    assert asked.args == ["termination"]


def test_a_click_beside_a_paragraph_asks_nothing(show: Callable) -> None:
    shown = show()
    shown.reader.go_to("termination/p1")
    column = shown.reader.view.pair.left
    with shown.qtbot.assertNotEmitted(shown.reader.reason_wanted):
        shown.qtbot.mouseClick(
            column.viewport(), Qt.MouseButton.LeftButton, pos=gutter(shown, "termination/p1")
        )


def test_a_click_on_the_arrow_of_a_folded_section_unfolds_it(
    show: Callable, general_sections: frozenset[str]
) -> None:
    shown = show(general_sections)
    shown.reader.go_to("husky-m-series/heading")
    rows = shown.reader.view.pair.left.rows
    before = shown.reader.view.row_of("husky-m-series/1") in rows.folded
    with shown.qtbot.assertNotEmitted(shown.reader.reason_wanted):
        shown.qtbot.mouseClick(
            shown.reader.view.pair.left.viewport(),
            Qt.MouseButton.LeftButton,
            pos=gutter(shown, "husky-m-series/heading"),
        )
    assert (shown.reader.view.row_of("husky-m-series/1") in rows.folded) is not before


def test_titles_and_headings_of_groups_ask_nothing(show: Callable) -> None:
    shown = show()
    links = shown.reader.view.pair.left.rows.links
    assert shown.reader.view.row_of("document-title/heading") not in links
    assert shown.reader.view.row_of("group-husky/heading") not in links
    assert shown.reader.view.row_of("termination/heading") in links


def test_the_text_is_the_signed_one_though_headings_can_be_followed(show: Callable) -> None:
    shown = show()
    read_back = shown.reader.read_back()
    assert set(read_back) == set(shown.edition.languages)
    for language, text in read_back.items():
        wordings = [row.wordings[language] for row in shown.edition.rows()]
        assert text == "\n".join(clause.text for clause in wordings if clause is not None)
