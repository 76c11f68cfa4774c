from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from helpers.holding import Holding
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidget, QProgressBar, QPushButton

from installer import logs, paths
from installer.errors import Cancelled, Code
from installer.flow.steps import Step
from installer.install.restart import Restart
from installer.progress import Progress
from ui import messages
from ui.pages.progress import ProgressPage

if TYPE_CHECKING:
    import logging

    from helpers.wizards import Stage

    from installer.install.plan import Plan
    from installer.install.transaction import InstallResult
    from installer.progress import Cancel, Report


def shown(stage: Stage) -> str:
    found = stage.find(QListWidget, "component-list")
    return "\n".join(found.item(row).text() for row in range(found.count()))


def test_it_installs_and_then_the_way_is_open(stage: Stage) -> None:
    stage.bring_to(Step.PROGRESS)
    stage.wait_for_install()
    bar = stage.page.findChild(QProgressBar)
    assert bar.value() == bar.maximum()
    assert (stage.target / "bin" / "management-server").exists()
    assert stage.next_button.isEnabled()
    for component in stage.session.components():
        assert component.name[stage.translation.language] in shown(stage)


def test_a_restart_that_is_needed_is_said_here_and_on_the_last_page(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = stage.target / ".assent/old-0123456789abcdef"
    aside.mkdir(parents=True)
    # What an earlier transaction set aside, and what a program still runs from.
    (aside / "0").write_bytes(b"runs")
    Holding(running=True).stand_in(monkeypatch)
    stage.bring_to(Step.PROGRESS)
    stage.wait_for_install()
    (sentence,) = Restart(in_use=("0",)).words(stage.translation.tr)
    assert sentence in "".join(stage.words())
    stage.go_on()
    assert stage.page.step is Step.FINISH
    assert sentence in "".join(stage.words())


def test_a_failing_install_says_what_happened_and_leaves_nothing(stage: Stage) -> None:
    stage.bring_to(Step.REVIEW)
    payload = next(path for path in (stage.target.parent / "bundle").glob("*.tar.zst"))
    whole = payload.read_bytes()
    payload.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    stage.go_on()
    stage.wait_for_install()
    error = stage.page.notice.error
    assert error.code in {Code.PAYLOAD_DIGEST, Code.PAYLOAD_MALFORMED}
    assert error.code.value in "".join(stage.words())
    assert not (stage.target / "bin").exists()
    assert not stage.next_button.isEnabled()
    payload.write_bytes(whole)
    stage.keys.activate(stage.find(QPushButton, "retry"))
    stage.wait_for_install()
    assert stage.page.notice.error is None
    assert stage.next_button.isEnabled()


def test_the_bar_follows_the_files_where_no_bytes_are_counted(stage: Stage) -> None:
    stage.bring_to(Step.PROGRESS)
    stage.wait_for_install()
    page = stage.page
    assert isinstance(page, ProgressPage)
    bar = page.findChild(QProgressBar)
    page._on_progressed(Progress("commit", "management-server", 0, 0, 3, 6))
    assert bar.value() * 2 == bar.maximum()
    assert "3" in page._counts.text()
    assert "6" in page._counts.text()


def test_what_cannot_be_interrupted_is_said(stage: Stage) -> None:
    stage.bring_to(Step.PROGRESS)
    said = messages.phase("flush", stage.translation.tr)
    assert "{" not in said
    assert said != messages.phase("unknown", stage.translation.tr)
    stage.wait_for_install()


def test_the_details_of_an_error_can_be_copied(stage: Stage) -> None:
    stage.bring_to(Step.REVIEW)
    for payload in (stage.target.parent / "bundle").glob("*.tar.zst"):
        payload.write_bytes(b"damaged")
    stage.go_on()
    stage.wait_for_install()
    copy = stage.page.notice.findChild(QPushButton)
    stage.qtbot.waitUntil(copy.isVisible)
    stage.keys.activate(copy)
    copied = QGuiApplication.clipboard().text()
    assert f"code: {stage.page.notice.error.code.value}" in copied
    for name, value in stage.page.notice.error.facts.items():
        assert f"{name}: {value}" in copied


def test_after_a_failure_one_can_go_back_to_the_review(stage: Stage) -> None:
    stage.bring_to(Step.REVIEW)
    for payload in (stage.target.parent / "bundle").glob("*.tar.zst"):
        payload.write_bytes(b"damaged")
    stage.go_on()
    stage.wait_for_install()
    review = stage.find(QPushButton, "to-review")
    stage.qtbot.waitUntil(review.isVisible)
    stage.keys.activate(review)
    assert stage.page.step is Step.REVIEW


def test_the_plan_that_was_on_screen_is_the_one_that_is_carried_out(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.bring_to(Step.REVIEW)
    carried_out: list[Plan] = []
    install = stage.session.install

    def watched(plan: Plan, report: Report, cancel: Cancel) -> InstallResult:
        carried_out.append(plan)
        return install(plan, report, cancel)

    monkeypatch.setattr(stage.session, "install", watched)
    shown = stage.page.plan
    stage.go_on()
    stage.wait_for_install()
    assert carried_out == [shown]
    assert shown is carried_out[0]


def test_a_folder_that_changed_after_the_plan_was_shown_leads_back_to_the_review(stage: Stage) -> None:
    stage.bring_to(Step.REVIEW)
    theirs = stage.target / "bin" / "management-server"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("somebody's own")
    stage.go_on()
    stage.wait_for_install()
    assert stage.page.error.code is Code.PLAN_STALE
    assert str(stage.target) in "".join(stage.words())
    assert theirs.read_text() == "somebody's own"
    review = stage.find(QPushButton, "to-review")
    stage.qtbot.waitUntil(review.isVisible)
    assert not stage.find(QPushButton, "retry").isVisible(), "it would be refused again"
    stage.keys.activate(review)
    stage.settle()
    assert stage.page.plan.saved, "the new plan says what becomes of it"
    stage.go_on()
    stage.wait_for_install()
    assert stage.page.error is None
    assert stage.session.state.installed


def test_without_a_plan_on_screen_nothing_is_installed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.bring_to(Step.REVIEW)
    monkeypatch.setattr(stage.wizard, "shown_plan", lambda: None)
    stage.go_on()
    stage.wait_for_install()
    assert stage.page.error.code is Code.PLAN_STALE
    assert not stage.target.exists()


class Waiting:
    """An install that is at work until somebody cancels it."""

    def __init__(self) -> None:
        self.started = threading.Event()

    def __call__(self, _plan: Plan, report: Report, cancel: Cancel) -> InstallResult:
        report(Progress("stage", "management-server", 1, 4, 0, 1))
        report(Progress("stage", "management-server", 1, 4, 0, 1))
        self.started.set()
        while not cancel.requested:
            threading.Event().wait(0.001)
        raise Cancelled(Code.CANCELLED)


@pytest.mark.parametrize("way", ["escape", "cancel", "close"])
def test_cancel_stops_the_install_and_the_window_stays(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    stage.bring_to(Step.REVIEW)
    install = Waiting()
    monkeypatch.setattr(stage.session, "install", install)
    stage.go_on()
    stage.qtbot.waitUntil(lambda: stage.page.findChild(QProgressBar).value() == 250)
    # While it is at work, no other step can be gone to, and another language speaks of it too.
    stage.wizard.go_to(Step.REVIEW)
    assert stage.page.step is Step.PROGRESS
    stage.speak({"hu": "en", "en": "hu"}[stage.translation.language])
    if way == "close":
        stage.wizard.close()
    elif way == "escape":
        stage.keys.press(Qt.Key.Key_Escape)
    else:
        stage.wizard.reject()
    stage.wait_for_install()
    assert stage.wizard.isVisible()
    assert stage.page.notice.error.code is Code.CANCELLED
    assert not stage.target.exists()


def test_a_defect_of_the_program_points_to_its_log(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, logged: list[logging.LogRecord]
) -> None:
    stage.bring_to(Step.REVIEW)

    def broken(_plan: Plan, _report: Report, _cancel: Cancel) -> InstallResult:
        raise ZeroDivisionError

    monkeypatch.setattr(stage.session, "install", broken)
    stage.go_on()
    stage.wait_for_install()
    words = "".join(stage.words())
    assert str(paths.state_root() / logs.FILE) in words
    assert "internal" in words
    copy = stage.page.notice.findChild(QPushButton)
    stage.qtbot.waitUntil(copy.isVisible)
    stage.keys.activate(copy)
    assert "type: ZeroDivisionError" in QGuiApplication.clipboard().text()
    assert [record.msg for record in logged] == ["ui.install-unexpected"]
    logged.clear()
