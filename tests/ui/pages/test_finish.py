from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QTextBrowser, QWizard

from installer.errors import Code
from installer.evidence import words
from installer.evidence.predicates import NotProven
from installer.flow.steps import Step
from ui.clause_view import ClauseDialog

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.FINISH)
    return stage


def report(stage: Stage) -> str:
    return stage.find(QTextBrowser, "report").toPlainText()


def test_it_names_the_receipt_and_says_what_it_proves_and_what_not(page: Stage) -> None:
    tr = page.translation.tr
    assert str(page.session.issued()[0].receipt) in report(page)
    assert words.proven(tr)["texts"] in report(page)
    for claim in NotProven:
        assert words.not_proven(tr)[claim.value] in report(page)


def test_it_says_what_to_do_next(page: Stage) -> None:
    language = page.translation.language
    for obligation in page.session.determination.obligations:
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
    page.session.issued()[0].receipt.unlink()
    page.page.speak()
    assert page.page.notice.error.code is Code.RECEIPT_UNREADABLE


def test_copies_of_the_receipts_can_be_saved(
    page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kept").mkdir()
    answers = iter(["", str(tmp_path / "kept"), str(tmp_path / "missing" / "folder")])
    monkeypatch.setattr("ui.pages.finish.QFileDialog.getExistingDirectory", lambda *_: next(answers))
    save = page.find(QPushButton, "save-receipt")
    page.keys.activate(save)
    page.keys.activate(save)
    receipt = page.session.issued()[0].receipt
    assert (tmp_path / "kept" / receipt.name).read_bytes() == receipt.read_bytes()
    page.keys.activate(save)
    assert page.page.notice.error.code is Code.FILE_UNWRITABLE


class Desktop(QObject):
    """Stands where the system's file manager would."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_the_folder_opens(page: Stage) -> None:
    desktop = Desktop()
    QDesktopServices.setUrlHandler("file", desktop, "open")
    page.keys.activate(page.find(QPushButton, "show-folder"))
    QDesktopServices.unsetUrlHandler("file")
    assert desktop.opened == [str(page.session.issued()[0].receipt.parent)]


def test_a_link_opens_its_clause(page: Stage) -> None:
    page.find(QTextBrowser, "report").anchorClicked.emit(QUrl("clause:introduction/p2"))
    assert page.page.findChild(ClauseDialog) is not None


def test_the_last_button_closes_the_window(page: Stage) -> None:
    page.settle()
    page.keys.activate(page.wizard.button(QWizard.WizardButton.FinishButton))
    assert not page.wizard.isVisible()
