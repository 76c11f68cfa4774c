"""What was accepted earlier covers this run: it is said, shown, and relied on by one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.delegates import DIRECTOR, install_for
from helpers.journeys import FOR_A_CUSTOMER, small_bundle
from helpers.records import recorded
from helpers.returning import TOLD, agreement, last, read, rely
from helpers.wizards import ONE_LANGUAGE, Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from installer import paths
from installer.errors import Code
from installer.evidence.predicates import Acceptance
from installer.flow.state import PartiesEntered
from installer.flow.steps import Step
from installer.i18n import load_translator
from ui.earlier_view import EarlierDialog
from ui.pages.acceptance import AcceptancePage
from ui.pages.earlier_box import accepted_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_one_button_relies_on_what_was_accepted_before(
    again: Callable[..., Stage], state_folder: Path
) -> None:
    stage = again()
    page = read(stage)
    sentence = page.earlier.sentence.text()
    assert "Kiss Éva" in sentence
    assert page.earlier.label in sentence
    assert not page.changes.isVisible()
    stage.keys.activate(rely(stage))
    stage.qtbot.waitUntil(lambda: stage.page.step is Step.REVIEW)
    said = last(state_folder)
    assert (said.given, said.change_class, said.channel) == ("key", "none", "wizard")
    assert said.presentation is not None
    assert (said.presentation.button, said.presentation.above_button) == (page.earlier.label, sentence)
    assert [visit.step for visit in said.presentation.pages][-1] == "agreement"
    assert [grab.step for grab in said.presentation.grabs] == ["agreement"]
    assert {text.language for text in said.texts if text.shown} == {"hu", "en"}
    stage.go_on()
    stage.wait_for_install()
    assert stage.session.state.installed


@ONE_LANGUAGE
def test_a_click_is_recorded_as_a_click(again: Callable[..., Stage], state_folder: Path) -> None:
    stage = again()
    read(stage)
    QTest.mouseClick(rely(stage), Qt.MouseButton.LeftButton)
    stage.qtbot.waitUntil(lambda: stage.page.step is Step.REVIEW)
    assert last(state_folder).given == "click"
    assert stage.wizard.open_steps() == {Step.REVIEW}, "nobody goes back to what is decided"


@ONE_LANGUAGE
def test_the_earlier_acceptance_is_shown_on_demand(again: Callable[..., Stage], state_folder: Path) -> None:
    stage = again()
    page = read(stage)
    (receipt,) = (state_folder / "receipts").glob("*-acceptance-*")
    record = receipt.name.partition("-acceptance-")[2][:12]

    def shown() -> str:
        page.refresh()
        stage.keys.activate(stage.find(QPushButton, "earlier-receipt"))
        dialog = page.findChildren(EarlierDialog)[-1]
        dialog.reject()
        return dialog.view.toPlainText()

    sound = shown()
    assert receipt.name in sound
    receipt.write_bytes(receipt.read_bytes().replace(b"Denmark", b"Danmark"))
    changed = shown()
    assert receipt.name in changed
    assert changed != sound
    receipt.unlink()
    gone = shown()
    assert receipt.name not in gone
    assert all(record in text for text in (sound, changed, gone))


@ONE_LANGUAGE
def test_it_can_be_relied_on_from_the_page_of_acceptance_too(
    again: Callable[..., Stage], state_folder: Path
) -> None:
    stage = again()
    stage.bring_to(Step.ACCEPTANCE)
    page = stage.page
    assert isinstance(page, AcceptancePage)
    stage.keys.activate(stage.find(QPushButton, "earlier-receipt"))
    page.findChildren(EarlierDialog)[-1].reject()
    stage.keys.activate(rely(stage))
    stage.qtbot.waitUntil(lambda: stage.page.step is Step.REVIEW)
    said = last(state_folder)
    assert said.presentation is not None
    assert said.presentation.button == page.earlier.label


@ONE_LANGUAGE
def test_who_wants_to_may_accept_anew(again: Callable[..., Stage], state_folder: Path) -> None:
    stage = again()
    stage.bring_to(Step.REVIEW)
    assert [type(said) for said in recorded(state_folder)] == [Acceptance, Acceptance]


@ONE_LANGUAGE
def test_somebody_else_is_told_of_nothing(again: Callable[..., Stage]) -> None:
    stage = again(changed=TOLD)
    stage.bring_to(Step.AGREEMENT)
    stage.session.send(PartiesEntered(FOR_A_CUSTOMER))
    page = agreement(stage)
    page.refresh()
    assert not page.earlier.isVisible()
    assert not page.changes.isVisible()


@ONE_LANGUAGE
def test_a_log_that_cannot_keep_it_leaves_the_person_here(
    again: Callable[..., Stage], state_folder: Path
) -> None:
    stage = again()
    page = read(stage)
    (state_folder / "receipts").rename(state_folder / "away")
    (state_folder / "receipts").write_text("in the way")
    stage.keys.activate(rely(stage))
    assert stage.page.step is Step.AGREEMENT
    assert page.notice.error.code is Code.LOG_UNWRITABLE
    (state_folder / "receipts").unlink()
    stage.keys.activate(rely(stage))
    stage.qtbot.waitUntil(lambda: stage.page.step is Step.REVIEW)


def test_the_letter_of_the_button_is_a_key(again: Callable[..., Stage], state_folder: Path) -> None:
    stage = again()
    read(stage)
    button = rely(stage)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QTest.mouseMove(button, button.rect().bottomRight() * 3)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=button.rect().bottomRight() * 3)
    assert stage.page.step is Step.AGREEMENT
    letter = button.text().partition("&")[2][0].upper()
    stage.keys.press(Qt.Key(ord(letter)), Qt.KeyboardModifier.AltModifier)
    stage.qtbot.waitUntil(lambda: stage.page.step is Step.REVIEW)
    assert last(state_folder).given == "key"


@ONE_LANGUAGE
def test_who_accepted_for_whom_is_said(again: Callable[..., Stage], tmp_path: Path) -> None:
    stage = again()
    install_for(DIRECTOR, tmp_path / "third", small_bundle(tmp_path / "third-bundle"))
    page = read(stage)
    stage.session.send(PartiesEntered(DIRECTOR))
    page.refresh()
    assert DIRECTOR.actor.name in page.earlier.sentence.text()
    assert "Vevő Zrt." in page.earlier.sentence.text()
    covering = stage.session.covering()
    assert covering is not None
    hungarian = load_translator("hu", paths.translations_root())
    assert "a Vevő Zrt. nevében" in accepted_words(covering, hungarian)
