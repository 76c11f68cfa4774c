"""A receipt that is missing or could not be written: the act is over, and only the receipt is saved again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.acceptances import fill
from helpers.delegates import DIRECTOR
from helpers.full_disks import full
from helpers.records import recorded
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from installer.errors import Code
from installer.evidence.predicates import Ratification, Revocation, Withdrawal
from installer.evidence.verify import verify
from installer.session.accepted import Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.acceptances import Desk

    from ui.acceptances.saving import SaveReceipt


@pytest.fixture
def no_room(desk: Desk, state_folder: Path) -> Iterator[None]:
    """The disk on which receipts are kept is full."""
    del desk
    with full(state_folder / "receipts"):
        yield


def save(desk: Desk, button: SaveReceipt, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press the button and choose the folder."""
    monkeypatch.setattr("ui.acceptances.saving.QFileDialog.getExistingDirectory", lambda *_: str(folder))
    with desk.qtbot.waitSignal(button.told):
        desk.keys.activate(button)
    desk.settle()


@pytest.mark.usefixtures("no_room")
def test_a_withdrawal_without_its_receipt_is_over_and_offers_the_receipt_alone(
    desk: Desk, state_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = desk.turn_to(desk.window.consents)
    desk.keys.activate(shelf.withdraw)
    desk.settle()
    number = len(recorded(state_folder)) - 1
    assert isinstance(recorded(state_folder)[-1], Withdrawal)
    error = desk.window.error
    assert (error.code, error.facts["record"]) == (Code.RECEIPT_UNWRITABLE, str(number))
    assert shelf.records[0].state == "withdrawn"
    assert shelf.withdraw.isHidden(), "there is nothing to press again"
    button = desk.window.save_receipt
    assert button.isVisible()
    assert f" {number}" in button.accessibleDescription()
    save(desk, button, tmp_path, monkeypatch)
    (saved,) = tmp_path.glob("*-withdrawal-*.assent.json")
    assert verify(saved.read_bytes()).valid
    assert str(saved) in desk.window.status.text()
    assert button.isHidden()
    assert len(recorded(state_folder)) == number + 1


@pytest.mark.usefixtures("no_room")
@pytest.mark.parametrize("shelf_name", ["given", "grants"])
def test_a_dialog_closes_when_it_is_recorded_with_or_without_its_receipt(
    desk: Desk, state_folder: Path, shelf_name: str
) -> None:
    shelf = desk.turn_to(getattr(desk.window, shelf_name))
    if shelf is desk.window.given:
        shelf.list.setCurrentRow(next(n for n, found in enumerate(shelf.records) if found.word is Word.OPEN))
    else:
        shelf.list.setCurrentRow(len(shelf.records) - 1)
    before = len(recorded(state_folder))
    dialog = desk.begin(shelf, "confirm" if shelf is desk.window.given else "revoke")
    fill(dialog, DIRECTOR)
    with desk.qtbot.waitSignal(dialog.unreceipted):
        QTest.keyClick(dialog.button, Qt.Key.Key_Space)
    desk.settle()
    assert not shelf.isHidden()
    assert isinstance(recorded(state_folder)[-1], Ratification | Revocation)
    assert len(recorded(state_folder)) == before + 1
    assert desk.window.error.code is Code.RECEIPT_UNWRITABLE
    assert desk.window.save_receipt.isVisible()
    # Another shelf has nothing to do with it.
    desk.turn_to(desk.window.consents)
    assert desk.window.save_receipt.isHidden()


@pytest.mark.usefixtures("no_room")
def test_a_folder_that_does_not_do_leaves_the_button_for_another(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = desk.turn_to(desk.window.consents)
    desk.keys.activate(shelf.withdraw)
    desk.settle()
    button = desk.window.save_receipt
    chosen = iter(["", str(tmp_path / "nowhere"), str(tmp_path)])
    monkeypatch.setattr("ui.acceptances.saving.QFileDialog.getExistingDirectory", lambda *_: next(chosen))
    desk.keys.activate(button)
    with desk.qtbot.waitSignal(button.failed):
        desk.keys.activate(button)
    assert desk.window.error.code is Code.FILE_UNWRITABLE
    assert button.isVisible()
    with desk.qtbot.waitSignal(button.told):
        desk.keys.activate(button)
    assert len(list(tmp_path.glob("*-withdrawal-*.assent.json"))) == 1


def test_the_receipt_of_any_record_is_saved_again(
    desk: Desk, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = desk.turn_to(desk.window.all)
    assert [type(entry.said) for entry in reversed(shelf.records)] == [
        type(said) for said in recorded(state_folder)
    ]
    receipts = state_folder / "receipts"
    before = {path.name: path.read_bytes() for path in receipts.glob("*.json")}
    for path in receipts.glob("*.json"):
        path.unlink()
    shelf.refresh()
    desk.settle()
    for number, record in enumerate(shelf.records):
        shelf.list.setCurrentRow(number)
        assert record.digest in shelf.details.toPlainText()
        assert shelf.tools.isHidden()
        assert shelf.save_again.isVisible()
        save(desk, shelf.save_again, receipts, monkeypatch)
        assert shelf.save_again.isHidden()
        assert shelf.tools.isVisible()
    assert {path.name: path.read_bytes() for path in receipts.glob("*.json")} == before


def test_a_folder_is_asked_for_where_a_shelf_has_no_receipt_and_what_fails_is_told(
    desk: Desk, tmp_path: Path
) -> None:
    shelf = desk.turn_to(desk.window.given)
    shelf.receipt(shelf.records[0]).unlink()
    shelf.refresh()
    desk.settle()
    with desk.qtbot.waitSignal(shelf.save_again.failed):
        shelf.save_again.save_into(tmp_path / "nowhere")
        shelf.save_again.save_into(tmp_path / "one is enough")
    assert desk.window.error.code is Code.FILE_UNWRITABLE
    assert shelf.save_again.isVisible()
