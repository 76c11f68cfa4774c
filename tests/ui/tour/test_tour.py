from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from helpers.journeys import small_bundle
from PySide6.QtCore import Qt, qWarning
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from installer import paths
from installer.flow.steps import WIZARD
from ui import tour
from ui.keyboard import Keyboard, TourFailed

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def out(tmp_path: Path, catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bundle = small_bundle(tmp_path / "bundle", "management-server", "smart-client")
    monkeypatch.setenv(paths.BUNDLE_VARIABLE, str(bundle))
    monkeypatch.setattr(paths, "translations_root", lambda: catalogues)
    return tmp_path / "tour"


@pytest.mark.usefixtures("qapp")
def test_it_walks_every_page_in_both_languages_and_the_receipts_verify(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tour.main(["--out", str(out)]) == 0
    for language in ("hu", "en"):
        pictures = sorted(path.name for path in (out / language).glob("*.png"))
        assert pictures == [f"{number:02}-{step.value}.png" for number, step in enumerate(WIZARD, start=1)]
        assert QImage(str(out / language / pictures[0])).width() == 1100
        assert len(list((out / "state" / language / "receipts").glob("*.json"))) == 1
    assert (out / "target" / "bin" / "management-server").exists()
    assert capsys.readouterr().out.count("receipt valid") == 2


@pytest.mark.usefixtures("qapp")
def test_what_does_not_hold_is_said_with_a_status(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(paths.BUNDLE_VARIABLE, str(out / "no-bundle"))
    assert tour.main(["--out", str(out), "--language", "en"]) == 1
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
    with tour._listening(complaints):
        qWarning("something is odd")
        qWarning("This plugin does not support anything")
        sys.excepthook(ValueError, ValueError("in a slot"), None)
    assert complaints == ["Qt: something is odd", "ValueError: in a slot"]
    assert sys.excepthook is hook


def test_the_tour_ends_where_a_condition_never_holds(qtbot: QtBot) -> None:
    del qtbot
    assert not tour._until(lambda: False, limit=20)
    assert tour._until(lambda: True, limit=5000)
