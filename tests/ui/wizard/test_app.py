from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT, SHIPPED, copy_of
from helpers.journeys import open_on
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from installer import host, paths
from installer.errors import Code, Outcome, UntrustedData
from installer.flow.state import Decision
from ui import __main__ as entry
from ui import app
from ui.failure import FailureDialog
from ui.translation import Translation, language_name, sentence_case
from ui.wizard import Wizard

if TYPE_CHECKING:
    import logging
    from pathlib import Path

    from helpers.wizards import Stage
    from pytestqt.qtbot import QtBot


def test_a_command_is_handed_over_and_imports_no_qt() -> None:
    code = (
        "import sys, ui.__main__ as entry\n"
        "try: entry.main(['--version'])\n"
        "except SystemExit as end: print('status', end.code)\n"
        "print(sorted(name for name in sys.modules if name.startswith('PySide6')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "assent" in done.stdout
    assert "status 0" in done.stdout
    assert done.stdout.rstrip().endswith("[]")


def test_without_a_display_it_says_so_and_leaves_with_the_status_for_that(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui", "--lang", "en"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "ASSENT_STATE": str(tmp_path), "HOME": str(tmp_path)},
    )
    assert done.returncode == host.exit_status(Outcome.USAGE)
    assert "DISPLAY" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ((), None),
        (("--lang", "hu"), "hu"),
        (("--lang=en",), "en"),
        (("verify", "x"), None),
        (("--json",), None),
    ],
)
def test_only_a_language_opens_the_wizard_in_it(arguments: tuple[str, ...], language: str | None) -> None:
    assert entry._only_language(arguments) == language


def test_the_entry_opens_the_wizard(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str | None, bool]] = []

    def run(language: str | None, *, acceptances: bool) -> int:
        asked.append((language, acceptances))
        return 5

    monkeypatch.setattr(app, "run", run)
    for arguments in ([], ["--lang", "hu"], ["--acceptances"], ["--acceptances", "--lang=en"]):
        assert entry.main(arguments) == 5
    assert asked == [(None, False), ("hu", False), (None, True), ("en", True)]


def test_the_language_asked_for_comes_first(translation: Translation) -> None:
    assert app.start_language(translation, "hu") == "hu"
    assert app.start_language(translation, "tlh") == "en"


def test_else_the_systems_language_is_followed(
    translation: Translation, monkeypatch: pytest.MonkeyPatch
) -> None:
    class System:
        def uiLanguages(self) -> list[str]:  # noqa: N802 - Qt's name
            return ["fi-FI", "hu-HU", "en-US"]

    monkeypatch.setattr(QLocale, "system", staticmethod(System))
    assert app.start_language(translation, None) == "hu"


def test_a_language_of_no_catalogue_is_named_by_babel(translation: Translation) -> None:
    assert language_name("fi", translation.tr) == "Finnish"
    assert sentence_case("magyar") == "Magyar"


def test_the_wizard_runs_and_its_end_has_a_status(
    qtbot: QtBot, catalogues: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    monkeypatch.setattr(paths, "translations_root", lambda: catalogues)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    opened: list[Wizard] = []

    def close() -> None:
        opened.extend(
            window
            for window in QApplication.topLevelWidgets()
            if isinstance(window, Wizard) and window.isVisible()
        )
        opened[-1].close()

    QTimer.singleShot(0, close)
    assert app.run("en") == host.exit_status(Outcome.CANCELLED)
    assert opened


def test_a_damaged_edition_stops_it_with_a_sentence(
    qtbot: QtBot, catalogues: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qtbot
    monkeypatch.setattr(paths, "translations_root", lambda: catalogues)

    def damaged(**_: object) -> None:
        raise UntrustedData(Code.TEXT_MISSING, path="hu.md")

    monkeypatch.setattr(app, "open_session", damaged)
    said: list[str] = []

    def read() -> None:
        dialogue = QApplication.activeModalWidget()
        assert isinstance(dialogue, FailureDialog)
        said.append(dialogue.notice._sentence.text())
        dialogue.reject()

    QTimer.singleShot(0, read)
    assert app.run("en") == host.exit_status(Outcome.TEXT_INTEGRITY)
    assert "hu.md" in said[0]


@pytest.mark.parametrize(
    ("decision", "installed", "expected"),
    [
        (Decision.OPEN, False, Outcome.CANCELLED),
        (Decision.ACCEPTED, False, Outcome.CANCELLED),
        (Decision.ACCEPTED, True, Outcome.SUCCESS),
        (Decision.DECLINED, False, Outcome.DECLINED),
    ],
)
def test_the_status_says_how_it_ended(
    tmp_path: Path, decision: Decision, expected: Outcome, *, installed: bool
) -> None:
    session = open_on(tmp_path)
    session.state = replace(session.state, decision=decision, installed=installed)
    assert app.outcome(session) is expected


def test_an_error_nobody_catches_is_shown_and_logged(stage: Stage, logged: list[logging.LogRecord]) -> None:
    report = app._reporter(stage.wizard, stage.translation)
    error = RuntimeError("odd")
    report(RuntimeError, error, None)
    dialogue = stage.wizard.findChild(FailureDialog)
    assert dialogue.notice.error is error
    dialogue.findChild(QPushButton)
    dialogue.reject()
    report(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert [record.msg for record in logged] == ["ui.unexpected", "ui.unexpected"]
    logged.clear()


def test_the_entry_says_so_without_a_display(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit) as end:
        entry.main(["--lang", "en"])
    assert end.value.code == host.exit_status(Outcome.USAGE)
    assert "DISPLAY" in capsys.readouterr().err


def test_a_text_that_is_damaged_closes_the_first_page_with_a_sentence(
    qtbot: QtBot, catalogues: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    del qtbot
    monkeypatch.setattr(paths, "translations_root", lambda: catalogues)
    root = tmp_path / "editions"
    text = copy_of(SHIPPED, root) / "hu.md"
    text.write_bytes(text.read_bytes().replace("Termék".encode(), b"Termek", 1))
    monkeypatch.setattr(paths, "editions_root", lambda: root)
    said: list[str] = []

    def read() -> None:
        dialogue = QApplication.activeModalWidget()
        if dialogue is None:
            QTimer.singleShot(1, read)
            return
        assert isinstance(dialogue, FailureDialog)
        said.append(dialogue.notice._sentence.text())
        dialogue.reject()

    QTimer.singleShot(0, read)
    assert app.run("en") == host.exit_status(Outcome.TEXT_INTEGRITY)
    assert str(text) in said[0].replace("\u200b", "")


def test_the_application_looks_the_same_on_every_system() -> None:
    # Under a style sheet the application's style is Qt's own go-between, which has no name.
    code = (
        "from ui.app import make_application\n"
        "app = make_application()\n"
        "app.setStyleSheet('')\n"
        "print(app.style().name())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_STYLE_OVERRIDE": ""},
    )
    assert done.stdout.strip() == "fusion"
