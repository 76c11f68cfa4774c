"""Search counts every place, in both languages, and shows one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from installer.flow.state import Columns
from ui.widgets.reader_search import Match, Passage, find_all

if TYPE_CHECKING:
    from collections.abc import Callable


def test_matches_are_counted_in_both_languages(show: Callable) -> None:
    shown = show()
    wanted = sum(text.content.lower().count("licenc") for text in shown.edition.texts.values())
    assert shown.reader.find_all("licenc") == wanted > 100


def test_only_columns_on_screen_are_searched(show: Callable) -> None:
    shown = show()
    both = shown.reader.find_all("milestone")
    shown.reader.set_columns(Columns.GOVERNING)
    assert 0 < shown.reader.finder.count < both


def test_accents_do_not_matter(show: Callable) -> None:
    shown = show()
    assert shown.reader.find_all("vegfelhasznaloi") == shown.reader.find_all("végfelhasználói") > 50


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Żółty koń", "zolty kon", "Żółty koń"),
        ("Žluťoučký kůň", "zlutoucky kun", "Žluťoučký kůň"),
        ("Størrelse, Đakovo", "dakovo", "Đakovo"),
        ("مبلغ يُدفع خلال", "يدفع", "يُدفع"),
        ("שָׁלוֹם רב", "שלום", "שָׁלוֹם"),
        ("本ソフトウェアを５台", "5台", "５台"),
        ("Straße", "strasse", ""),
        ("½ und ﬁ", "f", ""),
    ],
)
def test_what_people_type_finds_what_stands_there(text: str, words: str, found: str) -> None:
    places = [match.start for match in find_all([Passage(0, 0, 0, text)], words)]
    assert places == ([text.index(found)] if found else [])
    for match in find_all([Passage(0, 0, 0, text)], words):
        assert text[match.start : match.start + match.length] == found
    if found:
        assert find_all([Passage(0, 0, 0, text)], found, ignore_accents=False)


def test_accents_matter_on_demand(show: Callable) -> None:
    shown = show()
    shown.reader.finder.ignore_accents = False
    assert shown.reader.find_all("vegfelhasznaloi") == 0


def test_next_and_previous_go_round(show: Callable) -> None:
    shown = show()
    count = shown.reader.find_all("koppenhágai")
    assert count >= 1
    first = shown.reader.finder.number
    for _ in range(count):
        shown.reader.find_next()
    assert shown.reader.finder.number == first
    shown.reader.find_previous()
    shown.reader.find_next()
    assert shown.reader.finder.number == first


def test_the_match_is_selected_and_on_screen(show: Callable) -> None:
    shown = show()
    shown.reader.find_all("koppenhágai")
    column = shown.reader.view.pair.left
    assert column.textCursor().selectedText().lower() == "koppenhágai"
    place = column.cursorRect()
    assert 0 <= place.top() <= column.viewport().height()


def test_searching_finds_in_folded_sections_and_opens_them(
    show: Callable, general_sections: frozenset[str]
) -> None:
    shown = show(general_sections)
    clause = shown.edition.clause("husky-m-series/1", "en").text
    shown.reader.find_all(clause[:60])
    assert shown.reader.finder.count == 1
    assert shown.reader.view.row_of("husky-m-series/1") not in shown.reader.view.pair.right.rows.folded


def test_the_bar_says_how_many_and_which(show: Callable) -> None:
    shown = show()
    shown.qtbot.keyClicks(shown.reader.bar.search, "koppenhagai")
    assert shown.reader.bar.matches_text.startswith("1 of ")
    shown.reader.bar.search.setText("zzzzz")
    assert shown.reader.bar.matches_text == "not found"
    shown.reader.bar.search.clear()
    assert shown.reader.bar.matches_text == ""


def test_ctrl_f_and_escape_lead_to_the_field_and_back(show: Callable) -> None:
    shown = show()
    column = shown.reader.view.pair.left
    column.setFocus()
    shown.qtbot.keyClick(column, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.reader.bar.search.hasFocus()
    shown.qtbot.keyClicks(shown.reader.bar.search, "licenc")
    shown.qtbot.keyClick(shown.reader.bar.search, Qt.Key.Key_Escape)
    assert shown.reader.bar.search.text() == ""
    assert shown.reader.finder.count == 0
    assert column.hasFocus()


def test_in_a_narrow_window_search_comes_on_demand(show: Callable) -> None:
    shown = show()
    shown.resize(560)
    assert not shown.reader.bar.search.isVisible()
    shown.reader.view.pair.left.setFocus()
    shown.qtbot.keyClick(shown.reader.view.pair.left, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.reader.bar.search.isVisible()
    shown.qtbot.keyClick(shown.reader.bar.search, Qt.Key.Key_Escape)
    assert not shown.reader.bar.search.isVisible()
    shown.resize(1100)
    assert shown.reader.bar.search.isVisible()


@pytest.mark.parametrize("words", ["", "   "])
def test_searching_for_nothing_finds_nothing(words: str) -> None:
    assert find_all([Passage(0, 0, 0, "some words")], words) == []


def test_matches_come_in_reading_order() -> None:
    passages = [Passage(1, 1, 5, "a"), Passage(0, 1, 4, "a"), Passage(1, 0, 7, "aa")]
    assert find_all(passages, "a") == [
        Match(0, 1, 4, 0, 1),
        Match(1, 0, 7, 0, 1),
        Match(1, 0, 7, 1, 1),
        Match(1, 1, 5, 0, 1),
    ]


def test_a_capital_that_grows_when_made_small_shifts_nothing() -> None:
    text = "İİİ needle"
    (match,) = find_all([Passage(0, 0, 0, text)], "needle")
    assert text[match.start : match.start + match.length] == "needle"


@given(st.text(max_size=40), st.text(min_size=1, max_size=5), st.text(max_size=40))
def test_what_is_there_is_found_where_it_is(before: str, words: str, after: str) -> None:
    found = find_all([Passage(0, 0, 0, before + words + after)], words)
    assert bool(found) == bool(words.strip())
    for match in found:
        piece = (before + words + after)[match.start : match.start + match.length]
        assert find_all([Passage(0, 0, 0, piece)], words)
