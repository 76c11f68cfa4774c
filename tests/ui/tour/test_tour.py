"""The straight way: every page by keyboard, and what stops the tour."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, qWarning
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from installer import paths
from installer.flow.steps import WIZARD
from ui.keyboard import Keyboard, TourFailed
from ui.tour.__main__ import main
from ui.tour.waiting import listening, until

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.mark.usefixtures("qapp")
def test_it_walks_every_page_in_both_languages_and_the_receipts_verify(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--out", str(out)])
    said = capsys.readouterr().out
    assert status == 0, said
    assert said.count("receipt valid") == 2
    for language in ("hu", "en"):
        pictures = sorted((out / language).rglob("*.png"))
        assert [path.stem for path in pictures] == [
            f"{number:02}-{step.value}" for number, step in enumerate(WIZARD, start=1)
        ]
        assert QImage(str(pictures[0])).width() == 1100
        assert len(list((out / "state" / language / "receipts").glob("*.json"))) == 1
        assert (out / "target" / language / "bin" / "management-server").exists()


@pytest.mark.usefixtures("qapp")
def test_what_does_not_hold_is_said_with_a_status(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(paths.BUNDLE_VARIABLE, str(out / "no-bundle"))
    assert main(["--out", str(out), "--language", "en"]) == 1
    assert "tour failed: " in capsys.readouterr().out


def test_a_widget_that_tab_does_not_reach_fails_the_tour(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    reached, unreached = QLineEdit(window), QLabel("never", window)
    unreached.setObjectName("never")
    window.show()
    keys = Keyboard(window)
    keys.go_to(reached)
    keys.write("Őrség®")
    assert reached.text() == "Őrség®"
    keys.write("x")
    assert reached.text() == "x"
    with pytest.raises(TourFailed, match="never"):
        keys.go_to(unreached)
    keys.press(Qt.Key.Key_Backspace)
    assert reached.text() == ""


@pytest.mark.usefixtures("qapp")
@pytest.mark.qt_no_exception_capture
def test_warnings_of_qt_and_errors_of_slots_are_complaints() -> None:
    complaints: list[str] = []
    hook = sys.excepthook
    with listening(complaints):
        qWarning("something is odd")
        qWarning("This plugin does not support anything")
        sys.excepthook(ValueError, ValueError("in a slot"), None)
    assert complaints == ["Qt: something is odd", "ValueError: in a slot"]
    assert sys.excepthook is hook


def test_the_tour_ends_where_a_condition_never_holds(qtbot: QtBot) -> None:
    del qtbot
    assert not until(lambda: False, limit=20)
    assert until(lambda: True, limit=5000)
