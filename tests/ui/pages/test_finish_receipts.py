"""What the last page does with receipts: certificates, beside the window, and e-mail by the system."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from helpers.opened import opened
from helpers.wizards import ONE_LANGUAGE
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel, QPushButton, QWizard

from installer.errors import Code
from installer.evidence.verify import verify
from installer.flow.steps import Step
from ui.receipt_tools import ReceiptTools

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage

pytestmark = ONE_LANGUAGE


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.FINISH)
    return stage


def test_the_certificate_is_made_beside_the_window_and_holds_the_receipt(page: Stage, tmp_path: Path) -> None:
    tools = page.page.findChild(ReceiptTools)
    page.settle()
    with page.qtbot.waitSignals([tools.busy_changed, tools.busy_changed], timeout=30_000):
        tools.save_certificates(tmp_path)
        assert page.page.busy
        assert not tools.certificate.isEnabled()
    assert not page.page.busy
    (made,) = tmp_path.glob("*.pdf")
    receipt = page.session.issued()[0].receipt
    assert made.name == receipt.name.removesuffix(".assent.json") + ".pdf"
    attached = subprocess.run(
        ["pdfdetach", "-saveall", "-o", str(tmp_path), str(made)], check=True, capture_output=True
    )
    assert attached.returncode == 0
    inside = tmp_path / "receipt.assent.json"
    assert inside.read_bytes() == receipt.read_bytes()
    assert verify(inside.read_bytes()).valid
    assert str(made) in page.find(QLabel, "told").text()


def test_where_the_receipt_is_missing_nothing_is_offered_that_needs_it(page: Stage) -> None:
    for issued in page.session.issued():
        issued.receipt.unlink()
    page.page.retranslate(page.page.tr_)
    page.page.refresh()
    assert page.page.findChild(ReceiptTools).isHidden()
    assert page.page.lead_text(page.page.tr_) == page.page.tr_(
        "What was decided stands in the log. A receipt is missing: save it, it is your proof."
    )


def test_the_button_asks_where_the_certificate_goes(
    page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["", str(tmp_path / "missing" / "folder")])
    monkeypatch.setattr("ui.receipt_tools.QFileDialog.getExistingDirectory", lambda *_: next(answers))
    tools = page.page.findChild(ReceiptTools)
    page.keys.activate(tools.certificate)
    assert not tools.busy
    with page.qtbot.waitSignal(tools.failed, timeout=30_000):
        page.keys.activate(tools.certificate)
    assert page.page.notice.error.code is Code.FILE_UNWRITABLE


def test_finishing_waits_for_a_certificate_that_is_being_made(page: Stage, tmp_path: Path) -> None:
    page.settle()
    page.page.findChild(ReceiptTools).save_certificates(tmp_path)
    page.wizard.button(QWizard.WizardButton.FinishButton).click()
    assert not page.wizard.isVisible()
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_closing_waits_for_it_too(page: Stage, tmp_path: Path) -> None:
    page.settle()
    page.page.findChild(ReceiptTools).save_certificates(tmp_path)
    page.wizard.close()
    assert not page.wizard.isVisible()
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_an_e_mail_without_attachments_says_which_file_to_attach(
    page: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with opened("mailto") as letters:
        page.keys.activate(page.find(QPushButton, "mail-receipt"))
    (url,) = letters
    query = parse_qs(url.query(QUrl.ComponentFormattingOption.FullyEncoded))
    receipt = page.session.issued()[0].receipt
    assert query["subject"] == [page.translation.tr("Receipt of the agreement")]
    assert query["body"][0].endswith(receipt.name)
    # Where the file is stands on the page, not in what is sent.
    assert str(receipt) not in query["body"][0]
    assert str(receipt) in page.find(QLabel, "told").text()


def test_without_an_e_mail_program_the_page_says_where_the_file_is(
    page: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr("ui.mailing.QDesktopServices.openUrl", lambda _url: False)
    page.keys.activate(page.find(QPushButton, "mail-receipt"))
    told = page.translation.tr("No e-mail program answered. Send the file in your own way: {paths}")
    assert page.find(QLabel, "told").text() == told.format(paths=page.session.issued()[0].receipt)


def test_where_the_system_can_attach_the_receipt_goes_along(
    page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, said = tmp_path / "bin" / "xdg-email", tmp_path / "said"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {said}.part && mv {said}.part {said}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    page.keys.activate(page.find(QPushButton, "mail-receipt"))
    page.qtbot.waitUntil(said.exists)
    arguments = said.read_text("utf-8").splitlines()
    receipt = page.session.issued()[0].receipt
    assert arguments[arguments.index("--attach") + 1] == str(receipt)
    assert arguments[arguments.index("--subject") + 1] == page.translation.tr("Receipt of the agreement")
    assert str(receipt) in page.find(QLabel, "told").text()
