"""What the window shows of the log, and what it does with receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.acceptances import nameless, show
from helpers.journeys import open_on
from helpers.records import recorded
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

from installer.errors import Code, Unavailable
from ui.acceptances.window import AcceptancesWindow
from ui.clause_view import ClauseDialog
from ui.tour.geometry import check_window

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.acceptances import Desk
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.translation import Translation


def test_every_acceptance_is_there_with_its_exact_words(desk: Desk, state_folder: Path) -> None:
    shelf = desk.turn_to(desk.window.given)
    assert len(shelf.records) == shelf.list.count() == 3
    language = desk.window.clerk.tr.language
    for number, found in enumerate(shelf.records):
        shelf.list.setCurrentRow(number)
        text = shelf.details.toPlainText()
        for affirmed in found.said.affirmations:
            assert affirmed.words[language] in text
        assert found.said.edition.digest in text
        assert found.record in text
        assert str(shelf.receipt(found)) in text
    assert len(recorded(state_folder)) == 4


def test_looking_at_the_log_writes_nothing_and_needs_none(
    qtbot: QtBot, translation: Translation, tmp_path: Path, state_folder: Path, language: str
) -> None:
    translation.switch(language)
    desk = show(qtbot, translation, open_on(tmp_path / "target", language=language))
    window = desk.window
    shelves = (window.given, window.grants, window.consents, window.all, window.notices)
    for shelf in shelves:
        desk.turn_to(shelf)
        assert shelf.records == ()
        assert shelf.tools.isHidden()
    assert list(state_folder.iterdir()) == []


def test_a_broken_log_is_told_and_nothing_of_it_is_shown(desk: Desk, state_folder: Path) -> None:
    log = next(state_folder.glob("*.sqlite*"))
    log.write_bytes(b"not a log")
    for other in state_folder.glob(f"{log.name}-*"):
        other.unlink()
    shelf = desk.turn_to(desk.window.given)
    assert desk.window.error.code in {Code.LOG_BROKEN, Code.LOG_UNWRITABLE}
    assert shelf.records == ()


def test_a_receipt_that_was_taken_away_is_told(desk: Desk) -> None:
    shelf = desk.turn_to(desk.window.given)
    shelf.receipt(shelf.records[0]).unlink()
    shelf.refresh()
    desk.settle()
    assert (
        desk.window.clerk.tr("The receipt is not in its folder. It can be made again from the log.")
        in shelf.details.toPlainText()
    )
    assert shelf.tools.isHidden()


def test_the_certificate_of_a_record_is_made_outside_the_windows_thread(desk: Desk, tmp_path: Path) -> None:
    shelf = desk.turn_to(desk.window.given)
    with desk.qtbot.waitSignals([shelf.tools.busy_changed, shelf.tools.busy_changed], timeout=30_000):
        shelf.tools.save_certificates(tmp_path)
        assert shelf.tools.busy
    (made,) = tmp_path.glob("*.pdf")
    assert made.read_bytes().startswith(b"%PDF")
    assert made.stem == shelf.receipt(shelf.records[0]).name.removesuffix(".assent.json")
    assert str(made) in desk.window.status.text()


def test_it_closes_once_the_certificate_is_made(desk: Desk, tmp_path: Path) -> None:
    shelf = desk.turn_to(desk.window.given)
    shelf.tools.save_certificates(tmp_path)
    assert not shelf.tools.certificate.isEnabled()
    desk.window.close()
    assert desk.window.isVisible()
    desk.qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert len(list(tmp_path.glob("*.pdf"))) == 1


@pytest.mark.parametrize("act", ["save_copies", "save_certificates"])
def test_a_folder_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path, act: str) -> None:
    shelf = desk.turn_to(desk.window.given)
    with desk.qtbot.waitSignal(shelf.tools.failed, timeout=30_000):
        getattr(shelf.tools, act)(tmp_path / "missing" / "folder")
    assert desk.window.error.code is Code.FILE_UNWRITABLE


def test_a_link_opens_its_clause(desk: Desk) -> None:
    desk.window.notices.details.clause_chosen.emit("introduction/p2")
    assert desk.window.findChild(ClauseDialog) is not None


@pytest.mark.parametrize("language", ["hu", "en"], indirect=True)
def test_everything_that_tab_stops_at_has_a_name_on_every_shelf(directors: Desk) -> None:
    window = directors.window
    acts = {
        window.notices: ("confirm", "object"),
        window.given: (),
        window.grants: ("revoke", "grant"),
        window.consents: ("answer-consent",),
        window.all: (),
    }
    for shelf, buttons in acts.items():
        directors.turn_to(shelf)
        assert nameless(window) == []
        for name in buttons:
            dialog = directors.begin(shelf, name)
            assert nameless(dialog) == []
            dialog.reject()


def test_tab_goes_from_the_tabs_over_the_list_to_the_button_that_closes(desk: Desk) -> None:
    shelf = desk.turn_to(desk.window.notices)
    wanted = [
        *desk.window.tabs,
        shelf.list,
        shelf.details,
        shelf.tools.save,
        shelf.tools.certificate,
        shelf.tools.mail,
        shelf.tools.folder,
        desk.button(shelf, "confirm"),
        desk.button(shelf, "object"),
    ]
    desk.keys.go_to(wanted[0])
    seen = [desk.window.focusWidget()]
    while len(seen) < len(wanted):
        desk.keys.press(Qt.Key.Key_Tab)
        # A text with links is one stop for each of them.
        if desk.window.focusWidget() is not seen[-1]:
            seen.append(desk.window.focusWidget())
    assert seen == wanted


def test_escape_closes_it(desk: Desk) -> None:
    desk.keys.press(Qt.Key.Key_Escape)
    assert not desk.window.isVisible()


def test_what_was_done_is_told_until_another_shelf_is_chosen(desk: Desk, tmp_path: Path) -> None:
    shelf = desk.turn_to(desk.window.given)
    shelf.tools.save_copies(tmp_path)
    desk.qtbot.waitUntil(desk.window.status.isVisible)
    desk.turn_to(desk.window.all)
    assert desk.window.status.isHidden()
    assert [each.isVisible() for each in (desk.window.all, desk.window.given)] == [True, False]


def test_where_there_is_no_room_for_the_buttons_the_records_scroll(desk: Desk) -> None:
    window = desk.window
    shelf = desk.turn_to(window.given)
    font = window.font()
    font.setPointSizeF(2 * font.pointSizeF())
    window.setFont(font)
    window.resize(window.minimumSize())
    shelf.refused.emit(Unavailable(Code.FILE_UNWRITABLE, path="/there", detail="full"))
    bar = window.findChild(QScrollArea, "page-scroll").verticalScrollBar()
    desk.qtbot.waitUntil(lambda: bar.maximum() > 0 and not check_window(window))
    desk.keys.go_to(shelf.details)
    desk.settle()
    assert window.rect().contains(QRect(shelf.details.mapTo(window, QPoint(0, 0)), shelf.details.size()))


def test_with_large_text_it_is_larger_as_far_as_the_window_beneath_goes(
    qapp: QApplication, desk: Desk, translation: Translation
) -> None:
    usual = desk.window.size()
    font = qapp.font()
    large = QFont(font)
    large.setPointSizeF(2 * font.pointSizeF())
    beneath = QWidget()
    desk.qtbot.addWidget(beneath)
    beneath.resize(1280, 800)
    qapp.setFont(large)
    try:
        window = AcceptancesWindow(desk.session, translation, beneath)
        assert window.size() == beneath.size()
        assert window.size().boundedTo(usual) == usual != window.size()
        window.reject()
    finally:
        qapp.setFont(font)


def test_the_place_of_the_record_is_the_whole_of_it_for_what_scrolls_around_it(desk: Desk) -> None:
    details = desk.turn_to(desk.window.given).details
    details.moveCursor(QTextCursor.MoveOperation.End)
    assert details.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle) == QWidget.inputMethodQuery(
        details, Qt.InputMethodQuery.ImCursorRectangle
    )
    assert details.inputMethodQuery(Qt.InputMethodQuery.ImCursorPosition) > 0


def test_the_record_has_the_larger_share_until_somebody_moves_what_parts_them(desk: Desk) -> None:
    shelf = desk.turn_to(desk.window.given)
    font = shelf.font()
    font.setPointSizeF(2 * font.pointSizeF())
    shelf.setFont(font)
    desk.window.resize(800, 600)
    desk.qtbot.waitUntil(lambda: shelf.list.width() < shelf.details.width())
    split = shelf.findChild(QSplitter)
    split.splitterMoved.emit(0, 1)
    split.setSizes([500, shelf.width() - 500])
    desk.window.resize(820, 600)
    desk.settle()
    assert shelf.list.width() > shelf.details.width()
