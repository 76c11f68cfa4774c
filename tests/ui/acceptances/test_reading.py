"""The log is read beside the window: it stands at once, says that it reads, and shows what was read last."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from helpers.acceptances import show
from helpers.journeys import open_on
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from installer.errors import AssentError, BadInput, Code
from ui.acceptances.reading import Reading
from ui.acceptances.window import AcceptancesWindow

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.acceptances import Desk
    from pytestqt.qtbot import QtBot

    from installer.session import Session
    from ui.translation import Translation


class Desks:
    """Answers one by one, when it is told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.go = threading.Semaphore(0)
        self.threads: set[int] = set()

    def look(self) -> int:
        self.asked += 1
        self.threads.add(threading.get_ident())
        self.go.acquire()
        return self.asked


def test_who_asks_while_it_is_read_gets_what_is_read_after_that(qtbot: QtBot) -> None:
    desks, owner = Desks(), QObject()
    reading = Reading(desks.look, owner)
    found: list[object] = []
    reading.read.connect(found.append)
    for _ in range(3):
        reading.ask()
    desks.go.release(2)
    qtbot.waitUntil(lambda: not reading.busy)
    assert (found, desks.asked) == ([2], 2)
    assert threading.get_ident() not in desks.threads


def test_what_fails_is_told_unless_somebody_has_asked_since(qtbot: QtBot) -> None:
    answers = iter(
        [BadInput(Code.RECORD_UNFIT, record="first"), BadInput(Code.RECORD_UNFIT, record="second")]
    )
    go = threading.Semaphore(0)

    def look() -> object:
        go.acquire()
        raise next(answers)

    owner = QObject()
    reading = Reading(look, owner)
    failed: list[AssentError] = []
    reading.failed.connect(failed.append)
    reading.ask()
    reading.ask()
    go.release(2)
    qtbot.waitUntil(lambda: not reading.busy)
    assert [error.facts["record"] for error in failed] == ["second"]
    reading.wait()


def test_whoever_goes_waits_for_one_reading_and_not_for_what_was_asked_meanwhile(qtbot: QtBot) -> None:
    desks, owner = Desks(), QObject()
    reading = Reading(desks.look, owner)
    for _ in range(2):
        reading.ask()
    desks.go.release()
    reading.wait()
    qtbot.waitUntil(lambda: not reading.busy)
    assert desks.asked == 1


@pytest.mark.parametrize("language", ["hu", "en"], indirect=True)
def test_the_window_stands_before_the_log_is_read_and_says_so(
    qtbot: QtBot, translation: Translation, session: Session, language: str, heard: list[str]
) -> None:
    translation.switch(language)
    tr = translation.tr
    window = AcceptancesWindow(session, translation)
    qtbot.addWidget(window)
    window.show()
    assert window.busy
    assert tr("Reading the log…") in [
        label.text() for label in window.findChildren(QLabel) if label.isVisible()
    ]
    assert heard == [tr("Reading the log…")]
    qtbot.waitUntil(lambda: not window.busy)
    assert window.notices.isVisible()
    said = tr.n("{shelf}: {count} record", "{shelf}: {count} records", 1)
    assert heard[1:] == [said.format(shelf=window.notices.title(tr), count=1)]
    window.notices.refresh()
    qtbot.waitUntil(lambda: not window.busy)
    assert len(heard) == 2, "once is enough"


def test_a_shelf_that_was_chosen_meanwhile_stays(
    qtbot: QtBot, translation: Translation, session: Session
) -> None:
    window = AcceptancesWindow(session, translation)
    qtbot.addWidget(window)
    window.show()
    window.show_shelf(window.grants)
    qtbot.waitUntil(lambda: not window.busy)
    assert window.grants.isVisible()
    assert window.tabs[0].text().endswith("(1)")


def test_who_has_gone_hears_nothing_and_asks_in_vain(qtbot: QtBot) -> None:
    desks, owner = Desks(), QObject()
    reading = Reading(desks.look, owner)
    found: list[object] = []
    reading.read.connect(found.append)
    reading.ask()
    reading.ask()
    reading.stop()
    reading.ask()
    desks.go.release()
    qtbot.waitUntil(lambda: not reading.busy)
    reading.ask()
    assert (found, desks.asked, reading.busy) == ([], 1, False)


def test_an_empty_log_is_called_empty(
    qtbot: QtBot, translation: Translation, tmp_path: Path, state_folder: Path
) -> None:
    del state_folder
    desk: Desk = show(qtbot, translation, open_on(tmp_path / "target"))
    assert desk.window.given.isVisible()
    shelf = desk.window.given
    texts = [label.text() for label in shelf.findChildren(QLabel) if label.isVisible()]
    tr = desk.window.clerk.tr
    assert texts == [shelf.empty_text(tr), shelf.empty_hint(tr)]


def test_what_can_be_done_stands_under_the_words_of_an_empty_shelf(
    qtbot: QtBot, translation: Translation, tmp_path: Path, state_folder: Path
) -> None:
    del state_folder
    desk: Desk = show(qtbot, translation, open_on(tmp_path / "target"))
    shelf = desk.turn_to(desk.window.notices)
    button = desk.button(shelf, "open-notice")
    middle = button.mapTo(shelf, button.rect().center())
    assert abs(middle.x() - shelf.rect().center().x()) <= 1
    hint = next(
        label
        for label in shelf.findChildren(QLabel)
        if label.text() == shelf.empty_hint(desk.window.clerk.tr)
    )
    gap = button.mapTo(shelf, button.rect().topLeft()).y() - hint.mapTo(shelf, hint.rect().bottomLeft()).y()
    assert 0 < gap < button.height()
