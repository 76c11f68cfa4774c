"""How one comes to the window from the wizard, and that the first page does not wait for it."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT
from helpers.wizards import Stage, show_wizard
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QToolButton

from installer import host
from installer.errors import Outcome
from installer.flow.steps import Step
from installer.session import notices
from installer.session.acts import Acts
from ui import app
from ui.acceptances.doorway import Doorway
from ui.acceptances.window import AcceptancesWindow

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from installer.install.plan import Plan
    from installer.install.transaction import InstallResult
    from installer.progress import Cancel, Report
    from installer.session import Session
    from ui.translation import Translation


@pytest.fixture
def waiting(qtbot: QtBot, translation: Translation, session: Session, tmp_path: Path, language: str) -> Stage:
    """A wizard over a log with a notice that nobody has answered."""
    translation.switch(language)
    return show_wizard(qtbot, translation, session, tmp_path / "target")


def stand(stage: Stage) -> None:
    """The doorway stands beside the steps, as after the first paint."""
    doorway = Doorway(stage.wizard, stage.session, stage.translation)
    stage.qtbot.waitUntil(lambda: button(stage).isVisible() and not doorway.busy)


def button(stage: Stage) -> QToolButton:
    found = stage.wizard.findChild(QToolButton, "acceptances")
    assert isinstance(found, QToolButton)
    return found


def window(stage: Stage) -> AcceptancesWindow | None:
    """The one that is open, once it shows what the log says."""
    found = [each for each in stage.wizard.findChildren(AcceptancesWindow) if each.isVisible()]
    if found:
        stage.qtbot.waitUntil(lambda: not found[0].busy)
    return found[0] if found else None


def test_a_notice_that_waits_is_said_beside_every_page(waiting: Stage) -> None:
    stand(waiting)
    tr = waiting.translation.tr
    assert button(waiting).text().strip() == button(waiting).accessibleName() == tr("A notice waits for you")
    waiting.keys.activate(button(waiting))
    opened = window(waiting)
    assert opened is not None
    assert opened.notices.isVisible()
    opened.close()
    assert window(waiting) is None


def test_the_button_stands_before_the_log_is_read(waiting: Stage) -> None:
    doorway = Doorway(waiting.wizard, waiting.session, waiting.translation)
    assert doorway.busy
    assert button(waiting).text().strip() == waiting.translation.tr("Your acceptances")
    waiting.qtbot.waitUntil(lambda: not doorway.busy)
    assert button(waiting).text().strip() == waiting.translation.tr("A notice waits for you")


@pytest.mark.parametrize("language", ["hu", "en"], indirect=True)
def test_where_nothing_waits_the_button_is_quiet_and_speaks_each_language(stage: Stage) -> None:
    stand(stage)
    assert button(stage).text().strip() == stage.translation.tr("Your acceptances")
    stage.speak("en" if stage.translation.language == "hu" else "hu")
    assert button(stage).text().strip() == stage.translation.tr("Your acceptances")
    stage.keys.activate(button(stage))
    opened = window(stage)
    assert opened is not None
    assert opened.given.isVisible()
    assert opened.windowTitle() == stage.translation.tr("Your acceptances")


def test_in_a_narrow_window_the_button_keeps_its_name_and_its_size(stage: Stage) -> None:
    stand(stage)
    stage.wizard.resize(760, 560)
    stage.qtbot.waitUntil(lambda: button(stage).width() < 60)
    name = stage.translation.tr("Your acceptances")
    assert button(stage).accessibleName() == button(stage).toolTip() == name
    assert min(button(stage).width(), button(stage).height()) >= 24


def test_what_was_answered_no_longer_waits(waiting: Stage, state_folder: Path) -> None:
    stand(waiting)
    waiting.keys.activate(button(waiting))
    (path,) = notices.listed(state_folder)
    notices.receipt_of(path).unlink()
    opened = window(waiting)
    assert opened is not None
    opened.close()
    waiting.qtbot.waitUntil(
        lambda: button(waiting).text().strip() == waiting.translation.tr("Your acceptances")
    )


def test_a_damaged_notice_waits_too(waiting: Stage, state_folder: Path) -> None:
    (path,) = notices.listed(state_folder)
    path.write_bytes(b"{}")
    stand(waiting)
    assert button(waiting).text().strip() == waiting.translation.tr("A notice waits for you")
    waiting.keys.activate(button(waiting))
    opened = window(waiting)
    assert opened is not None
    assert opened.notices.isVisible()
    assert opened.error is not None


def test_while_the_program_installs_the_button_cannot_be_pressed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, install = threading.Event(), stage.session.install

    def held(plan: Plan, report: Report, cancel: Cancel) -> InstallResult:
        go.wait()
        return install(plan, report, cancel)

    monkeypatch.setattr(stage.session, "install", held)
    stand(stage)
    stage.bring_to(Step.PROGRESS)
    assert not button(stage).isEnabled()
    go.set()
    stage.wait_for_install()
    stage.qtbot.waitUntil(button(stage).isEnabled)


def test_the_option_of_the_command_line_shows_it_at_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, catalogues: Path, tmp_path: Path
) -> None:
    del qtbot
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("installer.paths.translations_root", lambda: catalogues)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    seen = []

    def look() -> None:
        opened = [top for top in QApplication.topLevelWidgets() if isinstance(top, AcceptancesWindow)]
        seen.extend(top.isVisible() for top in opened)
        if seen:
            for top in (*opened, *QApplication.topLevelWidgets()):
                top.close()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    assert app.run("en", acceptances=True) == host.exit_status(Outcome.CANCELLED)
    assert seen == [True]


def test_the_first_page_loads_nothing_of_it() -> None:
    code = (
        "import sys, ui.app\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from installer import paths\n"
        "app = ui.app.make_application()\n"
        "translation = ui.app.Translation(app, paths.translations_root())\n"
        "session, wizard = ui.app.make_wizard(translation)\n"
        "wizard.show()\n"
        "late = ('ui.acceptances', 'installer.session.acts', 'installer.session.notices', 'nacl')\n"
        "print([name for name in sys.modules if name.startswith(late)])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_wizard_closes_while_it_is_found_out_what_waits(
    waiting: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, pending = threading.Event(), Acts.pending

    def held(acts: Acts) -> object:
        going.wait()
        return pending(acts)

    monkeypatch.setattr(Acts, "pending", held)
    doorway = Doorway(waiting.wizard, waiting.session, waiting.translation)
    waiting.wizard.done(0)
    assert not waiting.wizard.isVisible()
    assert doorway.busy
    going.set()
    waiting.qtbot.waitUntil(lambda: not doorway.busy)
    assert button(waiting).text().strip() == waiting.translation.tr("Your acceptances")
