"""What an earlier acceptance means for this run, as the wizard shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, LATER, install_for
from helpers.editions import later_edition, shipped_under
from helpers.journeys import EVA, FOR_A_CUSTOMER, open_on, small_bundle
from helpers.records import recorded
from helpers.wizards import Stage, show_wizard
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from installer.errors import Code
from installer.evidence.predicates import Acceptance, Coverage
from installer.flow.state import PartiesEntered
from installer.flow.steps import Step
from ui.earlier_view import EarlierDialog
from ui.pages.acceptance import AcceptancePage
from ui.pages.agreement import AgreementPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.translation import Translation

TOLD = ("termination/p1", "governing-law/p1")
ONE_LANGUAGE = pytest.mark.parametrize("language", ["hu"])
"""For what does not depend on it."""


@pytest.fixture
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "editions"
    shipped_under(root)
    monkeypatch.setattr("installer.paths.editions_root", lambda: root)
    return root


@pytest.fixture
def again(
    qtbot: QtBot, translation: Translation, tmp_path: Path, language: str, editions: Path
) -> Callable[..., Stage]:
    """Opens the wizard for whoever accepted before, on a later edition with these changes or on the same."""
    target, bundle = tmp_path / "target", small_bundle(tmp_path / "bundle")
    install_for(EVA, target, bundle)
    newer = small_bundle(tmp_path / "newer", version="2.0")

    def start(**changes: tuple[str, ...]) -> Stage:
        if changes:
            later_edition(editions, **changes)
        translation.switch(language)
        session = open_on(target, newer, language=language, clock=lambda: LATER)
        return show_wizard(qtbot, translation, session, target)

    return start


def agreement(stage: Stage) -> AgreementPage:
    found = stage.page
    assert isinstance(found, AgreementPage)
    return found


def read(stage: Stage) -> AgreementPage:
    stage.bring_to(Step.AGREEMENT)
    stage.wait_for_text()
    return agreement(stage)


def rely(stage: Stage) -> QPushButton:
    button = stage.find(QPushButton, "earlier-rely")
    assert isinstance(button, QPushButton)
    return button


def last(state_folder: Path) -> Coverage:
    said = recorded(state_folder)[-1]
    assert isinstance(said, Coverage)
    return said


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


def test_what_changed_is_shown_first_and_only_that_is_to_be_read(
    again: Callable[..., Stage], state_folder: Path
) -> None:
    stage = again(changed=TOLD)
    page = read(stage)
    assert not page.earlier.isVisible(), "it does not cover any more"
    stage.qtbot.waitUntil(lambda: "termination" in {section for section, _ in stage.session.state.seen})
    assert page.changes.isVisible()
    current = page.changes.current
    assert current is not None
    assert current.item == TOLD[0]
    assert not stage.next_button.isEnabled()
    stage.qtbot.waitUntil(lambda: bool(stage.session.state.differences))
    stage.keys.press(Qt.Key.Key_F8)
    stage.qtbot.waitUntil(stage.next_button.isEnabled)
    stage.qtbot.waitUntil(lambda: {found.item for found in stage.session.state.differences} == {*TOLD})
    assert page.changes.current is not None
    assert page.changes.current.item == TOLD[1]
    stage.go_on()
    stage.accept()
    said = recorded(state_folder)[-1]
    assert isinstance(said, Acceptance)
    assert said.changes is not None
    assert said.changes.clauses == [*TOLD]
    assert {tuple(seen.clauses) for seen in said.changes.shown} == {TOLD}
    assert {seen.language for seen in said.changes.shown} == {"hu", "en"}


def test_what_one_is_to_be_told_of_is_shown_before_the_button_opens(
    again: Callable[..., Stage], state_folder: Path
) -> None:
    stage = again(notify=TOLD)
    page = read(stage)
    stage.qtbot.waitUntil(lambda: bool(stage.session.state.differences))
    assert not rely(stage).isEnabled()
    before = page.earlier.sentence.text()
    page.changes.step(1)
    stage.qtbot.waitUntil(rely(stage).isEnabled)
    assert page.earlier.sentence.text() != before
    stage.keys.activate(rely(stage))
    stage.qtbot.waitUntil(lambda: stage.page.step is Step.REVIEW)
    said = last(state_folder)
    assert said.changes is not None
    assert (said.change_class, said.changes.clauses) == ("notify", [*TOLD])


@ONE_LANGUAGE
def test_it_is_shown_once(again: Callable[..., Stage]) -> None:
    stage = again(notify=TOLD)
    page = read(stage)
    stage.qtbot.waitUntil(lambda: bool(stage.session.state.differences))
    page.changes.step(1)
    stage.qtbot.waitUntil(rely(stage).isEnabled)
    stage.keys.activate(rely(stage))
    stage.qtbot.waitUntil(lambda: stage.page.step is Step.REVIEW)
    second = again()
    read(second)
    assert rely(second).isEnabled()


def test_the_outline_marks_what_changed_and_leads_to_it(again: Callable[..., Stage]) -> None:
    stage = again(changed=TOLD)
    page = read(stage)
    spoken = {
        section: str(item.data(0, Qt.ItemDataRole.AccessibleTextRole))
        for section, item in page.outline._items.items()
    }
    tr = stage.translation.tr
    assert tr("Changed") in spoken["governing-law"]
    assert spoken["introduction"].endswith(tr("Accepted before"))
    page.outline.section_chosen.emit("governing-law")
    assert page.changes.current is not None
    assert page.changes.current.item == TOLD[1]
    page.outline.section_chosen.emit("introduction")
    assert page.changes.current.item == TOLD[1], "nothing changed there"


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


@ONE_LANGUAGE
def test_under_the_changes_the_reader_gives_up_room(again: Callable[..., Stage]) -> None:
    stage = again(changed=TOLD)
    page = read(stage)
    assert page.reader.bar._compact
    stage.session.send(PartiesEntered(FOR_A_CUSTOMER))
    page.refresh()
    assert not page.reader.bar._compact
