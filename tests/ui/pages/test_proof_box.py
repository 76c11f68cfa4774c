"""How a third party's acceptance is shown: their receipt read out, and a pack where they have none yet."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from helpers import forms
from helpers.computers import at
from helpers.delegates import DIRECTOR, accept_for
from helpers.journeys import CORPORATE, CUSTOMER, FOR_A_CUSTOMER
from helpers.wizards import ONE_LANGUAGE
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from installer.acceptance.parties import Capacity, PartyType
from installer.errors import Code
from installer.flow.state import SelectionChanged
from installer.flow.steps import Step
from installer.session.imported import FOLDER
from installer.session.pack import ANSWERS
from installer.terms.selected import Selection
from installer.unattended.answers import read_answers
from ui.pages.pack_dialog import PackDialog

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.wizards import Stage

    from installer.session.issue import Issued

pytestmark = ONE_LANGUAGE


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.PARTIES)
    forms.choose_capacity(stage, Capacity.ON_BEHALF)
    return stage


@pytest.fixture
def customers(tmp_path: Path) -> Issued:
    """The director's acceptance on another computer."""
    with at(tmp_path / "elsewhere"):
        return accept_for(DIRECTOR, tmp_path)


def import_by_keyboard(stage: Stage, receipt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.pages.parties.QFileDialog.getOpenFileName", lambda *_: (str(receipt), ""))
    button = stage.find(QPushButton, "import-receipt")
    stage.qtbot.waitUntil(button.isVisible)
    stage.keys.activate(button)


def test_what_was_read_in_the_receipt_is_shown_and_filled_in(
    page: Stage, customers: Issued, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_by_keyboard(page, customers.receipt, monkeypatch)
    said = page.session.state.parties
    assert said.authority.receipt == customers.statement
    assert said.principal == replace(CUSTOMER, contact="pal@vevo.example")
    assert forms.form_of(page)._type_buttons[PartyType.ORGANISATION].isChecked()
    assert page.find(QLineEdit, "principal.name").text() == CUSTOMER.name
    shown = "\n".join(page.words())
    product = page.session.catalogue.product("xprotect-corporate").name[page.translation.language]
    for word in (CUSTOMER.name, "Nagy Pál", product, page.session.edition.id):
        assert word in shown
    assert CUSTOMER.name in page.find(QPushButton, "import-receipt").accessibleDescription()
    assert list((state_folder / FOLDER).iterdir())


def test_with_the_receipt_how_and_when_are_not_asked(
    page: Stage, customers: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms.fill(page, FOR_A_CUSTOMER)
    assert forms.is_asked(page, "authority.accepted_how")
    drop = page.find(QPushButton, "drop-receipt")
    assert not drop.isVisibleTo(page.page)
    import_by_keyboard(page, customers.receipt, monkeypatch)
    for name in ("authority.accepted_how", "authority.accepted_on"):
        assert not forms.is_asked(page, name)
    stated = page.session.state.parties.authority
    assert (stated.accepted_how, stated.accepted_on) == ("", "")
    page.qtbot.waitUntil(drop.isVisible)
    page.keys.activate(drop)
    stated = page.session.state.parties.authority
    assert (stated.receipt, stated.accepted_how, stated.accepted_on) == ("", "aláírva", "2026-02-27")
    assert not drop.isVisibleTo(page.page)


def test_a_receipt_of_somebody_else_is_said_at_its_button(
    page: Stage, customers: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_by_keyboard(page, customers.receipt, monkeypatch)
    button = page.find(QPushButton, "import-receipt")
    forms.write(page, {"principal.name": "Másik Zrt."})
    expected = page.translation.tr("The receipt is of somebody else than the one who is named as bound.")
    assert button.accessibleDescription() == expected
    assert expected in page.words()
    forms.write(page, {"principal.name": CUSTOMER.name})
    assert button.accessibleDescription() != expected


def test_what_is_no_receipt_of_theirs_changes_nothing(
    page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "order.pdf").write_bytes(b"%PDF")
    import_by_keyboard(page, tmp_path / "order.pdf", monkeypatch)
    assert page.page.notice.error.code is Code.RECEIPT_UNFIT
    assert page.session.state.parties.authority.receipt == ""


def test_no_file_chosen_changes_nothing(page: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page.session.state
    monkeypatch.setattr("ui.pages.parties.QFileDialog.getOpenFileName", lambda *_: ("", ""))
    button = page.find(QPushButton, "import-receipt")
    page.qtbot.waitUntil(button.isVisible)
    page.keys.activate(button)
    assert page.session.state == before


def test_a_kept_copy_that_was_changed_since_is_said(
    page: Stage, customers: Issued, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_by_keyboard(page, customers.receipt, monkeypatch)
    (kept,) = (state_folder / FOLDER).iterdir()
    kept.write_bytes(kept.read_bytes()[:-2])
    forms.write(page, {"principal.name": "Vevő"})
    page.page.speak()
    assert page.find(QPushButton, "import-receipt").accessibleDescription()
    assert not page.next_button.isEnabled()


@pytest.mark.parametrize(("typed", "kept"), [("2026. 02. 27.", "2026-02-27"), ("2026-02-27", "2026-02-27")])
def test_a_day_may_be_typed_as_hungarians_write_it(page: Stage, typed: str, kept: str) -> None:
    forms.fill(page, FOR_A_CUSTOMER)
    forms.write(page, {"authority.accepted_on": typed})
    assert page.find(QLineEdit, "authority.accepted_on").text() == typed
    assert page.session.state.parties.authority.accepted_on == kept
    assert page.next_button.isEnabled()
    forms.write(page, {"authority.accepted_on": "2026-02-30"})
    page.keys.press(Qt.Key.Key_Tab)
    said = page.find(QLineEdit, "authority.accepted_on").accessibleDescription()
    assert said == page.translation.tr("Write a day that is not in the future, as 2026-01-31.")
    assert said in page.words()


# The hand-over pack


def ask_for_pack(stage: Stage) -> PackDialog:
    button = stage.find(QPushButton, "make-pack")
    stage.qtbot.waitUntil(button.isVisible)
    stage.keys.activate(button)
    dialogue = stage.page.findChild(PackDialog)
    assert isinstance(dialogue, PackDialog)
    stage.qtbot.waitUntil(dialogue.isVisible)
    return dialogue


def test_a_pack_is_made_from_here_before_anybody_accepted(
    page: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms.choose_type(page, PartyType.ORGANISATION)
    forms.write(page, {"principal.name": CUSTOMER.name})
    before = page.session.state
    dialogue = ask_for_pack(page)
    assert not dialogue.write_button.isEnabled()
    assert dialogue.products.accessibleDescription()
    item = dialogue.products.item(0)
    assert item.text() == page.session.catalogue.product("xprotect-corporate").name[page.translation.language]
    dialogue.products.setCurrentItem(item)
    page.qtbot.keyClick(dialogue.products, Qt.Key.Key_Space)
    assert dialogue.products.accessibleDescription() == ""
    folders = iter(["", str(tmp_path)])
    monkeypatch.setattr("ui.pages.pack_dialog.QFileDialog.getExistingDirectory", lambda *_: next(folders))
    page.qtbot.keyClick(dialogue.write_button, Qt.Key.Key_Space)
    assert list(tmp_path.glob("*.zip")) == []
    page.qtbot.keyClick(dialogue.write_button, Qt.Key.Key_Space)
    (path,) = tmp_path.glob("*.zip")
    assert str(path) in dialogue.report.text()
    assert CUSTOMER.name in dialogue.report.text()
    assert dialogue.report.isVisible()
    with zipfile.ZipFile(path) as archive:
        archive.extract(ANSWERS, tmp_path)
        assert {"README.hu.txt", "README.en.txt"} <= set(archive.namelist())
    answers = read_answers(tmp_path / ANSWERS)
    assert answers.selection.products == CORPORATE
    assert answers.parties.actor.organisation == CUSTOMER.name
    assert page.session.state == before, "the wizard's own selection stays as it is"
    page.qtbot.keyClick(dialogue.products, Qt.Key.Key_Space)
    assert not dialogue.report.isVisible()
    page.qtbot.keyClick(dialogue, Qt.Key.Key_Escape)
    assert not dialogue.isVisible()


def test_without_a_name_there_is_nobody_to_make_it_for(page: Stage) -> None:
    page.session.send(SelectionChanged(Selection(products=CORPORATE)))
    dialogue = ask_for_pack(page)
    assert dialogue.products.item(0).checkState() is Qt.CheckState.Checked
    assert not dialogue.write_button.isEnabled()
    dialogue.reject()


def test_a_folder_that_cannot_be_written_to_is_said(page: Stage, tmp_path: Path) -> None:
    page.session.send(SelectionChanged(Selection(products=CORPORATE)))
    forms.write(page, {"principal.name": CUSTOMER.name})
    dialogue = ask_for_pack(page)
    assert dialogue.write(tmp_path / "nowhere") is None
    assert str(tmp_path / "nowhere") in dialogue._problem.text().replace("\u200b", "")
    assert not dialogue.report.isVisible()
    dialogue.reject()
