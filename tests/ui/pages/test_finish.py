from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import EVA
from helpers.opened import opened
from helpers.printing import answer_print_dialogues
from helpers.records import recorded
from msgspec.structs import replace
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QCheckBox, QPushButton, QTextBrowser, QWizard

from installer.acceptance.roles import Occasion
from installer.errors import Code
from installer.evidence import words
from installer.evidence.predicates import Grant, NotProven
from installer.flow.state import PartiesEntered
from installer.flow.steps import Step
from installer.terms.sheet import deadline_words, guide_note, make_sheet
from ui.acceptances.granting import GrantDialog
from ui.acceptances.window import AcceptancesWindow
from ui.clause_view import ClauseDialog
from ui.keyboard import Keyboard
from ui.receipt_tools import ReceiptTools

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage


both = pytest.mark.parametrize("language", ["hu", "en"], indirect=True)
"""For what the page says. What its buttons do is the same in each language."""


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """Hungarian, unless a test asks for both."""
    return str(getattr(request, "param", "hu"))


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.FINISH)
    return stage


def report(stage: Stage) -> str:
    return stage.find(QTextBrowser, "report").toPlainText()


@both
def test_it_names_the_receipt_and_says_what_it_proves_and_what_not(page: Stage) -> None:
    tr = page.translation.tr
    assert str(page.session.issued()[0].receipt) in report(page)
    assert words.proven(tr)["texts"] in report(page)
    for claim in NotProven:
        assert words.not_proven(tr)[claim.value] in report(page)


@both
def test_it_says_what_to_do_next(page: Stage) -> None:
    language = page.translation.language
    obligations = page.session.determination.obligations
    assert obligations
    for obligation in obligations:
        assert obligation.text[language] in report(page)


def test_a_receipt_that_was_changed_is_not_called_valid(page: Stage) -> None:
    receipt = page.session.issued()[0].receipt
    data = receipt.read_bytes()
    before = report(page)
    receipt.chmod(0o600)
    receipt.write_bytes(data.replace(b"xprotect", b"xprotecT", 1))
    page.page.speak()
    assert report(page) != before
    assert words.proven(page.translation.tr)["texts"] not in report(page)


def test_a_receipt_that_was_moved_away_is_told(page: Stage) -> None:
    receipt = page.session.issued()[0].receipt
    before = report(page)
    receipt.unlink()
    page.page.speak()
    assert report(page) != before
    assert str(receipt) in report(page)
    assert "assent log receipt 0" in report(page)


def test_a_receipt_that_cannot_be_read_is_told(page: Stage) -> None:
    receipt = page.session.issued()[0].receipt
    receipt.unlink()
    receipt.mkdir()
    page.page.speak()
    assert page.page.notice.error.code is Code.RECEIPT_UNREADABLE


def test_copies_of_the_receipts_can_be_saved(
    page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kept").mkdir()
    answers = iter(["", str(tmp_path / "kept"), str(tmp_path / "missing" / "folder")])
    monkeypatch.setattr("ui.receipt_tools.QFileDialog.getExistingDirectory", lambda *_: next(answers))
    save = page.find(QPushButton, "save-receipt")
    tools = page.page.findChild(ReceiptTools)
    page.keys.activate(save)
    page.keys.activate(save)
    page.qtbot.waitUntil(lambda: not tools.busy)
    receipt = page.session.issued()[0].receipt
    assert (tmp_path / "kept" / receipt.name).read_bytes() == receipt.read_bytes()
    page.keys.activate(save)
    page.qtbot.waitUntil(lambda: not tools.busy)
    assert page.page.notice.error.code is Code.FILE_UNWRITABLE


def test_the_folder_opens(page: Stage) -> None:
    with opened("file") as folders:
        page.keys.activate(page.find(QPushButton, "show-folder"))
    assert folders == [QUrl.fromLocalFile(str(page.session.issued()[0].receipt.parent))]


@both
def test_the_deadline_of_each_duty_stands_beside_it(stage: Stage) -> None:
    stage.bring_to(Step.FINISH, products=("xprotect-corporate", "xprotect-smart-client"))
    sheet = make_sheet(stage.session.determination)
    tr = stage.translation.tr
    for duty in sheet.timed:
        if duty.deadline is not None:
            assert deadline_words(duty.deadline, tr.language, tr) in report(stage)
        if duty.form:
            assert duty.form[tr.language] in report(stage)
    assert sheet.timed
    assert guide_note(tr) in report(stage)


def test_the_page_can_be_printed(page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_print_dialogues(monkeypatch, tmp_path / "printed.pdf")
    button = page.find(QPushButton, "print-report")
    page.keys.activate(button)
    assert not (tmp_path / "printed.pdf").exists()
    page.keys.activate(button)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_later_updates_can_be_granted_from_here(page: Stage, state_folder: Path) -> None:
    page.keys.activate(page.find(QPushButton, "grant"))
    dialog = page.page.findChild(GrantDialog)
    page.qtbot.waitUntil(lambda: not dialog.busy)
    # Qt shows what was added to a window in its next turn.
    page.qtbot.waitUntil(dialog.findChild(QCheckBox, "tick-grant-updates").isVisible)
    assert dialog.person.parties().actor == EVA.actor
    keys = Keyboard(dialog)
    keys.go_to(dialog.field("delegate").input)
    keys.write("Nagy Pál")
    for name in ("product-xprotect-corporate", "class-none", "tick-grant-updates"):
        keys.activate(dialog.findChild(QCheckBox, name))
    with page.qtbot.waitSignal(dialog.recorded):
        keys.activate(dialog.button)
    assert isinstance(recorded(state_folder)[-1], Grant)
    assert str(page.session.issued()[-1].receipt) in report(page)


def test_what_the_log_holds_opens_from_here(page: Stage) -> None:
    page.keys.activate(page.find(QPushButton, "open-acceptances"))
    window = page.page.findChild(AcceptancesWindow)
    assert window.isVisible()
    page.qtbot.waitUntil(lambda: not window.busy)
    assert len(window.given.records) == 1
    window.close()


def test_the_notice_for_other_computers_is_named(stage: Stage) -> None:
    stage.bring_to(Step.ACCEPTANCE)
    stage.session.send(PartiesEntered(replace(EVA, occasion=Occasion.REMOTE, remote_computers=2)))
    stage.page.refresh()
    stage.settle()
    stage.accept()
    stage.go_on()
    stage.wait_for_install()
    stage.go_on()
    notice = stage.session.issued()[0].notice
    assert notice is not None
    assert str(notice) in report(stage)


def test_after_a_decline_nothing_is_granted(stage: Stage) -> None:
    stage.bring_to(Step.ACCEPTANCE)
    stage.keys.activate(stage.wizard.button(QWizard.WizardButton.CustomButton1))
    stage.settle()
    assert stage.page.step is Step.FINISH
    assert stage.find(QPushButton, "grant").isHidden()


def test_a_link_opens_its_clause(page: Stage) -> None:
    page.find(QTextBrowser, "report").anchorClicked.emit(QUrl("clause:introduction/p2"))
    assert page.page.findChild(ClauseDialog) is not None


def test_the_last_button_closes_the_window(page: Stage) -> None:
    page.settle()
    page.keys.activate(page.wizard.button(QWizard.WizardButton.FinishButton))
    assert not page.wizard.isVisible()
